"""Pydantic's errors as findings that say where, what and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from glasscase.findings import Finding, Severity
from glasscase.reading.document import Document
from glasscase.reading.numerals import number_help
from glasscase.reading.places import Path
from glasscase.reading.shape import (
    description,
    examples,
    holders,
    keys,
    leaves_at,
    model_at,
    value_at,
)
from glasscase.reading.withheld import withheld_paths
from glasscase.reading.words import (
    FORMS,
    closest,
    day_trouble,
    expected_form,
    one_of,
    one_of_choices,
    quoted,
    what_is,
)
from glasscase.records import Absent, Withheld

MOST_FINDINGS = 100

_SAID_BY: dict[tuple[type[BaseModel], str], str] = {
    (Withheld, "reason"): "describe",
    (Absent, "describe"): "reason",
}
"""Which key holds the words for readers, where the one of the other form is written."""
_TAGS = frozenset({"given", "withheld", "absent"})
_WANTED = {
    "string": "text",
    "float": "a number",
    "int": "a whole number",
    "bool": "`true` or `false`",
    "tuple": "a list",
    "list": "a list",
    "model": "a group of keys",
    "dict": "a group of keys",
    "finite": "a finite number",
}
_TYPE_ERROR = re.compile(r"(string|float|int|bool|tuple|list|model|dict|finite)_")
_BOUNDS = {
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"),
    "less_than_equal": ("at most", "le"),
}


def explain(
    error: ValidationError, document: Document, model: type[BaseModel], data: dict[str, object]
) -> list[Finding]:
    """Return one finding per error in `data`, which is `document`'s data with its body."""
    explainer = _Explainer(document, model, data)
    found: list[Finding] = []
    for detail in error.errors(include_url=False, include_input=False):
        if len(found) == MOST_FINDINGS:
            message = f"more than {MOST_FINDINGS} problems; the others are not shown"
            found.append(explainer.finding("field-more", (), message, "Mend these first."))
            break
        found += explainer.findings(detail)
    return found


def plain_path(location: tuple[int | str, ...]) -> Path:
    """Return an error's path without the names of the forms that a value can take.

    A tag always stands before the keys of its form, so of two in a row the second is a key.
    """
    path: list[int | str] = []
    tagged = False
    for step in location:
        if step in _TAGS and not tagged:
            tagged = True
            continue
        tagged = False
        path.append(step)
    return tuple(path)


