"""Conditions on the revenue of the provider's group: of the right year, above the line."""

from __future__ import annotations

from glasscase.law.answer import Verdict, cannot_tell
from glasscase.law.compare import is_not_applicable
from glasscase.law.facts import NO_PROVIDER, Case
from glasscase.law.model.condition import Revenue
from glasscase.law.paths import How
from glasscase.records import Kind

_WHOLE = "large_developer"
REVENUE, YEAR, LARGE = f"{_WHOLE}.revenue", f"{_WHOLE}.year", f"{_WHOLE}.large"
"""What is looked at in the provider's record."""
_LINE_OF_LARGE = 500_000_000
"""US dollars: the line of which `large_developer.large` tells, by the data model."""


def judge_revenue(condition: Revenue, case: Case) -> Verdict:
    """Tell whether gross revenue of the calendar year before the day of asking passes a line.

    The figure decides, else the provider's statement. Neither counts for another year
    (Cal. Bus. & Prof. Code 22757.11(j)).
    """
    if case.provider is None:
        return NO_PROVIDER
    preceding = case.as_of.year - 1
    wanted = f"state `{REVENUE}` of {preceding} in {case.where(Kind.PROVIDER)}"
    figure, flag = (case.value(Kind.PROVIDER, path) for path in (REVENUE, LARGE))
    if is_not_applicable(figure):
        return Verdict(False, (f"`{_shown(case)}` is not applicable",))
    told = condition.revenue == _LINE_OF_LARGE and flag.how is How.GIVEN
    if figure.how is not How.GIVEN and not told:
        if figure.how is How.MISSING:
            return cannot_tell(wanted)
        return cannot_tell(case.unknown(Kind.PROVIDER, REVENUE, figure, LARGE))
    year = case.value(Kind.PROVIDER, YEAR)
    if year.how is not How.GIVEN:
        return cannot_tell(
            f"state `{YEAR}` in {case.where(Kind.PROVIDER)}; the law looks at {preceding}"
        )
    if str(year.value) != str(preceding):
        return cannot_tell(
            f"`{_WHOLE}` is about {year.value}, and the law looks at {preceding}; {wanted}"
        )
    line = _dollars(condition.revenue)
    if figure.how is not How.GIVEN:
        more = "more" if flag.value else "not more"
        said = f"the provider states {more} than {line} of gross revenue in {preceding}"
        return Verdict(flag.value, (said,))
    holds = figure.value > condition.revenue
    said = (
        f"{_dollars(figure.value)} of gross revenue in {preceding} are"
        f"{'' if holds else ' not'} more than {line}"
    )
    if figure.value == condition.revenue:
        said += " (the line must be passed)"
    if told and flag.value is not holds:
        stated = str(flag.value).lower()
        return cannot_tell(
            f"`{LARGE}` is {stated}, but {said}; correct one of them in {case.where(Kind.PROVIDER)}"
        )
    return Verdict(holds, (said,))


def _shown(case: Case) -> str:
    """Return the field that says that there can be no revenue: the figure, or all around it."""
    return _WHOLE if is_not_applicable(case.value(Kind.PROVIDER, _WHOLE)) else REVENUE


def _dollars(amount: float) -> str:
    return f"{amount:,.0f} US dollars"
