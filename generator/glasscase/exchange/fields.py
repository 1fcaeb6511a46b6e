"""Fields that both the metadata and the text of a card can fill."""

from __future__ import annotations

import re

from glasscase.exchange.draft import Draft
from glasscase.exchange.languages import language_tag
from glasscase.exchange.licences import says_nothing, spdx

ADDRESS = re.compile(r"https?://[^\s<>\"]{1,1990}")
"""An absolute address."""

_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*(?:/[A-Za-z0-9][\w.-]*)?")


def map_language(text: str, draft: Draft) -> bool:
    """Fill in the languages from a text such as `English, fr`; tell whether all were known."""
    tags = [language_tag(part) for part in re.split(r"[,;/]| and ", text)]
    if not tags or not all(tags):
        return False
    draft.put("languages", list(dict.fromkeys(tags)))
    return True


def map_licence(name: str, draft: Draft, url: str = "") -> bool:
    """Fill in the licence by its name; tell whether the name says anything."""
    name = " ".join(name.split())
    if says_nothing(name) or len(name) > 200:
        return False
    known = spdx(name)
    licence = {"name": name, "spdx": known, "url": url}
    draft.put("distribution.licence", {key: value for key, value in licence.items() if value})
    return True


def map_base_models(names: list[str], relation: str, draft: Draft) -> None:
    """Fill in the models that this one is built on."""
    rows = []
    for name in names:
        row = {"name": name, "relation": relation}
        if ADDRESS.fullmatch(name):
            row["url"] = name
        elif _REPOSITORY.fullmatch(name):
            row["url"] = f"https://huggingface.co/{name}"
        rows.append(row)
    draft.put("model.dependencies", rows)
