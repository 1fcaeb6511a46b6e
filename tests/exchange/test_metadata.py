"""Languages, licences, base models, emissions and results of the metadata."""

from __future__ import annotations

from typing import Any

import pytest
from huggingface_hub.repocard_data import model_index_to_eval_results
from hypothesis import given, settings
from hypothesis import strategies as st

from glasscase.exchange import HuggingFace
from glasscase.exchange.body import partial_date
from glasscase.exchange.ids import Ids, slug
from glasscase.exchange.languages import language_tag
from glasscase.exchange.licences import spdx
from glasscase.exchange.results import Figure, figure, results
from glasscase.exchange.tables import evaluations


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("en", "en"),
        ("no", "no"),
        ("EN", "en"),
        ("pt-br", "pt-BR"),
        ("zh_hans", "zh-Hans"),
        ("es-419", "es-419"),
        ("gsw", "gsw"),
        ("English", "en"),
        ("norwegian bokmål", "nb"),
        ("code", ""),
        ("multilingual", ""),
        ("mul", ""),
        ("", ""),
        ("en-", ""),
    ],
)
def test_languages(text: str, tag: str) -> None:
    assert language_tag(text) == tag


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("apache-2.0", "Apache-2.0"),
        ("Apache 2.0", "Apache-2.0"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("The MIT License", "MIT"),
        ("cc-by-nc-sa-4.0", "CC-BY-NC-SA-4.0"),
        ("BSD-3-Clause", "BSD-3-Clause"),
        ("gpl-3.0", ""),
        ("openrail", ""),
        ("other", ""),
    ],
)
def test_licences(name: str, identifier: str) -> None:
    assert spdx(name) == identifier


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (0.93, Figure(0.93)),
        (93, Figure(93)),
        ("93.50", Figure(93.5)),
        ("93.5 %", Figure(93.5, unit="%")),
        ("20.0 ± 1.2", Figure(20.0, 1.2)),
        ("20.0 +/- 1.2 %", Figure(20.0, 1.2, "%")),
        ("-0.5", Figure(-0.5)),
        ("13,29", None),
        ("1,024", None),
        ("84.6/83.4", None),
        ("93.5 ± -1", None),
        ("about 5", None),
        (True, None),
        (None, None),
        ([1], None),
        (10**400, None),
        ("1e999", None),
    ],
)
def test_figures_are_read_only_where_they_are_clear(value: object, read: Figure | None) -> None:
    assert figure(value) == read


names = st.text("abc", min_size=1, max_size=4)
entries = st.lists(
    st.fixed_dictionaries(
        {
            "task": st.fixed_dictionaries({"type": names}, optional={"name": names}),
            "dataset": st.fixed_dictionaries(
                {"type": names, "name": names},
                optional={"config": names, "split": names, "revision": names},
            ),
            "metrics": st.lists(
                st.fixed_dictionaries(
                    {"type": names, "value": st.floats(-1000, 1000)},
                    optional={"name": names, "config": names, "verified": st.booleans()},
                ),
                min_size=1,
                max_size=3,
            ),
        },
        optional={"source": st.fixed_dictionaries({"url": st.just("https://e.org/r")})},
    ),
    min_size=1,
    max_size=3,
)


@settings(deadline=None)
@given(entries)
def test_results_agree_with_the_hub_s_own_reader(entries: list[dict[str, Any]]) -> None:
    index = [{"name": "fern", "results": entries}]
    found, complete = results(index, Ids())
    _, theirs = model_index_to_eval_results(index)
    assert complete
    assert [
        (r.evaluation["benchmark"], r.evaluation["metric"], r.evaluation["value"]) for r in found
    ] == [(e.dataset_name, e.metric_name or e.metric_type, e.metric_value) for e in theirs]
    assert [r.evaluation.get("source") for r in found] == [e.source_url for e in theirs]
    for result, their in zip(found, theirs, strict=True):
        told = f"{result.evaluation.get('conditions')} {result.evaluation['capability']}"
        for value in (their.task_type, their.dataset_config, their.dataset_split):
            assert value is None or value in told


@pytest.mark.parametrize(
    "index",
    [
        None,
        "text",
        [],
        ["x"],
        [{}],
        [{"results": None}],
        [{"results": ["x"]}],
        [{"results": [{"metrics": [None]}]}],
        [{"results": [{"task": "t", "dataset": [], "metrics": [{"type": "f1", "value": 1}]}]}],
    ],
)
def test_another_shape_gives_no_results(index: object) -> None:
    assert results(index, Ids())[0] == []


