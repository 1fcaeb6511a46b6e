"""Nodes → HTML, through the stencils. Which stencil is used is decided here; the markup is not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any

from markupsafe import Markup

from . import fragments, nodes, prose, words
from .nodes import Card, Node, Result, Row, Ruler, Step
from .stencils import Stencil, stencil, text


class _Stencils:
    """The stencils by name, each cut when it is first used."""

    def __getattr__(self, name: str) -> Stencil:
        made = stencil(name)
        setattr(self, name, made)
        return made


_s = _Stencils()
_style = cache(prose.slug)


def draw(node: Node) -> str:
    """Return a node as HTML."""
    return _DRAW[type(node)](node)


@lru_cache(maxsize=8192)
def label(node: nodes.Label) -> str:
    """Return a label as HTML."""
    return _s.label(_style(node.value), text(node.shown))


def in_language(html: str, language: str) -> str:
    """Mark the texts in drawn HTML with their language, if it is not the site's own."""
    if language == words.LANGUAGE:
        return html
    end = "</div>"
    opening = _s.prose("").removesuffix(end)
    return html.replace(opening, _s.prose_in(text(language), "").removesuffix(end))


def anchor(node: nodes.Anchor) -> str:
    """Return a link as HTML; one that leads nowhere is plain text."""
    shown = text(node.shown)
    if not node.href:
        return shown
    kind = _s.outer_link if node.href.startswith("http") else _s.inner_link
    return kind(text(node.href), shown)


def permalink(identifier: str) -> str:
    """Return the permalink of a section."""
    return _s.permalink(text(identifier))


def facts(rows: Sequence[Row]) -> str:
    """Return facts below one another."""
    return _s.facts("".join([_fact(row) for row in rows]))


def section(identifier: str, title: str, rows: Sequence[Row]) -> str:
    """Return a section: runs of named values as lists, values without a name by themselves."""
    parts: list[str] = []
    named: list[Row] = []
    for row in rows:
        if row.label:
            named.append(row if _owns(row, identifier) else row._replace(id=""))
            continue
        if named:
            parts.append(facts(named))
            named = []
        html = draw(row.node)
        owned = _owns(row, identifier)
        parts.append(_s.block_id(text(row.id), html) if owned else _s.block(html))
    if named:
        parts.append(facts(named))
    name = text(identifier)
    return _s.section(name, text(title), _s.permalink(name), "".join(parts) or _s.empty())


def _owns(row: Row, section_id: str) -> bool:
    """Tell whether a row has a permalink of its own, beside that of its section."""
    return bool(row.id) and row.id.replace("_", "-") != section_id


def _fact(row: Row) -> str:
    html = draw(row.node)
    wide = type(row.node) in _WIDE
    if not row.id:
        return (_s.fact_plain_wide if wide else _s.fact_plain)(_label(row.label), html)
    identifier = text(row.id)
    kind = _s.fact_wide if wide else _s.fact
    return kind(identifier, _label(row.label), _s.mark(identifier), html)


_label = cache(text)


def _prose(node: nodes.Prose) -> str:
    return _s.prose(node.html)


def _text(node: nodes.Text) -> str:
    return text(node.value)


def _moment(node: nodes.Moment) -> str:
    return _s.moment(text(node.iso), text(node.shown))


def _amount(node: nodes.Amount) -> str:
    if node.unit:
        return _s.amount_unit(text(node.value), text(node.unit))
    return _s.amount(text(node.value))


def _sequence(node: nodes.Sequence) -> str:
    items = "".join([_s.sequence_item(draw(item)) for item in node.items])
    return _s.sentences(items) if _are_sentences(node.items) else _s.sequence(items)


def _are_sentences(items: Sequence[Node]) -> bool:
    """Tell whether values are too long to be read side by side."""
    return len(items) > 1 and any(
        isinstance(item, nodes.Prose) or (isinstance(item, nodes.Text) and len(item.value) > _LONG)
        for item in items
    )


_LONG = 40
"""Letters of a value from which a list of such values is read line by line."""


def _notice(node: nodes.Notice) -> str:
    kind = _s.withheld if node.value == "withheld" else _s.absent
    return kind(text(node.title), text(f"{node.reason} {node.detail}".strip()))


@lru_cache(maxsize=512)
def _nothing(node: nodes.Nothing) -> str:
    return _s.nothing(text(f": {node.fields}" if node.fields else ""))


def _facts(node: nodes.Facts) -> str:
    return facts(node.rows)


