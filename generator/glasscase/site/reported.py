"""Which deadlines the reports met that an incident's summary discloses.

Only what is finished is told: due then, made then. Nothing depends on the time of the build. The
living version of a summary says it; a superseded one stays as it was and does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from glasscase.law.calendar import local
from glasscase.law.catalogue import Catalogue as LawCatalogue
from glasscase.law.clock import Clock, ClockState
from glasscase.law.clocks import clocks
from glasscase.law.facts import Facts
from glasscase.law.spoken import apart
from glasscase.records import Kind, PublicForm

from . import draw, fragments, numbers, rows, words
from .catalogue import Catalogue
from .context import Json
from .stencils import cut, text

_FINISHED = (ClockState.MET, ClockState.LATE)
_NAMES = ("Deadline", "Due", "Made", "Outcome")


@dataclass(frozen=True, slots=True)
class Reported:
    """What counts the deadlines: laws, the provider, and its models."""

    law: LawCatalogue
    catalogue: Catalogue

    def drawn(self, form: PublicForm) -> str:
        """Draw the deadlines of the reports that a summary names, or say why there are none."""
        reports = form.get("notifications")
        if not isinstance(reports, list):
            return fragments.render(
                "deadlines.html", said=_undisclosed(reports), table="", law="", unknown=()
            )
        finished = self.finished(form)
        unknown = sorted({one["regime"] for one in reports} - set(self.law.regimes))
        return fragments.render(
            "deadlines.html",
            said="" if finished else _NOTHING,
            table=draw.table(_NAMES, [("", _cells(clock)) for clock in finished])
            if finished
            else "",
            unknown=unknown,
            law=self.law.version.partition("+")[0],
        )

    def finished(self, form: PublicForm) -> list[Clock]:
        """Return the clocks that the disclosed reports have stopped, by due time."""
        reports = form.get("notifications")
        if not isinstance(reports, list) or not reports:
            return []
        facts = Facts(
            self.catalogue.provider,
            form,
            numbers.instant(form["times"]["discovered"]).date(),
            self._models(form),
        )
        # Every report is made by then; what is not done until then is not told.
        last = max(numbers.instant(one["at"]) for one in reports)
        found = clocks(self.law, facts, form, now=last.astimezone(UTC))
        known = [one for one in found if one.done is not None and one.state in _FINISHED]
        return sorted(known, key=lambda one: (one.due or one.done or last, one.regime, one.duty))

    def _models(self, form: PublicForm) -> dict[str, Json]:
        named = form.get("models") or [
            model
            for service in (self.catalogue.provider or {}).get("services", ())
            if service["id"] in form.get("services", ())
            for model in service.get("models", ())
        ]
        editions = (self.catalogue.by_key.get((Kind.MODEL.value, id_)) for id_ in named)
        return {edition.id: edition.form() for edition in editions if edition is not None}


_NOTHING = "The catalogue of laws knows no finished deadline for what is disclosed here."


_TOLD = ("Met:", "Late:")
"""How the sentences begin that the table tells in its own columns."""


def _undisclosed(given: Json) -> str:
    if isinstance(given, dict) and rows.is_notice(given):
        if "withheld" in given:
            return "The provider withholds which reports it made, so no deadline is shown."
        absence = words.ABSENCES[given["absent"]].lower()
        return f"No report is named here ({absence}), so there is no deadline to show."
    return "The provider does not say whether it made a report, so no deadline is shown."


def _cells(clock: Clock) -> list[str]:
    made = clock.done or clock.due
    late = clock.state is ClockState.LATE
    if made is None:
        return []
    if clock.due is None:
        due = text("Without undue delay; no number of days is set")
        outcome = draw.label("made", "Made")
    else:
        outcome = draw.label(clock.state.value, "Late" if late else "Met")
        due = _moment(clock.due)
        if clock.zone != "UTC":
            due += cut.beside(text(local(clock.due, clock.zone)))
        gap = apart(clock.due, made) if late else apart(made, clock.due)
        outcome += cut.beside(text(f"{gap} {'after it was due' if late else 'before it was due'}"))
    about = draw.anchor(clock.source if clock.source.startswith("http") else "", clock.title)
    number = f" ({clock.number})" if clock.number > 1 else ""
    about += number + cut.beside(text(f"{clock.short}, {clock.clause}"))
    told = [one for one in clock.words if not one.startswith(_TOLD)]
    if clock.due is not None:
        # Whoever is late may be so by a reading: then the others are told as well.
        about += "".join([cut.beside(text(one)) for one in (told if late else told[:1])])
    return [
        about,
        due,
        _moment(made),
        outcome,
    ]


def _moment(at: datetime) -> str:
    return draw.time(at.astimezone(UTC).isoformat().replace("+00:00", "Z"))
