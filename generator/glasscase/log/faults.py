"""What can be found wrong with a published site: in a few words, and what to make of it.

Errors contradict what was published. Warnings are what could not be looked at: they prove
nothing, but a site with one of them is not verified.
"""

from __future__ import annotations

from typing import NamedTuple

from glasscase.findings import Finding, Severity


class Fault(NamedTuple):
    """One kind of fault: its id, its weight, what it means and what a reader should do."""

    rule: str
    severity: Severity
    meaning: str
    help: str

    def at(self, path: str, message: str) -> Finding:
        """Return a finding of this kind at an address of the site."""
        return Finding(self.rule, self.severity, path, message, self.help)


_ASK = "Keep a copy of what you see, with the date, and ask the provider."
_AGAIN = "Try again later. If it stays so, tell the provider."


def _contradiction(rule: str, meaning: str, help_: str = _ASK) -> Fault:
    return Fault(rule, Severity.ERROR, meaning, help_)


def _unread(rule: str, meaning: str, help_: str = _AGAIN) -> Fault:
    return Fault(rule, Severity.WARNING, meaning, help_)


CHECKPOINT_MISSING = _contradiction(
    "checkpoint-missing",
    "Without it there is nothing to compare the site with.",
    "See whether this is the address of the site's front page. If the log was there before, "
    "it was removed: keep your earlier checkpoint and ask the provider.",
)
CHECKPOINT_UNREADABLE = _contradiction(
    "checkpoint-unreadable",
    "The file that states the length and the hash of the log is damaged or is something else.",
    "See whether this is the address of the site's front page. " + _ASK,
)
KEY_WRONG = _contradiction(
    "key-wrong",
    "Nothing shows that the holder of this key stands by the log.",
    "See whether the provider announced a new key. If not, trust neither the log nor the site.",
)
SIGNATURE_WRONG = _contradiction(
    "signature-wrong",
    "The checkpoint was changed after it was signed, or someone without the key made it.",
    "Trust neither the log nor the site, and tell the provider by a way that you know.",
)
LOG_OTHER = _contradiction(
    "log-other",
    "Two logs cannot be compared: the site may have started a new one in place of the old.",
    "See whether the earlier checkpoint is of this site. If it is, keep it: it shows that the "
    "log was replaced.",
)
LOG_FORKED = _contradiction(
    "log-forked",
    "The history was rewritten: something that you could see then was changed or taken out.",
    "Keep both checkpoints: together they are the proof. Then ask the provider.",
)
SINCE_UNCHECKED = _unread(
    "since-unchecked",
    "The log is damaged, so nobody can tell whether it extends the earlier one.",
    "Keep the earlier checkpoint. Mend or report the other faults, then try again.",
)
LOG_TRUNCATED = _contradiction(
    "log-truncated",
    "Entries were taken from the end of the list, or the site went back to an older state.",
    "Keep the longer checkpoint: it is the proof. Then ask the provider.",
)
LOG_TOO_LONG = _contradiction(
    "log-too-long",
    "No provider publishes that many versions. The number is wrong, or meant to stop this check.",
)
ROOT_WRONG = _contradiction(
    "root-wrong",
    "Entries of the log are not those that the checkpoint stands for.",
)
ENTRY_ALTERED = _contradiction(
    "entry-altered",
    "The list was changed at this place after it was published, or damaged.",
)
ENTRY_UNREADABLE = _contradiction(
    "entry-unreadable",
    "This program cannot tell what the entry says, so what it stands for is not verified.",
    "Update Glasscase and try again. If it stays so, ask the provider.",
)
TILE_MISSING = _contradiction(
    "tile-missing",
    "A part of the log is gone, so nobody can check what it held.",
)
TILE_WRONG = _contradiction(
    "tile-wrong",
    "The file of the log was changed after it was published, or damaged.",
)
VERSION_DUPLICATE = _contradiction(
    "version-duplicate",
    "One version was published with two different texts; only one can be at its address.",
)
TIME_BACKWARDS = _contradiction(
    "time-backwards",
    "Each publication is later than the one before it, so one of the two times is not true.",
)
ERASURE_UNKNOWN = _contradiction(
    "erasure-unknown",
    "The log says that something was erased which it never says was published.",
)
RECORD_MISSING = _contradiction(
    "record-missing",
    "A version that was published is gone, and no reason is given.",
)
RECORD_ALTERED = _contradiction(
    "record-altered",
    "The text of this version was changed after it was published, or damaged on the way.",
)
RECORD_OTHER = _contradiction(
    "record-other",
    "The log says that this is one version, and the file says that it is another.",
)
ERASED_PRESENT = _contradiction(
    "erased-present",
    "The log says that this version was erased, but anyone can still read it.",
    "Tell the provider.",
)
TOMBSTONE_WRONG = _contradiction(
    "tombstone-wrong",
    "The page in place of an erased version says something else than the log does; it may show "
    "again what was erased.",
    "Tell the provider.",
)
VERSION_UNLOGGED = _contradiction(
    "version-unlogged",
    "The folder holds data that look like a published version and are not in the log; they can "
    "be changed without a trace.",
    "See whether the folder is a preview, which may hold versions that are not published yet. "
    + _ASK,
)
EDITIONS_UNREADABLE = _contradiction(
    "editions-unreadable",
    "Which editions of the whole site there are cannot be told.",
)
EDITION_MISSING = _contradiction(
    "edition-missing",
    "An edition of the whole site is gone, and the log holds no erasure for which it would be.",
)
CHANGES_UNREADABLE = _contradiction(
    "changes-unreadable",
    "Whether the list of changes says what log and data say cannot be told.",
)
CHANGES_ALTERED = _contradiction(
    "changes-altered",
    "The list of changes says something else than the log and the data of the versions do.",
    "Believe the log and the data. " + _ASK,
)
CHANGES_DIFFER = Fault(
    "changes-differ",
    Severity.NOTE,
    "The list of changes was altered, or another version of Glasscase made it, with other rules.",
    "Compare the two versions yourself: their pages of changes, and their data.",
)
INDEX_UNREADABLE = _contradiction(
    "index-unreadable",
    "Whether all current versions are in the log cannot be told.",
)
INDEX_UNLOGGED = _contradiction(
    "index-unlogged",
    "The site shows a version that the log does not hold; it can be changed without a trace.",
    "The site may be in the middle of a publication: try again in a few minutes. " + _ASK,
)

