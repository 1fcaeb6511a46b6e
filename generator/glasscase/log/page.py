"""The text of a web page, as a reader sees it."""

from __future__ import annotations

from html.parser import HTMLParser

_HIDDEN = frozenset({"script", "style", "template"})


def text_of(data: bytes) -> str:
    """Return the text of a page with single spaces; no page is so broken that it has none."""
    parser = _Text()
    parser.feed(data.decode("utf-8", "replace"))
    parser.close()
    return " ".join("".join(parser.parts).split())


class _Text(HTMLParser):
    """Gathers text, but that of scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._hidden += tag in _HIDDEN

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in _HIDDEN))

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)
