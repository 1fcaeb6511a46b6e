"""An http or https address, and which redirects from one to another are followed."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from glasscase.log.errors import LogError
from glasscase.log.faults import REDIRECT_REFUSED
from glasscase.log.source import SourceError

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_]([a-z0-9._-]*[a-z0-9_.])?|[0-9a-f:.]+")
_SAFE = "/%:@!$&'()*,;=~"
"""What stays unquoted in a path; a plus does not, since some hosts read it as a space."""


class Address(NamedTuple):
    """An address without login and fragment. `path` and `query` are quoted."""

    scheme: str
    host: str
    port: int
    path: str
    query: str = ""

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port: what one connection can serve."""
        return self.scheme, self.host, self.port

    @property
    def target(self) -> str:
        """What is asked for on the connection."""
        return f"{self.path}?{self.query}" if self.query else self.path

    def joined(self, path: str) -> Address:
        """Return the address of a file below this folder."""
        return self._replace(path=self.path + quote(path, safe=_SAFE), query="")

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"


def parse_site(text: str) -> Address:
    """Return the address of a site's front page, with a final slash. Raises LogError."""
    hint = "Give the address of the site's front page, such as https://transparency.example.com/."
    if "?" in text:
        raise LogError("the address of a site has no question mark", hint=hint)
    try:
        address = _parse(text)
    except ValueError as error:
        raise LogError(f"the address {error}", hint=hint) from None
    path = address.path.removesuffix("index.html")
    return address._replace(path=path if path.endswith("/") else f"{path}/")


def follow(current: Address, location: str, *, start: bool) -> Address:
    """Return where a redirect leads, or raise SourceError if it must not be followed.

    A site may redirect within itself, and from http to https. Only at the start, where the
    address that a person gave leads to the site's canonical one, may the host change.
    """
    try:
        wanted = _parse(urljoin(str(current), location))
    except ValueError as error:
        raise SourceError(REDIRECT_REFUSED, f"the server redirects to what {error}") from None
    if current.scheme == "https" and wanted.scheme == "http":
        raise SourceError(
            REDIRECT_REFUSED, "the server redirects from https to http, which anyone can alter"
        )
    upgrade = (current.scheme, wanted.scheme, wanted.port) == ("http", "https", _PORTS["https"])
    same = wanted.origin == current.origin or (upgrade and wanted.host == current.host)
    if not same and not start:
        raise SourceError(
            REDIRECT_REFUSED, f"the server redirects to another server, {wanted.host}"
        )
    return wanted


def _parse(text: str) -> Address:
    """Return the address that a text is. Raises ValueError that says what it is not."""
    try:
        parts = urlsplit(text)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode()
    except ValueError:
        raise ValueError("is malformed") from None
    if parts.scheme not in _PORTS:
        raise ValueError("does not start with https:// or http://")
    if parts.username is not None or parts.password is not None:
        raise ValueError("has a login in it")
    if not _HOST.fullmatch(host):
        raise ValueError("has no valid host")
    return Address(
        parts.scheme,
        host,
        _PORTS[parts.scheme] if port is None else port,
        quote(parts.path, safe=_SAFE) or "/",
        quote(parts.query, safe=_SAFE + "+?"),
    )
