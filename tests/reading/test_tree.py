"""Which files are records, and what should not be in the content folder."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from glasscase.findings import Severity
from glasscase.reading.tree import walk
from glasscase.records import Kind


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    write(root, "provider.yml", "models/a.yml", "protocols/b.md")
    return root


def write(project: Path, *names: str) -> None:
    for name in names:
        file = project / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("id: a\n")


def rules(project: Path) -> list[tuple[str, str]]:
    return [(found.path.removeprefix("content/"), found.rule) for found in walk(project).findings]


def test_the_kind_follows_from_the_folder(project: Path) -> None:
    write(project, "models/deep/er/c.yaml", "incidents/d.yml", "incidents/2026/e.md")
    tree = walk(project)
    assert [(source.path, source.kind) for source in tree.sources] == [
        ("content/incidents/2026/e.md", Kind.INCIDENT),
        ("content/incidents/d.yml", Kind.INCIDENT),
        ("content/models/a.yml", Kind.MODEL),
        ("content/models/deep/er/c.yaml", Kind.MODEL),
        ("content/protocols/b.md", Kind.PROTOCOL),
        ("content/provider.yml", Kind.PROVIDER),
    ]
    assert tree.findings == []


def test_prose_pictures_and_hidden_files_are_no_records(project: Path) -> None:
    write(project, "index.md", "about/team.md", "models/index.md", "models/deep/index.md")
    write(project, "models/.draft.yml", "models/.git/x.yml", "models/figure.svg", ".hidden.yml")
    tree = walk(project)
    assert len(tree.sources) == 3
    assert tree.findings == []


def test_a_folder_below_another_one_has_no_kind_of_its_own(project: Path) -> None:
    write(project, "about/models/x.md", "models/incidents/y.yml")
    kinds = {source.path: source.kind for source in walk(project).sources}
    assert "content/about/models/x.md" not in kinds
    assert kinds["content/models/incidents/y.yml"] is Kind.MODEL


def test_strange_files_get_a_warning(project: Path) -> None:
    write(project, "models/a.yml.bak", "models/b.json", "protocols/c.docx", "model/d.yml")
    tree = walk(project)
    assert [(found.path.rsplit("/", 1)[1], found.rule) for found in tree.findings] == [
        ("d.yml", "file-misplaced"),
        ("a.yml.bak", "file-extension"),
        ("b.json", "file-extension"),
        ("c.docx", "file-extension"),
    ]
    assert {found.severity for found in tree.findings} == {Severity.WARNING}
    assert len(tree.sources) == 3


def test_links_out_of_the_content_folder_are_not_followed(project: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text("id: secret\n")
    content = project / "content"
    (content / "models" / "out.yml").symlink_to(secret)
    (content / "page.md").symlink_to("../../secret.yml")
    (content / "more").symlink_to(tmp_path)
    (content / "models" / "loop").symlink_to(".")
    (content / "models" / "gone.yml").symlink_to("nowhere")
    (content / "models" / "self.yml").symlink_to("self.yml")
    assert rules(project) == [
        ("models/gone.yml", "file-unreadable"),
        ("models/loop", "file-link"),
        ("models/out.yml", "file-link"),
        ("models/self.yml", "file-unreadable"),
        ("more", "file-link"),
        ("page.md", "file-link"),
    ]
    assert len(walk(project).sources) == 3


def test_links_to_files_inside_are_read(project: Path) -> None:
    (project / "content" / "models" / "z.yml").symlink_to("a.yml")
    tree = walk(project)
    assert tree.findings == []
    assert [source.path for source in tree.sources][1] == "content/models/z.yml"


def test_pipes_and_sockets_are_not_opened(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(project / "content" / "models" / "pipe.yml")
    monkeypatch.chdir(project / "content" / "models")
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind("socket.yml")
    assert rules(project) == [
        ("models/pipe.yml", "file-not-regular"),
        ("models/socket.yml", "file-not-regular"),
    ]


def test_names_that_differ_in_case_only(project: Path) -> None:
    write(project, "models/A.yml")
    if len(list((project / "content" / "models").iterdir())) == 2:
        assert rules(project) == [("models/a.yml", "file-name-case")]


def test_names_that_cannot_be_shown(project: Path) -> None:
    write(project, "models/new\nline.yml")
    (project / "content" / os.fsdecode(b"models/caf\xe9.yml")).write_text("id: a\n")
    found = walk(project).findings
    assert [finding.rule for finding in found] == ["file-name", "file-name"]
    assert "caf" in found[0].path
    found[0].path.encode("utf-8")


def test_the_provider_stands_once(project: Path) -> None:
    write(project, "provider.yaml")
    assert rules(project) == [("provider.yml", "provider-twice")]
    (project / "content" / "provider.yaml").unlink()
    (project / "content" / "provider.yml").unlink()
    assert rules(project) == [("provider.yml", "provider-missing")]


def test_the_content_folder_is_missing(tmp_path: Path) -> None:
    assert [found.rule for found in walk(tmp_path).findings] == ["content-missing"]