def _table(node: nodes.Table) -> str:
    head, name, labels = _columns(tuple(node.columns))
    body: list[str] = []
    for row in node.rows:
        identifier = text(row.id)
        mark = _s.mark(identifier) if identifier else ""
        cells = [_s.row_head(draw(row.cells[0]), mark)]
        cells += [
            _s.cell(label, draw(cell)) for label, cell in zip(labels, row.cells[1:], strict=True)
        ]
        html = "".join(cells)
        body.append(_s.table_row_id(identifier, html) if identifier else _s.table_row(html))
    return _s.table(name, head, "".join(body))


@cache
def _columns(columns: tuple[str, ...]) -> tuple[str, str, tuple[str, ...]]:
    """Return the head of a table, its name for readers who cannot see it, and its labels.

    A label stands before each value but the first where a narrow screen puts them in one column.
    """
    names = [text(name) for name in columns]
    head = "".join([_s.column(name) for name in names])
    return head, text(", ".join(columns)), tuple(names[1:])


def _cards(node: nodes.Cards) -> str:
    return "".join([_card(card) for card in node.items])


def _card(card: Card) -> str:
    badges = " ".join([label(badge) for badge in card.badges])
    shown = _s.badges(badges) if badges else ""
    body = (_prose(card.lead) if card.lead else "") + (facts(card.rows) if card.rows else "")
    if not card.id:
        return _s.card(text(card.title), shown, body)
    identifier = text(card.id)
    return _s.card_id(identifier, text(card.title), _s.mark(identifier), shown, body)


def _timeline(node: nodes.Timeline) -> str:
    return _s.timeline("".join([_step(step) for step in node.steps]))


def _step(step: Step) -> str:
    identifier = text(step.id)
    title = _s.step_title(text(step.title)) if step.title else ""
    return _s.step(identifier, _moment(step.moment), _s.mark(identifier), title, step.html)


def _results(node: nodes.Results) -> str:
    groups = []
    for group in node.groups:
        identifier = text(group.id)
        rows = "".join([_result(result) for result in group.results])
        groups.append(_s.result_group(identifier, text(group.title), _s.mark(identifier), rows))
    return _s.results("".join(groups))


def _result(result: Result) -> str:
    identifier, benchmark = text(result.id), text(result.benchmark)
    value = _s.result_value(draw(result.value), text(result.uncertainty))
    details = [_bar(result.bar)] if result.bar else []
    if result.beside:
        details.append(_s.beside(text(" · ".join(result.beside))))
    if result.lines:
        details.append(_s.beside("Serves " + ", ".join([anchor(line) for line in result.lines])))
    if result.rows:
        details.append(_s.conditions(benchmark, facts(result.rows)))
    name = f"{benchmark} {_s.muted(text(result.version))}" if result.version else benchmark
    who = text(result.evaluator)
    return _s.result(
        identifier,
        name,
        _s.mark(identifier),
        text(result.metric),
        value,
        "".join(details),
        who + _s.below(text(result.date)) if result.date else who,
    )


def _bar(bar: nodes.Bar) -> str:
    extras = []
    if bar.low is not None and bar.high is not None:
        extras.append(_s.bar_spread(str(bar.low), str(round(max(bar.high - bar.low, 0), 2))))
    extras += [_s.bar_mark(mark.style, str(max(round(mark.at - 0.3, 2), 0))) for mark in bar.marks]
    return _s.bar(str(bar.width), "".join(extras))


def _ruler(node: Ruler) -> str:
    spread = round(node.end - node.start, 2)
    x, width = (node.start, spread) if spread else (max(round(node.start - 0.5, 2), 0), 1)
    words = [
        _s.ruler_words(text(tick.label), text(tick.text), _verdict(node, tick.at))
        for tick in node.ticks
    ]
    ticks = [_s.ruler_tick(str(round(tick.at - 0.15, 2))) for tick in node.ticks]
    return _s.ruler(text(node.shown), str(x), str(width), "".join(ticks), "".join(words))


def _verdict(node: Ruler, at: float) -> str:
    if node.start > at:
        return "above"
    return "not above" if node.end <= at else "cannot tell"


fragments.use_filter("draw", lambda node: Markup(draw(node)))  # noqa: S704

_WIDE = frozenset(
    (nodes.Prose, nodes.Table, nodes.Cards, nodes.Facts, nodes.Timeline, nodes.Results)
)
_DRAW: dict[type[Any], Callable[[Any], str]] = {
    nodes.Prose: _prose,
    nodes.Text: _text,
    nodes.Moment: _moment,
    nodes.Amount: _amount,
    nodes.Label: label,
    nodes.Anchor: anchor,
    nodes.Sequence: _sequence,
    nodes.Notice: _notice,
    nodes.Nothing: _nothing,
    nodes.Facts: _facts,
    nodes.Table: _table,
    nodes.Cards: _cards,
    nodes.Timeline: _timeline,
    nodes.Results: _results,
    nodes.Ruler: _ruler,
}
