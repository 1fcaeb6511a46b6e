"""Where the public branch lives: a named remote, an address, or the checkout's repository."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from git import Git
from git.exc import UnsafeProtocolError

from glasscase.publish.environment import ALLOWED_PROTOCOLS, Setting
from glasscase.publish.errors import PublishError, redact
from glasscase.publish.source import Source

REMOTE = "public"
"""The name of the remote inside the private repository."""

_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://")
_SSH_SHORT_FORM = re.compile(r"[^/\\]*[^/\\:]:(?!:)")
_DRIVE = re.compile(r"[A-Za-z]:[/\\]")
_INHERITED = ("proxy", "proxyauthmethod", "uploadpack", "receivepack")


@dataclass(frozen=True, slots=True)
class Remote:
    """One repository to read the public branch from and to push it to."""

    label: str
    """How messages name it; never holds a login."""
    url: str
    push_url: str
    options: tuple[Setting, ...] = ()
    """Further settings of the remote, such as its proxy, without the remote's name."""

    @property
    def settings(self) -> tuple[Setting, ...]:
        """Git's settings for this remote under the name `REMOTE`."""
        settings = [("url", self.url), *self.options]
        # An address of its own for pushing would switch the user's `pushInsteadOf` off.
        if self.push_url != self.url:
            settings.append(("pushurl", self.push_url))
        return tuple((f"remote.{REMOTE}.{key}", value) for key, value in settings)


def choose_remote(source: Source, wanted: str | None) -> Remote:
    """Return the remote that `wanted` names, or the checkout's usual one where it is None.

    A checkout without any remote publishes to its own repository. Raises PublishError
    where the choice is unclear or the address is one that could run a command.
    """
    if wanted is None:
        own = str(source.repository.resolve())
        return usual_remote(source) or Remote("this repository", own, own)
    if wanted in _names(source):
        return _named(source, wanted)
    if _is_path(wanted) and not Path(wanted).exists():
        raise PublishError(
            f"There is no remote or repository {redact(wanted)!r}.",
            hint=f"The checkout's remotes: {', '.join(sorted(_names(source))) or 'none'}. "
            "A folder or an address (https, ssh, file) can be given too.",
        )
    url = _address(wanted, Path.cwd())
    return Remote(redact(wanted), url, url)


def usual_remote(source: Source) -> Remote | None:
    """Return the remote of the checked-out branch, else `origin`, else the only one there is."""
    names = _names(source)
    if not names:
        return None
    tracked = source.all_settings(f"branch.{source.branch}.remote")[-1:]
    for name in (*tracked, "origin"):
        if name in names:
            return _named(source, name)
    if len(names) == 1:
        return _named(source, names.pop())
    raise PublishError(
        f"The checkout has several remotes: {', '.join(sorted(names))}.",
        hint="Name the one with the public branch: `glasscase publish --remote NAME`.",
    )


def is_own_repository(source: Source, remote: Remote) -> bool:
    """Whether `remote` is the source's own repository or the one that it is a clone of."""
    own = {str(source.repository.resolve()), str(source.top.resolve())}
    tracked = source.all_settings(f"branch.{source.branch}.remote")[-1:]
    for name in {*tracked, "origin"}:
        for key in ("url", "pushurl"):
            addresses = source.all_settings(f"remote.{name}.{key}")
            own |= {_absolute(address, source.top) for address in addresses}
    return not own.isdisjoint({remote.url, remote.push_url})


def names_of(source: Source, remote: Remote) -> tuple[str, ...]:
    """Return the names under which the checkout knows a remote's address; sorted."""
    ours = {remote.url, remote.push_url}

    def addresses(name: str) -> set[str]:
        keys = (f"remote.{name}.url", f"remote.{name}.pushurl")
        return {_absolute(a, source.top) for key in keys for a in source.all_settings(key)}

    return tuple(sorted(name for name in _names(source) if not ours.isdisjoint(addresses(name))))


def _names(source: Source) -> set[str]:
    return {
        key[len("remote.") : -len(".url")]
        for key, _ in source.settings
        if key.startswith("remote.") and key.endswith(".url")
    }


def _named(source: Source, name: str) -> Remote:
    urls = source.all_settings(f"remote.{name}.url")
    push_urls = source.all_settings(f"remote.{name}.pushurl") or urls
    if len(push_urls) > 1:
        raise PublishError(
            f"The remote {name} pushes to {len(push_urls)} addresses at once.",
            hint="Some could take the publication and others refuse it. "
            "Give one address with `--remote`.",
        )
    options = tuple(
        (key, value)
        for key in _INHERITED
        for value in source.all_settings(f"remote.{name}.{key}")[-1:]
    )
    return Remote(name, _address(urls[0], source.top), _address(push_urls[0], source.top), options)


def _address(value: str, base: Path) -> str:
    """Return `value` as Git may be given it, a relative path made absolute from `base`."""
    shown = redact(value)
    if not value or value.startswith("-") or re.search(r"[\x00-\x1f\x7f]", value):
        raise PublishError(f"{shown!r} is not the address of a repository.")
    try:
        Git.check_unsafe_protocols(value)
    except UnsafeProtocolError as error:
        raise PublishError(
            f"The address {shown!r} could run a command.",
            hint=f"Give a path or one of: {', '.join(ALLOWED_PROTOCOLS)}.",
        ) from error
    scheme = _SCHEME.match(value)
    if scheme and scheme["scheme"].lower() not in ALLOWED_PROTOCOLS:
        raise PublishError(
            f"The address {shown!r} uses a protocol that is not supported.",
            hint=f"Give a path or one of: {', '.join(ALLOWED_PROTOCOLS)}.",
        )
    return _absolute(value, base)


def _absolute(value: str, base: Path) -> str:
    return str((base / value).resolve()) if _is_path(value) else value


def _is_path(value: str) -> bool:
    if _DRIVE.match(value):
        return True
    return not _SCHEME.match(value) and not _SSH_SHORT_FORM.match(value)
