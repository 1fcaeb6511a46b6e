"""Evaluation results in the metadata of a model card (`model-index`).

Source: the model card metadata specification of the Hugging Face Hub (hub-docs, modelcard.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from glasscase.exchange.ids import Ids

UNIT_UNKNOWN = "unit not stated"
UNCERTAINTY_KIND = "as stated by the source, which does not say what the bounds are"

SELF_REPORTED = {"kind": "internal", "name": "self-reported in the imported card"}
VERIFIED = {"kind": "external", "name": "Hugging Face evaluation service"}

_NUMBER = r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?"
_VALUE = re.compile(
    rf"\s*(?P<value>{_NUMBER})\s*(?:(?:±|\+/-|\+-|\\pm)\s*(?P<bound>{_NUMBER})\s*)?(?P<percent>%)?\s*"
)
_PERCENT = re.compile(r"%|\bpercent(?:age)?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A result as it is written: the value, how far it may be off, and its unit."""

    value: float
    plus_minus: float | None = None
    unit: str = UNIT_UNKNOWN

    def uncertainty(self) -> dict[str, Any]:
        """Return the `uncertainty` of an evaluation, or nothing."""
        if self.plus_minus is None:
            return {}
        return {"uncertainty": {"plus_minus": self.plus_minus, "kind": UNCERTAINTY_KIND}}


@dataclass(frozen=True, slots=True)
class Result:
    """An evaluation made of one entry of the metadata, and whether that said all of it."""

    evaluation: dict[str, Any]
    complete: bool


def figure(value: object, metric: str = "") -> Figure | None:
    """Read a result such as 93.5, "93.5 %" or "20.0 ± 1.2"; None for anything else."""
    unit = "%" if _PERCENT.search(metric) else UNIT_UNKNOWN
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return Figure(value, unit=unit) if abs(value) < 2**53 else None
    match = _VALUE.fullmatch(value) if isinstance(value, str) and len(value) < 100 else None
    if match is None:
        return None
    bound = _float(match["bound"]) if match["bound"] else None
    number = _float(match["value"])
    if number is None or (match["bound"] and (bound is None or bound < 0)):
        return None
    return Figure(number, bound, "%" if match["percent"] else unit)


def results(index: object, ids: Ids) -> tuple[list[Result], bool]:
    """Return the evaluations of a `model-index`, and whether they say all that it says.

    What has another shape than the specification's is passed over.
    """
    found: list[Result] = []
    complete = isinstance(index, list)
    for model in index if isinstance(index, list) else ():
        if not isinstance(model, dict) or not isinstance(model.get("results"), list):
            complete = False
            continue
        complete = complete and set(model) <= {"name", "results"}
        for entry in model["results"]:
            metrics = entry.get("metrics") if isinstance(entry, dict) else None
            if not isinstance(metrics, list):
                complete = False
                continue
            for metric in metrics:
                result = _result(entry, metric, ids)
                complete = complete and result is not None and result.complete
                if result is not None:
                    found.append(result)
    return found, complete


def model_name(index: object) -> str:
    """Return the name that a `model-index` gives the model, or nothing."""
    if isinstance(index, list) and len(index) == 1 and isinstance(index[0], dict):
        name = index[0].get("name")
        return name.strip() if isinstance(name, str) else ""
    return ""


def _result(entry: dict[str, Any], metric: object, ids: Ids) -> Result | None:
    task, dataset = _group(entry, "task"), _group(entry, "dataset")
    source = _group(entry, "source")
    if not isinstance(metric, dict):
        return None
    benchmark = _line(dataset, "name") or _line(dataset, "type") or _line(task, "name")
    name = _line(metric, "name") or _line(metric, "type")
    read = figure(metric.get("value"), name)
    if not benchmark or not name or read is None:
        return None
    rest = list(_conditions(task, dataset, source, metric))
    url = source.get("url")
    address = (
        url if isinstance(url, str) and re.fullmatch(r"https?://[^\s<>\"]{1,1990}", url) else ""
    )
    verified = metric.get("verified") is True
    conditions = "; ".join(f"{key}: {value}" for key, value in rest if value)
    evaluation: dict[str, Any] = {
        "id": ids.take(f"{benchmark} {name}"[:70], "result"),
        "benchmark": benchmark,
        "capability": _line(task, "name") or _line(task, "type"),
        "metric": name,
        "value": read.value,
        "unit": read.unit,
        **read.uncertainty(),
        "conditions": _escaped(conditions),
        "evaluator": VERIFIED if verified else SELF_REPORTED,
        "source": address,
    }
    known = {"task", "dataset", "metrics", "source"}
    whole = (
        set(entry) <= known
        and all(value for _, value in rest)
        and bool(address or not url)
        and all(isinstance(entry.get(key), dict) for key in known & set(entry) - {"metrics"})
    )
    return Result(
        {key: value for key, value in evaluation.items() if value not in ("", None)}, whole
    )


def _conditions(*groups: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what no field of an evaluation holds, as name and words; no words if there are none."""
    task, dataset, source, metric = groups
    if _line(task, "name"):
        yield from _words("task", task, {"name"})
    else:
        yield from _words("task", task, {"type"})
    yield from _words("dataset", dataset, {"name"} if _line(dataset, "name") else {"type"})
    skipped = {"value", "verified", "name" if _line(metric, "name") else "type"}
    yield from _words("metric", metric, skipped)
    yield from _words("source", source, {"url"})


def _words(group: str, values: dict[str, Any], skipped: set[str]) -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        if key in skipped or value is None:
            continue
        plain = isinstance(value, str | int | float) and "\n" not in str(value)
        if isinstance(value, bool):
            plain, value = True, "yes" if value else "no"
        yield f"{group} {key}", str(value).strip() if plain else ""


def _group(entry: dict[str, Any], key: str) -> dict[str, Any]:
    value = entry.get(key)
    return value if isinstance(value, dict) else {}


def _line(values: dict[str, Any], key: str) -> str:
    """Return a text of one line from the metadata, or nothing."""
    value = values.get(key)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or "\n" in value or len(value.strip()) > 400:
        return ""
    return value.strip()


def _escaped(text: str) -> str:
    """Keep Markdown from taking metadata for marks."""
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", text)


def _float(text: str) -> float | None:
    """Return a finite number; whole numbers stay whole."""
    if re.fullmatch(r"[-+]?\d{1,15}", text):
        return int(text)
    number = float(text)
    return number if abs(number) < 2**53 else None
