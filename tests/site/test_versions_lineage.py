"""Where each version of a record stands among the others."""

from __future__ import annotations

import pickle

from glasscase.records import Kind
from glasscase.site.catalogue import Edition, catalogue, published
from glasscase.site.lineage import Lineage, State

from .projects import collection
from .versions import FIRST, POLICY, Past, form_of, past


def living(version: str, **changed: object) -> Edition:
    source = {**POLICY, "version": version, **changed}
    return catalogue([published(collection((Kind.PROTOCOL, source)))]).editions[0]


def history(*versions: str, erase: dict[str, str] | None = None) -> Past:
    forms = [form_of(Kind.PROTOCOL, {**POLICY, "version": version}) for version in versions]
    return past(*forms, erase=erase)


def lineage(own: Past, edition: Edition | None, *, whole: bool = True) -> Lineage:
    versions = own.archive.of(Kind.PROTOCOL, "policy")
    return Lineage.of(versions, edition, own.archive.forms(versions) if whole else None)


def states(found: Lineage) -> dict[str, State]:
    return {release.version: release.state for release in found.releases}


def test_the_last_published_version_is_current_and_all_before_it_are_superseded() -> None:
    found = lineage(history("1.0", "1.1", "2.0"), living("2.0"))
    assert states(found) == {
        "1.0": State.SUPERSEDED,
        "1.1": State.SUPERSEDED,
        "2.0": State.CURRENT,
    }
    assert [(r.previous, r.next) for r in found.releases] == [
        (None, "1.1"),
        ("1.0", "2.0"),
        ("1.1", None),
    ]
    assert found.current is found.release("2.0")
    assert found.coming is None
    assert found.release("1.0").published == FIRST
    assert found.release("1.1").address == "protocols/policy/1.1/"


def test_a_living_version_that_is_not_in_the_archive_is_coming() -> None:
    found = lineage(history("1.0"), living("2.0"))
    assert states(found) == {"1.0": State.CURRENT, "2.0": State.COMING}
    assert found.coming is found.release("2.0")
    assert found.release("2.0").published is None
    assert found.follower(found.release("1.0")) is None
    assert (found.release("2.0").form or {})["version"] == "2.0"


def test_a_record_that_was_never_published_has_only_a_coming_version() -> None:
    found = Lineage.of((), living("1.0"), {})
    assert states(found) == {"1.0": State.COMING}
    assert found.current is None
    assert found.published == ()


def test_a_withdrawn_record_has_a_withdrawn_last_version() -> None:
    withdrawal = {"status": "withdrawn", "withdrawal": {"reason": "Old.", "date": "2026-06-01"}}
    edition = living("2.0", **withdrawal)
    own = past(form_of(Kind.PROTOCOL, {**POLICY, "version": "1.0"}), edition.form())
    assert states(lineage(own, edition)) == {"1.0": State.SUPERSEDED, "2.0": State.WITHDRAWN}
    without_forms = lineage(own, edition, whole=False)
    assert without_forms.releases[-1].state is State.WITHDRAWN


def test_an_erased_version_keeps_its_place_and_is_passed_over_in_comparisons() -> None:
    found = lineage(history("1.0", "1.1", "2.0", erase={"1.0": "By order."}), living("2.0"))
    erased = found.release("1.0")
    assert erased.state is State.ERASED
    assert erased.form is None
    assert found.before(found.release("1.1")) is None
    assert [(a.version, b.version) for a, b in found.steps()] == [("1.1", "2.0")]


def test_the_note_of_a_version_is_the_one_in_its_own_form() -> None:
    first = {"version": "1.0", "date": "2026-01-01", "summary": "First.", "reason": "Law."}
    second = {**first, "version": "2.0", "summary": "Second."}
    later = {**first, "summary": "First, told otherwise."}
    own = past(
        form_of(Kind.PROTOCOL, {**POLICY, "version": "1.0", "changes": [first]}),
        form_of(Kind.PROTOCOL, {**POLICY, "version": "2.0", "changes": [second, later]}),
    )
    found = lineage(own, None)
    assert [release.note["summary"] for release in found.releases] == ["First.", "Second."]


def test_a_lineage_can_go_to_another_process() -> None:
    found = lineage(history("1.0", "2.0"), living("2.0"))
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_past_version_is_an_edition_with_the_bytes_that_were_published() -> None:
    own = history("1.0", "2.0")
    release = lineage(own, None).release("1.0")
    edition = release.edition()
    assert edition.permanent == release.address
    assert release.entry is not None
    assert edition.digest == release.entry.sha256
    assert own.archive.read([release.entry.record])[release.entry.record] == edition.data
