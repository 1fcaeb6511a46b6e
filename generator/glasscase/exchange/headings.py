"""What the headings of model cards are called, and which field each one fills.

Collected from the Hugging Face template, from Mitchell et al. (2019), "Model Cards for Model
Reporting", and from what authors write instead.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

SECTION = "section:"
"""Starts the target of a heading that is well known, and that a section keeps."""

_OPTIONAL = re.compile(r"[\[(]\s*(?:optional|more information needed)\s*[\])]", re.IGNORECASE)
# Variation selectors: they count as letters' marks, and only colour the emoji before them.
_VARIANT = re.compile("[\ufe00-\ufe0f]")
_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[ivx]+[.)])\s+")


@dataclass(frozen=True, slots=True)
class Name:
    """A pattern for headings, in the words that `normal` leaves, and the field it fills."""

    pattern: re.Pattern[str]
    target: str
    anywhere: bool = True
    """False for a general word, which means this only outside other sections."""


def _names(target: str, *patterns: str, anywhere: bool = True) -> list[Name]:
    return [Name(re.compile(pattern), target, anywhere) for pattern in patterns]


_LIMITS = r"(?:known )?limitations?|caveats?(?: and recommendations)?|shortcomings"

NAMES: tuple[Name, ...] = (
    *_names(
        "use.restricted",
        r"(?:misuse,? (?:malicious use,? )?and )?out of scope(?: use)?(?: cases?| uses?)?",
        r"(?:prohibited|restricted|unintended|unsupported) (?:uses?|applications?)",
        r"misuses?",
    ),
    *_names(
        "use.systems",
        r"downstream uses?",
        r"(?:downstream|integration) (?:systems|applications)",
    ),
    *_names(
        "use.intended",
        r"(?:model )?uses?(?: cases?)?",
        r"direct uses?",
        r"(?:primary )?intended (?:model )?(?:uses?|users?|purpose|applications?)(?: cases?)?",
        r"intended uses?(?: cases?)? and limitations?",
        r"uses? and limitations?",
        r"(?:primary )?use cases?",
        r"applications?",
    ),
    *_names(
        "integration.means",
        r"(?:how )?to use\b.*",
        r"how (?:to|can i|do i) (?:use|run|load|get started)\b.*",
        r"(?:model )?usage(?: examples?)?",
        r"(?:example|examples)(?: of)? usages?|usage example",
        r"(?:get|getting) started\b.*",
        r"quick ?start\b.*",
        r"use(?: it)? (?:with|in) .*",
        r"model in action",
        r"(?:how to )?(?:run|running) (?:the )?(?:model|inference)\b.*",
    ),
    *_names("limitations", _LIMITS, rf"(?:{_LIMITS}) and bias(?:es)?"),
    *_names(
        "limitations",
        r"bias(?:es)?,? (?:risks?,? )?and limitations?",
        r"risks?,?(?: biases,?)? and limitations?",
        r"(?:ethical considerations,? )?risks?,? and limitations?",
        r"(?:performance and )limitations?",
    ),
    *_names("limitations", r"recommendations?", anywhere=False),
    *_names(
        "bias",
        r"bias(?:es)?(?: and fairness| analysis)?",
        r"fairness(?: and bias)?(?: analysis)?",
        r"demographic bias(?:es)?",
    ),
    *_names(
        "data.processing",
        r"(?:data |text )?pre ?processing(?: \w+)?",
        r"data (?:cleaning|processing|filtering)(?: and (?:cleaning|filtering))?",
    ),
    *_names(
        "data.characteristics",
        r"(?:pre ?|fine ?tuning |pre ?training )?training (?:data|corpus|corpora)(?: ?sets?)?",
        r"(?:training|pre ?training|fine ?tuning) (?:data|corpus)(?: ?sets?)?",
    ),
    *_names("data.characteristics", r"data(?: ?sets?)?(?: used)?|corpus", anywhere=False),
    *_names(
        "training.process",
        r"training(?: and evaluation)? (?:procedure|process|details|setup|configuration|regime)s?",
        r"(?:training )?hyper ?parameters?",
        r"(?:how (?:it|the model) was )?trained|(?:pre ?|model )?training",
        r"(?:model )?fine ?tuning(?: (?:procedure|details))?",
        r"training (?:script|code|arguments)",
    ),
    *_names(
        SECTION + "evaluation",
        r"(?:model )?(?:evaluations?|eval|performance)(?: results?| metrics?| data)?",
        r"(?:evaluation|test(?: ?set)?|validation|benchmark) (?:results?|metrics?|scores?)\b.*",
        r"benchmarks?(?: results?)?",
        r"testing data, factors and metrics",
    ),
    *_names(SECTION + "evaluation", r"(?:quantitative )?(?:results?|metrics?)", anywhere=False),
    *_names(
        "energy.method",
        r"environmental (?:impact|considerations?)",
        r"(?:carbon|co2) (?:emissions?|footprint)",
        r"energy (?:use|usage|consumption)",
    ),
    *_names(
        "architecture.design",
        r"model architecture(?: and objective)?",
        r"(?:network )?architecture(?: details)?",
        r"model (?:design|specifications?)",
    ),
    *_names(
        "architecture.description",
        r"model (?:description|details|overview|summary|type|information)",
    ),
    *_names(
        "architecture.description",
        r"description|overview|details|model|summary|about(?: (?:the|this) model)?",
        anywhere=False,
    ),
    *_names("integration.hardware", r"hardware(?: (?:requirements?|needed))", r"requirements?"),
    *_names("integration.software", r"software(?: (?:requirements?|needed|dependencies))?"),
    *_names("integration.software", r"(?:software )?(?:dependencies|installation|install)"),
    *_names("integration.hardware", r"hardware", anywhere=False),
    *_names("safety.human_oversight", r"human (?:oversight|in the loop)"),
    *_names("safety.monitoring", r"(?:post deployment )?monitoring"),
    *_names("release.first", r"(?:model|release) date|released?(?: on)?"),
    *_names(SECTION + "links", r"model sources?|documents?|(?:useful |more )?links?|resources"),
    *_names(
        SECTION + "citation",
        r"(?:how to )?cit(?:e|ation|ations|ing)\b.*",
        r"bibtex\b.*",
    ),
    *_names(
        SECTION + "authors",
        r"(?:model card |model )?(?:authors?|creators?|developers?|contributors?)",
    ),
    *_names(
        SECTION + "contact",
        r"(?:model card )?contacts?(?: (?:information|us|details))?",
        r"where to send (?:questions|comments|feedback)\b.*",
    ),
    *_names(SECTION + "licence", r"licen[cs](?:e|es|ing)(?: (?:information|terms|and .*))?"),
    *_names(SECTION + "acknowledgements", r"acknowled?ge?ments?"),
    *_names(SECTION + "references", r"references|bibliography"),
    *_names(SECTION + "glossary", r"glossary"),
    *_names(SECTION + "introduction", r"introduction", anywhere=False),
    *_names(SECTION + "ethical-considerations", r"ethical considerations?"),
    *_names(SECTION + "technical-specifications", r"technical specifications?"),
    *_names(SECTION + "more-information", r"(?:more|further|additional) information"),
)
"""Every known name. The first that matches counts."""

_ROOMY = (SECTION + "technical-specifications", "training.process")
"""Targets below which a general word for data, hardware or software keeps its meaning."""


def normal(heading: str) -> str:
    """Return a heading in lower case, without numbering, marks, symbols and "(optional)"."""
    text = _OPTIONAL.sub(" ", unicodedata.normalize("NFKC", heading))
    text = text.replace("&", " and ").replace("/", " and ").replace("'s", "")
    text = "".join(
        character if character in ",." or unicodedata.category(character)[0] in "LNM" else " "
        for character in _VARIANT.sub("", text)
    )
    text = _NUMBER.sub("", " ".join(text.casefold().split()))
    text = " ".join(text.replace(".", " ").split()).strip(", ")
    return re.sub(r"^(?:the|our) ", "", text)


def target(heading: str, parent: str | None = None) -> str:
    """Return the field or section that a heading names, or nothing.

    `parent` is what the heading above it fills: None at the top of the card, nothing in a
    section of the author's own. A general word such as "Data" means its field at the top only.
    """
    words = normal(heading)
    for name in NAMES:
        general = parent is None or (
            parent in _ROOMY and name.target.startswith(("data.", "integration."))
        )
        if (name.anywhere or general) and name.pattern.fullmatch(words):
            return name.target
    return ""
