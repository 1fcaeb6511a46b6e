"""The HTTP calls of the documentation, made with curl against a server, and what arrives."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar

import pytest

from glasscase.exchange.intake import Outcome, What

from .conftest import ROOT

PAGE = (ROOT / "content/documentation/adopters/intake.md").read_text(encoding="utf-8")
CALLS = re.findall(r"^```bash\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


class Received(BaseHTTPRequestHandler):
    """Keeps what it is sent."""

    calls: ClassVar[list[tuple[str, Any, Any]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.calls.append((self.path, self.headers, json.loads(body)))
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    Received.calls.clear()
    served = ThreadingHTTPServer(("127.0.0.1", 0), Received)
    Thread(target=served.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    served.server_close()


@pytest.mark.parametrize("call", CALLS, ids=range(len(CALLS)))
def test_a_call_of_the_documentation_is_taken_in(
    call: str, server: str, send: Callable[..., Outcome]
) -> None:
    script = re.sub(r"https://(api\.github\.com|gitlab\.example)", server, call)
    token = "secret-of-the-sender"
    environment = {"GLASSCASE_INTAKE_TOKEN": token, "GLASSCASE_TRIGGER_TOKEN": token}
    result = subprocess.run(
        ["bash", "-c", script], env={"PATH": "/usr/bin:/bin", **environment}, check=False
    )
    assert result.returncode == 0
    [(path, headers, body)] = Received.calls
    if "/dispatches" in path:
        assert headers["Authorization"] == f"Bearer {token}"
        assert headers["Accept"] == "application/vnd.github+json"
        assert body["event_type"] in ("glasscase-incident", "glasscase-document")
        assert len(body["client_payload"]) <= 10
    else:
        assert path.endswith(f"/ref/main/trigger/pipeline?token={token}")
    outcome = send(json.dumps(body).encode())
    assert outcome.what in (What.NEW, What.DOCUMENT)
    assert [one.rule for one in outcome.findings if one.rule.startswith("event")] == []


def test_there_are_calls_for_every_host_and_service() -> None:
    assert len(CALLS) == 5
    for word in ('"source": "make"', '"source": "zapier"', '"type": "document"', "gitlab.example"):
        assert sum(word in call for call in CALLS) == 1
