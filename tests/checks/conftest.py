"""Small projects in a temporary folder, checked as the command does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from glasscase.archive.branch import local_archive
from glasscase.checks.configuration import configuration
from glasscase.checks.reporters import Report
from glasscase.checks.sources import Sources
from glasscase.checks.survey import nothing, survey
from tests.archive.branches import commit_files, day, publish

PUBLISHED = ", published on "
BY_HAND = ", on the public branch"
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
        archive = local_archive(found.project, found.branch, found.remote)
        result = survey(found, today=TODAY, take=nothing, archive=archive)
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
    """Check a project of these files, beside a configuration and a provider without faults.

    A file whose name ends with `, published on 2026-01-10` is published as it stands, in the
    order of the days, before the living files are written. What was living before is gone then.
    One whose name ends with `, on the public branch` is put there by hand.
    """

    def check(files: Mapping[str, str]) -> Report:
        days = sorted({date for name in files if (date := name.partition(PUBLISHED)[2])})
        for when in days:
            tail = f"{PUBLISHED}{when}"
            early = {name.removesuffix(tail): files[name] for name in files if name.endswith(tail)}
            write(tmp_path, {**BASE, **early})
            publish(tmp_path, day(when))
            for name in early:
                (tmp_path / name).unlink()
        by_hand = {name: text for name, text in files.items() if name.endswith(BY_HAND)}
        if by_hand:
            edits = {name.removesuffix(BY_HAND): text.encode() for name, text in by_hand.items()}
            commit_files(tmp_path, edits)
        living = {n: files[n] for n in files.keys() - by_hand.keys() if PUBLISHED not in n}
        write(tmp_path, {**BASE, **living})
        return check_folder(tmp_path)

    return check


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
