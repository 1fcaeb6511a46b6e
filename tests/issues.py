"""A host's list of issues, over HTTP on this machine: as much of it as the workflows call."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Issue:
    """An issue, by the names that both hosts use for its parts."""

    number: int
    title: str
    text: str
    labels: list[str]
    confidential: bool = False
    is_open: bool = True
    comments: list[str] = field(default_factory=list)


class IssueServer:
    """Answers the calls of GitHub's and of GitLab's interface, if they carry the token."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.issues: list[Issue] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                query = parse_qs(urlsplit(self.path).query)
                wanted = set(query["labels"][0].split(","))
                found = [
                    server.shown(one)
                    for one in reversed(server.issues)
                    if one.is_open and wanted <= set(one.labels)
                ]
                self.answer(200, found[: int(query["per_page"][0])])

            def do_POST(self) -> None:
                self.answer(201, server.post(self.path, self.sent()))

            def do_PATCH(self) -> None:
                self.answer(200, server.change(self.path, self.sent()))

            def do_PUT(self) -> None:
                self.do_PATCH()

            def sent(self) -> dict[str, Any]:
                size = int(self.headers["Content-Length"])
                values: dict[str, Any] = json.loads(self.rfile.read(size))
                return values

            def answer(self, status: int, value: object) -> None:
                given = self.headers.get("Authorization", "").removeprefix("Bearer ")
                given = given or self.headers.get("PRIVATE-TOKEN", "")
                data = json.dumps(value if given == server.token else {}).encode()
                self.send_response(status if given == server.token else 401)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def shown(self, issue: Issue) -> dict[str, Any]:
        """Return an issue as both hosts show it."""
        text = {"body": issue.text, "description": issue.text}
        return {"number": issue.number, "iid": issue.number, "title": issue.title, **text}

    def post(self, path: str, values: dict[str, Any]) -> dict[str, Any]:
        """Open an issue, or add a comment to one."""
        parts = urlsplit(path).path.strip("/").split("/")
        if parts[-1] in ("comments", "notes"):
            self.issues[int(parts[-2]) - 1].comments.append(values["body"])
            return {}
        labels = values["labels"]
        issue = Issue(
            len(self.issues) + 1,
            values["title"],
            values.get("body") or values["description"],
            labels if isinstance(labels, list) else labels.split(","),
            values.get("confidential") == "true",
        )
        self.issues.append(issue)
        return self.shown(issue)

    def change(self, path: str, values: dict[str, Any]) -> dict[str, Any]:
        """Change an issue."""
        issue = self.issues[int(urlsplit(path).path.rpartition("/")[2]) - 1]
        issue.title = values["title"]
        issue.text = values.get("body") or values["description"]
        if values.get("state") == "closed" or values.get("state_event") == "close":
            issue.is_open = False
        return self.shown(issue)

    def __enter__(self) -> IssueServer:
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
