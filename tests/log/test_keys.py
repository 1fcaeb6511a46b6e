"""Keys of a log, in the text forms that Go's note package uses."""

from __future__ import annotations

import pytest

from glasscase.errors import GlasscaseError
from glasscase.log.errors import LogError
from glasscase.log.keys import (
    Signer,
    Verifier,
    decode_base64,
    generate,
    parse_signer,
    parse_signers,
    parse_verifier,
)

# The example of golang.org/x/mod/sumdb/note.
SIGNER_KEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
VERIFIER_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SECRET = SIGNER_KEY.rsplit("+", 2)[-1]
# Wrong length and unknown algorithm, with the ids that would belong to them.
BAD_VERIFIERS = [
    "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
    "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
]


def test_the_keys_of_the_reference_are_read_and_written() -> None:
    signer, verifier = parse_signer(SIGNER_KEY), parse_verifier(VERIFIER_KEY)
    assert signer.verifier == verifier
    assert (verifier.name, verifier.key_id.hex()) == ("PeterNeumann", "c74f20a3")
    assert (signer.secret(), str(verifier)) == (SIGNER_KEY, VERIFIER_KEY)


def test_a_new_key_can_be_read_back() -> None:
    signer = generate("transparency.example/log")
    assert parse_signer(signer.secret()) == signer
    assert parse_verifier(str(signer.verifier)) == signer.verifier
    assert signer != generate("transparency.example/log")
    assert signer.verifier.accepts(b"text", signer.sign(b"text"))
    assert not signer.verifier.accepts(b"text.", signer.sign(b"text"))


@pytest.mark.parametrize("bad", BAD_VERIFIERS)
def test_a_key_of_another_length_or_algorithm_is_refused(bad: str) -> None:
    with pytest.raises(LogError):
        parse_verifier(bad)


def test_a_part_of_a_key_is_no_key() -> None:
    for text, parse in ((VERIFIER_KEY, parse_verifier), (SIGNER_KEY, parse_signer)):
        for start in range(len(text)):
            for end in (start, start + 1, len(text) - 1, len(text)):
                if text[start:end] != text:
                    with pytest.raises(LogError):
                        parse(text[start:end])


def test_a_key_with_one_character_changed_is_no_key() -> None:
    for text, parse in ((VERIFIER_KEY, parse_verifier), (SIGNER_KEY, parse_signer)):
        for at, character in enumerate(text):
            with pytest.raises(LogError):
                parse(f"{text[:at]}{chr(ord(character) + 1)}{text[at + 1 :]}")


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\nb", "a\x01"])
def test_a_name_has_no_space_plus_or_control_character(name: str) -> None:
    with pytest.raises(LogError, match="name of a key"):
        generate(name)


def test_keys_in_the_environment_are_separated_by_space() -> None:
    new = generate("transparency.example/log")
    old = parse_signer(SIGNER_KEY)
    assert parse_signers(f"\n{old.secret()}\n{new.secret()}\n") == (old, new)
    assert parse_signers("") == ()


def test_the_same_key_twice_is_refused() -> None:
    with pytest.raises(LogError, match="twice"):
        parse_signers(f"{SIGNER_KEY} {SIGNER_KEY}")


@pytest.mark.parametrize(
    "text",
    [
        SIGNER_KEY[:-1],
        SIGNER_KEY.removeprefix("PRIVATE+KEY+"),
        SIGNER_KEY.replace("c74f20a3", "c74f20a4"),
        SIGNER_KEY.replace("PeterNeumann", "Peter Neumann"),
        f"{SIGNER_KEY} {SIGNER_KEY}",
        f'"{SIGNER_KEY}"',
    ],
)
def test_an_error_never_shows_a_secret(text: str) -> None:
    with pytest.raises(GlasscaseError) as caught:
        parse_signers(text)
    error: BaseException | None = caught.value
    while error is not None:
        assert SECRET[:8] not in f"{error}{error!r}"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def test_a_signer_does_not_show_its_secret() -> None:
    signer = parse_signer(SIGNER_KEY)
    assert repr(signer) == "Signer(name='PeterNeumann')"
    assert str(signer.seed) not in str(signer)


def test_a_secret_key_in_place_of_a_public_one_is_not_repeated() -> None:
    with pytest.raises(LogError, match="secret signer key") as caught:
        parse_verifier(SIGNER_KEY)
    assert SECRET[:8] not in str(caught.value)


def test_keys_have_32_bytes() -> None:
    with pytest.raises(LogError, match="32 bytes"):
        Signer("name", b"short")
    with pytest.raises(LogError, match="32 bytes"):
        Verifier("name", b"short")


@pytest.mark.parametrize("text", ["QQ", "QR==", "QQ==\n", "Q Q==", "QQ==QQ==", "é", "_-=="])
def test_base64_has_one_form(text: str) -> None:
    assert decode_base64(text) is None
    assert decode_base64("QQ==") == b"A"
