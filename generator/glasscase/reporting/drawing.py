"""Reports as Markdown and HTML, and the letter that goes with them: templates in `forms/`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import nh3
import pyromark
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from glasscase.records.words import value as value_of
from glasscase.reporting.shown import shown

STAGES = {
    "initial": "Initial report",
    "intermediate": "Intermediate report",
    "final": "Final report",
    "amended": "Amended report",
}
_STATES = {
    "not-applicable": "Not applicable.",
    "not-yet": "Not yet available.",
    "not-available": "Not available.",
    "withheld": "Not in this report: it is withheld.",
    "missing": "Not stated in this report.",
}
_MARKDOWN = pyromark.Markdown(
    options=pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
)
_TAGS = set(
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong del a hr br table thead tbody tr "
    "th td sup sub".split()
)
_HEADING = re.compile(r"<(/?)h[1-6]>")
_MARKS = re.compile(r"^([#>+-]|\d+[.)]|\|)", re.MULTILINE)


def to_markdown(document: Mapping[str, Any]) -> str:
    """Return a report as Markdown."""
    text = _template("report.md").render(view(document))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def to_html(document: Mapping[str, Any]) -> str:
    """Return a report as a page of its own, for the PDF. It loads nothing from elsewhere."""
    return str(_template("report.html").render(view(document)))


def letter(document: Mapping[str, Any], names: list[str]) -> str:
    """Return the text of the message that carries a report with these files."""
    text = _template("letter.txt").render(view(document), names=names)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def title_of(document: Mapping[str, Any]) -> str:
    """Return what a report is called, such as "Initial report 1 under California SB 53"."""
    head = document["report"]
    return f"{STAGES[head['stage']]} {head['number']} under {document['regime']['short']}"


def view(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the templates show."""
    return {
        "title": title_of(document),
        "report": document["report"],
        "regime": document["regime"],
        "provider": document["provider"],
        "incident": document["incident"],
        "items": [_item(one) for one in document["items"]],
        "missing": document["missing"],
        "not_yet": document["not_yet_available"],
    }


def _item(one: Mapping[str, Any]) -> dict[str, Any]:
    heading = one["asks"] if one["asks"] != one["title"] else one["title"]
    fields = [_field(part) for part in one["fields"]]
    return {
        "heading": heading,
        "clause": one["clause"],
        "said": _STATES.get(one["state"], ""),
        "statement": one.get("statement", ""),
        "fields": fields,
        "labels": len(fields) > 1,
    }


def _field(part: Mapping[str, Any]) -> dict[str, Any]:
    given = part["state"] == "given"
    ground = value_of(part["reason"]).lower() if given and part.get("reason") else ""
    return {
        "label": part["label"],
        "shown": shown(part["value"], part["field"], part.get("names", {})) if given else None,
        "confidential": given and not part["public"],
        "ground": ground,
        "said": _STATES.get(part["state"], ""),
        "reason": "" if given else part.get("reason", ""),
        "expected": part.get("expected", ""),
    }


@cache
def _template(name: str) -> Any:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("glasscase.reporting", "forms"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["prose"] = _prose
    environment.filters["quoted"] = _quoted
    environment.filters["one_line"] = _one_line
    return environment


def _prose(text: str) -> Markup:
    """Render Markdown of a record as HTML that can format text and do nothing else."""
    html = nh3.clean(
        _MARKDOWN.html(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        attribute_filter=_absolute,
        clean_content_tags={"script", "style", "template", "iframe", "object", "noscript", "svg"},
    )
    # Headings within an answer would break the order of those around it.
    return Markup(_HEADING.sub(r"<\1p>", html).strip())  # noqa: S704


def _absolute(_tag: str, _name: str, value: str) -> str | None:
    """Keep only links that lead somewhere without the site around them."""
    return value if re.match(r"(https?|mailto):", value) else None


def _quoted(text: str) -> str:
    """Return Markdown as a block quotation, so that its headings stay within it."""
    return "\n".join(f"> {line}".rstrip() for line in text.strip().splitlines())


def _one_line(text: str) -> str:
    """Return a text on one line that begins no block of Markdown."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
