"""The forms: their order, their titles, and that nothing which is asked for is left out."""

from __future__ import annotations

import pytest

from glasscase.documents.form import Form, FormId, Item, forms, forms_of
from glasscase.law.catalogue import package_catalogue
from glasscase.law.paths import spot
from glasscase.records import Kind

from .demonstration import DUTIES

ALL = pytest.mark.parametrize("form", forms().values(), ids=lambda form: form.id.value)

TEMPLATE = """\
1 General information
1.1 Provider identification
- Provider name and contact details
- Authorised representative name and contact details
1.2 Model identification
- Versioned model name(s)
- Model dependencies
- Date of placement of the model on the Union market
1.3 Modalities, overall training data size and other characteristics
- Modality, training data size and types of content
- Latest date of data acquisition/collection for model training
- Description of the linguistic characteristics of the overall training data
- Other relevant characteristics of the overall training data
- Additional comments (optional)
2 List of data sources
2.1 Publicly available datasets
- Have you used publicly available datasets to train the model?
- Modality(ies) of the content covered by the datasets concerned
- List of large publicly available datasets
- General description of other publicly available datasets not listed above
- Additional comments (optional)
2.2 Private non-publicly available datasets obtained from third parties
2.2.1 Datasets commercially licensed by rightsholders or their representatives
- Have you concluded transactional commercial licensing agreement(s) with rightsholder(s) or with \
their representatives?
- Modality(ies) of the content covered by the datasets concerned
2.2.2 Private datasets obtained from other third parties
- Have you obtained private datasets from third parties that are not licensed as described in \
Section 2.2.1, such as data obtained from providers of private databases, or data intermediaries?
- Modality(ies) of the content covered by the datasets concerned
- List of private datasets obtained from other third parties, if publicly known
- General description of non-publicly known private datasets obtained from third parties
- Additional comments (optional)
2.3 Data crawled and scraped from online sources
- Were crawlers used by the provider or on its behalf?
- Crawler name(s)/identifier(s)
- Purposes of the crawler(s)
- General description of crawler behaviour
- Period of data collection
- Comprehensive description of the type of content and online sources crawled
- Type of modality covered
- Summary of the most relevant domain names crawled
- Additional comments (optional)
2.4 User data
- Was data from user interactions with the AI model (e.g. user input and prompts) used to train \
the model?
- Was data collected from user interactions with the provider’s other services or products used \
to train the model?
- General description of the provider’s services or products that were used to collect the user data
- Type of modality covered
- Additional comments (optional)
2.5 Synthetic data
- Was synthetic AI-generated data created by the provider or on their behalf to train the model?
- Modality of the synthetic data
- General-purpose AI model(s) used to generate the synthetic data if available on the market
- Information about other AI models, including provider’s own AI model(s) not available on the \
market, used to generate synthetic data to train the model
- Additional comments (optional)
2.6 Other sources of data
- Have data sources other than those described in Sections 2.1 to 2.5 been used to train the model?
- Narrative description of these data sources and the data
- Additional comments (optional)
3 Data processing aspects
3.1 Respect of reservation of rights from text and data mining exception or limitation
- Are you a Signatory to the Code of Practice for general-purpose AI models that includes \
commitments to respect reservations of rights from the TDM exception or limitation?
- Measures implemented before model training to respect reservations of rights from the TDM \
exception or limitation before and during data collection, including the opt-out protocols and \
solutions honoured
- Additional comments (optional)
3.2 Removal of illegal content
- General description of measures taken
3.3 Other information (optional)
- Other relevant information about data processing
"""


def items(form: Form) -> list[Item]:
    return [item for section in form.sections for item in section.items]


def paths(item: Item) -> set[tuple[Kind, str]]:
    """Return the paths that an item shows, by whose they are."""
    found = {(Kind(part.of), part.field) for part in item.fields if part.of == "provider"}
    own = [part.field for part in item.fields if part.of == "record"]
    if item.table is not None:
        own += [item.table.rows]
        rows = item.table.rows.partition("[")[0]
        own += [f"{rows}.{part.field}" for part in item.table.columns]
    return found | {(Kind.MODEL, path) for path in own}


def test_the_summary_of_training_content_has_the_order_and_the_titles_of_the_template() -> None:
    """C(2025) 8311 final, as far as it was read: see `unverified` in the form."""
    lines = []
    for section in forms()[FormId.TRAINING_CONTENT].sections[1:]:
        lines.append(f"{section.number} {section.title}")
        lines += [f"- {item.label}" for item in section.items]
    assert lines == TEMPLATE.splitlines()


def test_ab_2013_has_its_twelve_items_in_order() -> None:
    """Cal. Civ. Code 3111(a)."""
    numbered = [item for item in items(forms()[FormId.AB_2013]) if item.number]
    assert [item.number for item in numbered] == [str(number) for number in range(1, 13)]
    assert [item.duties for item in numbered] == [
        (f"us-ca-ab2013/item-{number}",) for number in range(1, 13)
    ]


