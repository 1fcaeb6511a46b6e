"""What a Git command of ours may see of the outside: settings, credentials, protocols."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Setting = tuple[str, str]
"""One Git configuration key with its value."""

ALLOWED_PROTOCOLS = ("file", "git", "http", "https", "ssh")

_TRANSPORT = ("http.", "credential.", "url.", "ssh.", "protocol.")
_TRANSPORT_KEYS = ("core.sshcommand", "core.askpass", "core.gitproxy")

EXACT_BYTES: tuple[Setting, ...] = (
    ("core.autocrlf", "false"),
    ("core.attributesFile", "/dev/null"),
    ("core.hooksPath", "/dev/null"),
    ("core.ignoreCase", "false"),
    ("core.fsmonitor", "false"),
    # Nothing in the private repository outlives the command, so nothing waits for the disk.
    ("core.fsync", "none"),
    ("commit.gpgSign", "false"),
    ("fastimport.unpackLimit", "1"),
    ("fetch.unpackLimit", "1"),
    ("fetch.writeCommitGraph", "false"),
    ("fetch.recurseSubmodules", "false"),
    ("gc.auto", "0"),
    ("maintenance.auto", "false"),
    ("log.showSignature", "false"),
    # The thorough walk finds every object that the remote has; the quick one may send some again.
    ("pack.useSparse", "false"),
    ("push.followTags", "false"),
    ("push.gpgSign", "false"),
    ("push.recurseSubmodules", "no"),
)
"""Settings of the private repository, whatever the user's own configuration says."""


def transport_settings(settings: Sequence[Setting]) -> tuple[Setting, ...]:
    """Return those settings of the checkout that reaching a remote may need.

    Build services write the credentials of a checkout into its own configuration, which
    the private repository would not see.
    """
    return tuple(
        (key, value)
        for key, value in settings
        if key.lower().startswith(_TRANSPORT) or key.lower() in _TRANSPORT_KEYS
    )


def quiet_environment(environ: Mapping[str, str], known: Sequence[Setting] = ()) -> dict[str, str]:
    """Return the variables for commands that must never ask, wait for a lock or run a helper.

    `known` are the settings in force: a choice made there or in `environ` is left alone.
    """
    keys = {key.lower() for key, _ in known}
    variables = {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_REPLACE_OBJECTS": "1",
    }
    if "GIT_ALLOW_PROTOCOL" not in environ:
        variables["GIT_ALLOW_PROTOCOL"] = ":".join(ALLOWED_PROTOCOLS)
    if not {"GIT_SSH", "GIT_SSH_COMMAND"} & set(environ) and "core.sshcommand" not in keys:
        variables["GIT_SSH_COMMAND"] = "ssh -o BatchMode=yes"
    if "GIT_ASKPASS" not in environ and "core.askpass" not in keys:
        # Empty means "no dialogue window", where unset would mean the one of SSH_ASKPASS.
        variables["GIT_ASKPASS"] = ""
    return variables


def with_settings(environ: Mapping[str, str], settings: Sequence[Setting]) -> dict[str, str]:
    """Return the variables that add `settings` to one command, after those that `environ` adds.

    Variables keep credentials out of the process list and off the disk.
    """
    given = environ.get("GIT_CONFIG_COUNT", "")
    start = int(given) if given.isdigit() else 0
    variables = {"GIT_CONFIG_COUNT": str(start + len(settings))}
    for number, (key, value) in enumerate(settings, start):
        variables[f"GIT_CONFIG_KEY_{number}"] = key
        variables[f"GIT_CONFIG_VALUE_{number}"] = value
    return variables
