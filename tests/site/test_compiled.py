"""Templates are compiled once, and again when they change."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NoReturn

import jinja2
import pytest

from glasscase.site.compiled import Beside, Compiled

VERSIONS = (("Of {{ name }}.", "Of Aurora."), ("On {{ name }}.", "On Aurora."))


class NeverCompiles(jinja2.Environment):
    def _generate(self, *_: Any, **__: Any) -> NoReturn:
        pytest.fail("the template was compiled again")


def rendered(
    environment: type[jinja2.Environment], folder: Path, compiled: jinja2.BytecodeCache
) -> str:
    loader = jinja2.FileSystemLoader(folder)
    own = environment(loader=loader, bytecode_cache=compiled, autoescape=True)
    return own.get_template("page.html").render(name="Aurora")


def test_a_new_environment_takes_what_another_has_compiled(tmp_path: Path) -> None:
    compiled = Compiled()
    (tmp_path / "page.html").write_text("Of {{ name }}.")
    assert rendered(jinja2.Environment, tmp_path, compiled) == "Of Aurora."
    assert rendered(NeverCompiles, tmp_path, compiled) == "Of Aurora."


def test_a_template_that_has_changed_is_compiled_again(tmp_path: Path) -> None:
    compiled = Compiled()
    for text, shown in VERSIONS:
        (tmp_path / "page.html").write_text(text)
        assert rendered(jinja2.Environment, tmp_path, compiled) == shown


def test_another_process_takes_what_lies_beside_a_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    for text, shown in VERSIONS:
        (tmp_path / "page.html").write_text(text)
        assert rendered(jinja2.Environment, tmp_path, Beside(tmp_path)) == shown
        assert rendered(NeverCompiles, tmp_path, Beside(tmp_path)) == shown


def test_nothing_is_kept_where_python_may_keep_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    (tmp_path / "page.html").write_text("Of {{ name }}.")
    assert rendered(jinja2.Environment, tmp_path, Beside(tmp_path)) == "Of Aurora."
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_folder_that_cannot_be_written_to_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "__pycache__").write_text("A file in the place of the folder.")
    (tmp_path / "page.html").write_text("Of {{ name }}.")
    assert rendered(jinja2.Environment, tmp_path, Beside(tmp_path)) == "Of Aurora."
