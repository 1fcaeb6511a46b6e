"""Reference pages made from the program itself: the fields of each kind, the duties, the rules."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from glasscase.checks.registry import Rule, rules
from glasscase.law.catalogue import Catalogue, package_catalogue
from glasscase.law.uses import uses, without_duty
from glasscase.records import MODELS, Kind, models_in

from . import fragments, shapes

FOLDER = "documentation"
GUIDE = f"{FOLDER}/editors/disclosure.md"
_KIND_TITLES = {
    Kind.PROVIDER: "Provider",
    Kind.PROTOCOL: "Protocol",
    Kind.MODEL: "Model card",
    Kind.INCIDENT: "Incident summary",
}


class FieldEntry(NamedTuple):
    """One field as the reference shows it."""

    key: str
    description: str
    type: str
    part: str
    required: bool
    disclosed: bool
    choices: list[str]
    example: str


class PartEntry(NamedTuple):
    """One group of fields."""

    name: str
    description: str
    fields: list[FieldEntry]


def pages(*, guide: bool) -> Iterator[tuple[str, str]]:
    """Yield source and Markdown of every reference page.

    `guide` says that the site has the guide for editors, to which the pages then link.
    """
    for kind, model in MODELS.items():
        yield (
            f"{FOLDER}/reference/{kind.value}.md",
            fragments.render_text(
                "reference.md",
                title=_KIND_TITLES[kind],
                kind=kind.value,
                parts=_parts(model),
                guide=guide,
            ),
        )
    yield f"{FOLDER}/reference/duties.md", _duties(package_catalogue())
    known = rules()
    yield (
        f"{FOLDER}/rules/index.md",
        fragments.render_text("rules.md", rules=known.values(), guide=guide),
    )
    for rule in known.values():
        yield f"{FOLDER}/rules/{rule.id}.md", _rule_page(rule)


def _duties(catalogue: Catalogue) -> str:
    return fragments.render_text(
        "duties.md",
        version=catalogue.version,
        uses=uses(catalogue),
        unused=without_duty(catalogue),
        titles=_KIND_TITLES,
    )


def is_rule(uri: str) -> bool:
    """Tell whether a page is that of one rule: the list of rules links it, no menu does."""
    return uri.startswith(f"{FOLDER}/rules/") and not uri.endswith("/index.md")


def _rule_page(rule: Rule) -> str:
    return fragments.render_text("rule.md", rule=rule)


def _parts(model: type[BaseModel]) -> list[PartEntry]:
    """Return a model and every model that it can hold, each once, in order of appearance."""
    queue, seen = [model], []
    while queue:
        current = queue.pop(0)
        if current in seen:
            continue
        seen.append(current)
        for info in current.model_fields.values():
            queue += models_in(info.annotation)
    return [
        PartEntry(
            part.__name__,
            (part.__doc__ or "").strip().replace("\n    ", "\n"),
            [_entry(name, info) for name, info in part.model_fields.items()],
        )
        for part in seen
    ]


def _entry(name: str, info: FieldInfo) -> FieldEntry:
    shape = shapes.shape_of(info)
    held = next(iter(models_in(info.annotation)), None)
    core = _item(shape.core)
    choices = [member.value for member in core] if _is_enum(core) else []
    examples = info.examples or []
    return FieldEntry(
        key=info.alias or name,
        description=info.description or "",
        type=_type_words(shape.core, shape.markers, held),
        part=held.__name__ if held else "",
        required=info.is_required(),
        disclosed=shape.disclosed,
        choices=choices,
        example=str(examples[0]) if examples else "",
    )


def _item(core: Any) -> Any:
    if typing.get_origin(core) is tuple:
        return shapes.shape(typing.get_args(core)[0]).core
    return core


def _is_enum(core: Any) -> bool:
    return isinstance(core, type) and hasattr(core, "__members__")


def _type_words(core: Any, markers: tuple[object, ...], held: type[BaseModel] | None) -> str:
    if typing.get_origin(core) is tuple:
        inner = shapes.shape(typing.get_args(core)[0])
        return f"list: {_one(inner.core, inner.markers, held)}"
    return _one(core, markers, held)


def _one(core: Any, markers: tuple[object, ...], held: type[BaseModel] | None) -> str:
    if held is not None:
        return "group"
    if _is_enum(core):
        return "one of"
    return shapes.type_words(core, markers)
