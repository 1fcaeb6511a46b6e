"""What is wrong with a file of the catalogue, in words: its conditions included."""

from __future__ import annotations

from pydantic import BaseModel, ValidationError

from glasscase.findings import Finding, Severity
from glasscase.law.model.condition import CONDITIONS
from glasscase.reading.document import Document
from glasscase.reading.explain import explain
from glasscase.reading.shape import value_at
from glasscase.reading.words import closest, one_of

_HOLDERS = ("when", "who", "all", "any", "not")
"""Keys under which a condition stands, or a list of them."""


def explain_regime(
    error: ValidationError, document: Document, model: type[BaseModel]
) -> list[Finding]:
    """Return one finding per error; of conditions, each is about the kind that is meant."""
    findings = explain(error, document, model, document.data)
    for detail in error.errors(include_url=False, include_input=False):
        path = detail["loc"]
        kind = detail["type"]
        if kind == "condition":
            found = _no_condition(document, path)
        elif kind == "extra_forbidden" and (known := _keys(document, path[:-1])):
            found = _unknown(document, path, known)
        else:
            continue
        findings = [other for other in findings if other.position != found.position]
        findings.append(found)
    return sorted(findings, key=Finding.sort_key)


def _no_condition(document: Document, path: tuple[int | str, ...]) -> Finding:
    value = value_at(document.data, path)
    keys = [str(key) for key in value] if isinstance(value, dict) else []
    several = [key for key in keys if key in CONDITIONS]
    if several:
        message = f"a condition has one of the keys {one_of(several, 12)}, not several"
        help_ = "Join conditions with `all` or `any`."
    else:
        message = "this is no condition"
        near = next((found for key in keys if (found := closest(key, CONDITIONS))), "")
        help_ = f"It needs one of the keys {one_of(list(CONDITIONS), 12)}."
        help_ = f"Did you mean `{near}`? {help_}" if near else help_
    position, length = document.span(path)
    return Finding("law-condition", Severity.ERROR, document.path, message, help_, position, length)


def _unknown(document: Document, path: tuple[int | str, ...], known: list[str]) -> Finding:
    key = str(path[-1])
    near = closest(key, known)
    help_ = f"Did you mean `{near}`? " if near else ""
    position, length = document.span(path, key=True)
    return Finding(
        "field-unknown",
        Severity.ERROR,
        document.path,
        f"the key `{key}` is not known in a condition",
        f"{help_}Keys that may stand here: {one_of(known, 12)}.",
        position,
        length,
    )


def _keys(document: Document, path: tuple[int | str, ...]) -> list[str]:
    """Return the keys of the condition at a path; none if there is no condition."""
    names = [step for step in path if isinstance(step, str)]
    value = value_at(document.data, path)
    if not names or names[-1] not in _HOLDERS or not isinstance(value, dict):
        return []
    kinds = [kind for key, kind in CONDITIONS.items() if key in value]
    return [info.alias or name for kind in kinds for name, info in kind.model_fields.items()]
