"""The program: `glasscase`, or `python -m glasscase`."""

from __future__ import annotations

import atexit
import os
import sys
import threading

from glasscase.cli import main


def run() -> None:
    """Run the command, and end at once: the system takes back all memory faster than Python."""
    code = 0
    try:
        main(prog_name="glasscase")
    except SystemExit as end:
        if not isinstance(end.code, int | None) or threading.active_count() > 1:
            raise
        code = end.code or 0
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # The disk is full, or nobody reads: that has been said, or cannot be.
            code = code or 2
    os._exit(code)


if __name__ == "__main__":
    run()
