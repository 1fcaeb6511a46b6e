"""The three tests of the Commission's guidelines that the catalogue's conditions cannot express.

All three come from the Commission's guidelines on general-purpose models, C(2025) 7719, and from
Reg. (EU) 2024/1689, Art. 53(2) (checked 2026-11-21; restatements were read, not the final text).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from glasscase.law.answer import Verdict, cannot_tell, every
from glasscase.law.compare import MODIFICATION, is_not_applicable
from glasscase.law.facts import Case
from glasscase.law.numbers import exact, power, rounded
from glasscase.law.paths import How, Value
from glasscase.records import Kind

SYSTEMIC_RISK = "eu-ai-act/systemic-risk"
"""The term on which the open-source exemption depends."""
DERIVED = "eu-ai-act/derived"
"""The term that says which relations leave an original a part of what is made of it."""

_LANGUAGE = {"text", "code"}
"""Text includes code (point 17)."""
_PICTURES = {"image", "video"}
_GENERAL_PURPOSE = {"general-purpose", "general-purpose-systemic-risk"}
_NOTHING_ASKED = "minimal"
"""The class of a model that the provider holds to be under no duty of the Act."""
_LEVEL = "classification.level"
_DEPENDENCIES = "model.dependencies"
_SYSTEMIC_LINE, _OTHER_LINE = Decimal("1e25"), Decimal("1e23")
_LINE_BY_RISK = {True: _SYSTEMIC_LINE, False: _OTHER_LINE}


def general_purpose_output(case: Case) -> Verdict:
    """Tell whether a model generates language, or pictures or video from text (points 17-18).

    Text includes code. The test is indicative, and specialised models are outside: a model that
    can only put speech or pictures into words, or words into sound, may be one. There, and where
    the provider classes a model as minimal, its own class decides. The classes of systems
    (high-risk, transparency duties) do not speak against language from text.
    """
    outputs = _modalities(case, "outputs")
    if isinstance(outputs, Verdict):
        return outputs
    told = f"{case.about}it generates {_listed(outputs)}"
    if not outputs & (_LANGUAGE | _PICTURES | {"audio"}):
        return Verdict(False, (f"{told}: neither language nor pictures nor video",))
    level = case.value(Kind.MODEL, _LEVEL)
    own = level.value if level.how is How.GIVEN else ""
    if own == _NOTHING_ASKED:
        return Verdict(False, (f"{told}, and the provider classes it as {own}",))
    inputs = _modalities(case, "inputs")
    if isinstance(inputs, Verdict):
        return inputs
    from_text = bool(inputs & _LANGUAGE)
    if from_text and outputs & _LANGUAGE:
        return Verdict(True, (f"{case.about}it generates {_listed(outputs & _LANGUAGE)}",))
    if from_text and outputs & _PICTURES:
        return Verdict(True, (f"{told} from text",))
    if inputs & {"audio"} and "audio" in outputs:
        return Verdict(True, (f"{told} from speech",))
    only = f"{told} from {_listed(inputs)} only"
    if own in _GENERAL_PURPOSE:
        return Verdict(True, (f"{only}, and the provider classes it as general-purpose",))
    if not outputs & (_LANGUAGE | {"audio"}):
        return Verdict(False, (f"{only}: neither language nor pictures from text",))
    if own:
        classed = str(own).replace("-", " ")
        return Verdict(False, (f"{only}, and the provider classes it as {classed}",))
    unknown = case.unknown(Kind.MODEL, _LEVEL, level)
    return cannot_tell(f"{only}, as a specialised model may; {unknown}")


def _modalities(case: Case, side: str) -> set[str] | Verdict:
    path = f"modalities.{side}"
    value = case.value(Kind.MODEL, path)
    if is_not_applicable(value):
        return set()
    if value.how is not How.GIVEN:
        return cannot_tell(case.unknown(Kind.MODEL, path, value))
    return {row["modality"] for row in value.value}


def modifier_third(case: Case, derived: Callable[[Case], Verdict]) -> Verdict:
    """Tell whether the provider became one by modifying a model of someone else (points 59-61).

    `derived` judges whether a model with a single dependency is derived from it.

    It did if the modification took more than a third of the original's training compute. Where
    that is unknown: more than a third of 10^25 if the original has systemic risk, else of 10^23.
    Of several originals, each must give the same answer.
    """
    found = case.value(Kind.MODEL, _DEPENDENCIES)
    own = case.value(Kind.MODEL, MODIFICATION)
    if is_not_applicable(own):
        return Verdict(False, (f"{case.about}no model of someone else was modified",))
    if found.how is How.WITHHELD or (found.how is How.MISSING and own.how is not How.GIVEN):
        return cannot_tell(case.unknown(Kind.MODEL, _DEPENDENCIES, found))
    rows = found.value if found.how is How.GIVEN else ()
    originals = [row for row in rows if _is_original(row, case, derived)]
    if not originals:
        if own.how is not How.GIVEN:
            return Verdict(False, (f"{case.about}no model of someone else was modified",))
        originals = [{"name": "the original"}]
    if own.how is not How.GIVEN:
        return cannot_tell(case.unknown(Kind.MODEL, MODIFICATION, own))
    return _agreed((_third(own.value, row, case) for row in originals), case)


def _is_original(row: dict[str, Any], case: Case, derived: Callable[[Case], Verdict]) -> bool:
    """Tell whether a dependency is a model of someone else that was modified."""
    alone = {"kind": "model", "id": "", "model": {"dependencies": [row]}}
    if not derived(replace(case, record=alone, model=alone, terms={})).holds:
        return False
    maker = row.get("provider")
    if maker is None:
        return "model" not in row
    provider = case.provider or {}
    return maker.casefold() not in {
        str(provider.get(key, "")).casefold() for key in ("legal_name", "trading_name")
    }


def _third(own: float, row: dict[str, Any], case: Case) -> Verdict:
    """Compare a modification with a third of one original."""
    name, spent = row["name"], exact(own)
    said = f"{case.about}{power(spent)} operations of modification are"
    path = f"{_DEPENDENCIES}.operations"
    value = _cell(row, "operations")
    if value.how is How.WITHHELD:
        return cannot_tell(case.unknown(Kind.MODEL, path, value))
    if value.how is How.GIVEN:
        line = exact(value.value)
        of = f"a third of the {power(line)} of {name} ({rounded(line / 3)})"
        return Verdict(3 * spent > line, (f"{said}{_not(3 * spent > line)} more than {of}",))
    risk = row.get("systemic_risk")
    lines = (_LINE_BY_RISK[risk],) if risk is not None else (_SYSTEMIC_LINE, _OTHER_LINE)
    answers = {3 * spent > line for line in lines}
    if len(answers) > 1:
        return cannot_tell(
            f"the compute of {name} is unknown; state"
            f" `{_DEPENDENCIES}.systemic_risk` in {case.where(Kind.MODEL)}"
        )
    [holds] = answers
    line = lines[0] if holds else lines[-1]
    of = f"a third of {power(line)} ({rounded(line / 3)})"
    why = {True: "with systemic risk", False: "without systemic risk", None: "either way"}[risk]
    return Verdict(
        holds,
        (f"{said}{_not(holds)} more than {of}; the compute of {name}, {why}, is unknown",),
    )


def _agreed(verdicts: Iterable[Verdict], case: Case) -> Verdict:
    found = list(verdicts)
    if {one.holds for one in found} == {True, False}:
        return cannot_tell(
            f"{case.about}the models in `{_DEPENDENCIES}` give different answers: "
            + "; ".join(sentence for one in found for sentence in one.because)
        )
    return every(found)


def _cell(row: dict[str, Any], key: str) -> Value:
    value = row.get(key)
    if value is None:
        return Value(How.MISSING)
    if isinstance(value, dict):
        return Value(How.WITHHELD if "withheld" in value else How.ABSENT, value)
    return Value(How.GIVEN, value)


def open_source_exemption(case: Case, systemic_risk: Verdict) -> Verdict:
    """Tell whether Art. 53(1)(a) and (b) and Art. 54 fall away (Art. 53(2), 54(6)).

    They do for a model under a free and open licence whose weights, architecture and usage
    information are public, which is not monetised and has no systemic risk. Points (c) and (d)
    of Art. 53(1) stay.
    """
    return every(_parts(case, systemic_risk))


def _parts(case: Case, systemic_risk: Verdict) -> Iterator[Verdict]:
    yield _flag(
        case, "distribution.licence.open_source", "the licence is free and open",
        "the licence is not free and open",
    )  # fmt: skip
    weights = case.value(Kind.MODEL, "distribution.weights")
    if weights.how is How.GIVEN:
        text = "the weights are public"
        if weights.value != "public":
            text = f"the weights are not public ({str(weights.value).replace('-', ' ')})"
        yield Verdict(weights.value == "public", (f"{case.about}{text}",))
    elif is_not_applicable(weights):
        yield Verdict(False, (f"{case.about}there are no public weights",))
    else:
        yield cannot_tell(case.unknown(Kind.MODEL, "distribution.weights", weights))
    for key, name in (("architecture_public", "architecture"), ("usage_public", "usage")):
        yield _flag(
            case, f"distribution.{key}", f"information on the {name} is public",
            f"information on the {name} is not public",
        )  # fmt: skip
    yield _flag(
        case, "distribution.monetised", "the model is not monetised", "the model is monetised",
        wanted=False,
    )  # fmt: skip
    if systemic_risk.holds is None:
        yield systemic_risk
    elif systemic_risk.holds:
        yield Verdict(False, ("it has systemic risk", *systemic_risk.because))
    else:
        yield Verdict(True, systemic_risk.because)


def _flag(case: Case, path: str, yes: str, no: str, *, wanted: bool = True) -> Verdict:
    value = case.value(Kind.MODEL, path)
    if value.how is How.GIVEN:
        holds = value.value is wanted
    elif is_not_applicable(value):
        holds = not wanted
    else:
        return cannot_tell(case.unknown(Kind.MODEL, path, value))
    return Verdict(holds, (f"{case.about}{yes if holds else no}",))


def _not(holds: bool) -> str:
    return "" if holds else " not"


def _listed(values: Iterable[str]) -> str:
    *most, last = sorted(values) or ["nothing"]
    return f"{', '.join(most)} and {last}" if most else last
