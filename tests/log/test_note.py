"""Signed notes: the examples of the specification and of Go's note package, and their rules."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glasscase.log.errors import LogError
from glasscase.log.keys import Signer, Verifier, parse_signer, parse_verifier
from glasscase.log.note import MOST_SIGNATURES, Note, Signature, parse_note, sign, verified

from .samples import NEXT_SIGNER, SIGNER, STRANGER
from .test_keys import SIGNER_KEY, VERIFIER_KEY

# golang.org/x/mod/sumdb/note.
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
FIRST_LINE = (
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
SECOND_LINE = (
    "— EnochRoot "
    "rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)
FIRST = parse_verifier(VERIFIER_KEY)
SECOND = parse_verifier("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop")
BOTH = f"{TEXT}\n{FIRST_LINE}{SECOND_LINE}".encode()

# C2SP signed-note, "Verifier keys", "Example".
SPECIFIED_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPECIFIED = (
    "This is an example message.\n\n— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
).encode()


def test_the_reference_is_signed_to_the_byte() -> None:
    note = sign(TEXT, [parse_signer(SIGNER_KEY)])
    assert note.dump() == f"{TEXT}\n{FIRST_LINE}".encode()


def test_the_example_of_the_specification_is_verified() -> None:
    key = parse_verifier(SPECIFIED_KEY)
    assert verified(parse_note(SPECIFIED), [key]) == (key,)


@pytest.mark.parametrize("keys", [[], [FIRST], [SECOND], [FIRST, SECOND]])
def test_signatures_of_unknown_keys_are_ignored(keys: list[Verifier]) -> None:
    note = parse_note(BOTH)
    assert verified(note, keys) == tuple(keys)
    assert note.dump() == BOTH


def test_a_key_that_has_not_signed_is_not_among_those_that_did() -> None:
    assert verified(parse_note(BOTH), [STRANGER.verifier]) == ()


def test_a_bad_signature_of_a_known_key_is_an_error() -> None:
    altered = BOTH.replace(b"cryptography", b"cryptographi")
    with pytest.raises(LogError, match="signature of PeterNeumann"):
        verified(parse_note(altered), [FIRST])
    assert verified(parse_note(altered), [STRANGER.verifier]) == ()


def test_a_good_signature_beside_a_bad_one_of_the_same_key_is_an_error() -> None:
    good = parse_note(BOTH)
    bad = Signature(FIRST.name, FIRST.key_id, bytes(64))
    with pytest.raises(LogError, match="PeterNeumann"):
        verified(Note(good.text, (*good.signatures, bad)), [FIRST])


def test_in_a_rotation_the_old_and_the_new_key_sign() -> None:
    note = parse_note(sign(TEXT, [SIGNER, NEXT_SIGNER]).dump())
    for key in (SIGNER.verifier, NEXT_SIGNER.verifier):
        assert verified(note, [key]) == (key,)


def test_a_key_needs_both_name_and_id_to_be_known() -> None:
    renamed = Verifier("CarmenSandiego", FIRST.public_key)
    assert verified(parse_note(BOTH), [renamed]) == ()


def test_an_unsigned_note_is_its_text() -> None:
    assert parse_note(TEXT.encode()) == Note(TEXT)
    assert Note(TEXT).dump() == TEXT.encode()


def test_a_text_may_have_empty_lines() -> None:
    text = "One.\n\nTwo.\n\n\n"
    note = sign(text, [SIGNER])
    assert parse_note(note.dump()) == note


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n")),
    st.sampled_from([[SIGNER], [SIGNER, NEXT_SIGNER], [STRANGER]]),
)
def test_a_note_is_read_as_it_was_signed(text: str, signers: list[Signer]) -> None:
    note = sign(f"{text}\n", signers)
    assert parse_note(note.dump()) == note
    assert len(verified(note, [signer.verifier for signer in signers])) == len(signers)


@pytest.mark.parametrize(
    "data",
    [
        TEXT[:-1].encode(),
        f"{TEXT}\n".encode(),
        BOTH[:-1],
        b"\x01" + BOTH,
        b"\xff" + BOTH,
        BOTH.replace(b"\n", b"\r\n"),
        BOTH + b"Unexpected line.\n",
        BOTH.replace(b"PeterNeumann", b"Bad Name"),
        BOTH.replace(b"PeterNeumann", b"Bad+Name"),
        BOTH.replace("— P".encode(), b"- P"),
        BOTH.replace(b"x08go/", b"x08go_"),
        f"{TEXT}\n— PeterNeumann x08goA==\n".encode()[:-3] + b"\n",
        f"{TEXT}\n".encode() + FIRST_LINE.encode() * (MOST_SIGNATURES + 1),
    ],
    ids=range(13),
)
def test_a_malformed_note_is_refused(data: bytes) -> None:
    with pytest.raises(LogError):
        parse_note(data)


@pytest.mark.parametrize("text", ["", "no newline", "a\tb\n"])
def test_only_plain_text_can_be_signed(text: str) -> None:
    with pytest.raises(LogError):
        sign(text, [SIGNER])
