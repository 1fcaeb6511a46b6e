"""A difference for programs.

The shape is promised: `schema` is 1 as long as no key is removed or changes its meaning. New
keys may come.

    schema, kind, id, title, from, to
    counts       changes, minor, weakened, strengthened; sections: id, title, added, …
    notes        the author's: version, date, announced, material, summary, reason
    changes      one object each:
      path       names of fields and of rows, from the record down
      label      the same in words
      section    id of the section it is counted in
      what       added, removed, changed, reordered
      before     the value before; null for something added
      after      the value now; null for something removed
      unit       of a number; former_unit is that of the number before
      pieces     of a text, in order: mark (same, added, removed), text, moved
      direction  weakened, strengthened or null; rule and why say on what ground
      minor      true if only spaces, or an order that means nothing, differ
      position   names and positions from 0; with `order` enough to make the later form of the
                 earlier one (see `glasscase.archive.reconstruction`)
"""

from __future__ import annotations

import json
from typing import Any

from glasscase.archive.change import Change, Difference
from glasscase.archive.sections import section
from glasscase.archive.summary import summary

SCHEMA = 1


def render_json(difference: Difference) -> str:
    """Return the difference as one JSON object."""
    return json.dumps(document(difference), ensure_ascii=False, indent=2) + "\n"


def document(difference: Difference) -> dict[str, Any]:
    """Return the difference as plain JSON values."""
    own = summary(difference)
    return {
        "schema": SCHEMA,
        "kind": difference.kind.value,
        "id": difference.id,
        "title": difference.title,
        "from": difference.from_version,
        "to": difference.to_version,
        "counts": {
            "changes": own.total,
            "minor": own.minor,
            "weakened": len(own.weakened),
            "strengthened": len(own.strengthened),
            "sections": [
                {
                    "id": count.section.id,
                    "title": count.section.title,
                    "added": count.added,
                    "removed": count.removed,
                    "changed": count.changed,
                    "minor": count.minor,
                }
                for count in own.counts
            ],
        },
        "notes": [
            {
                "version": note.version,
                "date": note.date,
                "announced": note.announced or None,
                "material": note.material,
                "summary": note.summary,
                "reason": note.reason,
            }
            for note in difference.notes
        ],
        "changes": [_change(change) for change in difference.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "path": list(change.path),
        "label": list(change.label),
        "section": section(change).id,
        "what": change.what.value,
        "before": change.before,
        "after": change.after,
        "unit": change.unit or None,
        "former_unit": change.former_unit or None,
        "pieces": [
            {"mark": piece.mark.value, "text": piece.text, "moved": piece.moved}
            for piece in change.pieces
        ],
        "direction": change.direction.value if change.direction else None,
        "rule": change.rule or None,
        "why": change.why or None,
        "minor": change.minor,
        "position": list(change.position),
        "order": list(change.order),
    }
