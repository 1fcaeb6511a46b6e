"""Images and links that cannot stand in a record, and what they give way to.

An image becomes a link: a page loads nothing from other sites. A link that leads nowhere
outside the card's own repository becomes text.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

from glasscase.exchange.markdown import events, opened, words

_ABSOLUTE = re.compile(r"(?:https?://[^\s<>\"]+|mailto:\S+)$", re.IGNORECASE)
_HTML_IMAGE = re.compile(r"<img\b(?P<attributes>[^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_LINKED_IMAGE = re.compile(
    r"""(?:<a\b[^>]*\bhref\s*=\s*["'](?P<href>[^"']*)["'][^>]*>\s*)?(?P<image><img\b[^>]*>)"""
    r"(?:\s*</a\s*>)?",
    re.IGNORECASE,
)
_HTML_LINK = re.compile(r"""<a\b[^>]*\bhref\s*=\s*["'](?P<href>[^"']*)["'][^>]*>""", re.IGNORECASE)
_HTML_FRAME = re.compile(r"</?(?:p|div|center|br|span|a|picture|source)\b[^>]*>", re.IGNORECASE)
_LONGEST_BLOCK = 10_000
_BLOCK_REASON = "images in HTML; a page loads nothing from other sites"


class Edit(NamedTuple):
    """Bytes from `start` to `end` give way to `new`."""

    start: int
    end: int
    new: str
    reason: str


@dataclass(slots=True)
class _Link:
    """A link or image whose end has not come yet."""

    image: bool
    target: str
    start: int
    inner_start: int = -1
    inner_end: int = -1
    words: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    html: bool = False
    """True for a link written as a tag; it stays unless it holds an image."""


def link_edits(text: str) -> list[Edit]:
    """Return what images and links must give way to."""
    data = text.encode()
    edits: list[Edit] = []
    stack: list[_Link] = []
    for event, start, end in events(text):
        image = opened(event, "Image")
        link = image or opened(event, "Link")
        if link is not None:
            email = "mailto:" if link["link_type"] == "Email" else ""
            stack.append(_Link(image is not None, email + link["dest_url"], start))
            continue
        closed = event.get("End") if isinstance(event, dict) else None
        if closed in ("Link", "Image") and stack:
            _close(stack, edits, data, end)
        elif closed is not None and any(link.html for link in stack):
            stack = [link for link in stack if not link.html]
        elif isinstance(event, dict) and "InlineHtml" in event:
            _inline_html(event["InlineHtml"], stack, edits, (data, start, end))
        elif opened(event, "HtmlBlock") is not None:
            edits += _html_block(data, start, end)
        for link in stack:
            link.words.append(words(event))
        _widen(stack, start, end)
    return edits


def _close(
    stack: list[_Link], edits: list[Edit], data: bytes, end: int, *, html_too: bool = False
) -> None:
    """Take in the end of the innermost link or image."""
    while len(stack) > 1 and stack[-1].html and not html_too:
        stack.pop()
    done = stack.pop()
    if done.image and stack:
        stack[-1].images.append(done.target)
        if not stack[-1].html:
            return
    edit = _link_edit(done, data, end)
    if edit is not None:
        edits.append(edit)


def _inline_html(
    tag: str, stack: list[_Link], edits: list[Edit], place: tuple[bytes, int, int]
) -> None:
    """Take in a tag between words: an image, or a link that may hold one."""
    data, start, end = place
    target, name = _html_image(tag)
    if target:
        if stack:
            stack[-1].images.append(target)
            stack[-1].words.append(name)
        if not stack or stack[-1].html:
            edits.append(Edit(start, end, _anchor(name, target), _image_reason(target)))
    elif opening := _HTML_LINK.fullmatch(tag):
        stack.append(_Link(False, html.unescape(opening["href"]), start, html=True))
    elif tag.lower().startswith("</a") and stack and stack[-1].html:
        # An edit of the whole link takes the place of those inside it.
        if stack[-1].images:
            _close(stack, edits, data, end, html_too=True)
        else:
            stack.pop()


def _widen(stack: list[_Link], start: int, end: int) -> None:
    """Note that what the open links enclose reaches from `start` to `end`."""
    for link in stack:
        link.inner_start = start if link.inner_start < 0 else min(start, link.inner_start)
        link.inner_end = max(end, link.inner_end)


def _link_edit(link: _Link, data: bytes, end: int) -> Edit | None:
    name = " ".join("".join(link.words).split()) or "image"
    if link.image:
        return Edit(link.start, end, _anchor(name, link.target), _image_reason(link.target))
    if link.images:
        reason = "an image from elsewhere inside a link; the link stays"
        return Edit(link.start, end, _anchor(name, link.target), reason)
    if _is_absolute(link.target):
        return None
    inner = data[link.inner_start : link.inner_end].decode() if link.inner_end > 0 else ""
    new = f"{inner} ({_code(link.target)})" if inner.strip() else _code(link.target)
    reason = "a link that leads nowhere outside the card's own repository"
    return Edit(link.start, end, new, reason)


def _image_reason(target: str) -> str:
    if _is_absolute(target):
        return "an image from elsewhere; a page loads nothing from other sites"
    return "an image of the card's own repository, which is not part of the record"


def _html_image(tag: str) -> tuple[str, str]:
    """Return the address and the words of an image tag; nothing for another tag."""
    match = _HTML_IMAGE.fullmatch(tag)
    if match is None:
        return "", ""
    found = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(match[1])}
    return found.get("src", ""), found.get("alt", "").strip() or "image"


def _html_block(data: bytes, start: int, end: int) -> list[Edit]:
    """Turn a block that holds nothing but images, linked or not, into links."""
    block = data[start:end].decode()
    if len(block) > _LONGEST_BLOCK:
        return []
    rest = _HTML_FRAME.sub("", _LINKED_IMAGE.sub("", block))
    if rest.strip() or not _HTML_IMAGE.search(block):
        return []
    links = []
    for match in _LINKED_IMAGE.finditer(block):
        target, name = _html_image(match["image"])
        links.append(_anchor(name, html.unescape(match["href"] or target)))
    return [Edit(start, end, "\n".join(links) + "\n", _BLOCK_REASON)]


def _anchor(name: str, target: str) -> str:
    """Return a link in Markdown, or the words with the target where it leads nowhere."""
    name = re.sub(r"([\[\]\\`*_<])", r"\\\1", name)
    if target.startswith("data:"):
        return f"({name}: an image within the card)"
    if not _is_absolute(target):
        return f"{name} ({_code(target)})" if target else name
    return f"[{name}](<{target}>)" if re.search(r"[()\s]", target) else f"[{name}]({target})"


def _is_absolute(target: str) -> bool:
    """Tell whether an address leads somewhere from any page."""
    try:
        return bool(_ABSOLUTE.match(target) and urlsplit(target).scheme)
    except ValueError:  # Brackets that hold no IPv6 address.
        return False


def _code(text: str) -> str:
    """Return a text as code between enough backticks."""
    text = " ".join(text.split()) or "#"
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"
