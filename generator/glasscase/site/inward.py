"""Links of ordinary pages to pages of records, which MkDocs does not know and tells of."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from mkdocs.structure import pages

from glasscase.checks.addresses import page_address, resolve

from .catalogue import Edition

_TOLD = re.compile(r"Doc file '(.+)' contains an unrecognized relative link '(.+)', it was left")


class RecordLinks(logging.Filter):
    """Keeps back what MkDocs says of a link that leads to the page of a record, or below it."""

    def __init__(self) -> None:
        super().__init__()
        self._addresses: frozenset[str] = frozenset()

    def know(self, editions: Iterable[Edition]) -> None:
        """Begin to listen, for the pages of these records."""
        self._addresses = frozenset(edition.address.rstrip("/") for edition in editions)
        pages.log.addFilter(self)

    def release(self) -> None:
        """Let everything through again."""
        pages.log.removeFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a message is news."""
        told = _TOLD.match(record.getMessage())
        if told is None:
            return True
        target = resolve(page_address(told[1]), unquote(urlsplit(told[2]).path))
        return target is None or "/".join(target.split("/")[:2]) not in self._addresses
