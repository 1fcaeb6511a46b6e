"""The log's files on the site, and what they say to a reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from glasscase.archive.archive import Archive
from glasscase.errors import GlasscaseError
from glasscase.log import CHECKPOINT, ENVIRONMENT, Checkpoint, Signer, log_files, parse_checkpoint
from glasscase.log.note import Note


class LedgerError(GlasscaseError):
    """The log cannot be written with this configuration."""


@dataclass(frozen=True, slots=True)
class Publishing:
    """A build that will be published: on top of which archive, when, and signed by whom."""

    archive: Archive
    time: datetime
    """The publication time of every version that is new."""
    signers: tuple[Signer, ...] = ()


def require_known_signers(signers: Sequence[Signer], keys: Sequence[str]) -> None:
    """Raise LedgerError unless the public key of every signer is listed in mkdocs.yml.

    The site names its keys to readers; with a key that nobody knows nothing could be verified.
    """
    for signer in signers:
        if str(signer.verifier) not in keys:
            raise LedgerError(
                f"the key of {signer.name} is not among the `log_keys` of the plugin in mkdocs.yml",
                hint=f"Add its public half there: {signer.verifier}",
            )


def ledger_files(
    archive: Archive, site_url: str, signers: Sequence[Signer] = ()
) -> dict[str, bytes]:
    """Return address and content of the log's files; none without an entry.

    A published checkpoint stays as it is, signatures included, unless entries were added or a
    signer has not signed it yet. The log keeps the name that it got first.
    """
    if not archive.entries:
        return {}
    published = parse_checkpoint(archive.checkpoint) if archive.checkpoint else None
    if (
        published
        and published[1].signatures
        and not signers
        and published[0].size < len(archive.entries)
    ):
        raise LedgerError(
            "the log's last checkpoint is signed, and there is no key to sign the next one",
            hint=f"Give it in the environment variable {ENVIRONMENT}. If it is lost, make a new one"
            " with `glasscase key`, and say so to those who watch the log.",
        )
    origin = published[0].origin if published else _origin(site_url)
    files = log_files(archive.entries, origin, signers)
    if published and _stands(*published, len(archive.entries), signers):
        files[CHECKPOINT] = archive.checkpoint
    return files


def _stands(checkpoint: Checkpoint, note: Note, size: int, signers: Sequence[Signer]) -> bool:
    """Tell whether a published checkpoint needs no new text and no new signature."""
    return checkpoint.size == size and all(
        any(signature.is_by(signer.verifier) for signature in note.signatures) for signer in signers
    )


def _origin(site_url: str) -> str:
    """Return the log's name: the site's address without a scheme (C2SP tlog-checkpoint)."""
    parts = urlsplit(site_url)
    if not parts.netloc:
        raise LedgerError(
            "the site has no address, so its log can have no name",
            hint="Set `site_url` in mkdocs.yml, for example `https://transparency.example.com/`."
            " The name stays when the address changes later.",
        )
    return f"{parts.netloc}{parts.path}".rstrip("/")
