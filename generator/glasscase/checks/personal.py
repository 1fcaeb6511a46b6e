"""Personal data: a public record names roles, never persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from glasscase.checks import identifiers
from glasscase.checks.context import Context, Found, Path, found
from glasscase.checks.identifiers import Piece
from glasscase.checks.locate import locate
from glasscase.checks.texts import public_texts
from glasscase.findings import Position
from glasscase.reading.load import Loaded

_EMAIL = re.compile(r"(?<![\w.+-])([A-Za-z]{2,})[._]([A-Za-z]{2,})@([\w-]+(?:\.[\w-]+)+)")
_ANY_EMAIL = re.compile(r"(?<![\w.+-])([\w.+-]*\w)@([\w-]+(?:\.[\w-]+)+)")
_PHONE = re.compile(
    r"(?<![\w+])\+\d[\d ()./-]{7,18}\d(?!\w)"  # With the code of its country.
    r"|(?<![\w.-])0[1-9](?:([ .])\d\d)(?:\1\d\d){3}(?![\w-]|[ .]\d)"  # French.
    r"|(?<![\w.-])(?:\([2-9]\d\d\) ?[2-9]\d\d|[2-9]\d\d([.-])[2-9]\d\d(?=\2))[.-]\d{4}(?![\w-])"
    r"|(?i:(?<!\w)(?:phone|telephone|mobile|tel|téléphone|telefon|call(?:ed)?)(?: number)?"
    r"(?: (?:no\.?|is|was|on|at|from))*[ .:]+)\(?\d(?:[ ()./-]?\d){8,13}(?![\w-])"
)
_WORD = re.compile(r"[._+-]")
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
_NOBODY = frozenset(
    "admin administrator anyone bot donotreply example foo git hostmaster name nobody noreply "
    "notifications person postmaster reply root someone test user username webmaster you".split()
)
"""Mailboxes that are nobody's: placeholders and machines."""
_ADDRESSES = frozenset(("email", "phone", "url"))
"""Fields that hold addresses by their nature; those of persons do not belong there either."""


def check(context: Context) -> Iterator[Found]:
    """Look for what identifies persons in all records."""
    for loaded in context.everything():
        for path, text in public_texts(loaded, _has_mailbox):
            # Contact points are for mailboxes of roles.
            if path[-1] != "email":
                yield from _mailboxes(context, loaded, path, text)
    for incident in context.collection.incidents:
        for path, text in public_texts(incident, identifiers.maybe):
            if path[-1] not in _ADDRESSES:
                yield from _in_incident(context, incident, path, text)


def _in_incident(context: Context, incident: Loaded[Any], path: Path, text: str) -> Iterator[Found]:
    """Look for what only incidents tell of: those who were affected, reported or took part."""
    told = {match.start() for match in _EMAIL.finditer(text)}
    for match in _ANY_EMAIL.finditer(text):
        words = frozenset(_WORD.split(match[1].lower()))
        if match.start() not in told and not words & (_ROLES | _NOBODY):
            yield _mailbox(context, incident, path, text, match)
    yield from _phones(context, incident, path, text)
    for piece in identifiers.identifiers(text):
        yield found(
            "personal-identifier",
            incident,
            path,
            f"this seems to be {piece.what}",
            "Remove it, or say what it was: `one customer`, `an address in Norway`.",
            position=_place(context, incident, path, text, piece),
            length=len(piece.text),
        )
    for piece in identifiers.names(text):
        yield found(
            "personal-name",
            incident,
            path,
            "this seems to be a person's name",
            "Name the role or the group: `a nurse`, `two customers`.",
            position=_place(context, incident, path, text, piece),
            length=len(piece.text),
        )


def _has_mailbox(text: str) -> bool:
    return "@" in text and _EMAIL.search(text) is not None


def _mailboxes(context: Context, loaded: Loaded[Any], path: Path, text: str) -> Iterator[Found]:
    for match in _EMAIL.finditer(text):
        if {match[1].lower(), match[2].lower()} & _ROLES:
            continue
        yield _mailbox(context, loaded, path, text, match)


def _mailbox(
    context: Context, loaded: Loaded[Any], path: Path, text: str, match: re.Match[str]
) -> Found:
    domain = match[0].rpartition("@")[2]
    position, _ = locate(context, loaded, path, text, match.start(), match[0])
    return found(
        "personal-email",
        loaded,
        path,
        f"a mailbox at `{domain}` seems to be a person's",
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


def _place(
    context: Context, incident: Loaded[Any], path: Path, text: str, piece: Piece
) -> Position:
    # A text may be folded between words: its first word is where it stands.
    return locate(context, incident, path, text, piece.start, piece.text.split()[0])[0]
