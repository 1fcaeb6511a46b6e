"""Verifying a site from outside: its log, and every version that the log holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import TypeAlias

from glasscase.findings import Finding
from glasscase.log import faults
from glasscase.log.audit import Audit, Content, audit, is_web_page
from glasscase.log.checkpoint import Checkpoint, parse_checkpoint
from glasscase.log.copies import INDEX, by_record, check_copy, check_folder, check_index
from glasscase.log.editions import check_in_edition, editions
from glasscase.log.errors import LogError
from glasscase.log.files import CHECKPOINT, CHECKPOINT_LIMIT
from glasscase.log.keys import Verifier
from glasscase.log.ledger import Held, read_entries
from glasscase.log.merkle import HASH_SIZE
from glasscase.log.note import Note, verified
from glasscase.log.several import each
from glasscase.log.source import Source, SourceError
from glasscase.log.tiles import WIDTH, Tile, files
from glasscase.log.told import CHANGES, Told, Weakenings, check_list, expected
from glasscase.log.verdict import Seal, Verdict

MOST_ENTRIES = 1_000_000
"""Entries of a log at most; a server may claim any number."""
_BUNDLE_LIMIT = WIDTH * (1 << 13)
"""Bytes of a bundle at most: no entry of ours comes near 8 KiB."""
_PASSES = 3
"""How often a site is verified that is published anew meanwhile."""

Steps: TypeAlias = Callable[[str, int], AbstractContextManager[Callable[[], None]]]
"""Shows progress: given a label and a number of steps, gives what to call after each."""


@dataclass(frozen=True, slots=True)
class Expectations:
    """What a reader knows of a log from elsewhere."""

    keys: tuple[Verifier, ...] = ()
    """Keys each of which must have signed the checkpoint."""
    since: Checkpoint | None = None
    """An earlier checkpoint, which the log must extend."""
    weakenings: Weakenings | None = None
    """Counts what a version asks less than the one before; without it that is not compared."""


def no_steps(_label: str, _count: int) -> AbstractContextManager[Callable[[], None]]:
    """Show no progress."""
    return nullcontext(lambda: None)


def verify(
    source: Source, expected: Expectations | None = None, steps: Steps = no_steps
) -> Verdict:
    """Return what a site's log and its copies of all versions are worth.

    A site may be published anew while it is read. Where something is wrong and the checkpoint
    is another one by then, all is looked at again.
    """
    expected = expected or Expectations()
    for _ in range(_PASSES):
        verdict = _once(source, expected, steps)
        if not verdict.findings or not _has_moved_on(source, verdict):
            break
    return verdict


def _has_moved_on(source: Source, verdict: Verdict) -> bool:
    try:
        now = source.fetch(CHECKPOINT, CHECKPOINT_LIMIT)
    except SourceError:
        return False
    return now is not None and now != verdict.checkpoint_file


def _once(source: Source, expected: Expectations, steps: Steps) -> Verdict:
    verdict = Verdict(source.address, since=expected.since)
    try:
        data = source.fetch(CHECKPOINT, CHECKPOINT_LIMIT)
    except SourceError as error:
        return replace(verdict, findings=(error.fault.at(CHECKPOINT, error.message),))
    if data is None:
        missing = faults.CHECKPOINT_MISSING.at(CHECKPOINT, "the site has no log")
        return replace(verdict, findings=(missing,))
    verdict = replace(verdict, checkpoint_file=data)
    try:
        checkpoint, note = parse_checkpoint(data)
    except LogError as error:
        message = "the server sent a web page" if is_web_page(data) else error.message
        unreadable = faults.CHECKPOINT_UNREADABLE.at(CHECKPOINT, message)
        return replace(verdict, findings=(unreadable,))
    seals, findings = _seals(note, expected.keys)
    verdict = replace(verdict, checkpoint=checkpoint, seals=seals)
    if checkpoint.size > MOST_ENTRIES:
        message = f"the checkpoint says that the log has {checkpoint.size:,} entries"
        findings.append(faults.LOG_TOO_LONG.at(CHECKPOINT, message))
        return replace(verdict, findings=tuple(findings))
    result = _log(source, checkpoint, steps)
    findings += result.findings
    if expected.since:
        findings += _compared(expected.since, checkpoint, result)
    verdict = replace(verdict, findings=tuple(findings))
    return _with_copies(verdict, source, result, expected, steps)


def _seals(note: Note, keys: Sequence[Verifier]) -> tuple[tuple[Seal, ...], list[Finding]]:
    """Return the signatures, and what is wrong with them given the keys that must be there."""
    findings: list[Finding] = []
    good: list[Verifier] = []
    for key in keys:
        try:
            signed = verified(note, [key])
        except LogError as error:
            findings.append(faults.SIGNATURE_WRONG.at(CHECKPOINT, error.message))
            continue
        good += signed
        if not signed:
            short = f"{key.name}+{key.key_id.hex()}"
            findings.append(
                faults.KEY_WRONG.at(CHECKPOINT, f"the checkpoint is not signed by the key {short}")
            )
    seals = tuple(
        Seal(line.name, line.key_id.hex(), any(line.is_by(key) for key in good))
        for line in note.signatures
    )
    return seals, findings


def _log(source: Source, checkpoint: Checkpoint, steps: Steps) -> Audit:
    """Read every file of the log and recompute it."""
    wanted = list(files(checkpoint.size))
    contents: dict[Tile, Content] = {}
    with steps("Reading the log", len(wanted)) as step:
        results = each(source, lambda tile: _content(source, tile), wanted)
        for tile, content in zip(wanted, results, strict=True):
            contents[tile] = content
            step()
    return audit(checkpoint, contents)


def _content(source: Source, tile: Tile) -> Content:
    """Return a file of the log; the full one may stand in for a partial one that is gone."""
    limit = _BUNDLE_LIMIT if tile.level is None else WIDTH * HASH_SIZE
    try:
        data = source.fetch(tile.address, limit)
        if data is None and tile.width < WIDTH:
            data = source.fetch(tile.full.address, limit)
    except SourceError as error:
        return error.fault.at(tile.address, error.message)
    if data is None:
        return faults.TILE_MISSING.at(tile.address, "a file of the log is not there")
    return data


def _compared(since: Checkpoint, checkpoint: Checkpoint, result: Audit) -> Iterator[Finding]:
    """Yield what is wrong with the log in the light of an earlier checkpoint."""
    if since.origin != checkpoint.origin:
        yield faults.LOG_OTHER.at(
            CHECKPOINT, "the log has another name than the earlier checkpoint has"
        )
    elif since.size > checkpoint.size:
        yield faults.LOG_TRUNCATED.at(
            CHECKPOINT,
            f"the log had {since.size:,} entries at the earlier checkpoint, and has "
            f"{checkpoint.size:,} now",
        )
    elif not (extends := result.extends(since)):
        known = extends is False
        fault = faults.LOG_FORKED if known else faults.SINCE_UNCHECKED
        what = "are not" if known else "cannot be compared with"
        yield fault.at(
            CHECKPOINT, f"the first {since.size:,} entries {what} those of the earlier checkpoint"
        )


def _with_copies(
    verdict: Verdict, source: Source, result: Audit, expectations: Expectations, steps: Steps
) -> Verdict:
    """Return the verdict with what the site's copies of all versions are worth."""
    ledger = read_entries(result.entries)
    everything = list(ledger.held.values())
    erased = [held.erasure for held in everything if held.erasure]
    whole = result.whole and ledger.whole
    found: list[Finding] = [*verdict.findings, *ledger.findings]
    told: dict[int, Told] = {}
    unchanged = 0

    def record(versions: Sequence[Held]) -> tuple[list[Finding], int, dict[int, Told]]:
        copies = [check_copy(source, held) for held in versions]
        good = sum(not copy.findings and not copy.held.erasure for copy in copies)
        own = [finding for copy in copies for finding in copy.findings]
        return own, good, expected(copies, expectations.weakenings)

    with steps("Comparing versions", len(everything)) as step:
        records = by_record(everything)
        for versions, (findings, good, own) in zip(
            records, each(source, record, records), strict=True
        ):
            found += findings
            unchanged += good
            told |= own
            for _ in versions:
                step()
    lists = {
        INDEX: check_index(source, ledger, whole=whole),
        CHANGES: check_list(source, ledger.entries, told),
    }
    found += [finding for findings in lists.values() for finding in findings or ()]
    found += check_folder(source, ledger, whole=whole)
    listed, wrong = editions(source, ledger, whole=whole)
    found += wrong
    held = [(edition.name, held) for edition in listed for held in edition.versions]
    with steps("Comparing editions", len(held)) as step:
        for wrong in each(source, lambda pair: check_in_edition(source, *pair), held):
            found += wrong
            step()
    return replace(
        verdict,
        findings=tuple(_with_one_end(found)),
        versions=len(everything) - len(erased),
        unchanged=unchanged,
        erased=tuple(erased),
        editions=tuple(edition.name for edition in listed),
        lacking=tuple(path for path, findings in lists.items() if findings is None),
    )


def _with_one_end(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings, with one in place of all those on files that were not asked for."""
    skipped: list[Finding] = []
    for finding in findings:
        if finding.rule == faults.SERVER_GAVE_UP.rule:
            skipped.append(finding)
        else:
            yield finding
    if skipped:
        yield faults.SERVER_GAVE_UP.at(
            skipped[0].path,
            f"the server stopped answering; this file and {len(skipped) - 1:,} others "
            "were not asked for",
        )
