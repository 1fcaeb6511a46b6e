"""Each card in `cases/exchange` becomes the record and the report that lie beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from glasscase.exchange import HuggingFace
from glasscase.exchange.telling import tell
from glasscase.exchange.writer import write_yaml
from glasscase.records import ModelCard

from .loss import lost

CASES = sorted((Path(__file__).parents[1] / "cases" / "exchange").glob("*.md"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_card_becomes_the_record_beside_it(path: Path) -> None:
    result = HuggingFace().read(path.read_bytes(), path=path.name)
    assert result.record is not None
    ModelCard.model_validate(result.record)
    assert write_yaml(result.record) == path.with_suffix(".yml").read_text("utf-8")
    assert lost(path.read_text("utf-8"), result) == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_an_import_is_reported_as_written_beside_it(path: Path) -> None:
    result = HuggingFace().read(path.read_bytes(), path=path.name)
    lines = list(tell(result))
    for finding in result.findings:
        line, column = finding.position or (0, 0)
        lines.append(f"{line}:{column} {finding.severity}[{finding.rule}] {finding.message}")
    assert "\n".join(lines) + "\n" == path.with_suffix(".report").read_text("utf-8")


def test_a_loss_would_be_seen() -> None:
    path = next(case for case in CASES if case.stem == "common")
    result = HuggingFace().read(path.read_bytes(), path=path.name)
    assert result.record is not None
    result.record["training"]["process"] = "Three days."
    assert "Three days on one accelerator." in "".join(lost(path.read_text("utf-8"), result))
