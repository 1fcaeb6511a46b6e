"""A verdict in words and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from glasscase.log import faults
from glasscase.log.checkpoint import Checkpoint
from glasscase.log.entry import ErasureEntry
from glasscase.log.report import headline, render_json, render_text
from glasscase.log.verdict import Seal, State, Verdict

from .samples import FIRST_DAY, ORIGIN

GOOD = Verdict(
    "https://transparency.example/",
    checkpoint=Checkpoint(ORIGIN, 415, bytes(32)),
    versions=412,
    unchanged=412,
    since=Checkpoint(ORIGIN, 400, bytes(32)),
)
ERASURE = ErasureEntry("model", "aurora", "1.0", FIRST_DAY, "ab" * 32, "It named\na person.\u202e")
ALTERED = faults.RECORD_ALTERED.at("models/aurora/1.0/record.json", "another SHA-256")
SLOW = faults.SERVER_SLOW.at("log/tile/0/000", "the server was too slow")


def test_a_verified_site_in_plain_words() -> None:
    assert render_text(GOOD) == (
        "Verified: the data of all 412 published versions are unchanged.\n"
        "\n"
        "Site: https://transparency.example/\n"
        "Log: 415 entries; its checkpoint is not signed.\n"
        "Since your checkpoint: its 400 entries are as they were; 15 came after.\n"
        "Not looked at: whether the pages show what the data say. What is verified is "
        "`record.json`.\n"
    )


def test_without_an_earlier_checkpoint_the_limits_are_told() -> None:
    shown = render_text(replace(GOOD, since=None))
    assert "Not looked at: whether the log itself was replaced." in shown
    assert "--save FILE" in shown


def test_a_fault_is_told_with_its_meaning_and_what_to_do() -> None:
    shown = render_text(replace(GOOD, unchanged=411, findings=(SLOW, ALTERED)))
    assert shown == (
        "NOT VERIFIED: 1 thing is wrong with https://transparency.example/.\n"
        "\n"
        "models/aurora/1.0/record.json: error[record-altered] another SHA-256\n"
        "  meaning: The text of this version was changed after it was published, or damaged on "
        "the way.\n"
        "  to do:   Keep a copy of what you see, with the date, and ask the provider.\n"
        "\n"
        "log/tile/0/000: warning[server-slow] the server was too slow\n"
        "  meaning: The file could not be checked.\n"
        "  to do:   Try again later. If it stays so, tell the provider.\n"
        "\n"
        "Site: https://transparency.example/\n"
        "Log: 415 entries; its checkpoint is not signed.\n"
        "Versions: 411 of 412 published versions are unchanged.\n"
        "Not looked at: whether the pages show what the data say. What is verified is "
        "`record.json`.\n"
    )


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        (
            replace(GOOD, versions=1, unchanged=1),
            "Verified: the data of the one published version are unchanged.",
        ),
        (
            replace(GOOD, versions=0, unchanged=0),
            "Verified: the log is whole, and holds no version.",
        ),
        (replace(GOOD, findings=(SLOW,)), "Not verified: 1 thing could not be looked at."),
        (
            replace(GOOD, findings=(ALTERED, ALTERED)),
            "NOT VERIFIED: 2 things are wrong with https://transparency.example/.",
        ),
    ],
)
def test_the_verdict_is_one_sentence(verdict: Verdict, sentence: str) -> None:
    assert headline(verdict) == sentence


def test_many_findings_of_a_kind_are_counted() -> None:
    shown = render_text(replace(GOOD, findings=(ALTERED,) * 25))
    assert shown.count("error[record-altered]") == 10
    assert "15 more of the kind record-altered\n" in shown


def test_erasures_are_told_with_their_reasons_and_cannot_turn_the_text() -> None:
    shown = render_text(replace(GOOD, erased=(ERASURE,)))
    assert (
        "Erased: model aurora 1.0 on 2026-01-05, with this reason: It named a person.\\u202e\n"
        in shown
    )


def test_nothing_from_a_site_reaches_the_terminal_raw() -> None:
    seal = Seal("evil\u009b31m\u202e", "00000000", False)
    shown = render_text(replace(GOOD, address="folder\x1b[2J", seals=(seal,)))
    assert all(character.isprintable() or character == "\n" for character in shown)


@pytest.mark.parametrize(
    ("verified", "words"),
    [
        (True, "is signed by site.example"),
        (False, "names site.example as signer, which only --key"),
    ],
)
def test_a_signature_is_believed_only_with_its_key(verified: bool, words: str) -> None:
    assert words in render_text(replace(GOOD, seals=(Seal("site.example", "00", verified),)))


def test_colours_mark_verdict_and_findings() -> None:
    shown = render_text(replace(GOOD, findings=(ALTERED,)), colour=True)
    assert shown.startswith("\x1b[1;31mNOT VERIFIED")
    assert "\x1b[1;31merror[record-altered]\x1b[0m" in shown
    assert "\x1b" not in render_text(GOOD)


def test_a_site_without_a_log_says_so() -> None:
    missing = faults.CHECKPOINT_MISSING.at("log/checkpoint", "the site has no log")
    shown = render_text(Verdict("site", (missing,)))
    assert shown.endswith("Site: site\nNothing else could be looked at.\n")


def test_the_json_holds_all_that_was_found() -> None:
    verdict = replace(
        GOOD,
        findings=(ALTERED, SLOW),
        erased=(ERASURE,),
        seals=(Seal(ORIGIN, "c74f20a3", True),),
        editions=("2026.4",),
    )
    root = "A" * 43 + "="
    assert json.loads(render_json(verdict, tool_version="9.9")) == {
        "format": 1,
        "tool": {"name": "glasscase", "version": "9.9"},
        "address": "https://transparency.example/",
        "verdict": "failed",
        "summary": {
            "entries": 415,
            "versions": 412,
            "unchanged": 412,
            "erased": 1,
            "errors": 1,
            "warnings": 1,
            "notes": 0,
        },
        "checkpoint": {
            "origin": ORIGIN,
            "size": 415,
            "root": root,
            "signatures": [{"name": ORIGIN, "key_id": "c74f20a3", "verified": True}],
        },
        "since": {"origin": ORIGIN, "size": 400, "root": root},
        "erased": [
            {
                "kind": "model",
                "id": "aurora",
                "version": "1.0",
                "erased": "2026-01-05T09:30:00Z",
                "sha256": "ab" * 32,
                "reason": "It named\na person.\u202e",
            }
        ],
        "editions": ["2026.4"],
        "not_looked_at": [
            "whether the pages show what the data say. What is verified is `record.json`."
        ],
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                "path": finding.path,
                "message": finding.message,
                "meaning": faults.FAULTS[finding.rule].meaning,
                "help": finding.help,
            }
            for finding in (ALTERED, SLOW)
        ],
    }


def test_the_json_of_a_site_without_a_log_holds_nothing_else() -> None:
    document = json.loads(render_json(Verdict("site"), tool_version="9.9"))
    assert (document["checkpoint"], document["since"], document["summary"]["entries"]) == (
        None,
        None,
        None,
    )


def test_every_fault_says_what_it_means_and_what_to_do() -> None:
    for rule, fault in faults.FAULTS.items():
        assert fault.rule == rule
        assert fault.meaning.endswith(".")
        assert fault.help.endswith(".")


def test_a_warning_leaves_a_site_unverified() -> None:
    assert replace(GOOD, findings=(SLOW,)).state is State.INCOMPLETE
    assert replace(GOOD, findings=(SLOW, ALTERED)).state is State.FAILED
