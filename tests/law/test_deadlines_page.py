"""The page on deadlines says what the catalogue says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from glasscase.law.calendar import Length
from glasscase.law.catalogue import package_catalogue
from glasscase.law.model.deadline import Deadline, DeadlineKind

PAGE = Path(__file__).parents[2] / "content/documentation/adopters/deadlines.md"


def rows() -> Iterator[str]:
    for regime in package_catalogue().regimes.values():
        for duty in regime.duties:
            own = duty.deadline
            if own is not None and own.kind is not DeadlineKind.KEEP:
                start = ", ".join(f"`{field}`" for field in own.start)
                start = start or ("-" if own.on else "no field")
                cells = (regime.short, duty.clause, duty.title, period(own), start)
                yield f"| {' | '.join(cells)} | {duty.confidence.value} |"


def period(deadline: Deadline) -> str:
    length = Length.parse(deadline.length).words if deadline.length else ""
    if deadline.business:
        length = length.replace("day", "business day")
    match deadline.kind:
        case DeadlineKind.WITHIN:
            return f"within {length}"
        case DeadlineKind.EVERY:
            return f"every {length}".replace("every 1 ", "every ")
        case DeadlineKind.WITHOUT_DELAY:
            return "without undue delay"
        case _:
            day = "by each day" if deadline.each else "by the day"
            before = f"{length} before" if deadline.before else day
            if deadline.not_before:
                before += f", and by {deadline.not_before} for those before"
            return f"by {deadline.on}" if deadline.on else before


def test_every_deadline_of_the_catalogue_is_on_the_page_as_it_is() -> None:
    text = PAGE.read_text(encoding="utf-8")
    shown = [line for line in text.splitlines() if line.startswith("| ") and line.count("|") == 7]
    assert shown[1:] == ["| --- | --- | --- | --- | --- | --- |", *rows()]


def test_the_page_says_when_the_texts_were_checked() -> None:
    newest = max(regime.checked for regime in package_catalogue().regimes.values())
    assert f"Checked on {newest}." in PAGE.read_text(encoding="utf-8")
