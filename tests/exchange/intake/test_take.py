"""Nothing is taken twice, nothing is lost, and nothing that an editor wrote is changed."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glasscase.exchange.intake import Outcome, Place, What, take, understand
from glasscase.exchange.intake.payload import Payload, Unreadable, loads, read
from glasscase.reading.private import read_private_file

from .conftest import EXAMPLES, RECEIVED, contents

Send = Callable[..., Outcome]


def event(**values: object) -> bytes:
    base = {"schema": 1, "title": "Outage", "discovered": "2026-03-29T03:00:00+02:00"}
    return json.dumps({**base, **values}).encode()


@pytest.mark.parametrize("name", ["event", "unknown", "document", "github-issue"])
def test_the_same_event_a_second_time_changes_nothing(name: str, send: Send, project: Path) -> None:
    first = send(name)
    before = contents(project)
    again = send(name)
    assert again.what is What.REPEATED
    assert (again.findings, again.files) == ((), ())
    assert contents(project) == before
    assert first.files


def test_the_same_event_in_other_words_is_the_same(send: Send) -> None:
    data = {"a": 1, "title": "X", "severity": "low"}
    assert send(json.dumps(data).encode()).what is What.NEW
    other = json.dumps(dict(reversed(data.items())), indent=4).encode()
    assert send(other).what is What.REPEATED


def test_without_a_key_another_content_is_another_incident(send: Send) -> None:
    first, second = send(event()), send(event(description="Another one"))
    assert (first.what, second.what) == (What.NEW, What.NEW)
    assert first.incident == "2026-03-29-outage"
    assert second.incident == "2026-03-29-outage-2"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "nothing in it"),
        (b"not json", "no JSON"),
        (b'{"a": NaN}', "`NaN` is no JSON"),
        (b'{"a": 1e999}', "too large"),
        (b'{"a": 1' + b"0" * 5000 + b"}", "too long"),
        (b'{"title": "Outage", "title": "Drill"}', "given twice"),
        (b"[" * 50 + b"]" * 50, "nested"),
        (b"[" * 100_000, "nested"),
        (b'{"a": "\xff"}', "UTF-8"),
        (b'{"a": "' + b"x" * (1 << 20) + b'"}', "bytes"),
        (b'{"type": "document", "kind": "protocol"}', "`id` is wrong"),
        (b'{"type": "document", "kind": "protocol", "id": "../x", "markdown": "x"}', "`id`"),
    ],
)
def test_what_cannot_be_read_is_kept_as_it_came(
    data: bytes, why: str, send: Send, project: Path
) -> None:
    outcome = send(data)
    assert outcome.what is What.UNREAD
    [finding] = outcome.findings
    assert finding.rule == "event-unread"
    assert why in finding.message
    name = hashlib.sha256(data).hexdigest()
    assert (project / f"private/incidents/unread/{name}.bin").read_bytes() == data
    before = contents(project)
    assert send(data).what is What.UNREAD
    assert contents(project) == before


def test_an_unknown_form_is_kept_and_has_a_draft(send: Send) -> None:
    outcome = send("unknown")
    [finding] = outcome.findings
    assert finding.rule == "event-unknown"
    private, draft = outcome.files
    assert '"span": "77f0"' in private.read_text()
    assert "Fill everything in by hand" in draft.read_text()


@pytest.mark.parametrize(
    ("said", "zone", "written"),
    [
        ("2026-03-29T03:00:00", "Europe/Paris", "2026-03-29T03:00:00+02:00"),
        ("2026-03-29T02:30:00", "Europe/Paris", "2026-03-29T01:30:00+01:00"),
        ("2026-10-25T02:30:00", "Europe/Paris", "2026-10-25T02:30:00+02:00"),
        ("2026-03-29T02:30:00+01:00", None, "2026-03-29T02:30:00+01:00"),
    ],
)
def test_a_local_time_in_our_own_form_is_placed_in_the_zone_that_is_named(
    said: str, zone: str | None, written: str, send: Send
) -> None:
    """At 02:30 on 29 March no clock in Paris stands: the earlier reading starts the clocks."""
    outcome = send(event(discovered=said), zone=ZoneInfo(zone) if zone else None)
    assert f"  discovered: {written}\n" in outcome.files[1].read_text()
    assert outcome.findings == ()


def test_a_time_without_a_zone_is_a_finding_and_the_time_of_receipt_stands(send: Send) -> None:
    outcome = send(event(discovered="2026-03-29T02:30:00"))
    [finding] = outcome.findings
    assert finding.rule == "event-unused"
    assert finding.message.startswith("`discovered` of the event is no moment")
    draft = outcome.files[1].read_text()
    assert "discovered: 2026-03-29T01:30:00Z" in draft
    assert "`2026-03-29T02:30:00` has no zone" in draft
    assert "that of the event could not be used" in " ".join(draft.replace("#", "").split())


def test_one_wrong_value_of_our_own_form_takes_no_other_away(send: Send) -> None:
    outcome = send(event(harms=["death", "loss-of-control"], severity="P1", nobody="x"))
    draft = " ".join(outcome.files[1].read_text().replace("#", "").split())
    assert "harms: [death]" in draft
    assert "The source says “loss-of-control”, which is none of the classes." in draft
    assert "The source says “P1” (severity), which is none of these grades" in draft
    assert "`nobody` was not used" in draft
    [finding] = outcome.findings
    assert (finding.rule, "`title`" in finding.message) == ("event-unused", True)
    assert any("`nobody` was not used" in note for note in outcome.notes)


def test_characters_that_no_text_file_can_hold_are_kept(send: Send) -> None:
    data = '{"title": "Bell \\u0007 \\ud800", "severity": "a\u202eb\u200b\u007f", "x": "\u0085"}'
    outcome = send(data.encode())
    assert outcome.what is What.NEW
    part = read_private_file(outcome.files[0], path="p").part
    assert part is not None
    assert loads(part.events[0].event) == json.loads(data)


def test_what_was_interrupted_between_the_files_is_made_good(send: Send) -> None:
    private, draft = send("event").files
    text, before = draft.read_bytes(), private.read_bytes()
    draft.unlink()
    outcome = send("event")
    assert outcome.what is What.RESTORED
    assert (draft.read_bytes(), private.read_bytes()) == (text, before)


def test_a_draft_that_was_dismissed_does_not_come_back(send: Send) -> None:
    private, draft = send("event").files
    draft.unlink()
    private.write_text("dismissed: A drill.\n" + private.read_text())
    outcome = send("event")
    assert outcome.what is What.DISMISSED
    assert "A drill." in outcome.notes[0]
    assert not draft.exists()


def test_a_record_that_was_moved_and_published_is_not_made_again(send: Send, project: Path) -> None:
    _, draft = send("event").files
    moved = project / "content/incidents/2026/doses.yml"
    moved.parent.mkdir()
    draft.rename(moved)
    assert send("event").what is What.REPEATED
    assert not draft.exists()


def test_a_record_of_that_id_is_left_as_it_is(send: Send, project: Path) -> None:
    record = project / "content/incidents/2026-001-outage.yml"
    before = record.read_bytes()
    outcome = send(event(id="2026-001-outage", key="1"))
    assert outcome.what is What.UPDATED
    assert record.read_bytes() == before
    assert (project / "private/incidents/2026-001-outage.yml").is_file()
    assert send(event(id="2026-001-outage", key="2")).what is What.UPDATED
    assert record.read_bytes() == before


def test_a_private_part_with_a_mistake_is_left_and_the_event_is_kept(send: Send) -> None:
    private, _ = send("pagerduty-triggered").files
    private.write_text("incident: [\n" + private.read_text())
    before = private.read_bytes()
    outcome = send("pagerduty-resolved")
    assert outcome.what is What.UNREAD
    assert private.read_bytes() == before
    assert outcome.files[0].read_bytes() == (EXAMPLES / "pagerduty-resolved.json").read_bytes()
    assert outcome.findings[-1].rule == "event-unread"


def test_a_dry_run_writes_nothing(send: Send, project: Path) -> None:
    before = contents(project)
    for name in ("event", "document", "unknown"):
        outcome = send(name, dry_run=True)
        assert outcome.branch.startswith("intake/")
        assert outcome.files
    assert send(b"nothing", dry_run=True).what is What.UNREAD
    assert contents(project) == before


def test_deliveries_at_the_same_moment_make_one_draft(send: Send, project: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(send, ["pagerduty-triggered"] * 8))
    assert sorted(one.what for one in outcomes) == [What.NEW, *[What.REPEATED] * 7]
    assert len(list((project / "private/incidents").glob("*.yml"))) == 1


def _take_until(left: int, data: bytes, place: Place) -> None:
    """Take an event in, and die without a word at the so-many-th change that is to last."""
    calls = [left]

    def counted(plain: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            calls[0] -= 1
            if calls[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return plain(*arguments, **named)

        return call

    for name in ("fsync", "link", "replace", "unlink", "chmod"):
        setattr(os, name, counted(getattr(os, name)))
    take(data, "", place)
    os._exit(0)


def test_killed_at_any_moment_the_next_delivery_makes_it_whole(send: Send, project: Path) -> None:
    data = (EXAMPLES / "event.json").read_bytes()
    private, content = project / "private", project / "content/incidents"
    place = Place(project, "content", private, RECEIVED)
    for left in range(20):
        shutil.rmtree(private, ignore_errors=True)
        (content / "2026-03-29-assistant-names-wrong-doses.yml").unlink(missing_ok=True)
        process = multiprocessing.get_context("fork").Process(
            target=_take_until, args=(left, data, place)
        )
        process.start()
        process.join(60)
        if process.exitcode == 0:
            assert left > 3
            return
        assert process.exitcode == -signal.SIGKILL
        outcome = send("event")
        assert outcome.what in (What.NEW, What.RESTORED, What.REPEATED)
        assert send("event").what is What.REPEATED
        [part] = (private / "incidents").glob("*.yml")
        assert (content / part.name).is_file()
    pytest.fail("it was never done")


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=12,
)
SAMPLES = [json.loads(path.read_text()) for path in sorted(EXAMPLES.glob("*.json"))]


@st.composite
def mutated(draw: st.DrawFn) -> object:
    """An example in which one value is another."""
    value = json.loads(json.dumps(draw(st.sampled_from(SAMPLES))))
    holder, other = value, draw(JSON)
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        key = draw(st.sampled_from(keys))
        if isinstance(holder[key], dict | list) and holder[key] and draw(st.booleans()):
            holder = holder[key]
            continue
        holder[key] = other
        return value


@given(mutated() | JSON)
def test_no_adapter_raises_whatever_stands_in_an_event(value: object) -> None:
    assert understand(value).source


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=mutated() | JSON)
def test_every_event_is_taken_in_once(value: object, send: Send, project: Path) -> None:
    data = json.dumps(value).encode()
    outcome = send(data)
    assert outcome.what is not None
    if outcome.what is What.NEW:
        assert send(data).what is What.REPEATED


@given(st.binary(max_size=60))
def test_reading_never_raises(data: bytes) -> None:
    assert isinstance(read(data), Payload | Unreadable)
