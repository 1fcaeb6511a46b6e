"""The site is a function of the checkout: not of the folder, the clock, the command or chance."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import git
import pytest
from mkdocs.exceptions import Abort

from glasscase.site import epoch

from .projects import Project, Site, small

BIN = Path(sys.executable).parent
COMMITTED = 1_767_225_600  # 2026-01-01T00:00:00Z
GENERATOR = re.compile(rb'<meta name="generator" content="[^"]+">')
COMMANDS: dict[str, tuple[Sequence[str], dict[str, str]]] = {
    "glasscase": ((str(BIN / "glasscase"), "build"), {"PYTHONHASHSEED": "1"}),
    "mkdocs": (
        (sys.executable, "-m", "mkdocs", "build"),
        {"PYTHONHASHSEED": "2", "LC_ALL": "C", "TZ": "Asia/Tokyo"},
    ),
    "properdocs": (
        (str(BIN / "properdocs"), "build"),
        {"PYTHONHASHSEED": "3", "TZ": "America/New_York"},
    ),
}


def committed(project: Project) -> None:
    """Put a project under version control, with a commit of a fixed time."""
    with git.Repo.init(project.folder, initial_branch="main") as repository:
        repository.git.add(all=True)
        moment = f"{COMMITTED} +0000"
        repository.index.commit(
            "Records",
            author=git.Actor("A", "a@example.org"),
            committer=git.Actor("A", "a@example.org"),
            author_date=moment,
            commit_date=moment,
        )


def environment(**changes: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key != epoch.VARIABLE}
    return {**kept, **changes}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Site]:
    """Build copies of one checkout, each by another command in a process of its own."""
    first = small(tmp_path_factory.mktemp("first") / "checkout")
    committed(first)
    projects = {}
    for number, name in enumerate(COMMANDS):
        folder = tmp_path_factory.mktemp(name) / f"copy{number}"
        projects[name] = Project(Path(shutil.copytree(first.folder, folder)))
        later = time.time() + 86_400 * number
        for path in folder.joinpath("content").rglob("*"):
            os.utime(path, (later, later))

    def build(name: str) -> Site:
        command, changes = COMMANDS[name]
        done = subprocess.run(
            command,
            cwd=projects[name].folder,
            env=environment(**changes),
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return Site(projects[name].folder / "site", done.stderr)

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(COMMANDS, pool.map(build, COMMANDS), strict=True))


def differing(one: Site, other: Site) -> list[str]:
    names = sorted({*one.files, *other.files})
    return [name for name in names if one.files.get(name) != other.files.get(name)]


def test_every_command_builds_the_same_bytes(sites: dict[str, Site]) -> None:
    assert len(sites["mkdocs"].files) > 40
    assert differing(sites["glasscase"], sites["mkdocs"]) == []


def test_properdocs_builds_the_same_site(sites: dict[str, Site]) -> None:
    """Its pages name another generator, and differ in nothing else."""
    one, other = sites["glasscase"], sites["properdocs"]
    assert set(one.files) == set(other.files)
    pages = differing(one, other)
    assert pages == sorted(name for name in one.files if name.endswith(".html"))
    for name in pages:
        assert b'content="mkdocs-ProperDocs ' in other.files[name]
        assert GENERATOR.sub(b"", one.files[name]) == GENERATOR.sub(b"", other.files[name])


def test_what_is_not_published_has_no_day(sites: dict[str, Site]) -> None:
    assert b"lastmod" not in sites["glasscase"].files["sitemap.xml"]


def test_nothing_on_a_page_says_when_or_where_it_was_built(sites: dict[str, Site]) -> None:
    site = sites["glasscase"]
    now = datetime.now(UTC)
    words = [f"{now:%Y-%m-%d}", f"{now.day} {now:%B %Y}", "copy0", str(site.folder.parent)]
    # The schemas say on which day the laws that they follow were read.
    files = {name: data for name, data in site.files.items() if not name.startswith("schemas/")}
    assert [(n, w) for n, data in files.items() for w in words if w.encode() in data] == []


def test_a_second_build_over_the_first_changes_nothing(sites: dict[str, Site]) -> None:
    """Neither does the time between them."""
    first = sites["glasscase"]
    assert len(first.files) > 40
    written = (first.folder / "index.html").stat().st_mtime
    time.sleep(max(0.0, written + 1.1 - time.time()))
    assert differing(first, Project(first.folder.parent).build()) == []
    assert epoch.VARIABLE not in os.environ


def test_without_a_repository_the_newest_source_tells_the_time(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.folder.parent))
    for path in project.folder.joinpath("content").rglob("*"):
        os.utime(path, (1_600_000_000, 1_600_000_000))
    os.utime(project.folder / "content/about.md", (1_700_000_000, 1_700_000_000))
    moment = epoch.source_time(project.folder, "content")
    assert moment == datetime.fromtimestamp(1_700_000_000, UTC)


def test_the_variable_wins_over_the_commit(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    committed(project)
    assert epoch.source_time(project.folder, "content").timestamp() == COMMITTED
    monkeypatch.setenv(epoch.VARIABLE, "1750000000")
    assert epoch.source_time(project.folder, "content").timestamp() == 1_750_000_000
    monkeypatch.setenv(epoch.VARIABLE, "yesterday")
    assert epoch.source_time(project.folder, "content").timestamp() == COMMITTED


def test_a_commit_without_effect_does_not_change_the_site(
    sites: dict[str, Site], project: Project
) -> None:
    """Otherwise every commit would be a publication."""
    committed(project)
    with git.Repo(project.folder) as repository:
        repository.git.commit(
            "--allow-empty",
            "-m",
            "Later",
            env={
                "GIT_COMMITTER_DATE": "2026-02-03T00:00:00Z",
                "GIT_COMMITTER_NAME": "A",
                "GIT_COMMITTER_EMAIL": "a@example.org",
                "GIT_AUTHOR_NAME": "A",
                "GIT_AUTHOR_EMAIL": "a@example.org",
            },
        )
    assert differing(sites["mkdocs"], project.build()) == []


def test_a_failed_build_leaves_its_time_to_no_other(project: Project) -> None:
    project.change("content/models/ember.yml", "status: current", "status: nonsense")
    with pytest.raises(Abort):
        project.build()
    assert epoch.VARIABLE not in os.environ


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Site]:
    """Build so many records that several processes write them, with one and with three."""
    project = small(tmp_path_factory.mktemp("many"))
    draft = project.read("content/models/ember.yml")
    for number in range(205):
        text = draft.replace("id: ember", f"id: model-{number}").replace("Ember", f"Model {number}")
        project.write(f"content/models/model-{number}.yml", text)
    built = []
    for count in (1, 3):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "sched_getaffinity", lambda _, n=count: set(range(n)), raising=False)
            built.append(project.build(project.folder / f"site-{count}"))
    return built[0], built[1]


def test_the_number_of_processes_does_not_show(many: tuple[Site, Site]) -> None:
    one, three = many
    assert len(one.files) > 600
    assert differing(one, three) == []


def test_a_long_listing_is_split_and_linked(many: tuple[Site, Site]) -> None:
    site, _ = many
    first, second = site.page("models"), site.page("models/page/2")
    links = [
        [a.get("href") for a in page.xpath("//li[@class='gc-entry']/div[1]//a")]
        for page in (first, second)
    ]
    assert [len(found) for found in links] == [200, 7]
    assert len({Path(link).name for found in links for link in found}) == 207
    assert "models/page/3/index.html" not in site.files
    for page, own, other in ((first, "1", "page/2/"), (second, "2", "../../../models/")):
        pages = page.xpath("//nav[@class='gc-pages']")[0]
        assert pages.xpath(".//span[@aria-current='page']/text()") == [own]
        assert [href.removeprefix("../models/") for href in pages.xpath(".//a/@href")] == [other]
    for links_, address in zip(links, ("models", "models/page/2"), strict=True):
        for link in links_:
            assert (site.folder / address / link / "index.html").is_file()
    menu = "".join(second.xpath("//nav//a[contains(@class, 'md-nav__link')]/@href"))
    assert "page/2" not in menu
