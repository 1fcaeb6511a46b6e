"""Generated records for measuring: about 7 KB of YAML each, and the same content as Markdown.

The Markdown says what the record says, in the form in which a peer would be given it: headings,
paragraphs, tables. Content depends only on the number of the record, so every run sees the same.
"""

from __future__ import annotations

import compileall
import os
import random
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import yaml

import glasscase

PROVIDER = """schema: 1
legal_name: Measured AI Ltd
trading_name: Measured AI
demonstration: true
summary: An invented provider for measuring.
address: 1 Example Street, Dublin
website: https://measured.example
established: IE
contacts:
  general:
    role: Front desk
    email: hello@measured.example
  copyright:
    role: Rights desk
    email: rights@measured.example
  documentation:
    role: Documentation desk
    email: documentation@measured.example
  security:
    role: Security desk
    email: security@measured.example
roles:
  - general-purpose-model-provider
jurisdictions:
  - EU
"""

_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
_WORDS = (
    "model training data evaluation safety risk threshold provider user result test harm measure "
    "review weights access policy limit version language domain score system release tool answer "
    "capability mitigation assessment deployment monitor report public change method sample"
).split()
_CAPABILITIES = ("Reasoning", "Code", "Languages", "Biology", "Cyber offence", "Truthfulness")
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
"""libyaml's, where it is there: ten thousand records take a while."""


Card = dict[str, object]
Change = Callable[[Card, int], Card]
"""Changes a card, given its number."""

_OPTIONAL = [
    *[("use", key) for key in ("intended", "restricted")],
    *[("training", key) for key in ("process", "rationale")],
    *[("data", key) for key in ("selection", "curation")],
    *[("safety", key) for key in ("human_oversight", "monitoring")],
    ("release", "jurisdictions"),
    ("architecture", "parameter_range"),
    *[(key, "") for key in ("energy", "limitations", "bias", "languages")],
]
"""Groups and keys of fields that a card may leave out."""


def _prose(source: random.Random, sentences: int) -> str:
    said = []
    for _ in range(sentences):
        words = source.choices(_WORDS, k=source.randint(8, 16))
        said.append(" ".join(words).capitalize() + ".")
    return " ".join(said)


def record(number: int) -> dict[str, object]:
    """Return one model card as plain values."""
    source = random.Random(number)
    name = f"Meridian {number}"
    evaluations = [
        {
            "id": f"test-{index}",
            "benchmark": f"Suite-{index}",
            "capability": _CAPABILITIES[index % len(_CAPABILITIES)],
            "metric": "accuracy",
            "value": round(source.uniform(5, 95), 1),
            "unit": "%",
            "uncertainty": {"plus_minus": 1.5, "kind": "95 % confidence interval"},
            "conditions": _prose(source, 1),
            "evaluator": {"kind": "internal", "name": "Evaluation team"},
            "date": "2026-05",
            "comparisons": [{"name": "Previous model", "value": 41.5}],
        }
        for index in range(6)
    ]
    risks = [
        {
            "id": f"risk-{index}",
            "domain": domain,
            "result": "below-threshold",
            "tier": "Moderate",
            "summary": _prose(source, 2),
            "residual": _prose(source, 1),
        }
        for index, domain in enumerate(("Biological", "Cyber offence", "Loss of control"))
    ]
    versions = [
        {"id": f"v{index}", "name": f"meridian-{number}.{index}", "released": f"2026-0{index + 3}"}
        for index in range(1, 4)
    ]
    return {
        "schema": 1,
        "id": f"meridian-{number}",
        "version": "1.0",
        "status": "current",
        "title": f"{name}: model card",
        "summary": _prose(source, 2),
        "model": {"name": name, "identifier": f"meridian-{number}", "versions": versions},
        "release": {"first": "2026-03-01", "jurisdictions": ["EU", "US-CA"]},
        "modalities": {
            "inputs": [{"modality": "text", "maximum": {"value": 128000, "unit": "tokens"}}],
            "outputs": [{"modality": "text", "maximum": {"value": 8000, "unit": "tokens"}}],
        },
        "languages": ["en", "fr", "de"],
        "architecture": {"description": _prose(source, 3), "parameter_range": "5-15B"},
        "distribution": {
            "licence": {"name": "Apache 2.0", "spdx": "Apache-2.0"},
            "weights": "public",
        },
        "use": {"intended": _prose(source, 3), "restricted": _prose(source, 2)},
        "training": {"process": _prose(source, 3), "rationale": _prose(source, 2)},
        "data": {"selection": _prose(source, 2), "curation": _prose(source, 2)},
        "compute": {"operations": 3.1e23, "method": _prose(source, 2)},
        "energy": {"training": 410.0, "method": _prose(source, 2)},
        "evaluations": evaluations,
        "risks": risks,
        "safety": {"human_oversight": _prose(source, 2), "monitoring": _prose(source, 2)},
        "limitations": f"{_prose(source, 2)}\n\n- {_prose(source, 1)}\n- {_prose(source, 1)}",
        "bias": _prose(source, 2),
    }