class _Explainer:
    """The findings of one document."""

    def __init__(self, document: Document, model: type[BaseModel], data: dict[str, object]) -> None:
        self.document = document
        self.model = model
        self.data = data
        self.hidden = withheld_paths(data)
        self.holes = document.holes

    def findings(self, detail: ErrorDetails) -> Iterator[Finding]:
        path = plain_path(detail["loc"])
        if any(path[: len(hole)] == hole for hole in self.holes):
            return
        kind = detail["type"]
        if kind == "missing":
            # A misspelt key is reported where it stands, which says enough.
            if not self._near_miss(path[:-1], str(path[-1])):
                yield self._missing(path)
        elif kind == "extra_forbidden":
            yield self._unknown(path)
        elif (_TYPE_ERROR.match(kind) and not kind.startswith("string_")) or kind == "string_type":
            yield self._type(path, kind)
        else:
            yield self._value(path, detail)

    def finding(
        self, rule: str, path: Path, message: str, help_: str, *, key: bool = False
    ) -> Finding:
        position, length = self.document.span(path, key=key)
        return Finding(rule, Severity.ERROR, self.document.path, message, help_, position, length)

    def secret(self, path: Path) -> bool:
        """Tell whether the value at `path` may not be quoted."""
        return any(path[: len(hidden)] == hidden for hidden in self.hidden)

    def shown(self, path: Path) -> str:
        """Describe the value at `path`, quoting it where it is public."""
        value = value_at(self.data, path)
        literal = self.document.places.literal(path)
        return what_is(value, literal, secret=self.secret(path))

    def _missing(self, path: Path) -> Finding:
        parent, key = path[:-1], str(path[-1])
        where = f" in {_name(parent)}" if parent else ""
        owner = model_at(self.model, self.data, parent)
        help_ = description(owner, key) if owner else ""
        at_key = bool(parent) and isinstance(parent[-1], str)
        return self.finding(
            "field-missing", parent, f"the key `{key}` is missing{where}", help_, key=at_key
        )

    def _near_miss(self, parent: Path, key: str) -> str:
        value = value_at(self.data, parent)
        owner = model_at(self.model, self.data, parent)
        if not isinstance(value, dict) or owner is None:
            return ""
        unknown = [name for name in value if name not in keys(owner)]
        return closest(key, unknown)

    def _unknown(self, path: Path) -> Finding:
        parent, key = path[:-1], str(path[-1])
        owner = model_at(self.model, self.data, parent)
        known = keys(owner) if owner else []
        where = f" in {_name(parent)}" if parent else ""
        message = f"the key `{key}` is not known{where}"
        near = closest(key, known)
        said = _SAID_BY.get((owner, key)) if owner is not None else None
        if said:
            help_ = f"Write it as `{said}`: that is the sentence that readers see here."
        elif near and key.replace("-", "_").lower() == near:
            help_ = f"Write it as `{near}`."
        elif near and not (place := self._elsewhere(owner, parent, key)):
            help_ = f"Did you mean `{near}`?"
        elif place := self._elsewhere(owner, parent, key):
            help_ = place
        else:
            help_ = f"Keys that may stand here: {one_of(known, 40)}." if known else ""
        return self.finding("field-unknown", path, message, help_, key=True)

    def _elsewhere(self, owner: type[BaseModel] | None, parent: Path, key: str) -> str:
        """Say where a key belongs that stands in the wrong group."""
        for size in range(len(parent) - 1, -1, -1):
            above = model_at(self.model, self.data, parent[:size])
            if above is not None and key in keys(above):
                where = _name(parent[:size]) if size else "the top of the record"
                return f"This key belongs to {where}. Check the indentation of this line."
        for start, below in ((owner, parent), (self.model, ())):
            places = list(holders(start, key)) if start is not None else []
            if places:
                names = [".".join(str(step) for step in (*below, *place)) for place in places]
                return f"This key belongs under {one_of(names, 3)}."
        return ""

    def _type(self, path: Path, kind: str) -> Finding:
        wanted = next(words for name, words in _WANTED.items() if kind.startswith(f"{name}_"))
        if kind.startswith(("tuple", "list")):
            help_ = "Put each item on a line of its own after “- ”."
        elif kind.startswith(("model", "dict")):
            help_ = self._keys_help(path)
        else:
            help_ = self._scalar_help(path, kind)
        message = f"{_name(path)} must be {wanted}, but this is {self.shown(path)}"
        return self.finding("field-type", path, message, help_)

    def _keys_help(self, path: Path) -> str:
        owner = model_at(self.model, self.data, path)
        if owner is None:
            for leaf in leaves_at(self.model, self.data, path):
                if isinstance(leaf.type, type) and issubclass(leaf.type, BaseModel):
                    owner = leaf.type
                    break
        return f"Its keys are {one_of(keys(owner), 12)}." if owner else ""

    def _scalar_help(self, path: Path, kind: str) -> str:
        value = value_at(self.data, path)
        if isinstance(value, dict):
            for name in value:
                near = closest(name, FORMS)
                if near and near != name:
                    return f"Is `{name}` meant to be `{near}`?"
            return "Write the value right after the key."
        if value is None:
            return "Write a value, or remove the key."
        if self.secret(path):
            return ""
        if kind == "string_type" and isinstance(value, bool | int | float):
            literal = self.document.places.literal(path)
            text = literal if literal is not None else _literal(value)
            return f'Put it in quotes: "{text}".'
        if kind.startswith("bool") and isinstance(value, str):
            meaning = {"yes": "true", "on": "true", "no": "false", "off": "false"}
            meant = meaning.get(value.lower())
            return f"Write `{meant}`." if meant else "Write `true` or `false`, without quotes."
        if isinstance(value, str):
            return number_help(value, quoted(value))
        return ""

    def _value(self, path: Path, detail: ErrorDetails) -> Finding:
        kind, context = detail["type"], detail.get("ctx", {})
        value = value_at(self.data, path)
        shown = self.shown(path)
        name = _name(path)
        if kind in ("enum", "literal_error"):
            choices = one_of_choices(str(context.get("expected", "")))
            secret = self.secret(path)
            near = "" if secret else closest(str(value), choices)
            help_ = f"Did you mean `{near}`? " if near else ""
            help_ += f"Choose one of {one_of(choices, 30)}."
            if near == value:
                help_ = f"Write {near}, without quotes."
            message = (
                f"{name} has a value that is not allowed" if secret else f"{name} cannot be {shown}"
            )
        elif kind in _BOUNDS:
            words, bound = _BOUNDS[kind]
            message = f"{name} must be {words} {_round(context[bound])}, but this is {shown}"
            help_ = ""
        elif kind == "string_too_long":
            message = f"{name} has {len(str(value)):,} characters; the most is"
            message += f" {context['max_length']:,}"
            help_ = "Shorten it."
        elif kind == "string_too_short" and context["min_length"] > 1 and value:
            count = len(str(value))
            message = f"{name} has {count} character{'s' if count > 1 else ''}; the fewest are"
            message += f" {context['min_length']}"
            help_ = "Write a full sentence."
        elif kind in ("string_too_short", "too_short"):
            message, help_ = f"{name} is empty", "Write a value, or remove the key."
        elif kind == "string_pattern_mismatch":
            form = expected_form(str(context.get("pattern", "")), str(value))
            message = f"{name} does not have the right form: {shown}"
            help_ = form or self._example(path)
        else:
            trouble = day_trouble(value) if isinstance(value, str) else ""
            said = detail["msg"].removeprefix("Value error, ").removesuffix(".")
            if "timezone" in kind:
                message = f"{name} has no time zone"
                help_ = "Add it: `Z` for UTC, or the offset such as `+02:00`."
            elif trouble and not self.secret(path):
                message, help_ = (
                    f"{name} is no real date: {trouble}",
                    "Check the date and the time.",
                )
            else:
                message = f"{name} cannot be {shown}"
                help_ = f"{said[:1].upper()}{said[1:]}{'' if said.endswith('?') else '.'}"
        return self.finding("field-value", path, message, help_)

    def _example(self, path: Path) -> str:
        owner = model_at(self.model, self.data, path[:-1])
        given = examples(owner, str(path[-1])) if owner else []
        return f"For example: {given[0]}." if given else ""


def _name(path: Path) -> str:
    """Return the last key of a path, with the number of the list item where it ends in one."""
    names = [str(step) for step in path if isinstance(step, str)]
    last = f"`{names[-1]}`" if names else "this"
    if path and isinstance(path[-1], int):
        return f"item {path[-1] + 1} of {last}"
    return last


def _literal(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _round(bound: float) -> str:
    return f"{int(bound):,}" if bound == int(bound) else f"{bound:g}"
