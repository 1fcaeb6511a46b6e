"""Real policies with several recorded versions, as protocol records, where they are at hand.

Nothing of the texts is kept here. Where the files tell why a version was made or withdrawn, the
reasons are read from them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from glasscase.records import Protocol, PublicForm, public_form

FOLDER = Path(__file__).parents[3] / "shared" / "corpus" / "open" / "protocols"
_RECORDED = re.compile(r"(?P<history>ota__.+)__(?P<version>\d{4}-\d{2}-\d{2})T\d+\.md")
_ACT = "model-act__model_act_v{}.txt"
_WHY = FOLDER / "model-act__README.md"
ACT = "model-act"
FLAPPING = "ota-genai-chatgpt-acceptable-use-policy"
"""Its recorded history goes from a text to another one and back, several times."""
RETURNED = "2025-12-07"
"""The version with which its last text but one comes back: such files as are here end before."""


def histories() -> dict[str, list[PublicForm]]:
    """Return the versions of each policy, oldest first; nothing where there are none."""
    found: dict[str, list[PublicForm]] = {}
    for path in sorted(FOLDER.glob("*")):
        if match := _RECORDED.fullmatch(path.name):
            name = re.sub(r"[^a-z0-9]+", "-", match["history"].lower())
            _recorded(found.setdefault(name, []), name, match["version"], _read(path))
    if FLAPPING in found:
        flapping = found[FLAPPING]
        _recorded(flapping, FLAPPING, RETURNED, flapping[-2]["body"])
    if _WHY.exists():
        found[ACT] = list(_act())
    return found


def steps() -> Iterator[tuple[str, PublicForm, PublicForm]]:
    """Yield each version with the one after it that has another text, and the step's name."""
    for name, versions in histories().items():
        for before, after in pairwise(versions):
            if before["body"] != after["body"]:
                yield f"{name} {before['version']} to {after['version']}", before, after


def source(form: PublicForm) -> str:
    """Return the file of a protocol, as an author writes it."""
    own = {key: value for key, value in form.items() if key not in ("kind", "schema", "body")}
    return f"---\n{json.dumps(own, ensure_ascii=False, indent=2)}\n---\n\n{form['body']}"


def _recorded(versions: list[PublicForm], name: str, version: str, body: str) -> None:
    """Add a version that somebody recorded on a day; its author gave no reason."""
    note = {
        "version": version,
        "date": version,
        "summary": f"As it was recorded on {version}.",
        "reason": "The provider changed its page, and did not say why.",
    }
    title = name.replace("ota-genai-", "").replace("-", " ").title()
    earlier = versions[-1].get("changes", []) if versions else []
    notes = [note, *earlier] if versions else []
    versions.append(_version(name, version, title, body, changes=notes))


def _act() -> Iterator[PublicForm]:
    """Yield a model law: a version, the one that corrects an error of it, and its withdrawal.

    An outsider would publish the withdrawal as a version of its own, with the same text.
    """
    corrected = {
        "version": "3.3",
        "date": "2026-08-16",
        "summary": "The architecture of penalties is another.",
        "reason": _paragraph("The v3.2 penalty arithmetic"),
    }
    why = _paragraph("The typeset edition of v3.3")
    gone = {
        "version": "3.3-withdrawn",
        "date": "2026-08-17",
        "summary": "The version is withdrawn.",
        "reason": why,
    }
    title = "Model Act"
    text = _read(FOLDER / _ACT.format("3_3"))
    yield _version(ACT, "3.2", title, _read(FOLDER / _ACT.format("3_2")))
    yield _version(ACT, "3.3", title, text, changes=[corrected])
    yield _version(
        ACT,
        "3.3-withdrawn",
        title,
        text,
        status="withdrawn",
        withdrawal={"date": "2026-08-17", "reason": why},
        changes=[gone, corrected],
    )


def _paragraph(start: str) -> str:
    """Return the paragraph of the errata that has a line with this start, as one line."""
    lines = _read(_WHY).splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(start))
    end = next(number for number in range(first, len(lines)) if not lines[number].strip())
    # Its links lead to files that are not here.
    return re.sub(r"\[(.+?)\]\(\S+?\)", r"\1", " ".join(lines[first:end]))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _version(name: str, version: str, title: str, body: str, **fields: Any) -> PublicForm:
    return public_form(
        Protocol.model_validate(
            {
                "id": name,
                "version": version,
                "status": "current",
                "title": title,
                "summary": "A policy as it was recorded.",
                "type": "other",
                "body": body,
                **fields,
            }
        )
    )
