"""`canonical` writes what RFC 8785 says, however it gets there."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from glasscase.records import canonical, digest

NUMBERS = (
    st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers(-400, 400).map(lambda power: float(f"1e{power}") if power < 308 else 1e307)
    | st.integers(-(2**53) + 1, 2**53 - 1).map(float)
)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
FORMS = st.dictionaries(st.text() | st.from_regex(r"[a-z_]+", fullmatch=True), JSON, max_size=5)


@given(FORMS)
@example(
    {"n": [0.0, -0.0, 1e21, 1e20, 1e-6, 1e-7, 9007199254740991.0, 5e-324, 1.7976931348623157e308]}
)
@example({"n": [9007199254740992.0, 1e16, 123456789012345680.0, 1e300, 1e-5, 0.00001234]})
@example({"\ue000": 1, "\U0001f600": 2, "é": 3, "z": 4})
@example({"a": ['\x00\x1f\x7f\u2028\u2029"\\/', "\b\t\n\f\r"]})
@example({"a": 1.5, "A": [True, False, None]})
def test_it_is_what_rfc8785_writes(form: dict[str, Any]) -> None:
    assert canonical(form) == rfc8785.dumps(form)


@given(FORMS)
@example({"operations": [1e20, 52612201418385512.0, -9.9e20]})
def test_it_reads_back_and_stays(form: dict[str, Any]) -> None:
    """Whoever reads a record's data and writes it again gets the bytes that the log holds."""
    data = canonical(form)
    assert canonical(json.loads(data)) == data


@pytest.mark.parametrize(
    "number", [float("nan"), float("inf"), -float("inf"), 2**53 + 1, -(2**60) - 1, 10**21]
)
def test_what_json_cannot_carry_is_refused(number: float) -> None:
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical({"a": [number]})


@given(st.binary())
def test_the_digest_is_sha_256(data: bytes) -> None:
    assert digest(data) == hashlib.sha256(data).hexdigest()
