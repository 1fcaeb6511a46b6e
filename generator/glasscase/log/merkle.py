"""Merkle tree hashing: roots, inclusion and consistency proofs, as pure functions.

Sources: RFC 6962 section 2.1 (hashes, proofs), RFC 9162 sections 2.1.3.2 and 2.1.4.2
(verification). A tree is given by its leaf hashes; every hash is a SHA-256 of 32 bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeAlias

from glasscase.log.errors import LogError

Hash: TypeAlias = bytes
HASH_SIZE = 32
EMPTY: Hash = hashlib.sha256().digest()
"""The root of a tree without leaves."""


def leaf_hash(entry: bytes) -> Hash:
    """Return the hash of one entry: SHA-256(0x00 || entry)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: Hash, right: Hash) -> Hash:
    """Return the hash of an inner node: SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[Hash]) -> Hash:
    """Return the Merkle Tree Hash of leaf hashes.

    RFC 6962 splits at the largest power of two below the size. That is the same as pairing from
    the left, level by level, and carrying an odd last node up as it is.
    """
    if not leaves:
        return EMPTY
    level = list(leaves)
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        carried = level[-1:] if len(level) % 2 else []
        level = [node_hash(left, right) for left, right in pairs] + carried
    return level[0]


def inclusion_proof(leaves: Sequence[Hash], index: int) -> list[Hash]:
    """Return the audit path PATH(index, leaves) (RFC 6962 section 2.1.1), deepest node first."""
    if not 0 <= index < len(leaves):
        raise LogError(f"there is no leaf {index} in a tree of {len(leaves)}")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), root(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), root(leaves[:split])]


def consistency_proof(leaves: Sequence[Hash], old_size: int) -> list[Hash]:
    """Return PROOF(old_size, leaves) (RFC 6962 section 2.1.2).

    It shows that the first `old_size` leaves are a tree of their own. It is empty where the old
    tree is empty or the whole tree.
    """
    if not 0 <= old_size <= len(leaves):
        raise LogError(f"a tree of {len(leaves)} leaves never had {old_size}")
    return _subproof(leaves, old_size, whole=True) if old_size else []


def verify_inclusion(leaf: Hash, index: int, size: int, proof: Sequence[Hash], top: Hash) -> bool:
    """Tell whether a proof shows that `leaf` is at `index` of the tree with the root `top`."""
    if not 0 <= index < size or len(leaf) != HASH_SIZE:
        return False
    node, number, last = leaf, index, size - 1
    for sibling in proof:
        if last == 0 or len(sibling) != HASH_SIZE:
            return False
        if number % 2 or number == last:
            node = node_hash(sibling, node)
            while number and not number % 2:
                number, last = number >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        number, last = number >> 1, last >> 1
    return last == 0 and node == top


def verify_consistency(
    old_size: int, old_top: Hash, size: int, top: Hash, proof: Sequence[Hash]
) -> bool:
    """Tell whether a proof shows that the tree with root `top` only appended to the old one."""
    if not 0 <= old_size <= size or any(len(node) != HASH_SIZE for node in proof):
        return False
    if old_size == size:
        return not proof and old_top == top
    if old_size == 0:
        return not proof and old_top == EMPTY
    # The proof leaves its first node out where the old tree is a full one: it is the old root.
    nodes = list(proof) if old_size & (old_size - 1) else [old_top, *proof]
    if not nodes:
        return False
    number, last = old_size - 1, size - 1
    while number % 2:
        number, last = number >> 1, last >> 1
    old = new = nodes[0]
    for node in nodes[1:]:
        if last == 0:
            return False
        if number % 2 or number == last:
            old, new = node_hash(node, old), node_hash(node, new)
            while number and not number % 2:
                number, last = number >> 1, last >> 1
        else:
            new = node_hash(new, node)
        number, last = number >> 1, last >> 1
    return last == 0 and old == old_top and new == top


def _subproof(leaves: Sequence[Hash], old_size: int, *, whole: bool) -> list[Hash]:
    """Return SUBPROOF(old_size, leaves, whole) (RFC 6962 section 2.1.2)."""
    if old_size == len(leaves):
        return [] if whole else [root(leaves)]
    split = _split(len(leaves))
    if old_size <= split:
        return [*_subproof(leaves[:split], old_size, whole=whole), root(leaves[split:])]
    return [*_subproof(leaves[split:], old_size - split, whole=False), root(leaves[:split])]


def _split(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)
