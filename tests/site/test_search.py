"""Entries of the search index: readable words, row by row."""

from __future__ import annotations

import json
import re

import pytest

from glasscase.site import search
from glasscase.site.prose import ROOT

from .projects import Site


@pytest.mark.parametrize("name", ["small_site", "demonstration"])
def test_no_entry_shows_markup_or_the_words_of_buttons(
    name: str, request: pytest.FixtureRequest
) -> None:
    site: Site = request.getfixturevalue(name)
    docs = json.loads(site.files["search/search_index.json"])["docs"]
    records = [
        doc for doc in docs if re.match(r"(models|protocols|incidents)/.+#", doc["location"])
    ]
    assert len(records) > 10
    for doc in records:
        words = re.sub(r"</?p>", "", doc["text"])
        assert not re.search(r"[<>]|href=|headerlink|¶|Permanent link", words), doc["location"]
        assert ROOT not in words


def test_each_row_of_a_section_is_a_paragraph_of_its_own(demonstration: Site) -> None:
    docs = json.loads(demonstration.files["search/search_index.json"])["docs"]
    text = next(d["text"] for d in docs if d["location"] == "models/ember-7b/#evaluations")
    rows = re.findall(r"<p>(.*?)</p>", text)
    assert len(rows) > 10
    [row] = [row for row in rows if row.startswith("CyRange-40")]
    assert "BioProtocol" not in row


def test_the_duties_of_a_section_are_not_among_its_words(demonstration: Site) -> None:
    docs = json.loads(demonstration.files["search/search_index.json"])["docs"]
    for place in ("models/ember-7b/#evaluations", "provider/#identity"):
        text = next(d["text"] for d in docs if d["location"] == place)
        assert "EU AI Act, Art." not in text


def test_cells_side_by_side_are_set_apart() -> None:
    assert search.apart("<td>A<td>B") == "\n<td>A\n<td>B"
    assert search.apart("<dt>A</dt><dd>B</dd><table><thead><tr><th>C") == (
        "\n<dt>A</dt>\n<dd>B</dd><table><thead>\n<tr>\n<th>C"
    )
