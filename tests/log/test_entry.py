"""Entries of the log: one form, canonical, and nothing else is read."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from glasscase.log.entry import (
    LONGEST_REASON,
    Entry,
    ErasureEntry,
    Subject,
    VersionEntry,
    parse_entry,
)
from glasscase.log.errors import LogError
from glasscase.log.tiles import LARGEST_ENTRY

MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DIGEST = "ab" * 32
VERSION = VersionEntry("model", "aurora-2", "1.0", MOMENT, DIGEST)
ERASURE = ErasureEntry("model", "aurora-2", "1.0", MOMENT, DIGEST, "A name had to go.")
BYTES = (
    b'{"id":"aurora-2","kind":"model","published":"2026-11-21T09:30:00Z",'
    b'"sha256":"' + DIGEST.encode() + b'","type":"version","version":"1.0"}'
)
ERASURE_BYTES = (
    b'{"id":"aurora-2","kind":"model","published":"2026-11-21T09:30:00Z",'
    b'"reason":"A name had to go.",'
    b'"sha256":"' + DIGEST.encode() + b'","type":"erasure","version":"1.0"}'
)

common = {
    "kind": st.sampled_from(["model", "protocol", "incident"]),
    "id": st.from_regex(r"[a-z0-9][a-z0-9._-]{0,79}", fullmatch=True),
    "version": st.from_regex(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,39}", fullmatch=True),
    "published": st.datetimes(
        min_value=datetime(1, 1, 2),
        max_value=datetime(9999, 12, 30),
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=-7))]),
    ).map(lambda moment: moment.replace(microsecond=0)),
    "sha256": st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
}
reasons = st.text(
    st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=LONGEST_REASON
).filter(str.strip)
entries = st.builds(VersionEntry, **common) | st.builds(ErasureEntry, **common, reason=reasons)


def test_a_version_is_canonical_json() -> None:
    assert VERSION.dump() == BYTES
    assert parse_entry(BYTES) == VERSION


def test_an_erasure_adds_its_reason() -> None:
    assert ERASURE.dump() == ERASURE_BYTES
    assert parse_entry(ERASURE_BYTES) == ERASURE


@settings(deadline=None)
@given(entries)
def test_an_entry_is_read_as_it_was_written(entry: Entry) -> None:
    data = entry.dump()
    assert parse_entry(data) == entry
    assert data == rfc8785.dumps(json.loads(data))
    assert len(data) <= LARGEST_ENTRY


@settings(deadline=None)
@given(entries, st.data())
def test_an_altered_entry_is_another_one_or_none(entry: Entry, data: st.DataObject) -> None:
    raw = bytearray(entry.dump())
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    found: Entry | None = None
    with suppress(LogError):
        found = parse_entry(bytes(raw))
    assert found != entry


def test_a_subject_knows_its_address() -> None:
    subject = Subject("incident", "2026-002", "1.1")
    assert subject.record == "incidents/2026-002/1.1/record.json"
    assert str(subject) == "incident 2026-002 1.1"


def test_times_are_written_in_utc() -> None:
    local = datetime(2026, 11, 21, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    assert VersionEntry("model", "aurora-2", "1.0", local, DIGEST) == VERSION


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "provider"},
        {"id": "../aurora"},
        {"id": "Aurora"},
        {"id": ""},
        {"id": "aurora\n"},
        {"id": ".."},
        {"version": "1/0"},
        {"version": ".."},
        {"version": ""},
        {"sha256": DIGEST.upper()},
        {"sha256": DIGEST[:-1]},
        {"published": "2026-11-21T09:30:00+00:00"},
        {"published": "2026-11-21T09:30:00.5Z"},
        {"published": "2026-11-21"},
        {"published": "2026-02-30T09:30:00Z"},
        {"type": "correction"},
        {"type": 1},
        {"size": "3"},
        {"reason": "An erasure has one, a version has none."},
        {"id": ["aurora"]},
    ],
    ids=str,
)
def test_an_entry_of_another_shape_is_refused(values: dict[str, object]) -> None:
    data = rfc8785.dumps({**json.loads(BYTES), **values})  # type: ignore[dict-item]
    with pytest.raises(LogError) as caught:
        parse_entry(data)
    assert caught.value.hint


@pytest.mark.parametrize("reason", ["", "  ", "a\x1b[31m", "x" * (LONGEST_REASON + 1)])
def test_a_reason_is_short_plain_text(reason: str) -> None:
    data = rfc8785.dumps({**json.loads(ERASURE_BYTES), "reason": reason})
    with pytest.raises(LogError, match="reason"):
        parse_entry(data)


def test_an_erasure_needs_its_reason() -> None:
    values = json.loads(ERASURE_BYTES)
    del values["reason"]
    with pytest.raises(LogError, match="lacks some"):
        parse_entry(rfc8785.dumps(values))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b"null",
        b'"text"',
        b"[" * 100_000,
        BYTES + b"\n",
        BYTES.replace(b",", b", "),
        BYTES.replace(b'"model"', b'"\\u006dodel"'),
        BYTES.replace(b'{"id"', b'{"id":"wren","id"'),
        ERASURE_BYTES.replace(b"A name", b"\\ud800"),
    ],
    ids=range(11),
)
def test_what_is_not_canonical_json_is_refused(data: bytes) -> None:
    with pytest.raises(LogError):
        parse_entry(data)


@pytest.mark.parametrize(
    "moment",
    [datetime(2026, 11, 21), MOMENT.replace(microsecond=1)],
)
def test_a_time_without_zone_or_with_a_fraction_is_refused(moment: datetime) -> None:
    with pytest.raises(LogError, match="aurora-2"):
        VersionEntry("model", "aurora-2", "1.0", moment, DIGEST)
