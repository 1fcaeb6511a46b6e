"""A second build into a folder writes what has changed, and leaves the folder as a first one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from mkdocs.utils import clean_directory

from glasscase.disk import MEMORY
from glasscase.site.build import configured
from glasscase.site.kept import ASIDE, Kept
from glasscase.site.listed import list_file

from ..publish.repositories import contents, write
from ..site.projects import run
from .stage import FRAMEWORK, Stage, framework

OLD = "protocols/framework/1.0/index.html"
LIVING = "models/ember/index.html"
CARRIED = (OLD, "protocols/framework/1.0/record.json", "models/ember/history/index.html")


@pytest.fixture(scope="module")
def built(second_publication: Stage, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """A checkout with its site, whose public branch holds an older version."""
    stage = second_publication.copy(tmp_path_factory.mktemp("kept"))
    stage.build()
    return stage


@pytest.fixture(scope="module")
def expected(built: Stage) -> dict[str, bytes]:
    """The site of a first build."""
    return contents(built.checkout.site)


def times(site: Path) -> dict[str, int]:
    return {
        path.relative_to(site).as_posix(): path.stat().st_mtime_ns
        for path in site.rglob("*")
        if path.is_file()
    }


def ours(names: dict[str, int]) -> dict[str, int]:
    """Leave out what MkDocs writes itself."""
    return {
        name: time
        for name, time in names.items()
        if name.count("/") > 1 and name.startswith(("protocols", "models", "log"))
    }


def test_what_has_not_changed_is_not_written(built: Stage, expected: dict[str, bytes]) -> None:
    before = ours(times(built.checkout.site))
    assert {OLD, LIVING, *CARRIED, "log/tile/entries/000.p/3"} <= before.keys()
    assert built.build() == expected
    assert ours(times(built.checkout.site)) == before


def test_mkdocs_itself_keeps_the_same(built: Stage, expected: dict[str, bytes]) -> None:
    site = built.checkout.site
    before = ours(times(site))
    run(configured(built.checkout.path / "mkdocs.yml", site, strict=False))
    assert contents(site) == expected
    assert ours(times(site)) == before


def test_what_was_changed_by_hand_is_made_again(
    built: Stage, expected: dict[str, bytes], tmp_path: Path
) -> None:
    site = built.checkout.site
    (site / OLD).write_bytes(expected[OLD].replace(b"test", b"TEST"))
    (site / CARRIED[1]).write_bytes(b"{}")
    (site / CARRIED[2]).unlink()
    (site / LIVING).write_bytes(expected[LIVING].replace(b"Ember", b"Amber"))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"private")
    linked = site / "models/ember/1/index.html"
    linked.unlink()
    linked.symlink_to(elsewhere)
    (site / "models/ember/added").mkdir()
    (site / "models/ember/added/index.html").write_text("added")
    (site / "models/other/deep").mkdir(parents=True)
    assert built.build() == expected
    assert not linked.is_symlink()
    assert elsewhere.read_bytes() == b"private"
    assert not (site / "models/other").exists()
    assert not (site / "models/ember/added").exists()


@pytest.mark.parametrize("moment", ["emptying", "drawing", "carrying"])
def test_a_build_that_was_interrupted_is_made_good(
    built: Stage, expected: dict[str, bytes], moment: str
) -> None:
    site = built.checkout.site
    interrupted = Kept(site, list_file(built.checkout.path, site))
    interrupted.set_aside()
    assert (site / ASIDE / OLD).is_file()
    clean_directory(str(site))
    if moment == "emptying":
        # Another build, without the plugin, may have left something in the place.
        write(site, {OLD: "half"})
    else:
        interrupted.put_back()
        write(site, {LIVING: expected[LIVING][:99], "models/ember/9/index.html": "new"})
    if moment == "carrying":
        write(site, {OLD: expected[OLD][:99], "search/search_index.json": "{"})
        (site / CARRIED[2]).unlink()
    assert built.build() == expected
    assert not (site / ASIDE).exists()


def test_without_a_list_all_is_made_anew(built: Stage, expected: dict[str, bytes]) -> None:
    site = built.checkout.site
    shutil.rmtree(built.checkout.path / MEMORY)
    (site / ASIDE / "models").mkdir(parents=True)
    (site / OLD).write_text("forged")
    assert built.build() == expected
    assert not (site / ASIDE).exists()


def test_a_failed_build_leaves_nothing_aside(built: Stage, expected: dict[str, bytes]) -> None:
    page = built.checkout.path / "content/broken.md"
    broken = built.checkout.path / "mkdocs.yml"
    text = broken.read_text()
    page.write_text("# Broken\n\n[nowhere](nowhere.md)\n")
    broken.write_text(f"{text}strict: true\n")
    assert built.run("build", "--quiet").status == 1
    assert not (built.checkout.site / ASIDE).exists()
    broken.write_text(text)
    page.unlink()
    assert built.build() == expected


def test_the_list_is_no_part_of_the_project(built: Stage) -> None:
    assert (built.checkout.path / MEMORY).is_dir()
    assert built.checkout.git("status", "--porcelain") == ""


def test_a_publication_after_a_build_is_as_any(built: Stage, tmp_path: Path) -> None:
    stage, fresh = built.copy(tmp_path / "one"), built.copy(tmp_path / "two")
    shutil.rmtree(fresh.checkout.site)
    stage.build()
    carried = "models/ember/history/index.html"
    before = times(stage.checkout.site)[carried]
    for one in (stage, fresh):
        one.publish({FRAMEWORK: framework("1.2", "We test some.")})
    assert stage.remote.files() == fresh.remote.files()
    # What stays on the branch stays in the folder, and is brought to none.
    assert times(stage.checkout.site)[carried] == before
    assert not (fresh.checkout.site / carried).exists()
    # What was current is older now.
    warm = stage.build()
    shutil.rmtree(stage.checkout.site)
    assert stage.build() == warm