def as_yaml(card: dict[str, object]) -> str:
    """Return a record as a person would write it."""
    return yaml.dump(card, Dumper=_DUMPER, sort_keys=False, allow_unicode=True, width=96)


def as_markdown(card: dict[str, object]) -> str:
    """Return the same content as a Markdown page for a peer."""
    lines = [
        "---",
        f"title: {yaml.safe_dump(card['title']).strip()}",
        "---",
        "",
        f"# {card['title']}",
    ]
    lines += ["", str(card["summary"])]
    for key, value in card.items():
        if key in ("schema", "id", "version", "status", "title", "summary"):
            continue
        lines += ["", f"## {key.capitalize()}", ""]
        lines += _section(value)
    return "\n".join(lines) + "\n"


def _section(value: object) -> list[str]:
    if isinstance(value, dict):
        lines: list[str] = []
        for key, inner in value.items():
            if isinstance(inner, list) and inner and isinstance(inner[0], dict):
                lines += ["", f"### {key.capitalize()}", "", *_table(inner)]
            else:
                lines += ["", f"**{key.replace('_', ' ').capitalize()}**: {_plain(inner)}"]
        return lines
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return _table(value)
    return [_plain(value)]


def _table(rows: list[dict[str, object]]) -> list[str]:
    columns = list(rows[0])
    return [
        "| " + " | ".join(columns) + " |",
        "|" + "---|" * len(columns),
        *(
            "| " + " | ".join(_plain(row.get(column, "")) for column in columns) + " |"
            for row in rows
        ),
    ]


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plain(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(inner) for inner in value)
    return str(value)


def varied(card: Card, number: int) -> Card:
    """Return a card without some of its fields: others for each of 16,384 numbers."""
    for place, (group, key) in enumerate(_OPTIONAL):
        if number >> place & 1:
            held = card[group]
            if key and isinstance(held, dict):
                del held[key]
            else:
                del card[group]
    return card


def write_project(folder: Path, count: int, change: Change | None = None) -> None:
    """Write a Glasscase project with `count` model cards, each as `change` leaves it."""
    models = folder / "content" / "models"
    models.mkdir(parents=True)
    (folder / "content" / "index.md").write_text("# Home\n", "utf-8")
    for number in range(count):
        card = record(number) if change is None else change(record(number), number)
        (models / f"{card['id']}.yml").write_text(as_yaml(card), "utf-8")
    (folder / "content" / "provider.yml").write_text(PROVIDER, "utf-8")
    (folder / "mkdocs.yml").write_text(_config("content", "  - glasscase\n"), "utf-8")


def write_peer(folder: Path, count: int) -> None:
    """Write the same content for stock MkDocs and Material, records out of the navigation."""
    models = folder / "docs" / "models"
    models.mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# Home\n", "utf-8")
    for number in range(count):
        card = record(number)
        (models / f"{card['id']}.md").write_text(as_markdown(card), "utf-8")
    text = _config("docs", "") + "nav:\n  - index.md\nnot_in_nav: |\n  /models/\n"
    (folder / "mkdocs.yml").write_text(text, "utf-8")


def _config(docs: str, plugins: str) -> str:
    return (
        "site_name: Measured\nsite_url: https://measured.example/\n"
        f"docs_dir: {docs}\ntheme:\n  name: material\n  font: false\n"
        "  features: [navigation.tabs, navigation.top]\n"
        f"plugins:\n  - search\n{plugins}"
        "markdown_extensions: [tables, admonition, footnotes, attr_list, pymdownx.superfences]\n"
    )


def set_options(project: Path, *options: str) -> None:
    """Set options of the plugin in a project that sets none, given as lines of YAML."""
    config = project / "mkdocs.yml"
    lines = "".join(f"      {option}\n" for option in options)
    text = config.read_text("utf-8")
    config.write_text(text.replace("  - glasscase\n", f"  - glasscase:\n{lines}"), "utf-8")


def delete_made(project: Path) -> None:
    """Delete what a build has made: what it takes up is not to slow down the next one."""
    for made in ("site", ".glasscase"):
        shutil.rmtree(project / made, ignore_errors=True)


@cache
def environment() -> dict[str, str]:
    """Return the environment of measured programs, and compile ours as pip compiles the peer's."""
    compileall.compile_dir(Path(glasscase.__file__).parent, quiet=1)
    kept = {name: value for name, value in os.environ.items() if name != _NO_BYTECODE}
    return kept | {"NO_MKDOCS_2_WARNING": "1"}
