"""Versions of a record, and what changed between two of them."""

from __future__ import annotations

from glasscase.archive.change import Change, Difference, Direction, Mark, Note, Piece, What
from glasscase.archive.difference import compare
from glasscase.archive.errors import DifferenceError
from glasscase.archive.labels import Words
from glasscase.archive.mention import unmentioned
from glasscase.archive.reconstruction import reconstruct
from glasscase.archive.summary import Summary, summary

__all__ = [
    "Change",
    "Difference",
    "DifferenceError",
    "Direction",
    "Mark",
    "Note",
    "Piece",
    "Summary",
    "What",
    "Words",
    "compare",
    "reconstruct",
    "summary",
    "unmentioned",
]
