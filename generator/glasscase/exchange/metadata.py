"""The metadata keys of Hugging Face model cards, and the fields that they fill.

Source: the model card metadata specification of the Hub (hub-docs, modelcard.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from glasscase.exchange.draft import FURTHER, UNREAD, Draft, Piece
from glasscase.exchange.fields import ADDRESS, map_base_models, map_licence
from glasscase.exchange.front_matter import Card, Key
from glasscase.exchange.headings import SECTION
from glasscase.exchange.hub import NO_FIELD, QUANTISED, RELATIONS, TASKS
from glasscase.exchange.languages import language_tag
from glasscase.exchange.licences import says_nothing
from glasscase.exchange.markdown import fence
from glasscase.exchange.report import Assumed, Dropped, Kept, Mapped
from glasscase.exchange.results import UNIT_UNKNOWN, results

_ARXIV = re.compile(r"(?:arxiv:\s*)?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", re.I)


def map_metadata(card: Card, draft: Draft) -> None:
    """Put a card's metadata into fields; what no field holds goes into a section, verbatim."""
    keys = {key.name: key for key in card.keys}
    kept: list[Key] = []
    for key in card.keys:
        handler = _HANDLERS.get(key.name)
        mapped = handler is not None and handler(key, draft, keys)
        if not mapped and key.value is None:
            draft.report.append(Dropped(key.name, key.line, key.raw, "a key without a value"))
        elif not mapped:
            kept.append(key)
    if kept:
        text = fence("\n".join(dict.fromkeys(key.raw for key in kept)), "yaml")
        draft.add(FURTHER, Piece(text, made=True), "Metadata that no field holds")
    told = {entry.source for entry in draft.report if isinstance(entry, Mapped)}
    draft.report += [_kept(key, key.name in told) for key in kept]
    if card.comments:
        reason = "a comment in the metadata, which no page shows"
        draft.report.append(Dropped("comment", card.front_line, card.comments, reason))
    if card.unread is not None:
        title = "Metadata that could not be read"
        draft.add(UNREAD, Piece(fence(card.unread.text.strip("\n"), "yaml"), made=True), title)
        reason = "damaged; see the findings"
        draft.report.append(Kept("metadata", card.unread.line, "unread-metadata", reason))


def _kept(key: Key, in_part: bool) -> Kept:
    gate = key.name.startswith("extra_gated") and "a setting of the Hub"
    reason = NO_FIELD.get(key.name) or gate
    if not reason:
        reason = "not all of it fits a field" if in_part else "not understood"
    return Kept(key.name, key.line, FURTHER.removeprefix(SECTION), reason)


def _mapped(key: Key, target: str, draft: Draft, note: str = "") -> bool:
    draft.report.append(Mapped(key.name, key.line, target, key.raw, note))
    return True


def _texts(value: object) -> list[str] | None:
    """Return a text or a list of texts as a list; None for anything else."""
    items = value if isinstance(value, list) else [value]
    texts = [item.strip() for item in items if isinstance(item, str)]
    fit = all(0 < len(text) <= 400 and "\n" not in text for text in texts)
    return texts if texts and fit and len(texts) == len(items) else None


def _language(key: Key, draft: Draft, _: dict[str, Key]) -> bool:
    texts = _texts(key.value)
    tags = [language_tag(text) for text in texts or ()]
    known = [tag for tag in dict.fromkeys(tags) if tag]
    if not known:
        return False
    have = draft.fields.get("languages", [])
    draft.put("languages", list(dict.fromkeys([*have, *known])))
    if all(tags):
        return _mapped(key, "languages", draft)
    _mapped(key, "languages", draft, "some of it is no language; it stays in a section too")
    return False


def _licence(key: Key, draft: Draft, keys: dict[str, Key]) -> bool:
    texts = _texts(key.value)
    if texts is None:
        return False
    name, link = (_only_text(keys.get(part)) for part in ("license_name", "license_link"))
    url = link if ADDRESS.fullmatch(link) else ""
    stated = ", ".join(texts)
    own = name if says_nothing(stated) and name else stated
    if not map_licence(own, draft, url):
        return False
    note = "more than one licence is named" if len(texts) > 1 else ""
    _mapped(key, "distribution.licence", draft, note)
    return own == stated or stated.casefold() == "other"


def _licence_name(key: Key, draft: Draft, keys: dict[str, Key]) -> bool:
    licence = draft.fields.get("distribution.licence", {})
    text = _only_text(key)
    if not text or "license" not in keys:
        return False
    # The licence itself may stand below its name in the file.
    stated = ", ".join(_texts(keys["license"].value) or [""])
    if licence.get("name") == " ".join(text.split()) or says_nothing(stated):
        return _mapped(key, "distribution.licence.name", draft)
    return False


def _licence_link(key: Key, draft: Draft, keys: dict[str, Key]) -> bool:
    text = _only_text(key)
    if not ADDRESS.fullmatch(text) or "license" not in keys:
        return False
    stated = ", ".join(_texts(keys["license"].value) or [""])
    if says_nothing(stated) and says_nothing(_only_text(keys.get("license_name"))):
        return False
    return _mapped(key, "distribution.licence.url", draft)


def _only_text(key: Key | None) -> str:
    value = key.value if key is not None else None
    return value.strip() if isinstance(value, str) and "\n" not in value else ""


def _library(key: Key, draft: Draft, _: dict[str, Key]) -> bool:
    text = _only_text(key)
    if not re.fullmatch(r"[\w.+ -]{1,80}", text):
        return False
    draft.add("integration.software", Piece(f"Library: `{text}`", made=True))
    return _mapped(key, "integration.software", draft)