def test_the_transparency_report_has_the_seven_items_and_the_four_summaries_of_each_state() -> None:
    """Cal. Bus. & Prof. Code 22757.12(c)(1)-(2), N.Y. Gen. Bus. Law 1421(3), 430 ILCS 185/10(c)."""
    form = forms()[FormId.TRANSPARENCY_REPORT]
    numbered = [item for item in items(form) if item.number]
    assert [item.number for item in numbered] == [str(number) for number in range(1, 12)]
    assert [item.if_owed for item in numbered] == [False] * 7 + [True] * 4
    for item in numbered:
        assert [name.partition("/")[0] for name in item.duties] == [
            "us-ca-sb53",
            "us-ny-raise",
            "us-il-185",
        ]
        assert len({name.partition("/")[2] for name in item.duties}) == 1


def test_the_model_documentation_has_the_45_items_in_order() -> None:
    numbered = [item for item in items(forms()[FormId.MODEL_DOCUMENTATION]) if item.number]
    assert [item.duties for item in numbered] == [
        (f"eu-code-transparency/item-{number:02}",) for number in range(1, 46)
    ]


def test_the_framework_summary_has_the_ten_topics_in_order_and_those_of_the_code() -> None:
    """Cal. Bus. & Prof. Code 22757.12(a)(1)-(10); Code of Practice, measure 1.1."""
    form = forms()[FormId.FRAMEWORK_SUMMARY]
    numbered = [item for item in items(form) if item.number]
    clauses = [DUTIES.by_name[item.duties[0]].duty.clause for item in numbered]
    assert clauses == [f"22757.12(a)({number})" for number in range(1, 11)]
    code = [item.duties[0] for item in items(form) if item.duties and not item.number]
    assert {name.partition("/")[2] for name in code} == {
        "m1.1-1", "m1.1-2a", "m1.1-2b", "m1.1-2c", "m1.1-2d", "m1.1-3", "m1.1-4"
    }  # fmt: skip


@ALL
def test_ids_are_unique_and_can_be_permalinks_beside_those_of_the_page(form: Form) -> None:
    ids = [section.id for section in form.sections] + [item.id for item in items(form)]
    assert len(ids) == len({*ids, "top", "owed", "about"}) - 3


@ALL
def test_what_a_form_names_exists(form: Form) -> None:
    for item in items(form):
        for name in item.duties:
            assert name in DUTIES.by_name, name
        for kind, path in paths(item):
            assert spot(form.record_kind if kind is Kind.MODEL else kind, path), path
    for one in form.owed:
        assert one.duty in DUTIES.by_name


@pytest.mark.parametrize(
    ("form", "regime", "prefixes"),
    [
        (FormId.TRAINING_CONTENT, "eu-training-summary", ("h-", "s")),
        (FormId.AB_2013, "us-ca-ab2013", ("item-",)),
        (FormId.MODEL_DOCUMENTATION, "eu-code-transparency", ("item-",)),
        (FormId.TRANSPARENCY_REPORT, "us-ca-sb53", ("report-", "summary-")),
        (FormId.TRANSPARENCY_REPORT, "us-ny-raise", ("report-", "summary-")),
        (FormId.TRANSPARENCY_REPORT, "us-il-185", ("report-", "summary-")),
        (FormId.FRAMEWORK_SUMMARY, "us-ca-sb53", ("topic-",)),
        (FormId.FRAMEWORK_SUMMARY, "us-ny-raise", ("topic-",)),
        (FormId.FRAMEWORK_SUMMARY, "us-il-185", ("topic-",)),
    ],
)
def test_each_duty_has_its_item(form: FormId, regime: str, prefixes: tuple[str, ...]) -> None:
    asked = {
        f"{regime}/{duty.id}"
        for duty in package_catalogue().regimes[regime].duties
        if duty.id.startswith(prefixes) and duty.id != "several-models"
    }
    shown = {name for item in items(forms()[form]) for name in item.duties}
    assert asked
    assert asked - shown == set()


@pytest.mark.parametrize("form", forms_of(Kind.MODEL), ids=lambda form: form.id.value)
def test_the_fields_that_answer_a_duty_are_shown_by_its_items(form: Form) -> None:
    """A field that one of several alternatives is need not be shown if another one is."""
    shown: dict[str, set[str]] = {}
    for item in items(form):
        for name in item.duties:
            shown.setdefault(name, set()).update(path for _, path in paths(item))
    for name, own in shown.items():
        bare = {path.partition("[")[0] + path.partition("]")[2] for path in own}
        for answer in DUTIES.by_name[name].duty.answers:
            wanted = {f.partition("[")[0] + f.partition("]")[2] for f in answer.fields}
            missing = {
                path
                for path in wanted
                if not any(path == one or path.startswith(f"{one}.") for one in bare)
            }
            if answer.either:
                assert missing < wanted, (name, missing)
            else:
                assert not missing, (name, missing)
