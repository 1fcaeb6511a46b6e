"""Ed25519 (RFC 8032) on plain bytes: seeds and public keys of 32 bytes, signatures of 64."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)


def new_seed() -> bytes:
    """Return the seed of a new key."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(seed: bytes) -> bytes:
    """Return the public key that belongs to a seed."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(seed: bytes, message: bytes) -> bytes:
    """Return the signature of a message; the same message gives the same one."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def is_valid(key: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether a signature over a message is by a public key."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
