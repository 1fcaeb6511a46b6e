"""Tables of results in a card's text, where they can be read in one way only."""

from __future__ import annotations

import re
from typing import Any

from glasscase.exchange.ids import Ids
from glasscase.exchange.markdown import events, opened, words
from glasscase.exchange.results import SELF_REPORTED, Figure, figure

MOST_RESULTS = 200

_SUBJECT = re.compile(
    r"(?:test |evaluation )?(?:benchmarks?|data ?sets?|tasks?|corpus|evaluations?|test(?: set)?)",
    re.IGNORECASE,
)
_METRIC_COLUMN = re.compile(r"metrics?", re.IGNORECASE)
_VALUE_COLUMN = re.compile(r"(?:values?|scores?|results?)", re.IGNORECASE)
_PERCENT = re.compile(r"\s*[(\[]?\s*(?:in )?%\s*[)\]]?\s*")
_EMPTY = frozenset({"", "-", "–", "—", "n/a"})
_METRIC = re.compile(
    r"""(?:word error rate|character error rate|wer|cer|ter|eer|accuracy|acc(?:_norm)?\.?
    |(?:balanced|top[- ]?\d+) accuracy|f1(?:[ -]score)?|(?:macro|micro|weighted)[ -]f1
    |precision|recall|exact[ -]match|em|(?:sacre)?bleu(?:-\d)?|rouge-?(?:\d|l|lsum)|meteor
    |chrf\+{0,2}|comet|perplexity|ppl|pass@\d+|maj@\d+|m?ap(?:@\[?[\d.:]+\]?)?|mrr(?:@\d+)?
    |ndcg(?:@\d+)?|recall@\d+|precision@\d+|auc|auroc|roc[ -]auc|m?iou|mean iou|(?:mean )?dice
    |mcc|spearman(?:r|'s rho)?|pearson(?:r|'s r)?|mae|mse|rmse|psnr|ssim|fid)""",
    re.IGNORECASE | re.VERBOSE,
)

Table = list[list[str]]
"""The cells of a table, row by row, in plain words."""


def evaluations(text: str, ids: Ids) -> tuple[list[dict[str, Any]], int]:
    """Return the results of a text's tables, and how many tables were not understood.

    A table counts if its first column names tests, every other column is a known metric (or
    one column the metrics and one the values), and every cell is a plain number.
    """
    found: list[dict[str, Any]] = []
    passed_over = 0
    for table in tables(text):
        rows = _results(table)
        if rows is None or len(found) + len(rows) > MOST_RESULTS:
            passed_over += 1
            continue
        found += [_evaluation(benchmark, metric, read, ids) for benchmark, metric, read in rows]
    return found, passed_over


def tables(text: str) -> list[Table]:
    """Return the cells of every table of a Markdown text."""
    found: list[Table] = []
    cell: list[str] | None = None
    for event, _, _ in events(text):
        if opened(event, "Table") is not None:
            found.append([])
        elif opened(event, "TableHead") is not None or opened(event, "TableRow") is not None:
            found[-1].append([])
        elif opened(event, "TableCell") is not None:
            cell = []
        elif isinstance(event, dict) and event.get("End") == "TableCell" and cell is not None:
            found[-1][-1].append(" ".join("".join(cell).split()))
            cell = None
        elif cell is not None:
            cell.append(words(event))
    return found


def _results(table: Table) -> list[tuple[str, str, Figure]] | None:
    """Return the table's results as test, metric and figure; None if there is any doubt."""
    head, *rows = table
    if len(head) < 2 or not rows or not _SUBJECT.fullmatch(head[0]):
        return None
    if len(head) == 3 and _METRIC_COLUMN.fullmatch(head[1]) and _VALUE_COLUMN.fullmatch(head[2]):
        triples = [(row[0], row[1], row[2]) for row in rows]
    elif all(_is_metric(name) for name in head[1:]) and len(set(head)) == len(head):
        triples = [
            (row[0], metric, cell)
            for row in rows
            for metric, cell in zip(head[1:], row[1:], strict=True)
        ]
    else:
        return None
    given = [triple for triple in triples if triple[2].casefold() not in _EMPTY]
    results = []
    for benchmark, metric, cell in given:
        read = figure(cell, metric)
        if read is None or not 0 < len(benchmark) <= 300 or not _is_metric(metric):
            return None
        results.append((benchmark, metric, read))
    return results or None


def _is_metric(name: str) -> bool:
    return _METRIC.fullmatch(_PERCENT.sub(" ", name).strip()) is not None


def _evaluation(benchmark: str, metric: str, read: Figure, ids: Ids) -> dict[str, Any]:
    name = _PERCENT.sub(" ", metric).strip()
    evaluation: dict[str, Any] = {
        "id": ids.take(f"{benchmark} {name}"[:70], "result"),
        "benchmark": benchmark,
        "metric": name,
        "value": read.value,
        "unit": read.unit,
    }
    return evaluation | read.uncertainty() | {"evaluator": SELF_REPORTED}
