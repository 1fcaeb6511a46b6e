"""Coverage: the duties of the regimes that the project has chosen are answered.

The option `coverage` names regimes, and how heavy an unanswered duty of each weighs. A duty is
unanswered where something that must be told to the public is neither given, nor withheld with its
ground, nor absent with a reason. Where the records do not say enough to know whether something is
owed, that is a finding too. What an authority only is told, and what a text only recommends or
allows, is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from glasscase.checks.context import Context, Found, Options, Path, found
from glasscase.checks.owing import Owing, Undecided, is_asked
from glasscase.checks.words import meant
from glasscase.findings import Finding, Position, Severity
from glasscase.law.advice import advice, listed, to_decide
from glasscase.law.catalogue import FOLDER, project_catalogue
from glasscase.law.coverage import Covered, Law, Place, State, counts, cover
from glasscase.law.facts import Facts
from glasscase.law.fields import steps
from glasscase.records import Kind

if TYPE_CHECKING:
    from glasscase.law.coverage import Known
    from glasscase.law.model.regime import Regime
    from glasscase.reading.load import Collection, Loaded

_UNANSWERED = (State.MISSING, State.PARTLY)
_LOOKED_AT = (*_UNANSWERED, State.CANNOT_TELL)
_ASKED = re.compile(r"`([^`]+)`[^;]*? in (\S+?\.\w+)(?:;|$)")
"""A field and its file in a sentence that says what is to be stated."""
_SEVERITIES = {severity.value: severity for severity in (Severity.ERROR, Severity.WARNING)}


@dataclass(frozen=True, slots=True)
class Gate:
    """The regimes that are checked, compiled; with what is wrong with the choice of them."""

    law: Law
    severities: Mapping[str, Severity]
    unknown: Mapping[str, str]
    """Of the option, what cannot be used: its key, and what to do."""
    findings: tuple[Finding, ...]
    """What is wrong with the catalogue's files in the project."""

    def knowing(self, parts: Iterable[Known | None]) -> Gate:
        """Return the gate with what is known of a project's records, in parts."""
        return replace(self, law=self.law.knowing(part for part in parts if part is not None))

    def known(self, collection: Collection) -> Known:
        """Return what of some records the duties of all subjects are judged with."""
        provider = collection.provider
        return self.law.know(
            provider.form if provider is not None else None,
            (loaded.form for loaded in collection.protocols),
            (loaded.form for loaded in collection.models),
        )


def gate(project: FilePath, options: Options) -> Gate | None:
    """Compile the regimes that a project has chosen; None if there is nothing to be checked."""
    if not options.coverage and not (project / FOLDER).is_dir():
        return None
    loaded = project_catalogue(project)
    severities: dict[str, Severity] = {}
    unknown: dict[str, str] = {}
    for regime, severity in options.coverage:
        if regime not in loaded.catalogue.regimes:
            unknown[regime] = meant(regime, loaded.catalogue.regimes)
        elif severity not in _SEVERITIES:
            unknown[regime] = f"Write `{regime}: error` or `{regime}: warning`."
        else:
            severities[regime] = _SEVERITIES[severity]
    law = Law.of(loaded.catalogue, severities)
    return Gate(law, severities, unknown, loaded.findings)


def check(context: Context) -> Iterator[Found]:
    """Check the provider, the models and the incidents against the duties of the gate."""
    if context.gate is None:
        return
    yield from map(Found, context.gate.findings)
    yield from _options(context, context.gate)
    if not context.gate.severities:
        return
    known = context.gate.law.known
    owing = Owing(context.gate.law, context.today)
    for loaded in _subjects(context):
        record = None if loaded.record.kind is Kind.PROVIDER else loaded.form
        facts = Facts(known.provider, record, context.today, known.models, loaded.document.path)
        own = [
            one
            for one in cover(context.gate.law, facts)
            if one.state in _LOOKED_AT and is_asked(one, context.today)
        ]
        for covered in own:
            if covered.state in _UNANSWERED and covered.open:
                yield _unanswered(context, loaded, covered)
        for undecided in owing.undecided(loaded.record.kind, own):
            yield _undecided(context, loaded, undecided)


