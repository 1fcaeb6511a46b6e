"""Requests to stop: signals become exceptions that reach the end of the stack for certain."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_HANDLED = ("SIGINT", "SIGTERM", "SIGHUP")
_DEFAULTS = (signal.SIG_DFL, signal.default_int_handler)

_requests: list[int] = []
"""The signals that came while a publication was under way."""


@contextmanager
def stopping_cleanly() -> Iterator[None]:
    """Let a request to stop unwind the stack, so that children end and temporary files go."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    wanted = [getattr(signal, name) for name in _HANDLED if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in wanted}
    # A signal that the caller handles or ignores (`nohup`) stays the caller's.
    taken = {number: handler for number, handler in before.items() if handler in _DEFAULTS}
    for number in taken:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        for number, handler in taken.items():
            signal.signal(number, handler)
        _requests.clear()


def obey_stop_request() -> None:
    """Raise what a signal asked for, in case its own exception got lost.

    Python drops an exception that is raised while it frees an object or starts a process.
    """
    if _requests:
        _raise(_requests[0])


def _stop(number: int, _frame: FrameType | None) -> None:
    _requests.append(number)
    _raise(number)


def _raise(number: int) -> None:
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(128 + number)
