"""Small projects in a temporary folder, checked as the command does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from glasscase.checks.configuration import configuration
from glasscase.checks.reporters import Report
from glasscase.checks.sources import Sources
from glasscase.checks.survey import nothing, survey

TODAY = date(2026, 11, 21)
PROVIDER = Path(__file__).parents[1] / "cases/checks/provider.yml"
BASE = {
    "mkdocs.yml": "site_name: Example\ndocs_dir: content\n",
    "content/provider.yml": PROVIDER.read_text(encoding="utf-8"),
}


@pytest.fixture
def check_folder() -> Callable[[Path], Report]:
    """Check a project on a fixed day."""

    def check(project: Path) -> Report:
        found = configuration(project / "mkdocs.yml")
        result = survey(found, today=TODAY, take=nothing)
        return Report(
            result.findings,
            checked=len(result.files),
            waived=result.waived,
            source=Sources(project).text,
            docs_url=found.docs_url,
        )

    return check


@pytest.fixture
def check_files(
    tmp_path: Path, check_folder: Callable[[Path], Report]
) -> Callable[[Mapping[str, str]], Report]:
    """Check a project of these files, beside a configuration and a provider without faults."""

    def check(files: Mapping[str, str]) -> Report:
        for name, text in {**BASE, **files}.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return check_folder(tmp_path)

    return check
