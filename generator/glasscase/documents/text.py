"""A document as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from glasscase.documents import plain
from glasscase.documents.filled import Answer, Document, Filled, Heading, Previous, Rows, State
from glasscase.records import Kind
from glasscase.records import words as names

TEMPLATE = Path(__file__).parent / "document.md"


def markdown_of(document: Document, site: str = "") -> str:
    """Return a document as Markdown. `site` is the address of the site, for links."""
    writing = _Writing(document, site)
    return _template().render(
        document=document,
        form=document.form,
        prose=writing.answered,
        escaped=plain.escaped,
    )


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(  # noqa: S701
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(TEMPLATE.read_text("utf-8"))


class _Writing:
    """Writes the answers of one document."""

    def __init__(self, document: Document, site: str) -> None:
        self._kind, self._site = Kind(document.kind), site
        self._record = f"{site}{document.kind}s/{document.id}/"

    def answered(self, item: Filled) -> str:
        """Return what stands below the title of an item."""
        if item.state is State.NONE:
            return "None."
        if item.state is State.NOT_ASKED:
            return f"Not applicable. {item.why}"
        if item.why:
            return item.why if item.state is not State.MISSING else "Not disclosed."
        parts = [_named(one.label, self._shown(one)) for one in item.answers]
        if item.rows is not None:
            write = self._cards if item.rows.cards else self._table
            parts.append("\n".join(write(item.rows)))
        return "\n\n".join(parts)

    def _cards(self, rows: Rows) -> Iterator[str]:
        for row in rows.rows:
            yield f"*{plain.escaped(row.head)}*"
            for label, cell in zip(rows.columns[1:], row.cells[1:], strict=True):
                yield ""
                yield _named(label, "; ".join(self._shown(one) for one in cell))
            yield ""

    def _table(self, rows: Rows) -> Iterator[str]:
        yield f"| {' | '.join(rows.columns)} |"
        yield f"|{' --- |' * len(rows.columns)}"
        for row in rows.rows:
            cells = [
                "; ".join(self._shown(one, line=True) for one in cell) or names.value(row.head)
                for cell in row.cells
            ]
            yield f"| {' | '.join(cells)} |"

    def _shown(self, answer: Answer, *, line: bool = False) -> str:
        if answer.state is State.MISSING:
            return "Not disclosed."
        if answer.said:
            return answer.said
        if answer.of not in ("record", "provider", "form"):
            return self._special(answer.value)
        kind = Kind.PROVIDER if answer.of == "provider" else self._kind
        write = plain.line if line else plain.markdown
        return write(answer.value, plain.shape_at(kind, answer.field))

    def _special(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        found = []
        for one in value:
            if isinstance(one, Previous):
                found.append(f"[Version {one.version}](<{self._site}{one.address}>)")
            elif isinstance(one, Heading):
                found.append(plain.escaped(one.title))
            else:
                title = plain.escaped(one.get("title", one["id"]))
                found.append(f"[{title}](<{self._record}#commitments.{one['id']}>)")
        return ", ".join(found)


def _named(label: str, value: str) -> str:
    """Put a name before a value: before its lines, if it is a list or holds a table."""
    if not label:
        return value
    return f"{label}:\n\n{value}" if value.startswith(("- ", "|")) else f"{label}: {value}"
