"""The reports under one law about one incident: written, numbered, sent, receipted, recorded.

Every step may be interrupted at any moment. The next run goes on from what is on the disk.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from glasscase.law.catalogue import Catalogue
from glasscase.law.model.regime import Regime
from glasscase.records.incident import ReportStage
from glasscase.reporting.delivery import Carrier, Outcome, Pace, Sent, deliver
from glasscase.reporting.drawing import to_markdown
from glasscase.reporting.edges import Edges
from glasscase.reporting.errors import ReportError
from glasscase.reporting.files import json_bytes, locked, put, unwritable
from glasscase.reporting.folder import DOCUMENT, FOLDER, Kept, place_of, reports_in
from glasscase.reporting.mail import to_mail
from glasscase.reporting.outbox import STAMP, Attempt, Outbox, Standing
from glasscase.reporting.pdf import NoPdfError, to_pdf
from glasscase.reporting.receipt import confirm, receive
from glasscase.reporting.recipients import Recipients
from glasscase.reporting.record import Added, add_private, as_yaml, private_row
from glasscase.reporting.report import Content, Known, compose, digest_of, is_same, numbered
from glasscase.reporting.timestamp import StampError, stamp
from glasscase.reporting.tls import trusting

_MARKDOWN, _PDF, _MAIL = "report.md", "report.pdf", "report.eml"
_ONCE = (ReportStage.INITIAL, ReportStage.FINAL)


class Prepared(NamedTuple):
    """A report as it lies on the disk, and what is to be known of it."""

    kept: Kept
    content: Content
    """What would be said now; of a report that was sent, it may have changed since."""
    notes: tuple[str, ...]
    has_changed: bool = False
    """True if the report was sent and would be another one now."""


class Finished(NamedTuple):
    """What was kept of a delivered report."""

    receipt: dict[str, Any]
    added: Added
    """What became of the row in the private part."""
    notes: tuple[str, ...]
    is_whole: bool = True
    """False if something is to be done again, or by hand."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One law's reports about one incident."""

    catalogue: Catalogue
    regime: Regime
    known: Known
    private: Path
    out: Path | None
    """Where reports lie, if not below the private folder."""
    recipients: Recipients

    @property
    def folder(self) -> Path:
        """The folder of these reports."""
        base = self.out or self.private / FOLDER
        return base / self.known.id / self.regime.id

    @contextlib.contextmanager
    def open(self) -> Iterator[None]:
        """Be the only run that works on these reports."""
        with locked(self.folder):
            yield

    def prepare(self, wanted: ReportStage | None, now: datetime) -> Prepared:
        """Write the report that is due to be sent, or return the one that was sent.

        Without `wanted`, that is the newest one, or the initial one. Raises ReportError where a
        report that was sent would have to be changed.
        """
        written = reports_in(self.folder)
        latest = written[-1] if written else None
        if latest is not None and not latest.standing.is_final:
            return self._rewrite(latest, wanted, written, now)
        if latest is None:
            return self._write(1, wanted or ReportStage.INITIAL, written, now, None)
        return self._follow(latest, wanted, written, now)

    def send(
        self, kept: Kept, carrier: Carrier, edges: Edges, pace: Pace, *, resend: bool = False
    ) -> Sent:
        """Send a report unless it was sent. Raises ReportError where that may be a second time."""
        outbox = kept.outbox
        if outbox.standing is Standing.DELIVERED:
            return Sent(Outcome.DELIVERED, "It was delivered before; nothing was sent.")
        if outbox.standing is Standing.UNKNOWN and not (carrier.is_repeatable or resend):
            return Sent(Outcome.UNKNOWN, _uncertain(outbox).words)
        if outbox.standing is Standing.UNKNOWN and _uncertain(outbox).digest != kept.digest:
            raise ReportError(
                f"{(kept.folder / DOCUMENT).as_posix()} is not the report that was tried",
                hint="Restore it from a backup: a report that may have been sent never changes.",
            )
        return deliver(carrier, outbox, edges.now, edges.sleep, edges.chance, pace)

    def confirm(self, kept: Kept, reference: str, at: datetime | None, now: datetime) -> None:
        """Keep what a person says: that a report was delivered, and under which reference."""
        head = kept.document["report"]
        confirm(kept.outbox, head, reference, at, now, kept.document["regime"]["recipient"])

    def finish(self, kept: Kept, content: Content, edges: Edges) -> Finished:
        """Keep the receipt of a delivered report, have it stamped, and record it. Repeatable."""
        document = kept.document
        receipt = receive(kept.outbox, document["report"])
        if receipt is None:
            raise ReportError(
                "this report was not delivered, as far as Glasscase knows",
                hint="Send it with --send --confirm, or say with --confirm-delivered that it was"
                " handed in by other means.",
            )
        notes = list(self._stamped(kept, edges))
        is_whole = not notes
        stamped = STAMP if (kept.folder / STAMP).is_file() else ""
        row = private_row(
            document["report"], content.duty, kept.digest, self._path(kept), receipt, stamped
        )
        added = add_private(self.private, self.known.id, row)
        if added is Added.BY_HAND:
            notes.append(
                f"The report could not be added to {self.private.name}/incidents/"
                f"{self.known.id}.yml. Add it by hand:\n{as_yaml('reports', row)}"
            )
        return Finished(receipt, added, tuple(notes), is_whole and added is not Added.BY_HAND)

    def delivered(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Yield document and receipt of each report that was delivered, oldest first."""
        for kept in reports_in(self.folder):
            if kept.standing is Standing.DELIVERED:
                receipt = receive(kept.outbox, kept.document["report"])
                if receipt is not None:
                    yield kept.document, receipt

    # Which report is meant.

    def _rewrite(
        self, latest: Kept, wanted: ReportStage | None, written: list[Kept], now: datetime
    ) -> Prepared:
        """Bring a report that was not sent up to date."""
        if wanted not in (None, latest.stage):
            raise ReportError(
                f"{latest.stage.value} report {latest.number} has not been sent, so no other is"
                " begun",
                hint="Send it first, say with --confirm-delivered that it was handed in by other"
                f" means, or delete {latest.folder.as_posix()}.",
            )
        return self._write(latest.number, latest.stage, written[:-1], now, latest)

    def _follow(
        self, latest: Kept, wanted: ReportStage | None, written: list[Kept], now: datetime
    ) -> Prepared:
        """Begin the report that follows one that was sent, or return that one."""
        stage = wanted or latest.stage
        content = self._content(latest.stage, written)
        same = is_same(content, latest.document)
        if wanted is None or (same and stage in (latest.stage, ReportStage.AMENDED)):
            note = "What it says has changed since. Make an amended report with --stage amended."
            nothing = "Nothing has changed since this report, so there is nothing to amend."
            notes = () if same else (note,)
            if same and wanted is ReportStage.AMENDED and latest.stage is not wanted:
                notes = (nothing,)
            return Prepared(latest, content, (*content.notes, *notes), not same)
        if latest.standing is Standing.UNKNOWN:
            raise ReportError(
                f"nobody knows whether report {latest.number} was taken, so no other is begun",
                hint="Find out first: run the command without --stage to see what to do.",
            )
        sent = [one for one in written if one.stage is stage]
        if stage in _ONCE and (sent or stage is ReportStage.INITIAL):
            raise ReportError(
                f"a report was sent on {_sent_on(latest)}, and a report once sent never changes",
                hint="Make an amended report with --stage amended; the earlier one is kept.",
            )
        return self._write(latest.number + 1, stage, written, now, None)

    # Writing.

    def _content(self, stage: ReportStage, earlier: list[Kept]) -> Content:
        staged = [one.stage for one in earlier if one.stage is not ReportStage.AMENDED]
        base = stage if stage is not ReportStage.AMENDED else (staged or [ReportStage.INITIAL])[-1]
        return compose(self.catalogue, self.regime, self.known, stage, base)

    def _write(
        self,
        number: int,
        stage: ReportStage,
        earlier: list[Kept],
        now: datetime,
        known: Kept | None,
    ) -> Prepared:
        if stage is ReportStage.AMENDED and not earlier:
            raise ReportError(
                "there is no report to amend", hint="The first one is --stage initial."
            )
        content = self._content(stage, earlier)
        amends = earlier[-1].number if stage is ReportStage.AMENDED else None
        kept = Kept(number, stage, place_of(self.folder, number, stage))
        made = now.replace(microsecond=0)
        if known is not None and known.is_whole and is_same(content, known.document):
            made = datetime.fromisoformat(known.document["report"]["made"])
        document, data = numbered(content, number, amends, made)
        notes = [*content.notes]
        files = self._drawn(kept, document, data) or self._draw(kept, document, data, notes)
        put(kept.folder / DOCUMENT, data)
        for name, held in files.items():
            put(kept.folder / name, held)
        return Prepared(kept, content, tuple(notes))

    def _drawn(self, kept: Kept, document: dict[str, Any], data: bytes) -> dict[str, bytes] | None:
        """Return the other files of a report as they were drawn for this very document.

        None if they were not: the message on the disk is then another one than it would be now.
        """
        try:
            if (kept.folder / DOCUMENT).read_bytes() != data:
                return None
            pdf = (kept.folder / _PDF).read_bytes()
            mail = (kept.folder / _MAIL).read_bytes()
        except OSError:
            return None
        files = {_MARKDOWN: to_markdown(document).encode(), _PDF: pdf}
        own = self._mail(document, data, files)
        return {**files, _MAIL: own} if own == mail else None

    def _draw(
        self, kept: Kept, document: dict[str, Any], data: bytes, notes: list[str]
    ) -> dict[str, bytes]:
        """Return the other files of a report: they all follow from its document."""
        files = {_MARKDOWN: to_markdown(document).encode()}
        try:
            files[_PDF] = to_pdf(document, digest_of(data))
        except NoPdfError as error:
            notes.append(f"{error.message}. {error.hint}")
            try:
                (kept.folder / _PDF).unlink(missing_ok=True)
            except OSError as failed:
                raise unwritable(kept.folder, failed) from failed
        return {**files, _MAIL: self._mail(document, data, files)}

    def _mail(self, document: dict[str, Any], data: bytes, files: dict[str, bytes]) -> bytes:
        """Return the message that carries a report, with its PDF, or else its Markdown."""
        readable = _PDF if _PDF in files else _MARKDOWN
        head = document["report"]
        stem = f"{head['incident']}-{head['regime']}-{head['number']:03}-{head['stage']}"
        attachments = {
            f"{stem}.{readable.rpartition('.')[2]}": files[readable],
            f"{stem}.json": data,
        }
        recipient = self.recipients.recipients.get(self.regime.id)
        mail = recipient.smtp if recipient is not None else None
        sender = self.recipients.sender or ""
        return to_mail(document, digest_of(data), attachments, sender, mail)

    def _stamped(self, kept: Kept, edges: Edges) -> Iterator[str]:
        """Have the receipt stamped unless it is; yield what failed."""
        wanted = self.recipients.timestamp
        file = kept.folder / STAMP
        if wanted is None or file.is_file():
            return
        receipt = kept.outbox.receipt()
        try:
            context = trusting(wanted.certificates, self.private)
            roots = self.private / wanted.authorities
            put(file, stamp(json_bytes(receipt), wanted.url, roots, context, edges.patience))
        except StampError as error:
            yield (
                f"No time stamp: {error.message}. {error.hint}".rstrip()
                + " The report was delivered all the same; --record tries the time stamp again."
            )

    def _path(self, kept: Kept) -> str:
        folder, private = kept.folder.resolve(), self.private.resolve()
        return (
            folder.relative_to(private) if folder.is_relative_to(private) else folder
        ).as_posix()


def _uncertain(outbox: Outbox) -> Attempt:
    """Return the last attempt of which nobody knows what came of it."""
    return [one for one in outbox.attempts() if one.outcome is Standing.UNKNOWN][-1]


def _sent_on(kept: Kept) -> str:
    receipt = kept.outbox.receipt() or {}
    at = receipt.get("delivered", {}).get("at") or kept.outbox.attempts()[-1].at
    return str(at)
