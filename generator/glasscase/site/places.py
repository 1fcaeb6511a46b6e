"""Names of languages and territories, from the Unicode CLDR through Babel."""

from __future__ import annotations

from functools import cache

from babel import Locale
from babel.core import UnknownLocaleError

_UNIONS = {
    "EU": "European Union",
    "EEA": "European Economic Area",
    "WORLD": "Worldwide",
}
_US = {
    "AK": "Alaska", "AL": "Alabama", "AR": "Arkansas", "AS": "American Samoa", "AZ": "Arizona",
    "CA": "California", "CO": "Colorado", "CT": "Connecticut", "DC": "District of Columbia",
    "DE": "Delaware", "FL": "Florida", "GA": "Georgia (US)", "GU": "Guam", "HI": "Hawaii",
    "IA": "Iowa", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "KS": "Kansas",
    "KY": "Kentucky", "LA": "Louisiana", "MA": "Massachusetts", "MD": "Maryland", "ME": "Maine",
    "MI": "Michigan", "MN": "Minnesota", "MO": "Missouri", "MP": "Northern Mariana Islands",
    "MS": "Mississippi", "MT": "Montana", "NC": "North Carolina", "ND": "North Dakota",
    "NE": "Nebraska", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico",
    "NV": "Nevada", "NY": "New York", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon",
    "PA": "Pennsylvania", "PR": "Puerto Rico", "RI": "Rhode Island", "SC": "South Carolina",
    "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas",
    "UM": "United States Minor Outlying Islands", "UT": "Utah", "VA": "Virginia",
    "VI": "US Virgin Islands", "VT": "Vermont", "WA": "Washington", "WI": "Wisconsin",
    "WV": "West Virginia", "WY": "Wyoming",
}  # fmt: skip


@cache
def language(tag: str) -> str:
    """Return the English name of a language tag, or the tag itself if it has none."""
    try:
        return str(Locale.parse(tag, sep="-").get_display_name("en") or tag)
    except (UnknownLocaleError, ValueError):
        return str(_english().languages.get(tag.split("-")[0], tag))


@cache
def territory(code: str) -> str:
    """Return the English name of a country, a known part of one, or a union; else the code."""
    country, _, part = code.partition("-")
    known = _UNIONS.get(code) or (_US.get(part) if country == "US" else None)
    if known:
        return known
    name = _english().territories.get(country, country)
    return f"{name} ({part})" if part else name


@cache
def _english() -> Locale:
    return Locale("en")
