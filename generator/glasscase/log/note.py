"""Signed notes: text with signature lines.

Source: C2SP signed-note (https://c2sp.org/signed-note), sections "Format" and "Signatures".
Signatures are Ed25519 (type 0x01); those of other types and keys are kept and ignored.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from glasscase.log.errors import LogError
from glasscase.log.keys import Signer, Verifier, decode_base64, is_key_name

MOST_SIGNATURES = 100
"""Signatures on a note at most; "Format" asks for a limit, of 16 at least."""

_DASH = "\u2014 "
_HINT = "The file may be damaged, or cut off. Fetch it again."


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: who claims to have signed, and the bytes. Nothing is verified yet."""

    name: str
    key_id: bytes
    signature: bytes

    def is_by(self, verifier: Verifier) -> bool:
        """Tell whether the line names this key."""
        return (self.name, self.key_id) == (verifier.name, verifier.key_id)

    def __str__(self) -> str:
        encoded = base64.b64encode(self.key_id + self.signature).decode()
        return f"{_DASH}{self.name} {encoded}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends with a newline, and its signatures; unsigned if there are none."""

    text: str
    signatures: tuple[Signature, ...] = ()

    def dump(self) -> bytes:
        """Return the note's bytes; those of an unsigned one are the text alone."""
        lines = "".join(str(signature) for signature in self.signatures)
        return f"{self.text}\n{lines}".encode() if lines else self.text.encode()


def sign(text: str, signers: Sequence[Signer]) -> Note:
    """Return a note that every signer has signed, in their order."""
    _require_plain(text)
    message = text.encode()
    return Note(
        text,
        tuple(
            Signature(signer.name, signer.verifier.key_id, signer.sign(message))
            for signer in signers
        ),
    )


def parse_note(data: bytes) -> Note:
    """Return the note that these bytes are; without a blank line they are an unsigned one.

    Raises LogError if they are malformed. No signature is verified.
    """
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError:
        raise LogError("the note is not UTF-8", hint=_HINT) from None
    _require_plain(whole)
    text, blank, lines = whole.rpartition("\n\n")
    if not blank:
        return Note(whole)
    if not lines:
        raise LogError("the note has a blank line but no signature after it", hint=_HINT)
    found = [_signature(line) for line in lines.removesuffix("\n").split("\n")]
    if len(found) > MOST_SIGNATURES:
        raise LogError(f"the note has more than {MOST_SIGNATURES} signatures", hint=_HINT)
    return Note(text + "\n", tuple(found))


def verified(note: Note, verifiers: Sequence[Verifier]) -> tuple[Verifier, ...]:
    """Return those of the keys that have signed the note.

    Signatures of other keys are ignored. Raises LogError if a signature that names one of the
    keys is not by it.
    """
    message = note.text.encode()
    signed = []
    for verifier in verifiers:
        claimed = [signature for signature in note.signatures if signature.is_by(verifier)]
        if not all(verifier.accepts(message, claim.signature) for claim in claimed):
            raise LogError(
                f"the signature of {verifier.name} is not by its key",
                hint="The text was changed after it was signed, or someone else signed it.",
            )
        if claimed:
            signed.append(verifier)
    return tuple(signed)


def _signature(line: str) -> Signature:
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    raw = decode_base64(encoded)
    if not (line.startswith(_DASH) and space and is_key_name(name)) or raw is None or len(raw) < 5:
        raise LogError("a signature line of the note is malformed", hint=_HINT)
    return Signature(name, raw[:4], raw[4:])


def _require_plain(text: str) -> None:
    if not text.endswith("\n"):
        raise LogError("the note does not end with a newline", hint=_HINT)
    if any(character < " " and character != "\n" for character in text):
        raise LogError("the note has a control character", hint=_HINT)
