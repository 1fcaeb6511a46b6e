"""Personal data: a public record names roles, never persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from glasscase.checks.context import Context, Found, Path, found
from glasscase.checks.locate import locate
from glasscase.checks.texts import public_texts
from glasscase.reading.load import Loaded

_EMAIL = re.compile(r"(?<![\w.+-])([A-Za-z]{2,})[._]([A-Za-z]{2,})@([\w-]+(?:\.[\w-]+)+)")
_PHONE = re.compile(r"(?<![\w+])\+\d[\d ()./-]{7,18}\d(?!\w)")
_ROLES = frozenset(
    """
    abuse access ai alerts api billing board business care careers centre center committee
    communications compliance conduct contact copyright customer data department desk dev
    developer developers disclosure documentation dpo ethics eu feedback form general governance
    group help hello hotline incident incidents info inquiries jobs law legal mail mailbox media
    model models news no office officer ombuds operations ops partner partners policy press
    privacy product protection public questions relations reply report reports request requests
    research response rights risk safety sales security service services support team tech
    technical transparency trust
    """.split()
)


def check(context: Context) -> Iterator[Found]:
    """Look for what identifies persons in all records."""
    for loaded in context.everything():
        for path, text in public_texts(loaded, _has_mailbox):
            # Contact points are for mailboxes of roles.
            if path[-1] != "email":
                yield from _mailboxes(context, loaded, path, text)
    for incident in context.collection.incidents:
        for path, text in public_texts(incident, _has_number):
            if path[-1] != "phone":
                yield from _phones(context, incident, path, text)


def _has_mailbox(text: str) -> bool:
    return "@" in text and _EMAIL.search(text) is not None


def _has_number(text: str) -> bool:
    return "+" in text and _PHONE.search(text) is not None


def _mailboxes(context: Context, loaded: Loaded[Any], path: Path, text: str) -> Iterator[Found]:
    for match in _EMAIL.finditer(text):
        if {match[1].lower(), match[2].lower()} & _ROLES:
            continue
        position, _ = locate(context, loaded, path, text, match.start(), match[0])
        yield found(
            "personal-email",
            loaded,
            path,
            f"a mailbox at `{match[3]}` seems to be a person's",
            "Give the mailbox of a role, such as `safety@…`, under a contact point.",
            position=position,
            length=len(match[0]),
        )


def _phones(context: Context, loaded: Loaded[Any], path: Path, text: str) -> Iterator[Found]:
    for match in _PHONE.finditer(text):
        if not 9 <= sum(map(str.isdigit, match[0])) <= 15:
            continue
        piece = match[0].split()[0]
        position, _ = locate(context, loaded, path, text, match.start(), piece)
        yield found(
            "personal-phone",
            loaded,
            path,
            "a telephone number stands in the text of an incident",
            "Remove it. Numbers of roles belong under `contact`.",
            position=position,
            length=len(match[0]),
        )
