"""Versions that are published before the day from which they apply: which one holds when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from glasscase.archive import notes
from glasscase.records import Kind
from glasscase.site.catalogue import Catalogue, catalogue, published
from glasscase.site.changes import Step
from glasscase.site.effect import Effect, Told, claimed, effects
from glasscase.site.feeds import record_feed
from glasscase.site.lineage import Lineage
from glasscase.site.news import news, news_page
from glasscase.site.standing import Banner, standing

from .projects import collection
from .versions import POLICY, SITE, Past, form_of, past

WITHDRAWN = {"status": "withdrawn", "withdrawal": {"reason": "Old.", "date": "2026-05-05"}}
MAY, JULY, AUGUST = "2026-05-01", "2026-07-01", "2026-08-01"


def history(
    *versions: tuple[str, dict[str, Any]], erase: dict[str, str] | None = None, hours: int = 24
) -> Past:
    """Publish versions on 3 May 2026 and the days after it, one a day."""
    forms = [
        form_of(Kind.PROTOCOL, {**POLICY, "version": version, **more}) for version, more in versions
    ]
    return past(*forms, erase=erase, apart=timedelta(hours=hours))


def version(number: str, effective: str = "", **more: Any) -> tuple[str, dict[str, Any]]:
    return number, {**more, **({"effective_from": effective} if effective else {})}


def records(own: Past) -> Catalogue:
    source = {key: value for key, value in own.forms[-1].items() if key != "kind"}
    return catalogue([published(collection((Kind.PROTOCOL, source)))])


def lineage(own: Past) -> Lineage:
    return own.lineage(records(own))


def told(own: Lineage, number: str) -> tuple[str, str]:
    """Return the label of a version's state, and what its banner says."""
    stands = standing(own.release(number), own, None, SITE)
    return stands.state.shown, " ".join(banner.title for banner in stands.banners)


def banner(own: Lineage, number: str) -> Banner:
    [found] = standing(own.release(number), own, None, SITE).banners
    return found


def test_a_version_announced_ahead_says_when_it_begins_and_what_applies_till_then() -> None:
    own = lineage(history(version("1.0"), version("1.1", MAY), version("1.2", JULY)))
    assert told(own, "1.2") == (
        "Current from 1 July 2026",
        "This version says that it takes effect on 1 July 2026; until then see version 1.1.",
    )
    assert [link.shown for link in banner(own, "1.2").links] == ["Read version 1.1"]


def test_the_version_before_it_says_that_it_still_applies() -> None:
    own = lineage(history(version("1.0"), version("1.1", MAY), version("1.2", JULY)))
    assert told(own, "1.1") == (
        "Superseded from 1 July 2026",
        "This version is replaced by 1.2, which was published on 5 May 2026 and says that it"
        " takes effect on 1 July 2026. Until then this version applies.",
    )
    later = ["Read version 1.2, for the time from 1 July 2026", "See what changed since"]
    assert [link.shown for link in banner(own, "1.1").links] == later
    between = "Read version 1.1, which applies until then"
    assert [link.shown for link in banner(own, "1.0").links] == [between, *later]
    assert told(own, "1.0") == ("Superseded", "This version was replaced by 1.1 on 4 May 2026.")


def test_a_day_that_is_no_later_than_the_publication_changes_nothing() -> None:
    own = lineage(history(version("1.0", MAY), version("1.1", "2026-05-04")))
    assert told(own, "1.1") == ("Current", "")
    assert told(own, "1.0") == ("Superseded", "This version was replaced by 1.1 on 4 May 2026.")


def test_two_versions_ahead_of_their_days_follow_each_other() -> None:
    own = lineage(history(version("1"), version("2", JULY), version("3", AUGUST)))
    assert told(own, "3")[1] == (
        "This version says that it takes effect on 1 August 2026; until then see version 1"
        " and 2 from 1 July 2026."
    )
    assert told(own, "2")[1] == (
        "This version is replaced by 3, which was published on 5 May 2026 and says that it takes"
        " effect on 1 August 2026. Until then this version applies from 1 July 2026."
    )
    assert told(own, "1")[1].endswith("Until then this version applies.")


def test_a_version_that_was_overtaken_before_its_day_never_applied() -> None:
    own = lineage(history(version("1"), version("2", JULY), version("3")))
    assert told(own, "3") == ("Current", "")
    assert told(own, "2") == (
        "Superseded",
        "This version was replaced by 3 on 5 May 2026."
        " It was to take effect on 1 July 2026 itself, and never did.",
    )
    assert told(own, "1")[1] == (
        "This version is replaced by 2, which was published on 4 May 2026 and says that it takes"
        " effect on 1 July 2026. This version applies until 5 May 2026, when 3 takes its place."
    )


def test_a_withdrawal_applies_at_once() -> None:
    own = lineage(history(version("1"), version("2", JULY, **WITHDRAWN)))
    assert told(own, "2")[0] == "Withdrawn"
    assert told(own, "1")[1].startswith("This version was replaced by 2 on 4 May 2026.")
    assert banner_links(own, "1")[0] == "Read the last version, 2, which is withdrawn"


def banner_links(own: Lineage, number: str) -> list[str]:
    stands = standing(own.release(number), own, None, SITE)
    return [link.shown for link in stands.banners[0].links]


def test_what_was_erased_is_not_named_as_what_applies() -> None:
    own = lineage(history(version("1"), version("2", JULY), erase={"1": "By order."}))
    assert told(own, "2")[1] == "This version says that it takes effect on 1 July 2026."


def test_the_notes_of_the_log_tell_as_much_as_the_forms() -> None:
    own = history(version("1"), version("2", JULY), version("3", AUGUST))
    days = {n["version"]: day for n in notes.complete(own.archive) if (day := claimed(n))}
    versions = own.archive.of(Kind.PROTOCOL, "policy")
    living = records(own).editions[0]
    bare = Lineage.of(versions, living, None, days)
    assert [one.effect for one in bare.releases] == [one.effect for one in lineage(own).releases]


def test_the_list_of_changes_and_the_feeds_have_both_days() -> None:
    own = history(version("1"), version("2", JULY), version("3"))
    drawn = news_page(news(notes.complete(own.archive), {}), None, feeds=True)
    assert drawn.count("Says that it takes effect on 1 July 2026.") == 1
    assert "4 May 2026" in drawn
    found = lineage(own)
    feed = record_feed(found, [Step(*pair) for pair in found.steps()], None, SITE)
    assert feed is not None
    assert b"<summary>Says that it takes effect on 1 July 2026. Derived: " in feed[1]


@pytest.mark.parametrize("value", [None, {"absent": "not-yet"}, "2026", "soon", 2026])
def test_what_is_no_day_claims_nothing(value: object) -> None:
    assert claimed({"effective_from": value}) is None


def test_of_two_published_on_one_day_the_one_that_applies_at_once_counts() -> None:
    own = lineage(history(version("1"), version("2", JULY), version("3"), hours=1))
    assert told(own, "1")[1] == "This version was replaced by 3 on 3 May 2026."
    assert told(own, "2")[1].endswith("and never did.")


def test_of_two_with_the_same_day_the_later_one_counts() -> None:
    days = [date(2026, 1, day) for day in (1, 2, 3)]
    found = effects([Told("1", days[0]), Told("2", days[1], days[2]), Told("3", days[1], days[2])])
    assert found["1"] == Effect(ends=days[2], by="3")
    assert found["2"] == Effect(days[2], days[2], "3", (("1", None),))
    assert found["3"] == Effect(days[2], meanwhile=(("1", None),))
