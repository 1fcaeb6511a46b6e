"""Our own templates: what stands inside a page's frame."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from .compiled import Beside
from .prose import ROOT

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        bytecode_cache=Beside(TEMPLATES),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["ROOT"] = ROOT
    return environment


def module(template: str) -> Any:
    """Return the macros of one of our templates."""
    return _environment().get_template(template).module


def render(template: str, **values: Any) -> str:
    """Render one of our templates to a fragment of HTML."""
    return _template(template).render(values)


def use_filter(name: str, function: Callable[[Any], Markup]) -> None:
    """Give our templates a filter that draws a value as HTML."""
    _environment().filters[name] = function


def render_text(template: str, **values: Any) -> str:
    """Render one of our templates to plain text or Markdown, without escaping."""
    return _plain_environment().get_template(template).render(values)


@cache
def _plain_environment() -> jinja2.Environment:
    return _environment().overlay(autoescape=False, bytecode_cache=None)


@cache
def _template(name: str) -> jinja2.Template:
    return _environment().get_template(name)
