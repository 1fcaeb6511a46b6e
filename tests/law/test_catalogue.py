"""Loading the catalogue: the package's, a project's overrides, and what is wrong with a file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from glasscase.law.catalogue import (
    REGIMES,
    CatalogueError,
    package_catalogue,
    project_catalogue,
    read_catalogue,
)
from glasscase.law.schema import schema
from tests.law.engine import catalogue, duty, regime_data

DOCUMENTATION = Path(__file__).parents[2] / "content/documentation/adopters/law.md"


def write(folder: Path, name: str, data: dict[str, Any] | str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    text = data if isinstance(data, str) else yaml.safe_dump(data, sort_keys=False)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_package_brings_a_catalogue_without_errors() -> None:
    found = read_catalogue(REGIMES)
    assert list(found.regimes) == sorted(found.regimes)
    assert {file.stem for file in REGIMES.glob("*.yml")} == set(found.regimes)
    assert found.plain == package_catalogue().plain


def test_the_version_is_the_newest_day_and_a_digest() -> None:
    first = catalogue(regime_data())
    assert re.fullmatch(r"2026-11-21\+[0-9a-f]{8}", first.version)
    assert catalogue(regime_data()).version == first.version
    assert catalogue(regime_data(summary="Another text.")).version != first.version
    assert catalogue(regime_data(checked="2027-01-03")).version.startswith("2027-01-03+")


def test_without_files_a_project_has_the_packages_catalogue(tmp_path: Path) -> None:
    assert project_catalogue(tmp_path) == (package_catalogue(), ())


def test_a_project_adds_a_regime_by_adding_a_file(tmp_path: Path) -> None:
    write(tmp_path / "law", "xx-act.yml", regime_data("xx-act"))
    loaded = project_catalogue(tmp_path)
    assert loaded.findings == ()
    assert "xx-act" in loaded.catalogue.regimes
    assert loaded.catalogue.version != package_catalogue().version


def test_a_project_overrides_a_mapping(tmp_path: Path) -> None:
    base = package_catalogue().regimes["us-ca-sb53"]
    source = base.sources[0].id
    changed = {**duty(base.duties[0].id), "title": "Ours", "source": source}
    added = {**duty("of-our-own"), "source": source}
    override = {"extends": "us-ca-sb53", "duties": [changed, added]}
    write(tmp_path / "law", "us-ca-sb53.yml", override)
    loaded = project_catalogue(tmp_path)
    assert loaded.findings == ()
    duties = loaded.catalogue.regimes["us-ca-sb53"].duties
    assert duties[0].title == "Ours"
    assert [one.id for one in duties[1:-1]] == [one.id for one in base.duties[1:]]
    assert duties[-1].id == "of-our-own"


FAULTS: list[tuple[dict[str, Any], str, str]] = [
    (
        {"duties": [duty(answers=[{"fields": ["compute.operation"]}])]},
        "no field `compute.operation` is in model files",
        "Did you mean `compute.operations`?",
    ),
    (
        {
            "duties": [
                duty(
                    answers=[
                        {
                            "fields": ["topics[topic=standard]"],
                            "of": "protocol",
                            "types": ["frontier-framework"],
                        }
                    ]
                )
            ]
        },
        "`topic` cannot be `standard`",
        "Did you mean `standards`?",
    ),
    (
        {
            "duties": [
                duty(answers=[{"fields": ["body"], "of": "protocol", "types": ["frontier-frame"]}])
            ]
        },
        "there is no type of protocol `frontier-frame`",
        "Did you mean `frontier-framework`?",
    ),
    (
        {"duties": [duty(answers=[{"fields": ["compute.operations"], "every": True}])]},
        "`compute.operations` is no field of the rows of a list",
        "remove `every`",
    ),
    (
        {"duties": [duty(items=["publsh"]), duty("other")]},
        "the regime has no duty `publsh`",
        "Did you mean `publish`?",
    ),
    (
        {"duties": [duty(items=["other"]), duty("other", subject="provider")]},
        "`other` cannot be an item of `publish`",
        "of the same subject",
    ),
    (
        {"duties": [duty(source="txt")]},
        "no source `txt` is listed in `sources`",
        "Did you mean `text`?",
    ),
    ({"duties": [duty(), duty()]}, "the id `publish` is used twice in `duties`", ""),
    (
        {"who": {"term": "systemic-rsk"}},
        "no term `systemic-rsk` is defined",
        "Did you mean `systemic-risk`?",
    ),
    ({"who": {"role": ["deployr"]}}, "there is no role `deployr`", "Did you mean `deployer`?"),
    (
        {"who": {"field": "distribution.weights", "one_of": ["publik"]}},
        "there is no value of `distribution.weights` `publik`",
        "Did you mean `public`?",
    ),
    (
        {"who": {"field": "provider.sme"}},
        "a condition on a field has exactly one of",
        "",
    ),
    (
        {"duties": [duty(who={"field": "harms", "has": ["death"]})]},
        "no field `harms` is in model files or provider files",
        "",
    ),
    (
        {"who": {"compute": "total", "iz": "above", "operations": 1e25}},
        "the key `iz` is not known in a condition",
        "Keys that may stand here: `compute`, `is`, `operations`.",
    ),
    ({"who": {"trm": "systemic-risk"}}, "this is no condition", "Did you mean `term`?"),
    (
        {"who": {"term": "systemic-risk", "deployed": "EU"}},
        "a condition has one of the keys `term`, `deployed`, not several",
        "Join conditions",
    ),
    (
        {"who": {"compute": "total", "is": "over", "operations": 1e25}},
        '`is` cannot be the text "over"',
        "Choose one of",
    ),
    ({"force": "lw"}, '`force` cannot be the text "lw"', "Did you mean `law`?"),
]


@pytest.mark.parametrize(("fields", "message", "help_"), FAULTS)
def test_a_fault_is_told_with_its_place_and_left_out(
    tmp_path: Path, fields: dict[str, Any], message: str, help_: str
) -> None:
    write(tmp_path / "law", "xx-act.yml", regime_data("xx-act", **fields))
    loaded = project_catalogue(tmp_path)
    assert "xx-act" not in loaded.catalogue.regimes
    matching = [one for one in loaded.findings if message in one.message]
    assert matching, [one.message for one in loaded.findings]
    assert help_ in matching[0].help
    assert matching[0].path == "law/xx-act.yml"
    assert matching[0].position is not None


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("modifier-third", "the one-third rule needs the term `eu-ai-act/derived`"),
        (
            "open-source-exemption",
            "the open-source exemption needs the term `eu-ai-act/systemic-risk`",
        ),
    ],
)
def test_a_rule_needs_the_term_that_it_looks_up(tmp_path: Path, rule: str, message: str) -> None:
    write(tmp_path, "eu-ai-act.yml", regime_data(terms=[], who={"rule": rule}))
    with pytest.raises(CatalogueError, match=re.escape(message)):
        read_catalogue(tmp_path)


def test_a_finding_stands_at_the_field(tmp_path: Path) -> None:
    data = regime_data("xx-act", duties=[duty(answers=[{"fields": ["compute.operation"]}])])
    write(tmp_path / "law", "xx-act.yml", data)
    [finding] = project_catalogue(tmp_path).findings
    assert finding.position is not None
    lines = (tmp_path / "law/xx-act.yml").read_text().splitlines()
    line = lines[finding.position.line - 1]
    assert line[finding.position.column - 1 :].startswith("compute.operation")


def test_terms_may_not_define_themselves(tmp_path: Path) -> None:
    terms = [
        {
            "id": name,
            "name": name,
            "clause": "1",
            "when": {"not": {"term": other}},
            "confidence": "verified",
            "source": "text",
        }
        for name, other in (("one", "two"), ("two", "one"))
    ]
    write(tmp_path / "law", "xx-act.yml", regime_data("xx-act", terms=terms))
    messages = {one.message for one in project_catalogue(tmp_path).findings}
    assert "the term `one` is defined by itself" in messages


def test_zones_and_types_of_a_deadline_exist(tmp_path: Path) -> None:
    deadline = {
        "kind": "every",
        "trigger": "It is over.",
        "start": ["review.last"],
        "until": ["review.lasts"],
        "types": ["frontier-framwork"],
        "length": "P1Y",
        "recipient": "Nobody",
    }
    duties = [duty(subject="provider", deadline=deadline)]
    data = regime_data("xx-act", zone="America/Nowhere", terms=[], duties=duties)
    write(tmp_path / "law", "xx-act.yml", data)
    messages = {one.message: one.help for one in project_catalogue(tmp_path).findings}
    assert messages["there is no time zone `America/Nowhere`"]
    assert messages["there is no type of protocol `frontier-framwork`"] == (
        "Did you mean `frontier-framework`?"
    )
    assert any(message.startswith("no field `review.lasts`") for message in messages)


def test_a_known_regime_is_not_replaced_by_accident(tmp_path: Path) -> None:
    write(tmp_path / "law", "eu-ai-act.yml", regime_data("eu-ai-act"))
    [finding] = project_catalogue(tmp_path).findings
    assert finding.message == "the regime `eu-ai-act` is in the catalogue already"
    assert "extends: eu-ai-act" in finding.help


def test_an_override_of_nothing_is_told(tmp_path: Path) -> None:
    write(tmp_path / "law", "mine.yml", "extends: us-ca-sb35\n")
    [finding] = project_catalogue(tmp_path).findings
    assert finding.help == "Did you mean `us-ca-sb53`?"


def test_one_bad_file_does_not_hide_a_good_one(tmp_path: Path) -> None:
    write(tmp_path / "law", "aa-act.yml", "id: [\n")
    write(tmp_path / "law", "xx-act.yml", regime_data("xx-act"))
    loaded = project_catalogue(tmp_path)
    assert "xx-act" in loaded.catalogue.regimes
    assert [one.path for one in loaded.findings] == ["law/aa-act.yml"]


def test_a_catalogue_to_compare_must_be_whole(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="there is no catalogue"):
        read_catalogue(tmp_path)
    write(tmp_path, "xx-act.yml", regime_data("xx-act", force="lw"))
    with pytest.raises(CatalogueError, match="has errors"):
        read_catalogue(tmp_path)


def test_the_example_in_the_documentation_is_a_regime(tmp_path: Path) -> None:
    blocks = re.findall(
        r'```yaml title="law/([a-z0-9-]+\.yml)"\n(.*?)```',
        DOCUMENTATION.read_text(encoding="utf-8"),
        re.DOTALL,
    )
    assert len(blocks) == 2
    for name, text in blocks:
        write(tmp_path / "law", name, text)
    loaded = project_catalogue(tmp_path)
    assert loaded.findings == ()
    assert set(loaded.catalogue.regimes) > set(package_catalogue().regimes)


def test_the_schema_takes_what_the_package_brings() -> None:
    text = json.dumps(schema())
    for name in ("Regime", "Override", "Duty", "FieldIs"):
        assert f'"{name}"' in text
