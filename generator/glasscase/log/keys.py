"""Ed25519 keys of a log, in the text forms of Go's note package.

Sources: C2SP signed-note (https://c2sp.org/signed-note), sections "Signatures", "Ed25519
signatures" and "Verifier keys"; golang.org/x/mod/sumdb/note for signer keys. No message and no
repr shows a secret.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import ModuleType

from glasscase.log.errors import LogError

ENVIRONMENT = "GLASSCASE_LOG_KEY"
"""The environment variable that holds the signer keys of a log."""

_SECRET = "PRIVATE+KEY+"  # noqa: S105 - how every signer key starts
_ED25519 = b"\x01"
_KEY_SIZE = 32


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key with its name; as text `name+hex key id+base64(0x01 || key)`."""

    name: str
    public_key: bytes

    def __post_init__(self) -> None:
        if not is_key_name(self.name):
            raise LogError(
                "the name of a key is empty or has a space, a plus or a control character",
                hint="Use the address of the site's log without https://, such as "
                "transparency.example.com.",
            )
        if len(self.public_key) != _KEY_SIZE:
            raise LogError(f"an Ed25519 public key has {_KEY_SIZE} bytes")

    @property
    def key_id(self) -> bytes:
        """First four bytes of SHA-256(name || 0x0A || 0x01 || public key)."""
        name = self.name.encode()
        return hashlib.sha256(name + b"\n" + _ED25519 + self.public_key).digest()[:4]

    def accepts(self, message: bytes, signature: bytes) -> bool:
        """Tell whether the signature over the message is by this key."""
        return bool(_ed25519().is_valid(self.public_key, message, signature))

    def __str__(self) -> str:
        encoded = base64.b64encode(_ED25519 + self.public_key).decode()
        return f"{self.name}+{self.key_id.hex()}+{encoded}"


@dataclass(frozen=True, slots=True)
class Signer:
    """A secret key with its name."""

    name: str
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.seed) != _KEY_SIZE:
            raise LogError(f"the secret of an Ed25519 key has {_KEY_SIZE} bytes")

    @property
    def verifier(self) -> Verifier:
        """The public key that belongs to this one."""
        return Verifier(self.name, _ed25519().public_key(self.seed))

    def sign(self, message: bytes) -> bytes:
        """Return the signature (64 bytes); the same message gives the same one (RFC 8032)."""
        return bytes(_ed25519().sign(self.seed, message))

    def secret(self) -> str:
        """Return `PRIVATE+KEY+name+hex key id+base64(0x01 || seed)`, to be kept secret."""
        encoded = base64.b64encode(_ED25519 + self.seed).decode()
        return f"{_SECRET}{self.name}+{self.verifier.key_id.hex()}+{encoded}"


def generate(name: str) -> Signer:
    """Return a new key. Raises LogError if no key can have this name."""
    signer = Signer(name, _ed25519().new_seed())
    _ = signer.verifier  # The name is checked before anyone keeps the key.
    return signer


def parse_verifier(text: str) -> Verifier:
    """Return the verifier key that a text is. Raises LogError if it is none."""
    if _SECRET in text:
        raise LogError(
            "a secret signer key was given where a public verifier key is needed",
            hint="Take it out of your shell's history, and give the key without PRIVATE+KEY in it.",
        )
    hint = "A verifier key looks like transparency.example.com+1a2b3c4d+AaBb…; copy all of it."
    parts = _parts(text.strip())
    if parts is None:
        raise LogError("the verifier key is malformed", hint=hint)
    name, key_id, raw = parts
    verifier = Verifier(name, raw)
    if verifier.key_id.hex() != key_id:
        raise LogError("the verifier key's name, id and key do not belong together", hint=hint)
    return verifier


def parse_signer(text: str) -> Signer:
    """Return the signer key that a text is. Raises LogError, which never quotes the text."""
    hint = "A signer key starts with PRIVATE+KEY+ and has no spaces. Make a new one if it is lost."
    text = text.strip()
    parts = _parts(text.removeprefix(_SECRET)) if text.startswith(_SECRET) else None
    if parts is None:
        raise LogError("the signer key is malformed", hint=hint)
    name, key_id, raw = parts
    signer = Signer(name, raw)
    if signer.verifier.key_id.hex() != key_id:
        raise LogError("the signer key's name, id and key do not belong together", hint=hint)
    return signer


def parse_signers(text: str) -> tuple[Signer, ...]:
    """Return the signer keys in the text of the environment variable, in its order.

    Keys stand on lines of their own, or between spaces: during a rotation both the old and the
    new key sign. An empty text gives none. Raises LogError, which never quotes the text.
    """
    signers = []
    for number, part in enumerate(text.split(), start=1):
        try:
            signers.append(parse_signer(part))
        except LogError as error:
            raise LogError(
                f"key {number} in {ENVIRONMENT}: {error.message}", hint=error.hint
            ) from None
    _require_distinct(signers)
    return tuple(signers)


def is_key_name(name: str) -> bool:
    """Tell whether a text can name a key (signed-note, "Format")."""
    return bool(name) and not any(
        character.isspace() or character == "+" or character < " " for character in name
    )


def decode_base64(text: str) -> bytes | None:
    """Return what a text encodes in standard Base64 (RFC 4648 section 4); None if it does not.

    Only the one canonical encoding is taken, so that no two texts stand for the same bytes.
    """
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if base64.b64encode(raw).decode() == text else None


def _parts(text: str) -> tuple[str, str, bytes] | None:
    """Return name, key id and the 32 bytes after the type byte of `name+id+base64`."""
    name, _, rest = text.partition("+")
    key_id, _, encoded = rest.partition("+")
    raw = decode_base64(encoded)
    if not is_key_name(name) or raw is None or len(raw) != 1 + _KEY_SIZE or raw[:1] != _ED25519:
        return None
    return name, key_id, raw[1:]


def _require_distinct(signers: Sequence[Signer]) -> None:
    if len({str(signer.verifier) for signer in signers}) != len(signers):
        raise LogError(
            f"{ENVIRONMENT} holds the same key twice",
            hint="Each key stands in it once.",
        )


def _ed25519() -> ModuleType:
    """Return the arithmetic. It is loaded for signatures only: an unsigned log needs none."""
    from glasscase.log import ed25519

    return ed25519
