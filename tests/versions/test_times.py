"""The time of publication: recorded by the tool, and later than every one before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from glasscase.records import Kind

from .stage import EMBER, FRAMEWORK, Stage, ember, framework, hour


def _times(stage: Stage) -> list[str]:
    versions = [v for own in stage.archive.versions.values() for v in own]
    ordered = sorted(versions, key=lambda version: version.index)
    return [f"{version.id} {version.version} {version.published:%H:%M:%S}" for version in ordered]


def test_environment_dates_no_version_back(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    stage.publish_now({EMBER: ember("2")})
    version = stage.archive.find(Kind.MODEL, "ember", "2")
    assert version is not None
    assert version.published > hour(1)


def test_clock_that_goes_back_is_refused(updated: Stage) -> None:
    updated.commit({EMBER: ember("2")})
    updated.checkout.commit()
    before = updated.remote.state()
    answer = updated.run("publish", now=hour(1))
    assert answer.status != 0
    said = " ".join(answer.said.split())
    assert "2026-03-01 01:00:00 UTC, is not after that of the last entry of the log" in said
    assert "2026-03-01 02:00:00 UTC" in said
    assert "See whether the clock of this machine is right" in said
    assert updated.remote.state() == before


def test_clock_that_goes_back_holds_up_nothing_that_is_not_logged(updated: Stage) -> None:
    updated.commit({"content/index.md": "# Another front page\n"})
    answer = updated.run("publish", now=hour(1))
    assert answer.status == 0, answer.said


def test_publications_within_one_second_have_times_of_their_own(stage: Stage) -> None:
    for number, files in enumerate(
        ({EMBER: ember("2")}, {FRAMEWORK: framework("1.1")}, {EMBER: ember("3")})
    ):
        stage.commit(files)
        answer = stage.run("publish", now=hour(1) + timedelta(milliseconds=100 * number))
        assert answer.status == 0, answer.said
        stage.fetch()
    assert _times(stage) == [
        "ember 1 01:00:00",
        "framework 1.0 01:00:00",
        "ember 2 01:00:01",
        "framework 1.1 01:00:02",
        "ember 3 01:00:03",
    ]
    sizes = [v.size for v in stage.archive.of(Kind.MODEL, "ember")]
    assert sizes == [2, 3, 5]
