"""Every rule has a page, every page a rule, and what a page says is true."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

import glasscase
from glasscase.checks.registry import RULES_DIR, rules
from glasscase.checks.reporters import Report
from glasscase.checks.reporters.text import render

PACKAGE = Path(glasscase.__file__).parent
PAGES = sorted(RULES_DIR.glob("*.md"))
SECTIONS = ["Why", "Example", "How to fix"]
_RULE = re.compile(r"[a-z]+(-[a-z]+)+|filler")
# What makes a finding: the type itself, and functions that take a rule as their first argument.
_MAKERS = {"Finding", "Problem", "_Fault", "_error", "find", "finding", "found", "refuse"}
_MADE = re.compile(rf"\b(?:{'|'.join(_MAKERS)})\(")
_BLOCK = re.compile(r"^(`{3,})(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


def emitted(part: str = "") -> dict[str, set[str]]:
    """Return the rules that the source names where it makes findings, with their severities."""
    found: dict[str, set[str]] = {}
    for file in sorted((PACKAGE / part).rglob("*.py")):
        for rule, severities in _emitted_by(file):
            found.setdefault(rule, set()).update(severities)
    return found


@cache
def _emitted_by(file: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    text = file.read_text(encoding="utf-8")
    if not _MADE.search(text):
        return ()
    return tuple(
        (rule, tuple(_severity(call)))
        for call in ast.walk(ast.parse(text))
        if isinstance(call, ast.Call) and _name(call.func) in _MAKERS
        for rule in _rules(call)
    )


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _rules(call: ast.Call) -> Iterator[str]:
    places = [*call.args, *(k.value for k in call.keywords if k.arg == "rule")]
    for argument in places:
        if (
            isinstance(argument, ast.Constant)
            and isinstance(argument.value, str)
            and _RULE.fullmatch(argument.value)
        ):
            yield argument.value
            return


def _severity(call: ast.Call) -> Iterator[str]:
    for argument in call.args:
        if isinstance(argument, ast.Attribute) and _name(argument.value) == "Severity":
            yield argument.attr.lower()


PAGES_OF_CHECKS = [
    page
    for page in PAGES
    if page.stem in emitted("checks") or page.stem in emitted("law").keys() - emitted("reading")
]


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    assert sorted(emitted()) == sorted(rules())


def test_the_source_and_the_pages_agree_on_severities() -> None:
    wrong = {
        rule: (severities, rules()[rule].severity.value)
        for rule, severities in emitted().items()
        if rule in rules() and severities - {rules()[rule].severity.value}
    }
    assert wrong == {}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_has_its_sections(page: Path) -> None:
    rule = rules()[page.stem]
    assert re.findall(r"^## (.+)$", _without_blocks(rule.text), re.MULTILINE) == SECTIONS
    assert rule.title
    assert not rule.title.endswith(".")


# The pages of reading's own rules show one text without a project around it; its tests run them.
@pytest.mark.parametrize("page", PAGES_OF_CHECKS, ids=lambda page: page.stem)
def test_the_example_of_a_page_gives_its_message_and_no_other(
    page: Path, check_files: Callable[[Mapping[str, str]], Report]
) -> None:
    files, stated = example(page)
    report = check_files(files)
    # An example may need a draft; that it is one is no fault of it.
    found = [f for f in report.findings if page.stem == f.rule or f.rule != "status-draft"]
    assert {finding.rule for finding in found} == {page.stem}
    shown = render(Report(tuple(found), source=report.source)).rsplit("\n", 2)[0]
    assert _any_commit(shown.strip()) == _any_commit(stated.strip())


def _any_commit(text: str) -> str:
    """Return a message without the commit that it names: that depends on all that is published."""
    return re.sub(r"git show [0-9a-f]{12}:", "git show COMMIT:", text)


def example(page: Path) -> tuple[dict[str, str], str]:
    """Return the files of a page's example, and the report that it states."""
    text = rules()[page.stem].text
    blocks = _BLOCK.findall(text[text.index("## Example") : text.index("## How to fix")])
    files = {title: body for _, _, title, body in blocks if title}
    stated = [body for _, language, title, body in blocks if language == "text" and not title]
    assert files, f"{page.name}: no block of the example has a title"
    assert len(stated) == 1, f"{page.name}: the example states no report, or several"
    return files, stated[0]


def _without_blocks(text: str) -> str:
    return _BLOCK.sub("", text)
