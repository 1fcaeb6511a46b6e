"""Links of ordinary pages to records: MkDocs does not know these pages, but they are there."""

from __future__ import annotations

from .projects import Project

TOLD = "contains an unrecognized relative link"


def test_a_link_to_a_record_is_no_news(project: Project) -> None:
    project.write("content/protocols/index.md", "# Protocols\n\nStart [here](framework/).")
    project.write(
        "content/about.md",
        "# About\n\n[A model](../models/aurora-3/#limitations), [once](../models/aurora-3/1.2/).",
    )
    assert TOLD not in project.build().log


def test_a_link_to_nothing_still_is(project: Project) -> None:
    project.write("content/about.md", "# About\n\n[A model](../models/aurora-9/).")
    told = project.build().log
    assert f"{TOLD} '../models/aurora-9/'" in told


def test_what_one_site_has_is_not_taken_for_what_another_has(project: Project) -> None:
    project.build()
    project.write("content/about.md", "# About\n\n[A model](../models/ember/).")
    (project.folder / "content/models/ember.yml").unlink()
    assert f"{TOLD} '../models/ember/'" in project.build().log
