"""Documents: front matter, bodies, positions, and bytes of any kind."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasscase.findings import Position
from glasscase.reading.document import read_document
from glasscase.reading.limits import Limits
from glasscase.reading.load import validate
from glasscase.records import Kind

POLICY = b"""---
id: policy
version: "1.0"
---


# Scope

Text.
"""


def test_markdown_is_cut_behind_its_front_matter() -> None:
    read = read_document(POLICY, path="content/protocols/p.md", kind=Kind.PROTOCOL)
    assert read.findings == ()
    document = read.document
    assert document is not None
    assert document.data == {"id": "policy", "version": "1.0"}
    assert document.body == "# Scope\n\nText.\n"
    assert document.body_line == 7
    assert document.position(("body",)) == Position(7, 1)
    assert document.position(("version",)) == Position(3, 10)
    assert document.digest == hashlib.sha256(POLICY).hexdigest()


def test_windows_line_ends_change_only_the_digest() -> None:
    path, kind = "p.md", Kind.PROTOCOL
    unix = read_document(POLICY, path=path, kind=kind).document
    windows = read_document(POLICY.replace(b"\n", b"\r\n"), path=path, kind=kind).document
    assert unix is not None
    assert windows is not None
    assert (windows.data, windows.body, windows.body_line) == (unix.data, unix.body, 7)
    assert windows.position(("version",)) == unix.position(("version",))
    assert windows.digest != unix.digest


@pytest.mark.parametrize("ending", [b"---", b"---\n", b"---\n\n  \n"])
def test_a_blank_body_is_none(ending: bytes) -> None:
    document = read_document(b"---\nid: a\n" + ending, path="a.md", kind=Kind.PROTOCOL).document
    assert document is not None
    assert document.body is None
    assert document.body_line == 0


def test_rules_in_the_body_are_not_its_end() -> None:
    data = b"---\nid: a\n---\none\n\n---\n\ntwo\n"
    document = read_document(data, path="a.md", kind=Kind.PROTOCOL).document
    assert document is not None
    assert document.body == "one\n\n---\n\ntwo\n"


def test_a_file_above_the_limit_is_not_parsed() -> None:
    read = read_document(b"a: 1\n" * 10, path="a.yml", kind=Kind.MODEL, limits=Limits(size=40))
    assert read.document is None
    assert [(found.rule, found.position) for found in read.findings] == [("file-too-large", None)]


def test_a_document_cannot_be_changed() -> None:
    document = read_document(POLICY, path="a.md", kind=Kind.PROTOCOL).document
    with pytest.raises(AttributeError):
        document.path = "b.md"  # type: ignore[misc, union-attr]


pieces = st.lists(
    st.sampled_from(
        [b"---\n", b"id: a\n", b"...\n", b"body: x\n", b"\xff", b"\xef\xbb\xbf", b"\r\n", b"\n"]
    )
    | st.binary(max_size=8),
    max_size=12,
).map(b"".join)


@given(pieces, st.sampled_from([("a.yml", Kind.MODEL), ("a.md", Kind.PROTOCOL)]))
def test_no_bytes_raise(data: bytes, file: tuple[str, Kind]) -> None:
    path, kind = file
    read = read_document(data, path=path, kind=kind)
    assert read.document is not None or read.findings
    if read.document is not None:
        record, found = validate(read.document)
        assert record is not None or found
