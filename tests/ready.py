"""The command `glasscase` for shell scripts, without a start of Python at every call.

One process has loaded what the commands need of the package itself. At each call it forks: the
fork takes over the caller's arguments, environment, folder and streams, and is what the installed
command would be. No command ever runs in the process that forks: none sees what another did.
"""

from __future__ import annotations

import importlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from glasscase.cli import _COMMANDS, main
from glasscase.law.catalogue import package_catalogue
from glasscase.records import MODELS
from tests.templates import compiled_in

ROOT = Path(__file__).parents[1]
_SIZE = 4
_NO_ANSWER = 70
_MODULES = (*_COMMANDS.values(), "glasscase.site.plugin", "material.plugins.search.plugin")
"""The commands, and what a build loads when it runs."""

_CALLER = """\
#!{python} -IS
import json, os, socket, sys
call = json.dumps([sys.argv[1:], dict(os.environ), os.getcwd()]).encode()
with socket.socket(socket.AF_UNIX) as server:
    server.connect({address!r})
    socket.send_fds(server, [len(call).to_bytes({size}, "big")], [0, 1, 2])
    server.sendall(call)
    status = server.recv(1)
sys.exit(status[0] if status else {no_answer})
"""


@contextmanager
def ready_command(templates: Path) -> Iterator[Path]:
    """Give a folder with the command, for the PATH of a script.

    In the folder `templates` it keeps compiled templates.
    """
    with tempfile.TemporaryDirectory(prefix="ready-") as name:
        folder = Path(name)
        address = str(folder / "socket")
        caller = folder / "glasscase"
        caller.write_text(
            _CALLER.format(python=sys.executable, address=address, size=_SIZE, no_answer=_NO_ANSWER)
        )
        caller.chmod(0o755)
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(address)
            listener.listen()
            process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(listener.fileno()), str(templates)],
                cwd=ROOT,
                pass_fds=[listener.fileno()],
            )
        try:
            yield folder
        finally:
            process.kill()
            process.wait()


def _serve(listener: socket.socket) -> NoReturn:
    while True:
        caller, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            _answer(caller)
        caller.close()
        while _has_ended():
            pass


def _has_ended() -> bool:
    """Take note of a fork that has ended, if there is one."""
    try:
        return os.waitpid(-1, os.WNOHANG)[0] != 0
    except ChildProcessError:
        return False


def _answer(caller: socket.socket) -> NoReturn:
    """Run a command as its caller, and tell the status that it ends with."""
    head, streams, _, _ = socket.recv_fds(caller, _SIZE, 3)
    with caller.makefile("rb") as sent:
        arguments, environment, folder = json.loads(sent.read(int.from_bytes(head, "big")))
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["glasscase", *arguments]
    try:
        main()
        status: object = 0
    except SystemExit as end:
        status = end.code or 0
    except BaseException:
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    caller.sendall(bytes([status if isinstance(status, int) else 1]))
    os._exit(0)


if __name__ == "__main__":
    for _module in _MODULES:
        importlib.import_module(_module)
    for _model in MODELS.values():
        _model.model_rebuild()
    package_catalogue()
    with compiled_in(Path(sys.argv[2])):
        _serve(socket.socket(fileno=int(sys.argv[1])))
