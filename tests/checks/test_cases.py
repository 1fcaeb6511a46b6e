"""Whole projects: `tests/cases/checks/CASE/content/…` with the report in `expected.txt`.

A case is added by adding a folder. Without a mkdocs.yml or a provider.yml of its own it gets
those of `conftest`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from glasscase.checks.reporters import Report
from glasscase.checks.reporters.text import render

CASES = Path(__file__).parents[1] / "cases/checks"
FOLDERS = sorted(folder for folder in CASES.iterdir() if folder.is_dir())


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_case(case: Path, check_files: Callable[[Mapping[str, str]], Report]) -> None:
    files = {
        file.relative_to(case).as_posix(): file.read_text(encoding="utf-8")
        for file in case.rglob("*")
        if file.is_file() and file.name != "expected.txt"
    }
    expected = case / "expected.txt"
    report = render(check_files(files))
    if os.environ.get("GLASSCASE_ACCEPT"):
        expected.write_text(report, encoding="utf-8")
    assert report == expected.read_text(encoding="utf-8")
