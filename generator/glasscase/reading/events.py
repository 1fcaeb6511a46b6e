"""PyYAML's two parsers behind one call that gives the next event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from yaml.events import Event

from glasscase.reading.scanner import StrictParser

try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML was built without libyaml
    CParser = None  # type: ignore[assignment, misc]

Backend = Literal["c", "python"]


def next_event(text: str, backend: Backend | None = None) -> Callable[[], Event | None]:
    """Return a function that gives the text's next event, from libyaml where it is there.

    The function raises only `yaml.YAMLError`.
    """
    if backend != "python" and CParser is not None:
        return CParser(text).get_event
    return StrictParser(text).next_event