def _subjects(context: Context) -> Iterator[Loaded[Any]]:
    collection = context.collection
    if collection.provider is not None:
        yield collection.provider
    for loaded in (*collection.models, *collection.incidents):
        if counts(loaded.form):
            yield loaded


def _unanswered(context: Context, loaded: Loaded[Any], covered: Covered) -> Found:
    duty, regime = covered.duty, covered.regime
    how = "is not answered" if covered.state is State.MISSING else "is answered only in part"
    told = advice(covered.open, lambda place: _file(context, place))
    here = loaded.document.path
    texts = [
        f"State {listed(fields)}" + ("" if file == here else f" in {file}")
        for file, fields in told.items()
    ]
    one = found(
        "duty-unanswered",
        loaded,
        _nearest(loaded, covered.open[0].place),
        f"{regime.short}, {duty.clause}: “{duty.title}” {how}",
        f"{'. '.join(texts)}; or say why not.",
        key=True,
    )
    return _weighed(context, regime, one)


def _undecided(context: Context, loaded: Loaded[Any], one: Undecided) -> Found:
    return _weighed(
        context,
        one.regime,
        found(
            "duty-undecided",
            loaded,
            _nearest(loaded, _asked_here(loaded, one.because)),
            one.sentence,
            to_decide(one.because),
            key=True,
        ),
    )


def _asked_here(loaded: Loaded[Any], because: Iterable[str]) -> Place:
    """Return the field of a file that some sentences ask for; no field if they ask for none."""
    for sentence in because:
        match = _ASKED.search(sentence)
        if match and loaded.document.path.endswith(match[2]):
            return Place(loaded.record.kind, "", match[1])
    return Place(loaded.record.kind, "", "")


def _weighed(context: Context, regime: Regime, one: Found) -> Found:
    """Return a finding with the severity that the project gives to a regime."""
    severity = context.gate.severities[regime.id] if context.gate else one.finding.severity
    return replace(one, finding=replace(one.finding, severity=severity))


def _file(context: Context, place: Place) -> str:
    if place.kind is Kind.PROVIDER:
        return f"{context.options.content}/provider.yml"
    outline = context.index.records.get((place.kind, place.id))
    return outline.path if outline is not None else ""


def _nearest(loaded: Loaded[Any], place: Place) -> Path:
    """Return the way to a place as far as the file has it; else to the record's id."""
    path: list[str | int] = []
    value: object = loaded.document.data
    if place.kind is loaded.record.kind:
        for step in steps(place.field) or ():
            if not isinstance(value, dict) or step.key not in value:
                break
            path.append(step.key)
            value = value[step.key]
    if path:
        return tuple(path)
    return ("legal_name",) if loaded.record.kind is Kind.PROVIDER else ("id",)


def _options(context: Context, own: Gate) -> Iterator[Found]:
    """Find fault with what the option names."""
    name = context.options.config_file
    for key, help_ in own.unknown.items():
        known = key in own.law.catalogue.regimes
        what = f"the severity of `{key}` is neither" if known else f"there is no regime `{key}`"
        message = f"{what} error nor warning" if known else what
        position = _position(context.lines(name), key)
        yield Found(
            Finding(
                "coverage-option",
                Severity.ERROR,
                name,
                f"`coverage`: {message}",
                help_,
                position,
                len(key) if position else 1,
            )
        )


def _position(lines: object, key: str) -> Position | None:
    """Return where the option names a regime: the first line that begins with it."""
    for number, line in enumerate(lines if isinstance(lines, list | tuple) else (), 1):
        if line.strip().strip("{").strip().startswith((f"{key}:", f'"{key}"', f"'{key}'")):
            return Position(number, line.index(key) + 1)
    return None
