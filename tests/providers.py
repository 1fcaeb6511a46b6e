"""The file of an invented provider in which the checks find nothing."""

from __future__ import annotations

from pathlib import Path

PROVIDER = (Path(__file__).parent / "cases/checks/provider.yml").read_text("utf-8")
