"""Which record a person means: `aurora-2`, or `models/aurora-2` with the folder of its kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from glasscase.checks.words import meant, quoted
from glasscase.errors import GlasscaseError
from glasscase.records import Kind

Key = tuple[Kind, str]
"""Kind and id of a record."""


class UnknownRecordError(GlasscaseError):
    """No record is called so, or several are."""


def choose(name: str, known: Collection[Key], *also: str) -> Key:
    """Return the one known record that a name means; `also` are other names to suggest.

    Raises UnknownRecordError where it means none, or several.
    """
    found = fitting(name, known)
    if len(found) == 1:
        return found[0]
    if found:
        raise several(found)
    names = {*also, *names_like(name, known)}
    raise UnknownRecordError(f"there is no valid record `{name}`", hint=meant(name, names))


def fitting(name: str, known: Iterable[Key]) -> list[Key]:
    """Return the records that a name may mean."""
    folder, _, id_ = name.strip("/").rpartition("/")
    return [key for key in known if key[1] == id_ and folder in ("", key[0].folder, key[0])]


def several(found: Collection[Key]) -> UnknownRecordError:
    """Return the error for a name that means several records."""
    ids = {id_ for _, id_ in found}
    return UnknownRecordError(
        f"several records have the id {quoted(sorted(ids))}",
        hint=f"Choose one of {quoted(sorted(map(address, found)))}.",
    )


def names_like(name: str, known: Iterable[Key]) -> set[str]:
    """Return the names that a person may have meant: with a folder, if the name has one."""
    keys = list(known)
    ids = set() if "/" in name.strip("/") else {id_ for _, id_ in keys}
    return ids | set(map(address, keys))


def address(key: Key) -> str:
    """Return the full name of a record: `models/aurora-2`."""
    return f"{key[0].folder}/{key[1]}"
