"""What a publication changes, and that a published version never changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasscase.publish import PublishError, State
from glasscase.publish.changes import plan_publication
from glasscase.publish.tree import REGULAR, Entry, Tree

from .repositories import Bare, Checkout

OLD = {
    "models/aurora-2/1.2/record.json": b'{"id":"aurora-2"}',
    "models/aurora-2/1.2/index.html": b"<p>old page</p>",
    "models/aurora-2/1.2/changes/index.html": b"<p>old changes</p>",
    "models/aurora-2/index.html": b"<p>current</p>",
}


@pytest.fixture
def published(checkout: Checkout, remote: Bare) -> Bare:
    checkout.build(OLD)
    checkout.publish(remote.path)
    for path in OLD:
        (checkout.site / path).unlink()
    checkout.commit()
    return remote


def test_earlier_versions_are_kept_with_all_their_files(
    checkout: Checkout, published: Bare
) -> None:
    checkout.build({"models/aurora-2/1.3/record.json": "{}", "models/aurora-2/index.html": "new"})
    outcome = checkout.publish(published.path)
    assert outcome.changes.kept == tuple(sorted(path for path in OLD if "/1.2/" in path))
    assert outcome.changes.removed == ()
    files = published.files()
    assert {path: files[path] for path in outcome.changes.kept} == {
        path: content for path, content in OLD.items() if "/1.2/" in path
    }
    assert files["models/aurora-2/1.3/record.json"] == b"{}"


def test_published_version_cannot_get_other_content(checkout: Checkout, published: Bare) -> None:
    checkout.build({"models/aurora-2/1.2/record.json": b'{"id":"aurora-2" }'})
    error = checkout.refused(published, "other content", built=True)
    assert error.message == "Version 1.2 of model aurora-2 is already published with other content."
    assert "give the new text a new version" in error.hint


def test_dry_run_refuses_what_publishing_would(checkout: Checkout, published: Bare) -> None:
    checkout.build({"models/aurora-2/1.2/record.json": "{}"})
    with pytest.raises(PublishError, match="other content"):
        checkout.publish(published.path, dry_run=True)


def test_page_of_a_published_version_may_be_drawn_anew(checkout: Checkout, published: Bare) -> None:
    checkout.build({**OLD, "models/aurora-2/1.2/index.html": "<p>new look</p>"})
    outcome = checkout.publish(published.path)
    assert outcome.changes.changed == ("models/aurora-2/1.2/index.html",)


def test_page_drawn_anew_does_not_need_its_data(checkout: Checkout, published: Bare) -> None:
    new = {"models/aurora-2/index.html": "2", "models/aurora-2/1.2/index.html": "superseded"}
    checkout.build(new)
    outcome = checkout.publish(published.path)
    assert "models/aurora-2/1.2/record.json" in outcome.changes.kept
    files = published.files()
    assert files["models/aurora-2/1.2/record.json"] == OLD["models/aurora-2/1.2/record.json"]
    assert files["models/aurora-2/1.2/index.html"] == b"superseded"


@pytest.mark.parametrize("path", ["models", "models/aurora-2", "models/aurora-2/1.2"])
def test_version_cannot_be_hidden_by_a_file(path: str) -> None:
    with pytest.raises(PublishError, match="takes its place"):
        plan_publication(_tree({path: "x"}), _tree(OLD)).require_frozen_versions()


def test_every_conflict_is_named_at_once() -> None:
    tip = _tree({f"{kind}s/x/1/record.json": "a" for kind in ("incident", "model", "protocol")})
    site = _tree(dict.fromkeys(tip, "b"))
    assert plan_publication(site, tip).conflicts == tuple(
        f"Version 1 of {kind} x is already published with other content."
        for kind in ("incident", "model", "protocol")
    )


def test_domain_that_the_host_wrote_is_kept(checkout: Checkout, remote: Bare) -> None:
    checkout.publish(remote.path)
    checkout.edit_by_hand(remote, {"CNAME": "transparency.example\n", "typo.html": "x"})
    checkout.build({"index.html": "new"})
    outcome = checkout.publish(remote.path)
    assert outcome.changes.kept == ("CNAME",)
    assert outcome.changes.removed == ("typo.html",)
    assert outcome.replaced_edits == 1
    assert remote.files()["CNAME"] == b"transparency.example\n"


@pytest.mark.parametrize("path", sorted(path for path in OLD if "/1.2/" in path))
def test_edit_by_hand_of_a_published_version_is_undone(
    checkout: Checkout, remote: Bare, path: str
) -> None:
    checkout.build(OLD)
    checkout.publish(remote.path)
    checkout.edit_by_hand(remote, {path: "edited", "models/aurora-2/1.2/more.html": "added"})
    checkout.build({"models/aurora-2/1.3/record.json": "{}", "models/aurora-2/index.html": "new"})
    outcome = checkout.publish(remote.path)
    assert outcome.replaced_edits == 1
    assert set(outcome.changes.changed) == {"models/aurora-2/index.html", path}
    assert outcome.changes.removed == ("models/aurora-2/1.2/more.html",)
    assert remote.files()[path] == OLD[path]
    assert remote.git("fsck", "--strict") == ""


def test_edits_by_hand_count_as_work_to_do(checkout: Checkout, remote: Bare) -> None:
    checkout.publish(remote.path)
    for content in ("one", "two"):
        checkout.edit_by_hand(remote, {"index.html": content})
    outcome = checkout.publish(remote.path)
    assert outcome.state is State.PUBLISHED
    assert outcome.replaced_edits == 2
    assert remote.files()["index.html"] == b"<h1>Home</h1>\n"
    assert remote.git("fsck", "--strict") == ""


_PATHS = st.builds(
    "/".join,
    st.tuples(
        st.sampled_from(["models", "incidents", "api"]),
        st.sampled_from(["a", "b"]),
        st.sampled_from(["1", "2", "history"]),
        st.sampled_from(["record.json", "index.html", "x/record.json"]),
    ),
)
_TREES = st.dictionaries(_PATHS | st.sampled_from(["models", "models/a"]), st.sampled_from("xyz"))


@given(_TREES, _TREES)
def test_no_plan_without_conflicts_changes_a_published_record(
    site: dict[str, str], tip: dict[str, str]
) -> None:
    plan = plan_publication(_tree(site), _tree(tip))
    if plan.conflicts:
        return
    for path, entry in _tree(tip).items():
        kind, *inner = path.split("/")
        if kind in ("models", "incidents") and len(inner) == 3 and inner[2] == "record.json":
            assert plan.tree[path] == entry


@given(_TREES, _TREES)
def test_changes_account_for_every_file(site: dict[str, str], tip: dict[str, str]) -> None:
    plan = plan_publication(_tree(site), _tree(tip))
    changes = plan.changes
    assert len(plan.tree) == (
        len(changes.added) + len(changes.changed) + len(changes.kept) + changes.unchanged
    )
    assert len(tip) == (
        len(changes.removed) + len(changes.changed) + len(changes.kept) + changes.unchanged
    )
    assert changes.any == (dict(plan.tree) != dict(_tree(tip)))


def _tree(files: dict[str, str] | dict[str, bytes] | Tree) -> Tree:
    return {path: Entry(REGULAR, str(content)) for path, content in files.items()}
