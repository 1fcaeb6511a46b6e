"""Topics of a protocol: the heading that each names is in the text."""

from __future__ import annotations

from collections.abc import Iterator

from glasscase.checks.context import Context, Found, found, given
from glasscase.checks.markdown import headings
from glasscase.checks.words import meant


def check(context: Context) -> Iterator[Found]:
    """Check the topics of all protocols."""
    for loaded in context.collection.protocols:
        protocol = loaded.record
        named = [(n, topic.section) for n, topic in enumerate(protocol.topics) if topic.section]
        if not named:
            continue
        words = [heading.value for heading in headings(given(protocol.body) or "")]
        plain = {_plain(heading) for heading in words}
        for number, section in named:
            if _plain(section) not in plain:
                yield found(
                    "heading-unknown",
                    loaded,
                    ("topics", number, "section"),
                    f"the text below has no heading “{section}”",
                    meant(section, words) or "Write the heading as it stands in the text.",
                )


def _plain(heading: str) -> str:
    """Return a heading without what people write in different ways."""
    return " ".join(heading.split()).casefold()
