"""Codes of countries and languages, held against those of Babel."""

from __future__ import annotations

import re

import pytest
from babel import Locale

from glasscase.records.codes import (
    COUNTRIES,
    LANGUAGES,
    US_PARTS,
    known_language,
    known_territory,
)
from glasscase.site import places

NO_COUNTRIES = set("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split())
"""What the Unicode CLDR names beside the countries of ISO 3166-1."""


def test_the_countries_are_those_of_the_standard() -> None:
    named = {str(code) for code in Locale("en").territories}
    named = {code for code in named if len(code) == 2 and code.isalpha()}
    assert named - NO_COUNTRIES == COUNTRIES


def test_the_languages_have_names() -> None:
    named = {code for code in map(str, Locale("en").languages) if len(code) == 2}
    assert named == LANGUAGES


def test_every_part_of_the_us_has_a_name_of_its_own() -> None:
    names = {places.territory(f"US-{part}") for part in US_PARTS}
    assert len(names) == len(US_PARTS)
    assert not [name for name in names if name.startswith("United States (")]


@pytest.mark.parametrize("code", ["EU", "EEA", "WORLD", "GR", "GB", "XK", "US-CA", "DE-BY"])
def test_what_exists_is_taken(code: str) -> None:
    assert known_territory(code) == code


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("EL", "there is no such country; did you mean GR?"),
        ("UK", "there is no such country; did you mean GB?"),
        ("NY", "there is no such country; for the state write US-NY"),
        ("QQ", "there is no such country; its code is one of ISO 3166, as in FR or US-NY"),
        ("US-ZZ", "there is no such state of the US; write its two letters, as in US-NY"),
        ("QQ-A", "there is no such country; its code is one of ISO 3166, as in FR or US-NY"),
    ],
)
def test_what_does_not_exist_is_refused(code: str, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        known_territory(code)


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("jp", "there is no such language; did you mean ja?"),
        ("gr-GR", "there is no such language; did you mean el?"),
        ("xx", "there is no such language; its code is one of ISO 639, as in en or fr"),
    ],
)
def test_what_is_no_language_is_refused(tag: str, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        known_language(tag)
    assert known_language("el-GR") == "el-GR"
    assert known_language("fil") == "fil"
