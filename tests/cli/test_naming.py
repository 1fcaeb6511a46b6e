"""Which record a person means."""

from __future__ import annotations

import pytest

from glasscase.cli.naming import Key, UnknownRecordError, choose, fitting
from glasscase.records import Kind

WREN: Key = (Kind.MODEL, "wren")
POLICY: Key = (Kind.PROTOCOL, "wren-policy")
OUTAGE: Key = (Kind.INCIDENT, "outage")
SHARED: list[Key] = [WREN, (Kind.PROTOCOL, "wren")]


@pytest.mark.parametrize("name", ["wren", "models/wren", "model/wren", "/models/wren/"])
def test_a_record_is_named_by_its_id_with_or_without_its_folder(name: str) -> None:
    assert choose(name, [WREN, POLICY, OUTAGE]) == WREN


def test_the_folder_decides_between_records_that_share_an_id() -> None:
    assert choose("protocols/wren", SHARED) == (Kind.PROTOCOL, "wren")
    assert fitting("wren", SHARED) == SHARED
    with pytest.raises(UnknownRecordError, match="several records have the id `wren`") as error:
        choose("wren", SHARED)
    assert error.value.hint == "Choose one of `models/wren`, `protocols/wren`."


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("wrenn", "Did you mean `wren`?"),
        ("model/wren-policy", "Did you mean `protocols/wren-policy`?"),
        ("providr", "Did you mean `provider`?"),
    ],
)
def test_a_name_that_means_nothing_is_told_with_the_nearest_one(name: str, hint: str) -> None:
    with pytest.raises(UnknownRecordError, match=f"there is no valid record `{name}`") as error:
        choose(name, [WREN, POLICY, OUTAGE], "provider")
    assert error.value.hint == hint
