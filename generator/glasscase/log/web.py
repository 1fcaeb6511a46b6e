"""A site on the web, read over several connections at a time.

The server is not trusted: answers are bounded, redirects stay on the site, and a server that
fails again and again is left alone.
"""

from __future__ import annotations

import ssl
import threading

from glasscase.log.address import Address, follow, parse_site
from glasscase.log.faults import (
    ANSWER_BROKEN,
    REDIRECT_REFUSED,
    SERVER_DROPPED,
    SERVER_ERROR,
    SERVER_GAVE_UP,
    SERVER_REFUSED,
    SERVER_SLOW,
    SERVER_UNREACHABLE,
    SERVER_UNTRUSTED,
)
from glasscase.log.files import CHECKPOINT, CHECKPOINT_LIMIT
from glasscase.log.source import SourceError
from glasscase.log.transport import Answer, Connection, Limits, TrickleError

_OK = 200
_REDIRECTS = {301, 302, 303, 307, 308}
_MISSING = {404, 410}
_REFUSED = {401, 403, 451}
_BUSY = 429
_SERVER_ERRORS = 500
_LONGEST_PAUSE = 30.0
"""Seconds that a server's own wish for a pause is granted at most."""
_PASSING = {SERVER_SLOW.rule, SERVER_DROPPED.rule, SERVER_ERROR.rule}
"""Faults that another attempt may not meet."""
_NO_SERVER = _PASSING | {SERVER_UNREACHABLE.rule, SERVER_UNTRUSTED.rule}
"""Faults after which nothing is known of the site."""


class WebSource:
    """A site at an http or https address.

    Making one finds the site's canonical address: it asks for the checkpoint and follows
    redirects, to another host too. Raises LogError if the address is malformed or no server
    answers.
    """

    def __init__(
        self, url: str, limits: Limits | None = None, context: ssl.SSLContext | None = None
    ) -> None:
        self._limits = limits or Limits()
        self.parallel = self._limits.parallel
        self._context = context
        self._lock = threading.Lock()
        self._idle: dict[tuple[str, str, int], list[Connection]] = {}
        self._busy: set[Connection] = set()
        self._closed = threading.Event()
        self._failures = 0
        self._trickles = 0
        self._base = parse_site(url)
        try:
            self._base = self._canonical(self._base)
        except SourceError:
            self.close()
            raise

    @property
    def address(self) -> str:
        """The canonical address of the site."""
        return str(self._base)

    def fetch(self, path: str, limit: int) -> bytes | None:
        """Return a file of the site; see `Source`."""
        if max(self._failures, self._trickles) >= self._limits.parallel:
            raise SourceError(SERVER_GAVE_UP, "not asked for: the server had stopped answering")
        try:
            data, _ = self._followed(self._base.joined(path), limit, start=False)
        except SourceError as error:
            if error.fault.rule in _NO_SERVER:
                with self._lock:
                    self._failures += 1
                    # Each takes so long that those between two good answers count as well.
                    self._trickles += isinstance(error, TrickleError)
            raise
        with self._lock:
            self._failures = 0
        return data

    def listed(self, *_patterns: str) -> tuple[str, ...]:
        """Return nothing: a server does not say what it has."""
        return ()

    def close(self) -> None:
        """Close every connection; requests under way fail, and none is tried again."""
        self._closed.set()
        with self._lock:
            connections = [*self._busy, *(c for idle in self._idle.values() for c in idle)]
            self._idle.clear()
        for connection in connections:
            connection.close()

    def _canonical(self, base: Address) -> Address:
        """Return the address of the site that `base` leads to."""
        try:
            data, found = self._followed(base.joined(CHECKPOINT), CHECKPOINT_LIMIT, start=True)
            if data is None:
                # Some hosts forward their front page only.
                _, page = self._followed(base, CHECKPOINT_LIMIT, start=True)
                folder = page._replace(path=page.path.rpartition("/")[0] + "/", query="")
                return folder if folder.origin != base.origin else base
        except SourceError as error:
            if error.fault.rule in _NO_SERVER:
                raise
            return base  # The verification meets the same fault, and tells of it.
        if not found.path.endswith(f"/{CHECKPOINT}"):
            return base
        return found._replace(path=found.path.removesuffix(CHECKPOINT), query="")

    def _followed(
        self, address: Address, limit: int, *, start: bool
    ) -> tuple[bytes | None, Address]:
        """Return a file, or None, and the address at which redirects ended."""
        for _ in range(self._limits.redirects + 1):
            answer = self._answer(address, limit)
            if answer.status == _OK:
                return answer.body, address
            if answer.status in _MISSING:
                return None, address
            if answer.status not in _REDIRECTS:
                fault = SERVER_REFUSED if answer.status in _REFUSED else ANSWER_BROKEN
                raise SourceError(fault, f"the server answers with status {answer.status}")
            address = follow(address, answer.location, start=start)
        raise SourceError(
            REDIRECT_REFUSED, f"the server redirects more than {self._limits.redirects} times"
        )

    def _answer(self, address: Address, limit: int) -> Answer:
        """Return an answer, after several attempts if need be."""
        pause, attempts = self._limits.pause, self._limits.attempts
        for attempt in range(1, attempts + 1):
            wish = 0.0
            try:
                answer = self._once(address, limit)
                if answer.status != _BUSY and answer.status < _SERVER_ERRORS:
                    return answer
                message = f"the server answers with status {answer.status}"
                failure = SourceError(SERVER_ERROR, message)
                wish = _seconds(answer.retry_after)
            except TrickleError:
                raise
            except SourceError as error:
                failure = error
            slow = failure.fault.rule == SERVER_SLOW.rule
            most = min(self._limits.silences if slow else attempts, attempts)
            if failure.fault.rule not in _PASSING or attempt >= most:
                break
            if self._closed.wait(min(max(pause, wish), _LONGEST_PAUSE)):
                break
            pause *= 2
        raise failure

    def _once(self, address: Address, limit: int) -> Answer:
        """Return an answer, on an idle connection if there is one."""
        with self._lock:
            idle = self._idle.get(address.origin)
            connection = idle.pop() if idle else None
        if connection is not None:
            try:
                return self._on(connection, address, limit)
            except SourceError as error:
                # A server may end a connection that waits; that says nothing about it.
                if error.fault.rule != SERVER_DROPPED.rule:
                    raise
        return self._on(Connection(address, self._limits, self._context), address, limit)

    def _on(self, connection: Connection, address: Address, limit: int) -> Answer:
        """Return an answer on this connection, and keep it for the next request."""
        with self._lock:
            if self._closed.is_set():
                connection.close()
                raise SourceError(SERVER_GAVE_UP, "not asked for: the check was ended")
            self._busy.add(connection)
        try:
            answer = connection.get(address.target, limit)
        finally:
            with self._lock:
                self._busy.discard(connection)
        with self._lock:
            self._idle.setdefault(address.origin, []).append(connection)
        return answer


def _seconds(retry_after: str) -> float:
    """Return the pause that a server wishes for; 0 where it names a date or nothing."""
    short = retry_after.strip()[:6]
    return float(short) if short.isascii() and short.isdigit() else 0.0
