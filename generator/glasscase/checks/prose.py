"""Prose: links that lead somewhere, pictures of our own, and nothing that the page drops."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from glasscase.checks.addresses import SOURCES, Addresses, address_of, relative, resolve
from glasscase.checks.context import Context, Found, Path, found
from glasscase.checks.locate import locate
from glasscase.checks.markdown import Mark, MarkKind, headings, marks, slug
from glasscase.checks.parts import marked
from glasscase.checks.words import meant
from glasscase.reading.load import Loaded
from glasscase.records import Identity, Markdown, Model, Status, WebAddress, find

KEPT_TAGS = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong del a hr br table thead tbody tr"
    " th td sup sub div kbd abbr".split()
)
"""HTML that formats text and stays on the page."""

_SAFE = frozenset({"https", "http", "mailto", "tel"})
_RELATIVE = "Links are relative to the page's address on the site"


@dataclass(frozen=True, slots=True)
class _Text:
    """One Markdown text of a record."""

    context: Context
    loaded: Loaded[Any]
    path: Path
    markdown: str

    def found(self, rule_id: str, mark: Mark, message: str, help_: str) -> Found:
        """Return a finding at a mark."""
        position, length = locate(
            self.context, self.loaded, self.path, self.markdown, mark.offset, mark.source
        )
        return found(
            rule_id, self.loaded, self.path, message, help_, position=position, length=length
        )


def check(context: Context) -> Iterator[Found]:
    """Check the Markdown texts and addresses of all records."""
    addresses = context.index.addresses
    for loaded in context.everything():
        for path, _, markdown in marked(loaded, Markdown):
            text = _Text(context, loaded, path, markdown)
            for mark in marks(markdown):
                yield from _mark(text, mark, addresses)
        for path, _, address in marked(loaded, WebAddress):
            if address.startswith("http:"):
                yield found("link-insecure", loaded, path, *_insecure())


def _mark(text: _Text, mark: Mark, addresses: Addresses) -> Iterator[Found]:
    match mark.kind:
        case MarkKind.LINK:
            yield from _link(text, mark, addresses)
        case MarkKind.IMAGE:
            yield from _image(text, mark, addresses)
        case MarkKind.HTML:
            if mark.value not in KEPT_TAGS:
                tag = f"`<{mark.value}>`" if mark.value else "this"
                yield text.found(
                    "html-removed",
                    mark,
                    f"{tag} is HTML that the page leaves out",
                    "Write it in Markdown.",
                )
        case MarkKind.COMMENT:
            yield text.found(
                "html-comment",
                mark,
                "this comment is not on the page, but anyone can read it in the data file",
                "Remove it. In the front matter and in YAML, a line with `#` is not published.",
            )
        case MarkKind.UNDEFINED:
            what = "footnote" if mark.value.startswith("^") else "link"
            yield text.found(
                "link-undefined",
                mark,
                f"the {what} `[{mark.value}]` is explained nowhere in this text",
                f"Add a line `[{mark.value}]: …` below the text.",
            )


def _link(text: _Text, mark: Mark, addresses: Addresses) -> Iterator[Found]:
    try:
        parts = urlsplit(mark.value)
    except ValueError:
        yield text.found("link-scheme", mark, "this is not a valid address", "Correct it.")
        return
    if parts.scheme == "http":
        yield text.found("link-insecure", mark, *_insecure())
    elif parts.scheme and parts.scheme not in _SAFE:
        yield text.found(
            "link-scheme",
            mark,
            f"a link cannot start with `{parts.scheme}:`; the page leaves it out",
            "Use an address that starts with `https://`, or `mailto:` for a mailbox.",
        )
    elif parts.netloc and not parts.scheme:
        yield text.found(
            "link-scheme",
            mark,
            "this address does not say how it is reached",
            f"Write `https:{mark.value}`.",
        )
    elif not parts.scheme:
        yield from _internal(text, mark, unquote(parts.path), unquote(parts.fragment), addresses)


def _internal(
    text: _Text, mark: Mark, path: str, anchor: str, addresses: Addresses
) -> Iterator[Found]:
    base = address_of(text.loaded)
    if not path:
        yield from _anchor(text, mark, anchor, base, text.loaded.record)
        return
    target = resolve("", path) if path.startswith("/") else resolve(base, path)
    source = _source(text, path, addresses)
    if source is not None:
        yield text.found(
            "link-broken",
            mark,
            "this link leads to a file of the source, which is not on the site",
            f"Write `{relative(base, source)}`. {_RELATIVE}; this page is `/{base}/`.",
        )
        return
    if target is None or not addresses.exists(target):
        shown = "out of the site" if target is None else f"to `/{target}`, where nothing is"
        yield text.found(
            "link-broken",
            mark,
            f"this link leads {shown}",
            _suggest(base, path, addresses) or f"{_RELATIVE}; this page is `/{base}/`.",
        )
        return
    other = addresses.record_at(target)
    if other is None:
        return
    own = getattr(text.loaded.record, "status", Status.CURRENT)
    if other.status is Status.DRAFT and own is not Status.DRAFT:
        yield text.found(
            "link-broken",
            mark,
            f"this link leads to `{other.id}`, a draft, which is not on the site",
            "Publish it first, or remove the link until then.",
        )
    elif target == other.address and anchor:
        record = text.context.record_of(other)
        if record is not None:
            yield from _anchor(text, mark, anchor, target, record)


def _source(text: _Text, path: str, addresses: Addresses) -> str | None:
    """Return the address of a source file that a link names, as seen from this file."""
    if not path.lower().endswith(SOURCES):
        return None
    here = text.loaded.document.path.removeprefix(f"{text.context.options.content}/")
    folder = here.rpartition("/")[0]
    target = resolve(folder, path)
    return addresses.by_file.get(target) if target is not None else None


def _suggest(base: str, path: str, addresses: Addresses) -> str:
    """Return the link that was probably meant, found by its last step."""
    name = path.rstrip("/").rpartition("/")[2]
    for suffix in SOURCES:
        name = name.removesuffix(suffix)
    names = {address.rpartition("/")[2]: address for address in addresses.records}
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if not close:
        return ""
    meant_ = relative(base, names[close[0]])
    return f"Did you mean `{meant_}`? {_RELATIVE}; this page is `/{base}/`."


def _anchor(text: _Text, mark: Mark, anchor: str, address: str, target: Model) -> Iterator[Found]:
    if anchor and not any(_matches(anchor, known) for known in _anchors(target)):
        yield text.found(
            "link-anchor",
            mark,
            f"the page `/{address}/` has no place called `#{anchor}`",
            meant(anchor, _anchors(target)).replace("`", "`#", 1)
            or "Use the id of a row, or the words of a heading.",
        )


def _matches(anchor: str, known: str) -> bool:
    """Tell whether an anchor is a row, heading or field, or one of them within its section."""
    return anchor == known or anchor.endswith((f"-{known}", f".{known}"))


def _anchors(record: Model) -> frozenset[str]:
    """Return the places of a record's page: rows, headings and sections."""
    places = {
        ".".join([*(step for step in path[:-1] if isinstance(step, str)), value])
        for path, _, value in find(record, Identity)
    }
    for name in type(record).model_fields:
        places |= {name, name.replace("_", "-")}
    for _, _, markdown in find(record, Markdown):
        places.update(heading.text or slug(heading.value) for heading in headings(markdown))
    return frozenset(places)


def _image(text: _Text, mark: Mark, addresses: Addresses) -> Iterator[Found]:
    if not mark.text:
        yield text.found(
            "image-alt",
            mark,
            "this picture has no description",
            "Write in the square brackets what it shows, for those who cannot see it.",
        )
    if "//" in mark.value or ":" in mark.value.split("/")[0]:
        yield text.found(
            "image-external",
            mark,
            "this picture lies outside the site; the page shows a link in its place",
            "A page loads nothing from elsewhere. Put the file into the content folder, or write"
            " a link yourself.",
        )
        return
    base = address_of(text.loaded)
    path = unquote(mark.value.split("#")[0].split("?")[0])
    target = resolve("" if path.startswith("/") else base, path)
    if target is None or (addresses.files is not None and target not in addresses.files):
        yield text.found(
            "link-broken",
            mark,
            f"there is no picture at `/{target or ''}`",
            f"{_RELATIVE}; this page is `/{base}/`.",
        )


def _insecure() -> tuple[str, str]:
    return (
        "this address is not encrypted, so its answer can be changed on the way",
        "Use `https://` if the site offers it.",
    )
