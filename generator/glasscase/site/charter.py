"""The rules of a usage charter and its risk grid."""

from __future__ import annotations

import re
from collections.abc import Mapping

from glasscase.records.protocol import Charter, ExamplePrompt, RiskQuestion

from . import draw, plan, rows, values, words
from .context import Context, Json
from .nodes import Block, Place
from .stencils import cut, text

_LISTS = {"may_enter": "yes", "must_not_enter": "no"}
"""The two lists, with their styles."""

_WRAPPED = re.compile(r"(?<=[^\n]{60})\n(?=[^\W\d_]|[“\"'(])")
"""The end of a long line within a paragraph, which Markdown takes for a space."""


def lists(value: Mapping[str, Json]) -> str:
    """Draw what may be entered beside what never may; nothing if neither is said."""
    drawn = []
    for key, style in _LISTS.items():
        if items := value.get(key):
            lines = "".join([cut.sequence_item(text(item)) for item in items])
            label = plan.field_of(Charter, key).label
            drawn.append(cut.rule_list(f"charter.{key}", style, text(label), lines))
    return cut.rule_lists("".join(drawn)) if drawn else ""


def rules(value: Mapping[str, Json], context: Context, at: str) -> str:
    """Show what a charter says below its two lists; its prompts as they are to be copied."""
    others = [row for row in plan.fixed_rows(Charter, at) if row.key not in _LISTS]
    html = rows.filled([row for row in others if row.key != "prompts"], value, context)
    if prompts := value.get("prompts"):
        row = next(row for row in others if row.key == "prompts")
        html += row.fill("".join([_prompt(prompt, context, at) for prompt in prompts]))
    return html


def _prompt(prompt: Mapping[str, Json], context: Context, at: str) -> str:
    field = plan.field_of(ExamplePrompt, "check")
    check = prompt.get("check")
    below = [field.plain(values.show_prose(check, context, at))] if check else []
    copied = cut.paragraphs(cut.prompt(text(_WRAPPED.sub(" ", prompt["prompt"]))))
    return draw.card(Place("", prompt["title"]), (), copied, below)


def grid(value: list[Json], context: Context, at: str) -> Block:
    """Draw the risk grid: its questions by area, in the order in which areas first appear."""
    fields = plan.map_fields(RiskQuestion, ("question", "answer", "remedy"))
    areas: dict[str, list[Json]] = {}
    for element in value:
        areas.setdefault(element["area"], []).append(element)
    groups = []
    for area, elements in areas.items():
        drawn = [
            (
                text(f"{at}.{element['id']}"),
                [
                    rows.shown(
                        field, element[field.key], context, f"{at}.{element['id']}.{field.key}"
                    )
                    if field.key in element
                    else "–"
                    for field in fields
                ],
            )
            for element in elements
        ]
        groups.append((text(words.value(area)), drawn))
    return Block(draw.grouped_table(tuple([field.label for field in fields]), groups))
