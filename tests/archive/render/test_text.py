"""The terminal: brackets that need no colour, colours if asked for, and nothing it must obey."""

from __future__ import annotations

import re

import pytest

from glasscase.archive import compare
from glasscase.archive.render import render_text

from ..forms import protocol
from .step import step

SHOWN = """\
Frontier framework (protocol frontier): 1 → 2
4 weakened, 1 strengthened, 6 changes in all. Approved by: 1 changed; Review: 1 changed; \
Scope: 1 removed; Commitments: 1 removed, 1 changed; Full text: 1 changed. \
1 more in spaces or order only.

▼ weakened
  Approved by: The value was given and is now withheld: less is disclosed.
  Scope > Models > aurora-2: The model is no longer in scope.
  Commitments > Halt on biological uplift > Threshold > Value: 50 % → 60 %. \
Fewer results cross the line than before.
  Commitments > Tell the public: The commitment is no longer made.

▲ strengthened
  Review > Reviewed every: 1 year → 6 months. The review is due more often.

Version 2 (2026-02-01, announced 2026-01-15, material modification)
  One line moves.
  Reason: It was too low.

Links
  Only the order of the rows differs.

Approved by
  Council > Role: [-Council-]
    ▼ weakened: The value was given and is now withheld: less is disclosed.
  Council > Date: [-2026-01-01-]
  {+Withheld (Trade secret): It is a trade secret.+}

Review
  Reviewed every (changed)
    [-1 year-]{+6 months+}
      ▲ strengthened: The review is due more often.

Scope
  Models > aurora-2 (removed)  ▼ weakened: The model is no longer in scope.

Commitments
  Halt on biological uplift (changed)
    Threshold > Value: [-50 %-]{+60 %+}
      ▼ weakened: Fewer results cross the line than before.
  Tell the public (removed)  ▼ weakened: The commitment is no longer made.
    Id: [-tell-]
    Title: [-Tell the public-]
    Text:
      [-We tell.-]
      [-And we listen.-]

Full text
  § Tests
  We test each {+new +}model.
  | VCT-2 | [-50-]{+60+} % |
""".replace(" > ", " \u203a ")


def test_the_whole() -> None:
    assert render_text(step()) == SHOWN


def test_a_note_that_was_rewritten_later_is_shown() -> None:
    """Only notes that came with the later version stand above; changes of others are changes."""
    note = {"version": "1", "date": "2026-01-01", "summary": "We weakened it.", "reason": "Why."}
    before = protocol(changes=[note])
    after = protocol(version="2", changes=[{**note, "summary": "We clarified it."}])
    text = render_text(compare(before, after))
    assert "We [-weakened-]{+clarified+} it." in text
    assert "Version and notes" in text


def test_colours_change_nothing_but_colour() -> None:
    coloured = render_text(step(), colour=True)
    assert "\x1b[31m[-50 %-]\x1b[0m\x1b[32m{+60 %+}\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render_text(step())


@pytest.mark.parametrize(
    "hostile", ["\x1b[2J", "\r", "\x07", "\x9b31m", "\u202e", "\u2066", "\u2028", "\x00"]
)
def test_control_characters_of_a_record_are_shown_and_not_obeyed(hostile: str) -> None:
    before = {**protocol(), "title": f"A{hostile}B", "body": f"Old {hostile} text."}
    after = {**before, "version": f"2{hostile}", "body": f"New {hostile} text."}
    after["later"] = {f"key{hostile}": f"value{hostile}"}
    for colour in (False, True):
        text = render_text(compare(before, after), colour=colour)
        bare = re.sub(r"\x1b\[[0-9;]*m", "", text) if colour else text
        assert hostile[0] not in bare
        assert f"\\u{ord(hostile[0]):04x}" in bare


def test_long_texts_are_shortened_around_their_changes() -> None:
    words = " ".join(f"word{n}" for n in range(300))
    text = render_text(
        compare(protocol(body=f"{words} old {words}"), protocol(body=f"{words} new {words}"))
    )
    [line] = [line for line in text.splitlines() if "[-old-]{+new+}" in line]
    assert line.strip().startswith("… word")
    assert line.endswith(" …")
    assert len(line) < 300
