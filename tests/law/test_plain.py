"""A catalogue as a site publishes it: what was published is read as it stands."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasscase.law.catalogue import package_catalogue
from glasscase.law.plain import CatalogueError, from_json, is_of, to_json
from tests.law.engine import catalogue, regime_data

LAW = catalogue(regime_data(), regime_data("other", terms=[])).plain
FILE = to_json(LAW, "Readiness, not legal advice.")


def test_what_is_published_is_read_back() -> None:
    assert from_json(FILE, "law.json") == LAW
    whole = package_catalogue().plain
    assert from_json(to_json(whole, ""), "law.json") == whole


def test_anyone_can_compute_the_version_from_the_file() -> None:
    """As the formats page says: SHA-256 of `regimes`, keys sorted, no white space."""
    document = json.loads(FILE)
    text = json.dumps(
        document["regimes"], ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )
    newest, _, digest = document["catalogue"].partition("+")
    assert hashlib.sha256(text.encode()).hexdigest().startswith(digest)
    assert newest == max(one["checked"] for one in document["regimes"].values())


def test_the_version_of_a_file_is_found_without_reading_it() -> None:
    assert is_of(FILE, LAW.version)
    assert not is_of(FILE, LAW.version[:-1])
    assert not is_of(b"", LAW.version)


def test_keys_that_this_version_of_the_tool_does_not_know_are_kept() -> None:
    """The model of the catalogue changes; a published one does not."""
    regimes = json.loads(FILE)["regimes"]
    regimes["other"]["duties"][0]["of_old"] = 1
    document = {"catalogue": "", "regimes": regimes}
    with pytest.raises(CatalogueError, match="is not what its version says") as error:
        from_json(json.dumps(document).encode(), "law.json")
    document["catalogue"] = error.value.message.split(", ")[-1].split()[0]
    assert from_json(json.dumps(document).encode(), "law.json").regimes == regimes


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b"\xff",
        b"[]",
        b"{}",
        b'{"regimes": []}',
        b'{"regimes": {"a": 1}}',
        b'{"regimes": {"a": {"id": "a", "short": "A", "checked": "2026-11-21"}}}',
        b'{"regimes": {"a": {"id": "a", "short": "A", "checked": "2026", "duties": [1]}}}',
        b'{"regimes": {"a": {"id": "a", "short": "\\ud800", "checked": "2026", "duties": []}}}',
    ],
)
def test_what_is_no_catalogue_is_told(data: bytes) -> None:
    with pytest.raises(CatalogueError, match=r"^law\.json is no "):
        from_json(data, "law.json")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
KEYS = st.sampled_from(["id", "short", "checked", "duties", "terms"])


@given(st.dictionaries(st.text(max_size=3), st.dictionaries(KEYS, JSON), max_size=2))
def test_no_file_breaks_the_reader(regimes: dict[str, Any]) -> None:
    with pytest.raises(CatalogueError):
        from_json(json.dumps({"regimes": regimes}).encode(), "law.json")
