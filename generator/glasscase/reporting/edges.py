"""What reports need from outside: time, chance, secrets. Passed in, so that tests can set them."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from glasscase.reporting.tls import Patience


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Edges:
    """The world as the commands see it."""

    now: Callable[[], datetime] = _now
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    patience: Patience = field(default_factory=Patience)
