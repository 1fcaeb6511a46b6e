"""GitHub: the webhook `issues`, an issue of the API, or the text of our issue form.

Source: https://docs.github.com/en/webhooks/webhook-events-and-payloads#issues (checked
2026-11-22). A form becomes headings of the third level, with `_No response_` for a gap.
"""

from __future__ import annotations

import re
from typing import Any

from glasscase.exchange.intake.signal import Said, Signal
from glasscase.exchange.intake.values import first, group, line, text, times, words

_SECTION = re.compile(r"^### (.+?)\s*\n(.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)
_GAPS = frozenset({"", "_No response_", "None"})
LABELS = {
    "What happened": "description",
    "When did it begin?": "occurred",
    "When did you notice it?": "discovered",
    "When was it over?": "resolved",
    "Severity": "severity",
    "Types of harm": "harms",
    "Models": "models",
    "Services": "services",
    "Countries": "countries",
}
"""Labels of the issue form `.github/ISSUE_TEMPLATE/incident.yml`, and what they fill in."""


class GitHubIssue:
    """An issue. Who wrote it stays in the private part."""

    name = "github-issue"
    title = "a GitHub issue"

    def reads(self, event: Any) -> bool:
        """Look for an issue with number and title, or for a text with the form's headings."""
        issue = _issue(event)
        address = first(issue, "html_url", "url")
        if text(issue, "title") and text(issue, "number") and "/issues/" in address:
            return True
        return "description" in _answers(text(event, "markdown"))

    def signal(self, event: Any) -> Signal:
        """Read the form; of an issue without it the title, the text and the time."""
        issue = _issue(event)
        body = text(issue, "body") or text(event, "markdown")
        answers = _answers(body)
        at: dict[str, Said] = {
            name: Said(line(answers[name]), f"the form, “{_label(name)}”")
            for name in ("occurred", "discovered", "resolved")
            if name in answers
        }
        prefix = "issue." if "issue" in event else ""
        if "discovered" not in at:
            at |= times(event, discovered=(f"{prefix}created_at",))
        graded = answers.get("severity")
        title = text(issue, "title") or line(answers.get("description", ""))[:120]
        return Signal(
            key=_key(issue),
            title=line(re.sub(r"^\[?incident\]?:?\s*", "", title, flags=re.IGNORECASE)) or title,
            description=answers.get("description", "") if answers else body,
            times=at,
            severity=Said(graded, "the form, “Severity”") if graded else None,
            harms=tuple(Said(word, "the form") for word in _listed(answers.get("harms", ""))),
            models=_listed(answers.get("models", "")),
            services=_listed(answers.get("services", "")),
            countries=_listed(answers.get("countries", "")),
        )


def _issue(event: Any) -> Any:
    return group(event, "issue") or group(event)


def _key(issue: Any) -> str:
    """Return owner, repository and number, or nothing."""
    address = first(issue, "html_url", "url")
    return "/".join(address.split("/")[-4:]) if "/issues/" in address else ""


def _answers(body: str) -> dict[str, str]:
    """Return what was filled in, by the name of the field."""
    found = {}
    for label, written in _SECTION.findall(body.replace("\r\n", "\n")):
        name = LABELS.get(label.strip())
        if name and written.strip() not in _GAPS:
            found[name] = written.strip()
    return found


def _label(name: str) -> str:
    return next(label for label, known in LABELS.items() if known == name)


def _listed(written: str) -> tuple[str, ...]:
    """Return the entries of an answer: boxes that are ticked, lines, or words with commas."""
    lines = [one.strip() for one in written.splitlines() if one.strip()]
    boxes = [one for one in lines if re.match(r"- \[.\]", one)]
    if boxes:
        return tuple(one[5:].strip() for one in boxes if one[3] in "xX")
    return tuple(word for one in lines for word in words(one.removeprefix("- ")))
