"""Loading a whole project."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from glasscase.reading.load import Cache, Collection, load

PROVIDER = """\
legal_name: Example Provider AG
trading_name: Example
summary: An invented provider.
address: 1 Example Street
website: https://provider.example
established: FR
contacts: {}
roles: [host]
jurisdictions: [EU]
"""
HEAD = 'version: "1.0"\nstatus: current\ntitle: T\nsummary: S\n'
INCIDENT = (
    HEAD + "state: closed\nseverity: incident\nharms: [no-harm]\n"
    "times: {discovered: 2026-01-01T10:00:00Z}\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, "provider.yml", PROVIDER)
    write(tmp_path, "models/aurora.yml", f"id: aurora\n{HEAD}model: {{name: Aurora}}\n")
    write(tmp_path, "protocols/policy.md", f"---\nid: policy\n{HEAD}type: other\n---\n\nText.\n")
    return tmp_path


def write(project: Path, name: str, text: str) -> Path:
    file = project / "content" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def lines(collection: Collection) -> list[str]:
    return [
        f"{found.path.removeprefix('content/')}:{found.position and found.position.line}"
        f" {found.rule}"
        for found in collection.findings
    ]


def test_records_by_kind_and_id(project: Path) -> None:
    found = load(project)
    assert found.findings == ()
    assert found.broken == ()
    assert found.provider is not None
    assert found.provider.record.trading_name == "Example"
    assert [loaded.record.id for loaded in found.models] == ["aurora"]
    assert [loaded.record.body for loaded in found.protocols] == ["Text.\n"]


def test_current_models_are_originals_that_are_neither_drafts_nor_withdrawn(project: Path) -> None:
    draft = HEAD.replace("current", "draft")
    write(project, "models/b.yml", f"id: b\n{draft}model: {{name: B}}\n")
    translation = "language: fr\ntranslation_of: {id: aurora, version: '1.0'}\n"
    write(project, "models/aurora.fr.yml", f"id: aurora\n{HEAD}{translation}model: {{name: A}}\n")
    found = load(project)
    assert found.findings == ()
    assert len(found.models) == 3
    assert list(found.current_models) == ["aurora"]
    assert found.current_models["aurora"]["model"] == {"name": "Aurora"}


def test_one_bad_file_hides_no_other(project: Path) -> None:
    write(project, "models/b.yml", "id: b\nmodel: [\n")
    write(project, "models/c.yml", f"id: c\n{HEAD}model: {{}}\n")
    write(project, "models/d.yml", f"id: d\nid: d\n{HEAD}model: {{name: D}}\n")
    (project / "content" / "models" / "e.yml").write_bytes(b"\xff")
    write(project, "models/f.yml", f"id: f\n{HEAD}model: {{name: F}}\n")
    found = load(project)
    assert lines(found) == [
        "models/b.yml:2 yaml-syntax",
        "models/c.yml:6 field-missing",
        "models/d.yml:2 yaml-duplicate-key",
        "models/e.yml:1 file-encoding",
    ]
    assert [loaded.record.id for loaded in found.models] == ["aurora", "f"]
    assert [(broken.path[-5:], broken.id) for broken in found.broken] == [
        ("b.yml", None),
        ("c.yml", "c"),
        ("d.yml", "d"),
        ("e.yml", None),
    ]


def test_a_warning_keeps_the_record(project: Path) -> None:
    write(project, "models/aurora.yml", f"id: aurora\n{HEAD}model: {{name: no}}\n")
    found = load(project)
    assert lines(found) == ["models/aurora.yml:6 yaml-ambiguous"]
    assert found.models[0].record.model.name == "no"


def test_body_of_a_kind_without_one(project: Path) -> None:
    write(project, "models/m.md", f"---\nid: m\n{HEAD}model: {{name: M}}\n---\n\nText.\n")
    assert lines(load(project)) == ["models/m.md:10 field-unknown"]


def test_a_large_file_is_not_read_whole(project: Path) -> None:
    with write(project, "models/huge.yml", "").open("r+b") as stream:
        stream.truncate(1 << 36)
    assert lines(load(project)) == ["models/huge.yml:None file-too-large"]


def test_the_cache_keeps_what_has_not_changed(project: Path) -> None:
    cache = Cache()
    first = load(project, cache=cache)
    write(project, "protocols/policy.md", f"---\nid: policy\n{HEAD}type: other\n---\n\nNew.\n")
    second = load(project, cache=cache)
    assert second.models[0].record is first.models[0].record
    assert second.protocols[0].record.body == "New.\n"
    (project / "content" / "models" / "aurora.yml").unlink()
    load(project, cache=cache)
    assert len(cache.results) == 2


def test_two_loads_are_equal_and_leave_the_collector_on(project: Path) -> None:
    write(project, "models/x.yml", "x: 1\n")
    assert load(project) == load(project)
    assert gc.isenabled()


def test_another_content_folder(project: Path) -> None:
    (project / "content").rename(project / "docs")
    assert [source.document.path for source in load(project, "docs").models] == [
        "docs/models/aurora.yml"
    ]