SERVER_SLOW = _unread("server-slow", "The file could not be checked.")
SERVER_DROPPED = _unread("server-dropped", "The file could not be checked.")
SERVER_ERROR = _unread("server-error", "The file could not be checked.")
SERVER_REFUSED = _unread(
    "server-refused",
    "The site does not let programs read this file, so it could not be checked.",
    "Open the address in a browser. If it works there, ask the provider not to block programs.",
)
SERVER_UNREACHABLE = _unread(
    "server-unreachable",
    "Nothing could be read from this server.",
    "See whether the address is right and whether you are connected to the network.",
)
SERVER_UNTRUSTED = _unread(
    "server-untrusted",
    "Nobody can tell whether the answers come from the site or from someone in between.",
    "See whether the address is right. If it is, tell the provider that its certificate fails.",
)
SERVER_GAVE_UP = _unread(
    "server-gave-up", "The server stopped answering, so the rest was not asked for."
)
ANSWER_BROKEN = _unread("answer-broken", "The file could not be checked.")
ANSWER_TOO_LARGE = _unread(
    "answer-too-large",
    "The file is larger than any such file can be, so it was not read to its end.",
    _ASK,
)
REDIRECT_REFUSED = _unread(
    "redirect-refused",
    "The answer would come from elsewhere than the site that is being checked.",
    "If the site has moved, give its new address.",
)
COPY_UNREADABLE = _unread(
    "copy-unreadable",
    "The file in the folder could not be checked.",
    "See whether you may read the file, and whether it is a file at all.",
)

FAULTS: dict[str, Fault] = {
    fault.rule: fault for fault in list(globals().values()) if isinstance(fault, Fault)
}
"""Every fault by its id."""
