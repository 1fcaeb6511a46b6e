"""Every rule that reading emits has a page, and the page's example gives its message."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import glasscase.reading
from glasscase.reading.document import read_document
from glasscase.reading.load import validate
from glasscase.records import Kind

SOURCE = Path(glasscase.reading.__file__).parent
PAGES = SOURCE.parent / "checks" / "rules"
RULE = re.compile(r'"((?:file|yaml|front-matter|field|provider|content|id|body)-[a-z-]+)"')
EMITTED = sorted({rule for file in SOURCE.glob("*.py") for rule in RULE.findall(file.read_text())})
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_rules_are_found_in_the_source() -> None:
    assert len(EMITTED) > 35


@pytest.mark.parametrize("rule", EMITTED)
def test_page(rule: str) -> None:
    text = (PAGES / f"{rule}.md").read_text("utf-8")
    assert re.match(r"---\ntitle: .+\nseverity: (error|warning|note)\n---\n", text)
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == ["Why", "Example", "How to fix"]
    fences = FENCE.findall(text)
    assert fences[-1][0] == "text"
    if len(fences) == 1:  # the example cannot be shown: invisible characters, links, sizes
        return
    language, example = fences[0]
    path, kind = ("a.yml", Kind.MODEL) if language == "yaml" else ("a.md", Kind.PROTOCOL)
    read = read_document(example.encode(), path=path, kind=kind)
    found = list(read.findings)
    if read.document is not None and (rule.startswith("field-") or rule == "yaml-ambiguous"):
        found += validate(read.document)[1]
    severity = re.search(r"severity: (\w+)", text)
    assert severity is not None
    assert {str(finding.severity) for finding in found} == {severity[1]}
    assert {finding.rule for finding in found} == {rule}
    said = "".join(
        f"{finding.position.line}:{finding.position.column} {finding.message}\n"
        for finding in found
        if finding.position is not None
    )
    assert said == fences[-1][1]
