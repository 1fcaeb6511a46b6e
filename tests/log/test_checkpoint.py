"""Checkpoints, signed and unsigned."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glasscase.log.checkpoint import Checkpoint, checkpoint_of, parse_checkpoint
from glasscase.log.errors import LogError
from glasscase.log.merkle import EMPTY, leaf_hash
from glasscase.log.note import verified

from .samples import NEXT_SIGNER, ORIGIN, SIGNER

# C2SP tlog-checkpoint.
SPECIFIED = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
).encode()
CHECKPOINT = Checkpoint(ORIGIN, 3, bytes(range(32)))

checkpoints = st.builds(
    Checkpoint,
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip),
    st.integers(0, 10**18),
    st.binary(min_size=32, max_size=32),
)


def test_the_example_of_the_specification_is_read() -> None:
    checkpoint, note = parse_checkpoint(SPECIFIED)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20_852_163)
    assert checkpoint.root.hex().startswith("0ac5186a")
    assert [signature.name for signature in note.signatures] == [checkpoint.origin]
    assert note.dump() == SPECIFIED


def test_an_unsigned_checkpoint_is_the_body_without_signature_lines() -> None:
    root = base64.b64encode(bytes(range(32))).decode()
    assert CHECKPOINT.signed() == f"{ORIGIN}\n3\n{root}\n".encode()


@settings(deadline=None)
@given(checkpoints)
def test_a_checkpoint_is_read_as_it_was_written(checkpoint: Checkpoint) -> None:
    for signers in ([], [SIGNER], [SIGNER, NEXT_SIGNER]):
        data = checkpoint.signed(signers)
        found, note = parse_checkpoint(data)
        assert (found, note.dump()) == (checkpoint, data)
        assert len(verified(note, [signer.verifier for signer in signers])) == len(signers)


def test_the_same_key_gives_the_same_bytes() -> None:
    assert CHECKPOINT.signed([SIGNER]) == CHECKPOINT.signed([SIGNER])


def test_extension_lines_are_signed_and_otherwise_ignored() -> None:
    found, note = parse_checkpoint(CHECKPOINT.body.encode() + b"more\n")
    assert found == CHECKPOINT
    assert note.text.endswith("more\n")


def test_the_checkpoint_of_a_log_covers_all_that_extends_it() -> None:
    entries = [b"a", b"b", b"c"]
    leaves = [leaf_hash(entry) for entry in entries]
    checkpoint = checkpoint_of(ORIGIN, entries[:2])
    assert checkpoint.size == 2
    assert checkpoint.covers(leaves[:2])
    assert checkpoint.covers(leaves)
    assert not checkpoint.covers(leaves[:1])
    assert not checkpoint.covers(leaves[1:])
    assert checkpoint_of(ORIGIN, []) == Checkpoint(ORIGIN, 0, EMPTY)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "\n",
        "origin\n3\n",
        "\n3\n{root}\n",
        "origin\n03\n{root}\n",
        "origin\n-3\n{root}\n",
        "origin\n+3\n{root}\n",
        "origin\n\uff13\n{root}\n",
        "origin\n" + "9" * 5_000 + "\n{root}\n",
        "origin\n3\nAAAA\n",
        "origin\n3\n{root} \n",
        "origin\n3\n{root}",
        "origin\r\n3\r\n{root}\r\n",
        "<!doctype html>\n<html>\n<title>Not found</title>\n",
    ],
)
def test_a_malformed_checkpoint_is_refused(body: str) -> None:
    root = base64.b64encode(bytes(32)).decode()
    with pytest.raises(LogError) as caught:
        parse_checkpoint(body.replace("{root}", root).encode())
    assert caught.value.hint


@pytest.mark.parametrize(
    ("origin", "size", "root"),
    [("", 1, bytes(32)), ("a\nb", 1, bytes(32)), ("a", -1, bytes(32)), ("a", 1, b"")],
)
def test_no_malformed_checkpoint_is_made(origin: str, size: int, root: bytes) -> None:
    with pytest.raises(LogError):
        Checkpoint(origin, size, root)
