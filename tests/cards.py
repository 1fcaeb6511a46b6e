"""A model card that says as little as it can, as the start of a file."""

from __future__ import annotations

from typing import Final

BARE: Final = """\
id: aurora-2
version: "1.0"
status: current
title: Aurora 2
summary: A language model.
model:
  name: Aurora 2
"""