def _datasets(key: Key, draft: Draft, _: dict[str, Key]) -> bool:
    texts = _texts(key.value)
    if texts is None or any("`" in text for text in texts):
        return False
    rows = "\n".join(f"- `{text}`" for text in texts)
    draft.add("data.owners", Piece(f"Datasets named in the card's metadata:\n\n{rows}", made=True))
    return _mapped(key, "data.owners", draft)


def _base_model(key: Key, draft: Draft, keys: dict[str, Key]) -> bool:
    texts = _texts(key.value)
    if texts is None:
        return False
    stated = _only_text(keys.get("base_model_relation")).lower()
    relation = RELATIONS.get(stated)
    if relation is None:
        relation = _likely_relation(texts, keys)
        reason = "the metadata does not say how this model comes from its base model"
        draft.report.append(Assumed("model.dependencies.relation", relation, reason))
    map_base_models(texts, relation, draft)
    return _mapped(key, "model.dependencies", draft)


def _likely_relation(bases: list[str], keys: dict[str, Key]) -> str:
    """Guess as the Hub does, from the library and the tags."""
    tags = {tag.lower() for tag in _texts(keys["tags"].value) or ()} if "tags" in keys else set()
    if _only_text(keys.get("library_name")).lower() == "peft" or tags & {"lora", "adapter"}:
        return "adapter"
    if len(bases) > 1 or tags & {"merge", "mergekit"}:
        return "merged"
    return "quantised" if tags & QUANTISED else "fine-tuned"


def _relation(key: Key, draft: Draft, keys: dict[str, Key]) -> bool:
    base = keys.get("base_model")
    if base is None or _texts(base.value) is None or _only_text(key).lower() not in RELATIONS:
        return False
    return _mapped(key, "model.dependencies.relation", draft)


def _task(key: Key, draft: Draft, _: dict[str, Key]) -> bool:
    inputs, outputs = TASKS.get(_only_text(key), ("", ""))
    for side, names in (("inputs", inputs), ("outputs", outputs)):
        if names:
            draft.put(f"modalities.{side}", [{"modality": name} for name in names.split()])
    if inputs:
        _mapped(key, "modalities", draft, "the task itself stays in a section")
    return False


def _index(key: Key, draft: Draft, _: dict[str, Key]) -> bool:
    found, complete = results(key.value, draft.ids)
    if not found:
        return False
    rows = [result.evaluation for result in found]
    draft.put("evaluations", rows)
    note = "" if complete else "not all of it fits; it stays in a section too"
    _mapped(key, "evaluations", draft, note)
    if any(row["unit"] == UNIT_UNKNOWN for row in rows):
        reason = "the metadata gives results without units"
        draft.report.append(Assumed("evaluations.unit", UNIT_UNKNOWN, reason))
    reason = "the metadata does not say who evaluated"
    if any(row["evaluator"]["kind"] == "internal" for row in rows):
        draft.report.append(Assumed("evaluations.evaluator", "internal", reason))
    return complete


def _emissions(key: Key, draft: Draft, _: dict[str, Key]) -> bool:
    """Turn grams of CO2 equivalent, as the Hub counts, into tonnes."""
    value: Any = key.value
    details = value if isinstance(value, dict) else {"emissions": value}
    grams = details.get("emissions")
    if isinstance(grams, bool) or not isinstance(grams, int | float) or not 0 <= grams < 2**53:
        return False
    draft.put("energy.emissions", float(Decimal(str(grams)) / 10**6))
    sentences = [f"Emissions as stated in the imported card: {grams} g of CO2 equivalent."]
    whole = True
    for name, words in _details(details):
        whole = whole and bool(words)
        if name == "geographical_location" and words:
            draft.put("energy.location", words)
        elif name == "hardware_used" and words:
            draft.put("compute.hardware", [{"type": words}])
        elif words:
            sentences.append(f"{name.replace('_', ' ').capitalize()}: `{words}`.")
    draft.add("energy.method", Piece(" ".join(sentences), made=True))
    return _mapped(key, "energy", draft, "grams became tonnes") and whole


def _details(details: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in details.items():
        if name != "emissions":
            fits = isinstance(value, str | int | float) and 0 < len(str(value).strip()) <= 400
            plain = fits and not re.search(r"[\n`]", str(value))
            yield str(name), str(value).strip() if plain else ""


def _tags(key: Key, draft: Draft, _: dict[str, Key]) -> bool:
    for text in _texts(key.value) or ():
        match = _ARXIV.fullmatch(text)
        if match and text.lower().startswith("arxiv:"):
            draft.link(f"arXiv:{match[1]}", f"https://arxiv.org/abs/{match[1]}")
            _mapped(key, "links", draft, f"{text}; the tags stay in a section")
    return False


def _arxiv(key: Key, draft: Draft, _: dict[str, Key]) -> bool:
    matches = [_ARXIV.fullmatch(text) for text in _texts(key.value) or ()]
    if not matches or not all(matches):
        return False
    for match in matches:
        if match is not None:
            draft.link(f"arXiv:{match[1]}", f"https://arxiv.org/abs/{match[1]}")
    return _mapped(key, "links", draft)


_HANDLERS: dict[str, Callable[[Key, Draft, dict[str, Key]], bool]] = {
    "language": _language,
    "languages": _language,
    "language_bcp47": _language,
    "license": _licence,
    "license_name": _licence_name,
    "license_link": _licence_link,
    "library_name": _library,
    "datasets": _datasets,
    "base_model": _base_model,
    "base_model_relation": _relation,
    "pipeline_tag": _task,
    "model-index": _index,
    "co2_eq_emissions": _emissions,
    "tags": _tags,
    "arxiv": _arxiv,
}
