"""`glasscase report`: the report that an authority is owed, made, sent and receipted."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from glasscase.checks.configuration import Configuration, configuration, find_config
from glasscase.checks.words import meant
from glasscase.cli import options
from glasscase.cli.terminal import show
from glasscase.law.catalogue import Catalogue, CatalogueError, checked_catalogue
from glasscase.law.clocks import Clock, ClockState, clocks
from glasscase.law.model.regime import Regime
from glasscase.reading.private import FOLDER
from glasscase.records.incident import ReportStage
from glasscase.reporting.asked import asks_anything
from glasscase.reporting.carriers import carrier_for, recipient_of
from glasscase.reporting.delivery import Outcome, Pace, Sent
from glasscase.reporting.desk import Desk, Finished, Prepared
from glasscase.reporting.edges import Edges
from glasscase.reporting.errors import ReportError
from glasscase.reporting.gather import gather
from glasscase.reporting.outbox import Standing
from glasscase.reporting.recipients import read_recipients
from glasscase.reporting.record import Added, add_public, as_yaml, public_row
from glasscase.reporting.report import Known
from glasscase.reporting.sent import with_reports
from glasscase.reporting.telling import as_document, as_text, dry_run, uncertain

DONE, OPEN, FAILED = 0, 1, 2
_MOST_NOTE = 400


@click.command("report")
@click.argument("incident", metavar="ID")
@click.option(
    "--regime", "regime_id", metavar="R", required=True, help="The law or code, by its id."
)
@click.option(
    "--stage",
    type=click.Choice([stage.value for stage in ReportStage]),
    help="Which report of the series. Default: the newest that there is, or the initial one.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the reports. Default: reports/ in the private folder.",
)
@click.option(
    "--private",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"Folder of what is not for the public. Default: {FOLDER}/ in the project.",
)
@click.option("--send", is_flag=True, help="Show what would be sent, to whom and how.")
@click.option("--confirm", is_flag=True, help="With --send: send it.")
@click.option(
    "--incomplete", is_flag=True, help="Send although something that is asked is missing."
)
@click.option(
    "--resend",
    is_flag=True,
    help="Send again although nobody knows whether the last attempt arrived.",
)
@click.option(
    "--confirm-delivered",
    "reference",
    metavar="REFERENCE",
    help="Keep that it was delivered, as you know from elsewhere: the recipient's reference.",
)
@click.option(
    "--at",
    "at",
    metavar="TIME",
    help="With --confirm-delivered: when. Default: at the uncertain attempt, or else now.",
)
@click.option("--record", is_flag=True, help="Finish what follows a delivery: receipt, record.")
@click.option(
    "--publish-notification",
    "publish",
    is_flag=True,
    help="Add to the public record that the report was made, to whom and when.",
)
@options.form_of(options.Form, "Form of the answer.")
@options.config_file
@click.pass_context
def command(
    ctx: click.Context,
    incident: str,
    regime_id: str,
    stage: str | None,
    out: Path | None,
    private: Path | None,
    send: bool,
    confirm: bool,
    incomplete: bool,
    resend: bool,
    reference: str | None,
    at: str | None,
    record: bool,
    publish: bool,
    format_: str,
    config_file: Path | None,
) -> None:
    """Make the report that a law or code asks for about an incident, and send it.

    It holds what the regime asks for, from the record and its private part, with the values that
    the public does not see and this authority is owed. What is missing is said, never made up.
    JSON, Markdown, PDF and a message are written below private/reports/. Nothing is sent without
    --send --confirm, and a report once sent never changes.

    Exit code 0 if all is done, 1 if something is missing or a delivery is uncertain, 2 if it could
    not be done. This is readiness, not legal advice.
    """
    if (confirm and not send) or (resend and not confirm):
        raise click.UsageError("--confirm needs --send, and --resend needs --send --confirm.")
    if at is not None and reference is None:
        raise click.UsageError("--at needs --confirm-delivered.")
    edges: Edges = ctx.obj if isinstance(ctx.obj, Edges) else Edges()
    found = configuration(config_file or find_config(Path()))
    folder = guarded(found, private or found.project / FOLDER, "--private")
    catalogue = checked_catalogue(found.project)
    regime = _regime(catalogue, regime_id)
    now = edges.now()
    name = incident.removeprefix("incidents/")
    known = gather(found.project, found.options.content, folder, name, now)
    desk = Desk(
        catalogue,
        regime,
        known,
        folder,
        guarded(found, out, "--out") if out is not None else None,
        read_recipients(folder),
    )
    moment = _moment(at, now) if at is not None else None
    with desk.open():
        prepared = desk.prepare(ReportStage(stage) if stage else None, now)
        lines: list[str] = []
        code = OPEN if prepared.content.missing and not _is_out(prepared) else DONE
        if reference is not None and _is_out(prepared):
            lines.append("It was delivered before; its receipt was left as it is.")
        elif reference is not None:
            desk.confirm(prepared.kept, reference[:_MOST_NOTE], moment, now)
        if send:
            code, lines = _send(desk, prepared, edges, confirm, incomplete, resend)
        finished = None
        if prepared.kept.standing is Standing.DELIVERED:
            code = max(code, OPEN if prepared.has_changed and not send else DONE)
            finished = desk.finish(prepared.kept, prepared.content, edges)
            code = max(code, DONE if finished.is_whole else OPEN)
        elif prepared.kept.standing is Standing.UNKNOWN:
            code = max(code, OPEN)
            lines += uncertain(prepared.kept, incident, regime.id)
        if finished is None and (record or publish):
            raise ReportError(
                "this report was not delivered, as far as Glasscase knows",
                hint="Send it with --send --confirm. If it was handed in by other means, say so"
                " with --confirm-delivered REFERENCE.",
            )
        if finished is not None:
            code = max(code, _tell_public(desk, prepared, finished, publish, lines))
    due = _due(catalogue, known, regime, now)
    if format_ == "json":
        text = json.dumps(as_document(prepared, finished, due), ensure_ascii=False, indent=2) + "\n"
        notes = lines
    else:
        text = as_text(prepared, known, regime, found.project, due, finished, lines)
        notes = []
    show(text)
    for note in notes:
        click.echo(note, err=True)
    ctx.exit(code)


def guarded(found: Configuration, wanted: Path, option: str) -> Path:
    """Return a folder for what is not for the public; raise where it would become public."""
    folder, project = wanted.resolve(), found.project.resolve()
    for public, words in (
        (project / found.options.content, "the content folder"),
        (project / found.site, "the folder of the built site"),
    ):
        if folder.is_relative_to(public.resolve()) or folder == public.resolve():
            raise ReportError(
                f"reports cannot lie in {words}, which is published",
                hint=f"Give a folder elsewhere with {option}.",
            )
    if found.options.public_source and folder.is_relative_to(project):
        raise ReportError(
            "this repository is declared public (`public_source: true`), so no report is written"
            " into it",
            hint=f"Give a folder of a private repository with {option}.",
        )
    return folder


def _is_out(prepared: Prepared) -> bool:
    return prepared.kept.standing is Standing.DELIVERED


def _send(
    desk: Desk, prepared: Prepared, edges: Edges, confirm: bool, incomplete: bool, resend: bool
) -> tuple[int, list[str]]:
    """Send a report, or show what would be sent; return the exit code and what to say."""
    kept = prepared.kept
    if kept.standing is Standing.DELIVERED:
        return DONE, ["It was delivered before; nothing was sent."]
    recipient = recipient_of(desk.recipients, desk.regime.id, desk.private)
    carrier = carrier_for(recipient, desk.recipients, kept, desk.private, edges)
    missing = bool(prepared.content.missing) and kept.standing is not Standing.UNKNOWN
    if not confirm:
        return OPEN if missing else DONE, dry_run(kept, carrier, missing and not incomplete)
    if missing and not incomplete:
        return OPEN, [
            "Nothing was sent: something that is asked is missing. State it, or send the report"
            " as it is with --incomplete; it says what is missing."
        ]
    sent = desk.send(kept, carrier, edges, Pace(), resend=resend)
    lines = [_outcome(sent)]
    if sent.outcome is Outcome.DELIVERED:
        return DONE, lines
    if sent.outcome is Outcome.UNKNOWN:
        return OPEN, lines
    if kept.standing is not Standing.UNKNOWN:
        lines.append("Nothing was delivered. Run the command again when that is mended.")
    return FAILED, lines


def _outcome(sent: Sent) -> str:
    words = {
        Outcome.DELIVERED: "Delivered",
        Outcome.NOT_SENT: "Not sent",
        Outcome.REFUSED: "Refused",
        Outcome.UNKNOWN: "Uncertain",
    }
    answer = f" Its answer: {sent.response}" if sent.response else ""
    return f"{words[sent.outcome]}: {sent.words}{answer}"


def _tell_public(
    desk: Desk, prepared: Prepared, finished: Finished, publish: bool, lines: list[str]
) -> int:
    """Say what the public record can say of the report, or write it there."""
    recipient = desk.recipients.recipients.get(desk.regime.id)

    def row_of(document: dict[str, Any], receipt: dict[str, Any]) -> dict[str, Any]:
        authority = (recipient.name if recipient else None) or document["regime"]["recipient"]
        return public_row(document["report"], authority, receipt)

    if finished.added is Added.ADDED:
        lines.append(f"Recorded in {desk.known.part}.")
    if not publish:
        if finished.added is Added.ADDED:
            row = row_of(prepared.kept.document, finished.receipt)
            lines.append(
                "For the public record, if it is to say so (--publish-notification adds it):\n"
                + as_yaml("notifications", row).rstrip()
            )
        return DONE
    if desk.known.record is None:
        raise ReportError(
            f"there is no record content/incidents/{desk.known.id}.yml to add it to",
            hint="Begin one with `glasscase new incident`; the public summary can come later.",
        )
    # An amended report without the first one would look like a first one that came late.
    told = [_publish(Path(desk.known.file), row_of(*one), lines) for one in desk.delivered()]
    return max(told, default=DONE)


def _publish(file: Path, row: dict[str, Any], lines: list[str]) -> int:
    """Write into the public record that a report was made, and say so."""
    named = f"the {row['stage']} report"
    added = add_public(file, row)
    if added is Added.ADDED:
        lines.append(
            f"Added to {file.name}: {named} was made on {row['at']}. A record that is published"
            " needs a new version with its reason."
        )
    elif added is Added.THERE:
        lines.append(f"The public record says already that {named} was made.")
    else:
        lines.append(
            f"{file.name} is in a form to which nothing can be added safely. Add this by hand:\n"
            f"{as_yaml('notifications', row).rstrip()}"
        )
        return OPEN
    return DONE


def _regime(catalogue: Catalogue, id_: str) -> Regime:
    found = catalogue.regimes.get(id_)
    if found is None:
        asking = [one.id for one in catalogue.regimes.values() if asks_anything(one)]
        raise CatalogueError(f"there is no regime `{id_}`", hint=meant(id_, asking))
    return found


def _due(catalogue: Catalogue, known: Known, regime: Regime, now: datetime) -> tuple[Clock, ...]:
    """Return the clocks of the regime that ask for something."""
    found: Iterable[Clock] = ()
    if known.facts.record:
        form = with_reports(known.facts.record, known.private)
        found = clocks(catalogue, known.facts, form, now=now)
    open_ = (ClockState.RUNNING, ClockState.LATE, ClockState.CANNOT_TELL, ClockState.UPCOMING)
    return tuple(
        one for one in found if one.regime == regime.id and one.state in open_ and one.asks
    )


def _moment(text: str, now: datetime) -> datetime:
    message = f"{text!r} is no time with its zone: 2026-03-29T03:00+02:00."
    try:
        found = datetime.fromisoformat(text)
        moment = found.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise click.BadParameter(message, param_hint="--at") from error
    if found.tzinfo is None:
        raise click.BadParameter(message, param_hint="--at")
    if moment > now:
        raise click.BadParameter(f"{text} is in the future.", param_hint="--at")
    return moment
