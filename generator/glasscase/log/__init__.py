"""The log: an append-only Merkle tree of all versions, as static files, and its verification.

Layout: C2SP tlog-tiles; checkpoint: C2SP tlog-checkpoint and signed-note; hashing: RFC 6962.
"""

from __future__ import annotations

from glasscase.log.checkpoint import Checkpoint, checkpoint_of, parse_checkpoint
from glasscase.log.entry import Entry, ErasureEntry, Subject, VersionEntry, parse_entry
from glasscase.log.errors import LogError
from glasscase.log.files import (
    CHECKPOINT,
    Log,
    append,
    appended_files,
    log_files,
    read_log,
    require_extension,
)
from glasscase.log.keys import ENVIRONMENT, Signer, Verifier, generate, parse_signers
from glasscase.log.tiles import superseded

__all__ = [
    "CHECKPOINT",
    "ENVIRONMENT",
    "Checkpoint",
    "Entry",
    "ErasureEntry",
    "Log",
    "LogError",
    "Signer",
    "Subject",
    "Verifier",
    "VersionEntry",
    "append",
    "appended_files",
    "checkpoint_of",
    "generate",
    "log_files",
    "parse_checkpoint",
    "parse_entry",
    "parse_signers",
    "read_log",
    "require_extension",
    "superseded",
]
