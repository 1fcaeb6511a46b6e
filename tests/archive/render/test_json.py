"""JSON: a promised shape, complete enough to make the later form of the earlier one."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from glasscase.archive import Change, What, compare, reconstruct
from glasscase.archive.render import render_json
from glasscase.records import MODELS, Kind, canonical

from ..forms import any_form, disturbed
from .step import step


def test_the_keys_are_promised() -> None:
    document = json.loads(render_json(step()))
    assert list(document) == [
        *("schema", "kind", "id", "title", "from", "to", "counts", "notes", "changes")
    ]
    assert document["schema"] == 1
    assert (document["from"], document["to"]) == ("1", "2")
    assert document["counts"]["weakened"] == 4
    assert document["counts"]["sections"][0] == {
        "id": "links",
        "title": "Links",
        "added": 0,
        "removed": 0,
        "changed": 0,
        "minor": 1,
    }
    [note] = document["notes"]
    assert list(note) == ["version", "date", "announced", "material", "summary", "reason"]
    for change in document["changes"]:
        assert list(change) == [
            *("path", "label", "section", "what", "before", "after", "unit", "former_unit"),
            *("pieces", "direction", "rule", "why", "minor", "position", "order"),
        ]


def test_a_change() -> None:
    changes = json.loads(render_json(step()))["changes"]
    [change] = [change for change in changes if change["path"][-1] == "value"]
    assert change == {
        "path": ["commitments", "bio-halt", "threshold", "value"],
        "label": ["Commitments", "Halt on biological uplift", "Threshold", "Value"],
        "section": "commitments",
        "what": "changed",
        "before": 50,
        "after": 60,
        "unit": "%",
        "former_unit": "%",
        "pieces": [],
        "direction": "weakened",
        "rule": "line-crossed-later",
        "why": "Fewer results cross the line than before.",
        "minor": False,
        "position": ["commitments", 0, "threshold", "value"],
        "order": [],
    }


@given(st.sampled_from(list(MODELS)), st.integers(0, 2**32), st.integers(0, 2**32))
@settings(max_examples=25)
def test_the_document_alone_makes_the_later_form(kind: Kind, seed: int, disturbance: int) -> None:
    before = any_form(kind, seed)
    after = disturbed(before, disturbance)
    document = json.loads(render_json(compare(before, after)))
    changes = [
        Change(
            tuple(own["path"]),
            tuple(own["label"]),
            What(own["what"]),
            own["before"],
            own["after"],
            position=tuple(own["position"]),
            order=tuple(own["order"]),
        )
        for own in document["changes"]
    ]
    assert canonical(reconstruct(before, changes)) == canonical(after)
