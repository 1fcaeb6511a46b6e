"""Templates are compiled once for all rebuilds of a preview, and again when they change."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

import jinja2
import pytest

from glasscase.site.compiled import Compiled


class NeverCompiles(jinja2.Environment):
    def _generate(self, *_: Any, **__: Any) -> NoReturn:
        pytest.fail("the template was compiled again")


def rendered(environment: type[jinja2.Environment], folder: Path, compiled: Compiled) -> str:
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
    for text, shown in (("Of {{ name }}.", "Of Aurora."), ("On {{ name }}.", "On Aurora.")):
        (tmp_path / "page.html").write_text(text)
        assert rendered(jinja2.Environment, tmp_path, compiled) == shown