def _read(front: str) -> dict[str, Any]:
    card = f"---\n{front}\n---\n# Fern\n"
    record = HuggingFace().read(card.encode(), path="fern.md").record
    assert record is not None
    return record


@pytest.mark.parametrize(
    ("front", "relation"),
    [
        ("base_model: a/b\nbase_model_relation: adapter", "adapter"),
        ("base_model: a/b\nbase_model_relation: finetune", "fine-tuned"),
        ("base_model: a/b\nlibrary_name: peft", "adapter"),
        ("base_model: a/b\ntags: [GGUF]", "quantised"),
        ("base_model: [a/b, c/d]", "merged"),
        ("base_model: a/b", "fine-tuned"),
    ],
)
def test_how_a_model_comes_from_its_base(front: str, relation: str) -> None:
    rows = _read(front)["model"]["dependencies"]
    assert {row["relation"] for row in rows} == {relation}
    assert rows[0]["url"] == "https://huggingface.co/a/b"


def test_emissions_become_tonnes() -> None:
    assert _read("co2_eq_emissions: 149_200")["sections"][0]["id"] == "further-metadata"
    assert _read("co2_eq_emissions: 149200.68")["energy"]["emissions"] == 0.14920068
    assert "energy" not in _read("co2_eq_emissions: {emissions: -1}")


def test_what_is_not_understood_is_kept_word_for_word() -> None:
    front = "colour:   green  # dark\nlicense: [1, 2]\nbase_model: {a: b}\ndatasets: 'x`y'"
    (section,) = _read(front)["sections"]
    assert section["title"] == "Metadata that no field holds"
    assert section["body"] == f"```yaml\n{front}\n```"


def test_backticks_in_the_metadata_do_not_end_the_block() -> None:
    front = "extra_gated_prompt: |\n  ```\n  yes\n  ```"
    (section,) = _read(front)["sections"]
    assert section["body"] == f"````yaml\n{front}\n````"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("| Task | WER |\n|-|-|\n| a | 1.5 |", [("a", "WER", 1.5, "unit not stated")]),
        ("| Dataset | Accuracy (%) |\n|-|-|\n| a | 81 |", [("a", "Accuracy", 81, "%")]),
        ("| Benchmark | Metric | Value |\n|-|-|-|\n| a | pass@1 | 5% |", [("a", "pass@1", 5, "%")]),
        ("| Benchmark | Metric | Value |\n|-|-|-|\n| a | mood | 5 |", None),
        ("| Test Dataset | WER |\n|-|-|\n| a | 13,29\\% |", None),
        ("| Metric | Value |\n|-|-|\n| Perplexity | 4.04 |", None),
        ("| Task | MNLI |\n|-|-|\n| a | 1 |", None),
        ("| Task | F1 | F1 |\n|-|-|-|\n| a | 1 | 2 |", None),
        ("| Task | F1 |\n|-|-|\n|  | 1 |", None),
        ("| Task | F1 |\n|-|-|\n| a | - |", None),
        ("| Task | F1 |\n|-|-|", None),
    ],
)
def test_a_table_counts_only_where_it_can_be_read_in_one_way(
    table: str, expected: list[tuple[str, str, float, str]] | None
) -> None:
    found, passed_over = evaluations(table, Ids())
    rows = [(row["benchmark"], row["metric"], row["value"], row["unit"]) for row in found]
    assert rows == (expected or [])
    assert passed_over == (expected is None)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("January 2021", "2021-01"),
        ("3 May 2021", "2021-05-03"),
        ("May 3, 2021.", "2021-05-03"),
        ("Sept 2021", "2021-09"),
        ("2021", "2021"),
        ("2021-05", "2021-05"),
        ("05/03/2021", ""),
        ("2021-13", ""),
        ("May 45, 2021", ""),
        ("Ma 2021", ""),
        ("in May 2021", ""),
    ],
)
def test_dates_are_read_only_where_they_are_clear(text: str, date: str) -> None:
    assert partial_date(text) == date


def test_ids() -> None:
    assert slug("Größe & Café: v2.0 (量)") == "grosse-cafe-v2.0"
    assert slug("使用方法") == ""
    ids = Ids()
    assert [ids.take("A b", "x"), ids.take("a-b", "x"), ids.take("", "x")] == ["a-b", "a-b-2", "x"]
    assert all(len(ids.take("y" * 200, "x")) <= 80 for _ in range(12))
