"""What is withheld is in no output, whatever else goes wrong; sources are not on the site."""

from __future__ import annotations

import re

import pytest
from mkdocs.exceptions import Abort

from glasscase.records import MODELS, Kind
from glasscase.site.build import BuildError, build_site

from ..records.filled import Choice, Field, Filler
from .projects import Project, Site, small

SECRET = re.compile(rb"hidden\d{5}")
RECORDS = (Kind.MODEL, Kind.PROTOCOL, Kind.INCIDENT)
WITHHELD = """\
architecture:
  parameters:
    withheld: reserved
    describe: The exact count is owed to the AI Office only; its range is given.
    audience: [ai-office]
"""


@pytest.fixture(scope="module")
def withholding(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Site, int]:
    """Build a preview of records that withhold wherever that is possible.

    They name things that do not exist, so that there are findings about all of them too.
    """
    project = small(tmp_path_factory.mktemp("withholding"))
    count = 0
    for kind in RECORDS:
        for depth in range(6):

            def choose(field: Field, depth: int = depth) -> Choice:
                return Choice.WITHHELD if field.depth == depth else Choice.GIVEN

            filler = Filler(choose=choose, given={("status",): "current"})
            form = {**filler.fill(MODELS[kind]), "id": f"withholding-{depth}"}
            form.pop("withdrawal", None)
            project.record(kind, form)
            count += len(filler.secrets)
    filler = Filler(choose=lambda _: Choice.WITHHELD)
    project.record(Kind.PROVIDER, filler.fill(MODELS[Kind.PROVIDER]), "provider.yml")
    return project, project.build(serving=True), count + len(filler.secrets)


def test_no_file_and_no_line_of_the_log_holds_what_is_withheld(
    withholding: tuple[Project, Site, int],
) -> None:
    _, site, count = withholding
    assert count > 150
    assert not SECRET.search(site.log.encode())
    assert [name for name, data in site.files.items() if SECRET.search(data)] == []


def test_their_pages_are_there_and_say_that_they_withhold(
    withholding: tuple[Project, Site, int],
) -> None:
    _, site, _ = withholding
    assert "not" in site.log
    for kind in RECORDS:
        assert "Withheld: trade secret" in site.text(f"{kind.folder}/withholding-0")
    assert "Withheld: trade secret" in site.text("provider")
    assert b"Withheld" in site.files["search/search_index.json"]


def test_a_build_that_stops_tells_nothing_either(
    withholding: tuple[Project, Site, int], caplog: pytest.LogCaptureFixture
) -> None:
    project, _, _ = withholding
    with caplog.at_level("INFO"), pytest.raises(BuildError) as caught:
        build_site(project.folder / "mkdocs.yml", project.folder / "none")
    assert "the records have errors" in caplog.text
    assert not SECRET.search(caplog.text.encode())
    assert not SECRET.search(str(caught.value).encode())
    assert not (project.folder / "none").exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("audience: [ai-office]", "audience: [nobody]\n    value: hidden00001"),
        ("audience: [ai-office]", "value: hidden00001\n   bad: indentation"),
        ("audience: [ai-office]", 'value: "hidden00001'),
        ("audience: [ai-office]", "value: hidden00001\n    value: hidden00002"),
        ("audience: [ai-office]", "value: !!python/object hidden00001"),
        ("audience: [ai-office]", "valeu: hidden00001"),
        ("audience: [ai-office]", "value: [hidden00001\n\tx"),
        ("audience: [ai-office]", "value: &a hidden00001\n    since: *a"),
        ("audience: [ai-office]", "value: |\n     hidden00001\n    bad: x\n  x"),
        ("withheld: reserved", "withheld: hidden00001"),
        ("withheld: reserved", "witheld: reserved\n    value: hidden00001"),
        ("withheld: reserved", "withheld: reserved\n    since: never\n    value: hidden00001"),
        ("describe: The", "value: hidden00001\n    descripe: The"),
        ("limitations: |", "bias: {withheld: x, value: hidden00001}\nlimitations: |"),
    ],
)
def test_an_error_beside_a_withheld_value_does_not_show_it(
    project: Project, caplog: pytest.LogCaptureFixture, old: str, new: str
) -> None:
    project.change("content/models/aurora-3.yml", old, new)
    with caplog.at_level("DEBUG"), pytest.raises(Abort) as caught:
        project.build()
    assert "content/models/aurora-3.yml:" in caplog.text
    assert SECRET.search(f"{caplog.text}{caught.value}".encode()) is None


def test_a_withheld_value_that_is_said_elsewhere_is_an_error_that_does_not_repeat_it(
    project: Project, caplog: pytest.LogCaptureFixture
) -> None:
    project.change(
        "content/models/aurora-3.yml",
        "withheld: reserved",
        "withheld: reserved\n    value: hidden00001 tokens",
    )
    project.change("content/models/aurora-3.yml", "It makes mistakes", "It has hidden00001 tokens")
    with pytest.raises(Abort):
        project.build()
    assert "Nothing was built" in caplog.text
    assert not SECRET.search(caplog.text.encode())


COPIES = [
    "models/aurora-3.yml.bak",
    "models/aurora-3.yml~",
    "models/aurora-3.yml.orig",
    "models/aurora-3.orig",
    "models/aurora-3.json",
    "models/aurora-3.txt",
    "models/aurora-3.html",
    "models/#aurora-3.yml#",
    "models/.aurora-3.yml.swp",
    "models/old/aurora-3.YML.1",
    "models/aurora-3 (copy)",
    "protocols/framework.md.bak",
    "incidents/archive/2026.tar",
    "provider.yml.bak",
    "provider.yml~",
    "provider.yaml.orig",
    "provider.YML",
    "notes/provider.yml.2026-01-01",
    "#provider.yml#",
    "models.yml",
]


def test_no_copy_of_a_source_is_on_the_site(project: Project) -> None:
    source = project.read("content/models/aurora-3.yml")
    source = source.replace(WITHHELD, f"{WITHHELD}    value: hidden00001\n")
    assert "hidden00001" in source
    for name in COPIES:
        project.write(f"content/{name}", source)
    ember = project.read("content/models/ember.yml")
    project.write("content/models/old/ember-0.yml", ember.replace("ember", "ember-0"))
    project.write("content/files/table.csv", "a,b\n")
    site = project.build(serving=True)
    assert [name for name, data in site.files.items() if SECRET.search(data)] == []
    assert "models/ember-0/index.html" in site.files
    assert "files/table.csv" in site.files
    assert "models/picture.png" in site.files
