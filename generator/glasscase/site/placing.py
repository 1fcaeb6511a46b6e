"""A page's parts on their way into frames, encoded once for all frames that it is placed into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from .frames import Frame, Slot, encoded, first_place
from .pages import Page
from .prose import ROOT
from .stencils import text
from .toc import Entry

_ROOT = ROOT.encode()
_ROOTED = (Slot.CONTENT, Slot.HEAD)
"""Slots in whose HTML the way to the site's root is to be put in."""


class Spot(Protocol):
    """Where in a site the pages of a frame stand."""

    @property
    def root(self) -> str:
        """The way from its pages to the site's root."""


class Parts:
    """What stands in the slots of a page's frames."""

    def __init__(
        self, values: Mapping[Slot, bytes], toc: Sequence[Entry], unrooted: Sequence[Slot]
    ) -> None:
        self._values = values
        self._toc = toc
        self._unrooted = unrooted
        self._tocs: dict[str, bytes] = {}

    @classmethod
    def of(
        cls,
        page: Page,
        id_: str,
        version: str = "",
        *,
        head: str,
        step: str = "",
        own_canonical: bool = True,
        content: bytes | None = None,
    ) -> Parts:
        """Return the parts of a page that is laid out.

        `version` and `step` are the parts of its address below the record's: a version or
        `history`, then `changes` or `since`. Without `own_canonical`, search engines are sent
        to the record's own address. `content` is the page's HTML, if it is encoded already, with
        the way to the site's root in it.
        """
        values = {
            Slot.TITLE: text(page.title),
            Slot.DESCRIPTION: text(page.description),
            Slot.HEAD: head,
            Slot.ID: id_,
            Slot.VERSION: version,
            Slot.STEP: step,
            Slot.CANONICAL: f"{version}/" if own_canonical else "",
            Slot.FIRST: first_place(page.toc),
        }
        made = {slot: encoded(value) for slot, value in values.items()}
        made[Slot.CONTENT] = encoded(page.html) if content is None else content
        return cls(made, page.toc, _ROOTED if content is None else (Slot.HEAD,))

    def placed(self, frame: Frame, spec: Spot) -> bytes:
        """Return a whole page."""
        if frame.separator not in self._tocs:
            self._tocs[frame.separator] = encoded(frame.toc(self._toc))
        root = spec.root.encode()
        values = {
            **self._values,
            Slot.TOC: self._tocs[frame.separator],
            **{slot: self._values[slot].replace(_ROOT, root) for slot in self._unrooted},
        }
        return frame.place(values)
