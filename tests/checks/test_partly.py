"""A wrong value hides no other problem, and makes none up: each value of a project in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from glasscase.checks.reporters import Report
from tests.changing import Steps, changed

CLEAN = Path(__file__).parents[1] / "cases/checks/clean"
RECORDS = ("content/incidents/2026-001-outage.yml", "content/models/aurora-2.yml")
CheckFiles = Callable[[Mapping[str, str]], Report]


class _Dates(yaml.SafeLoader):
    """Leaves dates as they are written."""


_Dates.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in known if not tag.endswith(":timestamp")]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def places(value: object, path: Steps = ()) -> Iterator[Steps]:
    """Yield the path of every value inside another."""
    inner: dict[Any, object] = {}
    if isinstance(value, dict):
        inner = value
    elif isinstance(value, list):
        inner = dict(enumerate(value))
    for step, child in inner.items():
        yield (*path, step)
        yield from places(child, (*path, step))


FILES = {
    file.relative_to(CLEAN).as_posix(): file.read_text("utf-8")
    for file in CLEAN.rglob("*")
    if file.is_file() and file.name != "expected.txt"
}
DATA = {name: yaml.load(FILES[name], _Dates) for name in RECORDS}
CASES = [(name, path) for name, data in DATA.items() for path in places(data)]


def written(name: str, path: Steps, value: object) -> dict[str, str]:
    """Return the files with another value at a path of one; None takes it out."""
    text = yaml.safe_dump(changed(DATA[name], path, value), sort_keys=False)
    return {**FILES, name: text}


@pytest.mark.parametrize("name", RECORDS)
def test_the_records_are_without_fault_when_they_are_written_again(
    name: str, check_files: CheckFiles
) -> None:
    assert check_files(written(name, ("title",), "Title")).findings == ()


@pytest.mark.parametrize(("name", "path"), CASES, ids=str)
def test_a_value_that_is_wrong_makes_no_other_wrong(
    name: str, path: Steps, check_files: CheckFiles
) -> None:
    found = check_files(written(name, path, {"wrong": 1})).findings
    assert {(one.path, one.rule.partition("-")[0]) for one in found} == {(name, "field")}


@pytest.mark.parametrize(("name", "path"), CASES, ids=str)
def test_a_value_that_is_missing_makes_no_other_wrong(
    name: str, path: Steps, check_files: CheckFiles
) -> None:
    found = check_files(written(name, path, None)).findings
    missing = {one.rule for one in found if one.rule.startswith("field-")}
    assert not missing or {one.rule for one in found} == missing
