"""Lists and groups in brackets that stand on one line and hold scalars only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glasscase.reading.plain.texts import NotPlain

_SCALAR = r"""(?:
    (?:[\w+.]|-(?=[\w.])) (?>(?:[\w\ ./+%()-]|(?<!\ )\#|:(?=[\w/]))*)
|   "[^"\\]*+"\ *+
|   '[^']*+'\ *+
)"""
_KEY = r"[A-Za-z_][\w-]{0,99}+:\ ++"
_PAIR = _KEY + _SCALAR
_LIST = re.compile(rf"\[\ *+(?>(?:{_SCALAR}(?>(?:,\ *+{_SCALAR})*))?)\]", re.VERBOSE)
_GROUP = re.compile(rf"\{{\ *+(?>(?:{_PAIR}(?>(?:,\ *+{_PAIR})*))?)\}}", re.VERBOSE)
_ITEM = re.compile(rf"({_KEY})?({_SCALAR})", re.VERBOSE)


def list_items(text: str, at: int) -> Iterator[tuple[int, str]]:
    """Give each scalar of a list that stands at `at`, with its offset."""
    if not _LIST.fullmatch(text):
        raise NotPlain
    for item in _ITEM.finditer(text):
        yield at + item.start(2), item[2].rstrip(" ")


def group_items(text: str, at: int) -> Iterator[tuple[int, str, int, str]]:
    """Give each key with its colon, and its scalar, of a group at `at`, after their offsets."""
    if not _GROUP.fullmatch(text):
        raise NotPlain
    for item in _ITEM.finditer(text):
        yield at + item.start(), item[1], at + item.start(2), item[2].rstrip(" ")
