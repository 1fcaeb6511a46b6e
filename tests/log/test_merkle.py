"""Merkle hashing: the known answers of Certificate Transparency, and what always holds."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glasscase.log.errors import LogError
from glasscase.log.merkle import (
    EMPTY,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

# Entries, roots and proofs of the reference implementation of Certificate Transparency.
REFERENCE = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
LEAVES = [leaf_hash(bytes.fromhex(entry)) for entry in REFERENCE]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAF_0 = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
LEAF_1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
LEAF_4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
LEAF_6 = "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f"
NODE_01 = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
NODE_23 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
NODE_45 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
NODE_67 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
NODE_0123 = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"
NODE_4567 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
INCLUSION = {
    (0, 1): [],
    (0, 8): [LEAF_1, NODE_23, NODE_4567],
    (5, 8): [LEAF_4, NODE_67, NODE_0123],
    (2, 3): [NODE_01],
    (1, 5): [LEAF_0, NODE_23, LEAF_4],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [LEAF_1, NODE_23, NODE_4567],
    (6, 8): [NODE_45, NODE_67, NODE_0123],
    (2, 5): [NODE_23, LEAF_4],
    (6, 7): [NODE_45, LEAF_6, NODE_0123],
}
MANY = [leaf_hash(str(number).encode()) for number in range(600)]
TOPS = [root(MANY[:size]) for size in range(len(MANY) + 1)]

sizes = st.integers(1, len(MANY))


def unhex(nodes: list[str]) -> list[bytes]:
    return [bytes.fromhex(node) for node in nodes]


def test_hashes_are_prefixed_so_that_a_node_is_never_a_leaf() -> None:
    assert leaf_hash(b"") == hashlib.sha256(b"\x00").digest()
    assert (
        node_hash(b"l" * 32, b"r" * 32) == hashlib.sha256(b"\x01" + b"l" * 32 + b"r" * 32).digest()
    )


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_the_reference(size: int) -> None:
    assert root(LEAVES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_inclusion_proofs_are_those_of_the_reference(index: int, size: int) -> None:
    proof = unhex(INCLUSION[index, size])
    assert inclusion_proof(LEAVES[:size], index) == proof
    assert verify_inclusion(LEAVES[index], index, size, proof, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("old", "size"), CONSISTENCY)
def test_consistency_proofs_are_those_of_the_reference(old: int, size: int) -> None:
    proof = unhex(CONSISTENCY[old, size])
    assert consistency_proof(LEAVES[:size], old) == proof
    tops = bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[size])
    assert verify_consistency(old, tops[0], size, tops[1], proof)


def split_root(leaves: list[bytes]) -> bytes:
    """The definition of RFC 6962 section 2.1, word by word."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else EMPTY
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(split_root(leaves[:split]), split_root(leaves[split:]))


def test_the_root_is_the_one_of_the_definition_at_every_size() -> None:
    assert all(TOPS[size] == split_root(MANY[:size]) for size in range(300))


def test_every_proof_of_small_trees_verifies() -> None:
    for size in range(1, 34):
        for index in range(size):
            proof = inclusion_proof(MANY[:size], index)
            assert verify_inclusion(MANY[index], index, size, proof, TOPS[size])
        for old in range(size + 1):
            proof = consistency_proof(MANY[:size], old)
            assert verify_consistency(old, TOPS[old], size, TOPS[size], proof)


@settings(deadline=None)
@given(data=st.data(), size=sizes)
def test_an_inclusion_proof_verifies_and_an_altered_one_does_not(
    data: st.DataObject, size: int
) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(MANY[:size], index)
    top, leaf = TOPS[size], MANY[index]
    assert verify_inclusion(leaf, index, size, proof, top)
    other = data.draw(st.integers(0, size + 1).filter(lambda number: number != index))
    assert not verify_inclusion(leaf, other, size, proof, top)
    assert not verify_inclusion(flipped(leaf), index, size, proof, top)
    assert not verify_inclusion(leaf, index, size, proof, flipped(top))
    assert not verify_inclusion(leaf, index, size, [*proof, top], top)
    for changed in altered(data, proof):
        assert not verify_inclusion(leaf, index, size, changed, top)


@settings(deadline=None)
@given(data=st.data(), size=sizes)
def test_a_consistency_proof_verifies_and_an_altered_one_does_not(
    data: st.DataObject, size: int
) -> None:
    old = data.draw(st.integers(0, size))
    proof = consistency_proof(MANY[:size], old)
    assert verify_consistency(old, TOPS[old], size, TOPS[size], proof)
    assert not verify_consistency(old, flipped(TOPS[old]), size, TOPS[size], proof)
    assert not verify_consistency(old, TOPS[old], size, TOPS[size], [*proof, TOPS[size]])
    assert not verify_consistency(size + 1, TOPS[size], size, TOPS[size], proof)
    if old:
        assert not verify_consistency(old, TOPS[old], size, flipped(TOPS[size]), proof)
    for changed in altered(data, proof):
        assert not verify_consistency(old, TOPS[old], size, TOPS[size], changed)


@settings(deadline=None)
@given(data=st.data(), size=sizes)
def test_no_proof_leads_from_a_rewritten_tree(data: st.DataObject, size: int) -> None:
    old = data.draw(st.integers(1, size))
    place = data.draw(st.integers(0, old - 1))
    rewritten = [*MANY[:place], leaf_hash(b"another"), *MANY[place + 1 : size]]
    proof = consistency_proof(rewritten, old)
    assert not verify_consistency(old, TOPS[old], size, root(rewritten), proof)


@pytest.mark.parametrize("index", [-1, 8])
def test_there_is_no_proof_for_a_leaf_that_is_not_there(index: int) -> None:
    with pytest.raises(LogError, match="there is no leaf"):
        inclusion_proof(LEAVES, index)


@pytest.mark.parametrize("old", [-1, 9])
def test_there_is_no_proof_from_a_larger_tree(old: int) -> None:
    with pytest.raises(LogError, match="never had"):
        consistency_proof(LEAVES, old)


def flipped(value: bytes) -> bytes:
    return bytes([value[0] ^ 1]) + value[1:]


def altered(data: st.DataObject, proof: list[bytes]) -> list[list[bytes]]:
    """Return proofs with a node changed, cut short, or gone."""
    if not proof:
        return []
    place = data.draw(st.integers(0, len(proof) - 1))
    rest = proof[place + 1 :]
    return [
        [*proof[:place], flipped(proof[place]), *rest],
        [*proof[:place], proof[place][:-1], *rest],
        [*proof[:place], *rest],
    ]
