"""Citations of a version."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from glasscase.site.cite import Cited, citation

CITED = Cited(
    provider="Lumen & Forge",
    title="100 % of {it} \\ ~",
    type="Model card",
    id="aurora-3",
    version="1.2",
    published="2026-05-03",
    url="https://disclosures.example.com/models/aurora-3/1.2/",
    sha256="ab" * 32,
)


def test_a_citation_names_provider_title_version_day_address_and_digest() -> None:
    assert citation(CITED).text == (
        "Lumen & Forge. “100 % of {it} \\ ~”. Model card, version 1.2, published 3 May 2026. "
        f"https://disclosures.example.com/models/aurora-3/1.2/ (SHA-256 of the data: {'ab' * 32})"
    )


def test_bibtex_is_escaped() -> None:
    assert citation(CITED).bibtex == (
        "@misc{aurora-3-1.2,\n"
        "  author  = {{Lumen \\& Forge}},\n"
        "  title   = {{100 \\% of \\{it\\} \\textbackslash{} \\textasciitilde{}}},\n"
        "  year    = {2026},\n"
        "  month   = {5},\n"
        "  day     = {3},\n"
        "  version = {1.2},\n"
        "  url     = {https://disclosures.example.com/models/aurora-3/1.2/},\n"
        f"  note    = {{Model card. SHA-256 of the data: {'ab' * 32}}},\n"
        "}"
    )


@given(st.text(alphabet="ab{}\\%&$#_~^ "))
def test_no_title_can_leave_its_field(title: str) -> None:
    field = citation(CITED._replace(title=title)).bibtex.split("\n")[2]
    bare = field.replace("\\{", "").replace("\\}", "")
    depth = 0
    for place, letter in enumerate(bare):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if letter == "}" and depth == 0:
            assert bare[place + 1 :] == ","
    assert depth == 0
