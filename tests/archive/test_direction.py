"""Every rule of direction: what weakens, what strengthens, and what says nothing of either."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple, TypeAlias, cast

import pytest

from glasscase.archive import Direction, compare
from glasscase.archive.difference import weakenings
from glasscase.archive.direction_rules import rules
from glasscase.archive.labels import WORDS
from glasscase.archive.mention import unmentioned
from glasscase.archive.render.phrases import in_short
from glasscase.records import Kind, PublicForm

from .forms import (
    ABSENT,
    COMMITMENT,
    EVALUATION,
    LINE,
    WITHHELD,
    card,
    commitment,
    full_form,
    incident,
    protocol,
)

Path: TypeAlias = tuple[str | int, ...]


class Step(NamedTuple):
    """From the first form to the second is weaker by one rule, the way back stronger by another."""

    weaker: str
    stronger: str
    before: PublicForm
    after: PublicForm


def line(**fields: Any) -> PublicForm:
    return commitment(threshold={**LINE, **fields})


def spans(before: tuple[float, str], after: tuple[float, str]) -> tuple[PublicForm, PublicForm]:
    """Return two lines that are crossed above a value in a unit."""
    one, other = (line(operator=">", value=value, unit=unit) for value, unit in (before, after))
    return one, other


def limited(*models: str) -> PublicForm:
    return commitment(models=models)


def scoped(**fields: Any) -> PublicForm:
    return protocol(scope={"description": "All of ours.", **fields})


def safety(**fields: Any) -> PublicForm:
    return card(safety={"monitoring": "Around the clock.", **fields})


def risk(**fields: Any) -> PublicForm:
    assessment = {"id": "bio", "domain": "Biological", "result": "below-threshold"}
    return card(risks=[{**assessment, "summary": "Low.", **fields}])


def tier(**fields: Any) -> PublicForm:
    own = {"id": "bio-1", "domain": "Biological", "name": "Low", "criteria": "No uplift."}
    return protocol(tiers=[{**own, **fields}])


def crawler(**fields: Any) -> PublicForm:
    others = {"name": "Other", "purposes": "Search."}
    return protocol(crawlers=[{"name": "Bot", "purposes": "Training.", **fields}, others])


def action(**fields: Any) -> PublicForm:
    own = {"id": "filter", "description": "Filter it.", "state": "planned"}
    return incident(corrective_actions=[{**own, **fields}])


def rowed(key: str, *rows: dict[str, Any] | str, make: Any = protocol) -> PublicForm:
    form: PublicForm = make(**{key: list(rows)})
    return form


TOPIC = {"topic": "thresholds", "summary": "By test."}
TOPIC_2 = {"topic": "governance", "summary": "By a council."}
AUDIT = {"id": "2026", "auditor": "An auditor", "summary": "In order."}
MITIGATION = {"id": "filter", "name": "Filter", "description": "Filters."}
ASSESSOR = {"id": "lab", "name": "A lab", "kind": "research", "scope": "All."}
RISK = {"id": "cyber", "domain": "Cyber", "result": "near-threshold", "summary": "Near."}
WITHDRAWAL = {"reason": "Out of date.", "date": "2026-05-01"}

STEPS = [
    Step(
        "line-crossed-later",
        "line-crossed-earlier",
        line(value=50),
        line(value=60),
    ),
    Step(
        "line-crossed-later",
        "line-crossed-earlier",
        line(operator="<", value=90),
        line(operator="<", value=80),
    ),
    Step("line-crossed-later", "line-crossed-earlier", line(operator=">="), line(operator=">")),
    Step("line-crossed-later", "line-crossed-earlier", line(operator="<="), line(operator="<")),
    Step("line-crossed-later", "line-crossed-earlier", *spans((72, "hours"), (4, "days"))),
    Step("line-crossed-later", "line-crossed-earlier", *spans((72, "hours"), (72, "days"))),
    Step("line-crossed-later", "line-crossed-earlier", *spans((1e24, "FLOP"), (1, "10^25 FLOP"))),
    Step("line-crossed-later", "line-crossed-earlier", *spans((1e24, "FLOPs"), (1e25, "FLOP"))),
    Step("line-crossed-later", "line-crossed-earlier", *spans((50, "%"), (0.6, "fraction"))),
    Step("line-removed", "line-added", line(), commitment()),
    Step("consequence-removed", "consequence-added", commitment(then="We stop."), commitment()),
    Step("exceptions-added", "exceptions-removed", commitment(), commitment(exceptions="War.")),
    Step("binding-later", "binding-earlier", commitment(since="2026-01-01"),
         commitment(since="2026-07-01")),
    Step("bound-models-named", "bound-models-all", limited(), limited("aurora-2")),
    Step("bound-model-removed", "bound-model-added", limited("a", "b"), limited("a")),
    Step("commitment-removed", "commitment-added", commitment(), protocol()),
    Step("topic-removed", "topic-added", rowed("topics", TOPIC, TOPIC_2), rowed("topics", TOPIC)),
    Step("standard-removed", "standard-added", rowed("standards", {"name": "ISO 1"}), protocol()),
    Step("audit-removed", "audit-added", rowed("audits", AUDIT), protocol()),
    Step(
        "prohibition-removed",
        "prohibition-added",
        protocol(charter={"must_not_enter": ["Health data", "Passwords"]}),
        protocol(charter={"must_not_enter": ["Health data"]}),
    ),
    Step("scope-model-removed", "scope-model-added", scoped(models=["a", "b"]),
         scoped(models=["b"])),
    Step("scope-service-removed", "scope-service-added", scoped(services=["api", "app"]),
         scoped(services=["api"])),
    Step("tier-removed", "tier-added", tier(), protocol()),
    Step("tier-mitigations-removed", "tier-mitigations-added", tier(mitigations="A filter."),
         tier()),
    Step("charter-removed", "charter-added", protocol(charter={"decides": "The board"}),
         protocol()),
    Step("reservation-removed", "reservation-added", crawler(respects=["robots.txt", "TDMRep"]),
         crawler(respects=["TDMRep"])),
    Step("reservation-removed", "reservation-added", crawler(respects=["robots.txt"]), crawler()),
    Step("review-less-often", "review-more-often", protocol(review={"cadence": "P6M"}),
         protocol(review={"cadence": "P1Y"})),
    Step("review-less-often", "review-more-often", protocol(review={"cadence": "P90D"}),
         protocol(review={"cadence": "P4M"})),
    Step("protocol-withdrawn", "protocol-reinstated", protocol(),
         protocol(status="withdrawn", withdrawal=WITHDRAWAL)),
    Step("protocol-removed", "protocol-added", card(protocols=["frontier", "usage"]),
         card(protocols=["usage"])),
    Step("evaluation-removed", "evaluation-added", card(evaluations=[EVALUATION]), card()),
    Step("risk-assessment-removed", "risk-assessment-added", card(risks=[RISK]), card()),
    Step("assessor-removed", "assessor-added", card(assessors=[ASSESSOR]), card()),
    Step("mitigation-removed", "mitigation-added", safety(mitigations=[MITIGATION]), safety()),
    Step("applied-mitigation-removed", "applied-mitigation-added", risk(mitigations=["filter"]),
         risk()),
    Step("action-removed", "action-added", action(), incident()),
    Step("action-due-later", "action-due-earlier", action(due="2026-03-01"),
         action(due="2026-05-01")),
    Step("action-dropped", "action-resumed", action(), action(state="dropped")),
    Step("value-withheld", "value-released", card(limitations="Many."),
         card(limitations=WITHHELD)),
    Step("value-withheld", "value-released", card(evaluations=[EVALUATION]),
         card(evaluations=WITHHELD)),
    Step("value-absent", "value-supplied", card(limitations="Many."), card(limitations=ABSENT)),
    Step("value-left-out", "value-stated", card(limitations="Many."), card()),
    Step("value-left-out", "value-stated", card(languages=["fr"]), card()),
    Step("value-left-out", "value-stated", protocol(review={"cadence": "P1Y"}), protocol()),
    Step("notice-left-out", "notice-added", card(limitations=WITHHELD), card()),
    Step("notice-left-out", "notice-added", card(limitations=ABSENT), card()),
]  # fmt: skip


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.weaker)
def test_a_step_is_weaker_and_the_way_back_stronger(step: Step) -> None:
    forth, back = compare(step.before, step.after), compare(step.after, step.before)
    assert [change.rule for change in forth.weakened] == [step.weaker]
    assert forth.strengthened == ()
    assert [change.rule for change in back.strengthened] == [step.stronger]
    assert back.weakened == ()
    counts = weakenings(step.before, step.after), weakenings(step.after, step.before)
    assert counts == (1, 0)
    for change in (*forth.weakened, *back.strengthened):
        assert change.why == rules()[change.rule].sentence


@pytest.mark.parametrize("form", [{}, {"kind": "protocol"}, {"kind": []}], ids=str)
def test_what_is_no_form_of_the_record_has_no_count(form: PublicForm) -> None:
    assert weakenings(form, protocol()) is None
    assert weakenings(protocol(), form) is None


def test_forms_that_are_nested_too_deeply_have_no_count() -> None:
    one: Any = "x"
    other: Any = "y"
    for _ in range(3_000):
        one, other = {"x": one}, {"x": other}
    assert weakenings(protocol() | {"scope": one}, protocol() | {"scope": other}) is None


def test_every_rule_has_a_step_above() -> None:
    assert rules().keys() == {rule for step in STEPS for rule in (step.weaker, step.stronger)}


def test_every_rule_says_why_in_a_sentence() -> None:
    for rule in rules().values():
        assert rule.sentence[0].isupper(), rule.id
        assert rule.sentence.endswith("."), rule.id


def steps_without_direction() -> Iterator[tuple[str, PublicForm, PublicForm]]:
    yield "prose", commitment(), commitment(text="We may halt if it suits us.")
    yield "an exception rewritten", commitment(exceptions="War."), commitment(exceptions="Peace.")
    yield "another metric", line(value=50), line(value=60, metric="pass@5")
    yield "another test", line(value=50), line(value=60, benchmark="VCT-3")
    yield "a unit that cannot be converted", line(value=50), line(value=60, unit="points")
    yield "the same line in another unit", line(value=50), line(value=0.5, unit="fraction")
    yield "months and days", *spans((1, "months"), (30, "days"))
    yield "working days", *spans((72, "hours"), (3, "working days"))
    yield "another rate", *spans((1, "uses per hour"), (2, "uses per day"))
    yield "the other side", line(operator=">="), line(operator="<")
    yield "the same span in other units", *reviews("P12M", "P1Y")
    yield "spans that cannot be told apart", *reviews("P1M", "P30D")
    yield "a commitment that got another id", commitment(), commitment(id="bio-stop")
    yield "a day that was not known", commitment(), commitment(since="2026-01-01")
    yield "scope that names no models any more", scoped(models=["a"]), scoped()
    yield "a result", *evaluations(43.1, 99.0)
    yield "withheld instead of absent", card(limitations=WITHHELD), card(limitations=ABSENT)
    yield "another reason for withholding", *withheld("cybersecurity")
    yield "a value without disclosure", protocol(), protocol(links=[LINK])
    yield "an action that moves on", action(), action(state="done")
    yield "a protocol that another one replaces", protocol(), replaced()
    yield "another day of review", *reviewed("2026-01-01", "2027-01-01")
    yield "a definition that is gone", protocol(definitions=[DEFINITION]), protocol()
    yield "an earlier note", protocol(), protocol(changes=[NOTE])


DEFINITION = {"term": "Uplift", "meaning": "More than a search engine gives."}
LINK = {"title": "A page", "url": "https://example.org/"}
NOTE = {"version": "0", "date": "2026-01-01", "summary": "Weakened.", "reason": "None."}


def reviews(before: str, after: str) -> tuple[PublicForm, PublicForm]:
    return protocol(review={"cadence": before}), protocol(review={"cadence": after})


def reviewed(before: str, after: str) -> tuple[PublicForm, PublicForm]:
    own = {"cadence": "P1Y"}
    return protocol(review={**own, "next": before}), protocol(review={**own, "next": after})


def evaluations(before: float, after: float) -> tuple[PublicForm, PublicForm]:
    return (
        card(evaluations=[{**EVALUATION, "value": before}]),
        card(evaluations=[{**EVALUATION, "value": after}]),
    )


def withheld(ground: str) -> tuple[PublicForm, PublicForm]:
    return card(limitations=WITHHELD), card(limitations={**WITHHELD, "withheld": ground})


def replaced() -> PublicForm:
    return protocol(status="withdrawn", withdrawal={**WITHDRAWAL, "replaced_by": "frontier-2"})


@pytest.mark.parametrize(
    ("before", "after"),
    [pytest.param(before, after, id=name) for name, before, after in steps_without_direction()],
)
def test_a_step_without_direction_has_none_either_way(
    before: PublicForm, after: PublicForm
) -> None:
    for difference in (compare(before, after), compare(after, before)):
        assert difference.changes
        assert difference.weakened == difference.strengthened == ()


def test_the_value_of_a_line_speaks_for_its_operator() -> None:
    difference = compare(line(operator=">=", value=50), line(operator=">", value=40))
    assert [change.path[-1] for change in difference.changes] == ["operator", "value"]
    assert [change.path[-1] for change in difference.strengthened] == ["value"]
    assert difference.weakened == ()


def test_the_value_speaks_for_its_unit_and_the_unit_for_the_operator() -> None:
    both = compare(*spans((72, "hours"), (4, "days")))
    assert [(change.path[-1], change.direction) for change in both.changes] == [
        ("value", Direction.WEAKENED),
        ("unit", None),
    ]
    [value, _] = both.changes
    assert in_short(value, WORDS).endswith(
        "Value: 72 hours → 4 days. Fewer results cross the line than before."
    )
    unit = compare(line(operator=">=", unit="hours"), line(operator=">", unit="minutes"))
    assert [change.path[-1] for change in unit.strengthened] == ["unit"]
    assert unit.weakened == ()


def test_a_rewritten_prohibition_has_no_direction() -> None:
    one = protocol(charter={"must_not_enter": ["Health data of any person"]})
    other = protocol(charter={"must_not_enter": ["Health data of any other person"]})
    assert compare(one, other).weakened == compare(one, other).strengthened == ()


def test_several_rows_are_judged_one_by_one() -> None:
    others = [{**COMMITMENT, "id": name, "text": f"We {name}."} for name in ("stop", "tell")]
    before = protocol(commitments=[COMMITMENT, others[0]])
    after = protocol(commitments=[COMMITMENT, others[1]])
    difference = compare(before, after)
    assert [change.path for change in difference.weakened] == [("commitments", "stop")]
    assert [change.path for change in difference.strengthened] == [("commitments", "tell")]


def without(form: PublicForm, path: Path) -> PublicForm:
    """Return a copy of a form from which a value is gone; a public form holds no empty list."""
    copy: Any = deepcopy(form)
    holder = copy
    for step in path[:-1]:
        holder = holder[step]
    del holder[path[-1]]
    return cast("PublicForm", copy) if holder else without(form, path[:-1])


def parents(value: Any, path: Path = ()) -> Iterator[tuple[Path, list[Path]]]:
    """Yield the address of each group, list and row, and those of what stands right in it."""
    steps = list(value) if isinstance(value, dict) else range(len(value))
    for step in steps:
        inner = value[step]
        if isinstance(inner, dict | list) and inner:
            below = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
            yield (*path, step), [(*path, step, each) for each in below]
            yield from parents(inner, (*path, step))


BIND_ALL = [("scope", "models"), ("scope", "services"), ("commitments", "models")]
"""Lists that bind everything where they are left out."""


@pytest.mark.parametrize("kind", [Kind.PROTOCOL, Kind.MODEL, Kind.INCIDENT])
def test_removing_a_parent_is_never_milder_than_removing_its_children(kind: Kind) -> None:
    """Nobody hides a weakening by removing more, and what comes whole counts as much."""
    whole = full_form(kind)
    judged = 0
    for parent, children in parents(whole):
        if (parent[0], parent[-1]) in BIND_ALL:
            continue
        rest = without(whole, parent)
        worse = [child for child in children if compare(whole, without(whole, child)).weakened]
        judged += len(worse)
        if worse:
            assert compare(whole, rest).weakened, (parent, worse)
            assert compare(rest, whole).strengthened, (parent, worse)
    assert judged > 10


def test_a_version_that_drops_much_at_once_tells_each_of_it() -> None:
    """A tier with its mitigations, the rules of use, and what a crawler respects."""
    critical = {"id": "bio-2", "domain": "Biological", "name": "Critical", "criteria": "Uplift."}
    before = protocol(
        tiers=[{**critical, "mitigations": "It is not released."}],
        charter={"must_not_enter": ["Health data", "Personal data"], "decides": "The board"},
        crawlers=[{"name": "Bot", "respects": ["robots.txt"]}],
    )
    difference = compare(before, protocol(crawlers=[{"name": "Bot"}]))
    assert [(change.path[0], change.rule) for change in difference.weakened] == [
        ("tiers", "tier-removed"),
        ("charter", "charter-removed"),
        ("crawlers", "reservation-removed"),
    ]
    assert unmentioned(difference, "The wording is clearer.") == difference.weakened


def test_a_row_without_a_rule_is_judged_by_what_stands_in_it() -> None:
    strict, free = {"name": "Bot", "respects": ["robots.txt"]}, {"name": "Free"}
    both, one, other = (rowed("crawlers", *rows) for rows in ((strict, free), (free,), (strict,)))
    assert [change.path for change in compare(both, one).weakened] == [("crawlers", "Bot")]
    assert [change.path for change in compare(one, both).strengthened] == [("crawlers", "Bot")]
    assert compare(both, other).weakened == compare(other, both).strengthened == ()
