"""A verdict in words for people, and as JSON for programs."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from glasscase.findings import Finding, Severity
from glasscase.log.checkpoint import Checkpoint
from glasscase.log.entry import ErasureEntry, format_moment
from glasscase.log.faults import FAULTS
from glasscase.log.verdict import State, Verdict

FORMAT = 1
"""Version of the JSON. A new key does not change it; a removed or changed one does."""
_SHOWN = 10
"""How many findings of one kind the text shows."""
_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
_STATE_COLOURS = {State.VERIFIED: "1;32", State.INCOMPLETE: "1;33", State.FAILED: "1;31"}


def render_text(verdict: Verdict, *, colour: bool = False) -> str:
    """Return the verdict in plain words, with its final newline."""
    lines = [_paint(headline(verdict), _STATE_COLOURS[verdict.state], colour), ""]
    for finding in _shown(verdict):
        lines += [*_finding(finding, colour), ""]
    lines += [f"{number:,} more of the kind {rule}" for rule, number in _hidden(verdict)]
    lines += _facts(verdict)
    return "\n".join(lines) + "\n"


def headline(verdict: Verdict) -> str:
    """Return the verdict in one sentence."""
    match verdict.state:
        case State.VERIFIED if verdict.versions:
            return f"Verified: {_unchanged(verdict)}."
        case State.VERIFIED:
            return "Verified: the log is whole, and holds no version."
        case State.INCOMPLETE:
            number = verdict.count(Severity.WARNING)
            return f"Not verified: {_plural(number, 'thing')} could not be looked at."
        case State.FAILED:
            number = verdict.count(Severity.ERROR)
            verb = "is" if number == 1 else "are"
            address = _safe(verdict.address)
            return f"NOT VERIFIED: {_plural(number, 'thing')} {verb} wrong with {address}."


def render_json(verdict: Verdict, *, tool_version: str) -> str:
    """Return the verdict as one JSON object."""
    checkpoint = verdict.checkpoint
    document = {
        "format": FORMAT,
        "tool": {"name": "glasscase", "version": tool_version},
        "address": verdict.address,
        "verdict": verdict.state.value,
        "summary": {
            "entries": checkpoint.size if checkpoint else None,
            "versions": verdict.versions,
            "unchanged": verdict.unchanged,
            "erased": len(verdict.erased),
            **{f"{severity}s": verdict.count(severity) for severity in Severity},
        },
        "checkpoint": checkpoint and {**_checkpoint(checkpoint), "signatures": _seals(verdict)},
        "since": verdict.since and _checkpoint(verdict.since),
        "erased": [_erasure(entry) for entry in verdict.erased],
        "editions": list(verdict.editions),
        "not_looked_at": list(_unseen(verdict)),
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                "path": finding.path,
                "message": finding.message,
                "meaning": FAULTS[finding.rule].meaning,
                "help": finding.help,
            }
            for finding in verdict.findings
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding, colour: bool) -> Iterator[str]:
    head = _paint(f"{finding.severity}[{finding.rule}]", _COLOURS[finding.severity], colour)
    yield f"{finding.path}: {head} {_safe(finding.message)}"
    yield f"  meaning: {FAULTS[finding.rule].meaning}"
    yield f"  to do:   {finding.help}"


def _shown(verdict: Verdict) -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    for finding in sorted(verdict.findings, key=lambda finding: finding.severity.rank):
        seen[finding.rule] += 1
        if seen[finding.rule] <= _SHOWN:
            yield finding


def _hidden(verdict: Verdict) -> Iterator[tuple[str, int]]:
    for rule, number in Counter(finding.rule for finding in verdict.findings).items():
        if number > _SHOWN:
            yield rule, number - _SHOWN


def _facts(verdict: Verdict) -> Iterator[str]:
    """Yield what was looked at, and what that cannot show."""
    yield f"Site: {_safe(verdict.address)}"
    checkpoint = verdict.checkpoint
    if checkpoint is None:
        yield "Nothing else could be looked at."
        return
    yield f"Log: {_plural(checkpoint.size, 'entry')}; {_signed(verdict)}."
    if verdict.state is not State.VERIFIED:
        yield f"Versions: {_unchanged(verdict)}."
    for entry in verdict.erased:
        reason = _safe(" ".join(entry.reason.split()))
        yield f"Erased: {entry.subject} on {entry.published:%Y-%m-%d}, with this reason: {reason}"
    if verdict.since and verdict.state is State.VERIFIED:
        more = checkpoint.size - verdict.since.size
        yield (
            f"Since your checkpoint: its {_plural(verdict.since.size, 'entry')} are as they "
            f"were; {more:,} came after."
        )
    if verdict.editions:
        named = ", ".join(verdict.editions)
        yield f"Editions: the versions in {_plural(len(verdict.editions), 'edition')}, {named}."
    for unseen in _unseen(verdict):
        yield f"Not looked at: {unseen}"


def _unseen(verdict: Verdict) -> Iterator[str]:
    """Yield what no verification of this kind can show."""
    if verdict.checkpoint is None:
        return
    yield "whether the pages show what the data say. What is verified is `record.json`."
    for path in verdict.lacking:
        yield f"{path}: the site has no such list."
    if verdict.since is None:
        yield (
            "whether the log itself was replaced. Only an earlier checkpoint can show that: keep "
            "one with --save FILE, and give it with --since FILE next time."
        )


def _unchanged(verdict: Verdict) -> str:
    if verdict.unchanged == verdict.versions:
        if verdict.versions == 1:
            return "the data of the one published version are unchanged"
        return f"the data of all {verdict.versions:,} published versions are unchanged"
    of = _plural(verdict.versions, "published version")
    return f"{verdict.unchanged:,} of {of} {'is' if verdict.unchanged == 1 else 'are'} unchanged"


def _signed(verdict: Verdict) -> str:
    if not verdict.seals:
        return "its checkpoint is not signed"
    good = [seal.name for seal in verdict.seals if seal.verified]
    if good:
        return f"its checkpoint is signed by {_safe(', '.join(good))}"
    names = _safe(", ".join(seal.name for seal in verdict.seals))
    return f"its checkpoint names {names} as signer, which only --key can confirm"


def _checkpoint(checkpoint: Checkpoint) -> dict[str, Any]:
    root = base64.b64encode(checkpoint.root).decode()
    return {"origin": checkpoint.origin, "size": checkpoint.size, "root": root}


def _seals(verdict: Verdict) -> list[dict[str, Any]]:
    return [{"name": s.name, "key_id": s.key_id, "verified": s.verified} for s in verdict.seals]


def _erasure(entry: ErasureEntry) -> dict[str, str]:
    return {
        "kind": entry.kind,
        "id": entry.id,
        "version": entry.version,
        "erased": format_moment(entry.published),
        "sha256": entry.sha256,
        "reason": entry.reason,
    }


def _safe(text: str) -> str:
    """Return text from a site fit for a terminal: nothing in it can move or turn other text."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def _plural(count: int, word: str) -> str:
    many = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{count:,} {word if count == 1 else many}"


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
