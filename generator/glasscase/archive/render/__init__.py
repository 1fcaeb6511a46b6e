"""A difference as people and programs read it: in a terminal, as Markdown, JSON or plain data."""

from __future__ import annotations

from glasscase.archive.render.json import render_json
from glasscase.archive.render.markdown import render_markdown
from glasscase.archive.render.text import render_text
from glasscase.archive.render.view import Entry, Group, Line, view

__all__ = ["Entry", "Group", "Line", "render_json", "render_markdown", "render_text", "view"]
