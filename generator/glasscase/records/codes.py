"""Codes of countries and languages, so that a slip is no place and no tongue of its own."""

from __future__ import annotations

COUNTRIES = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ
    EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW
    GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY
    KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY
    QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG
    TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA
    ZM ZW
    """.split()
)
"""ISO 3166-1 alpha-2, and XK as the Union writes Kosovo (checked 2026-11-22)."""

UNIONS = frozenset({"EU", "EEA", "WORLD"})

US_PARTS = frozenset(
    """
    AK AL AR AS AZ CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MP MS MT NC
    ND NE NH NJ NM NV NY OH OK OR PA PR RI SC SD TN TX UM UT VA VI VT WA WI WV WY
    """.split()
)
"""ISO 3166-2:US (checked 2026-11-22): the states whose laws are in the catalogue are among them."""

LANGUAGES = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia
    id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo
    lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl
    ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti
    tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split()
)
"""ISO 639-1 (checked 2026-11-22). Codes of three letters are not looked up."""

_COUNTRIES_MEANT = {"EL": "GR", "UK": "GB", "EN": "GB", "SP": "ES", "KO": "KR", "UN": "WORLD"}
_LANGUAGES_MEANT = {
    "gr": "el",
    "gb": "en",
    "jp": "ja",
    "cz": "cs",
    "dk": "da",
    "ua": "uk",
    "cn": "zh",
    "iw": "he",
    "at": "de",
}


def known_territory(code: str) -> str:
    """Return a code of a union, a country or a part of one; ValueError if there is none such."""
    country, _, part = code.partition("-")
    if code in UNIONS or (country in COUNTRIES and (country != "US" or not part)):
        return code
    if country == "US" and part in US_PARTS:
        return code
    if country == "US":
        raise ValueError("there is no such state of the US; write its two letters, as in US-NY")
    if country in US_PARTS and not part:
        raise ValueError(f"there is no such country; for the state write US-{country}")
    raise ValueError(_none("country", _COUNTRIES_MEANT.get(country), "ISO 3166, as in FR or US-NY"))


def known_language(tag: str) -> str:
    """Return a language tag; ValueError if its two letters are no language."""
    language = tag.partition("-")[0]
    if len(language) > 2 or language in LANGUAGES:
        return tag
    raise ValueError(_none("language", _LANGUAGES_MEANT.get(language), "ISO 639, as in en or fr"))


def _none(what: str, meant: str | None, codes: str) -> str:
    return f"there is no such {what}; " + (
        f"did you mean {meant}?" if meant else f"its code is one of {codes}"
    )
