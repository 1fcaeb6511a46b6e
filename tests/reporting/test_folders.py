"""Where reports lie: numbered, never changed once sent, and never where they would be public."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from glasscase.reporting.folder import reports_in

from .stage import CODE, ID, Stage, make_stage

FILES = {"report.json", "report.md", "report.pdf", "report.eml"}


def snapshot(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def change(stage: Stage) -> None:
    text = stage.record.read_text()
    stage.record.write_text(text.replace("from its monitor.", "from its own monitor."))


def test_a_report_is_four_files_and_a_second_run_changes_none(stage: Stage) -> None:
    before = snapshot(stage.folder())
    assert before.keys() == FILES
    stage.now += timedelta(hours=2)
    assert stage.run().exit_code == 0
    assert snapshot(stage.folder()) == before


def test_until_it_is_sent_a_report_follows_the_record(stage: Stage) -> None:
    change(stage)
    stage.now += timedelta(hours=2)
    stage.run()
    assert stage.document()["report"]["made"] == "2026-03-29T03:30:00Z"
    assert "from its own monitor." in (stage.folder() / "report.md").read_text()
    assert stage.document()["report"]["number"] == 1


def test_once_sent_it_never_changes(stage: Stage) -> None:
    stage.run("--confirm-delivered", "portal 4711")
    before = snapshot(stage.folder())
    change(stage)
    plain, asked = stage.run(), stage.run("--stage", "initial")
    assert plain.exit_code == 1
    assert "What it says has changed since." in plain.stdout
    assert asked.exit_code == 2
    assert "a report once sent never changes" in asked.stderr
    assert snapshot(stage.folder()) == before


def test_an_amended_report_keeps_the_earlier_one(stage: Stage) -> None:
    stage.run("--confirm-delivered", "portal 4711")
    before = snapshot(stage.folder())
    assert "nothing to amend" in stage.run("--stage", "amended").stdout
    change(stage)
    assert stage.run("--stage", "amended").exit_code == 0
    assert snapshot(stage.folder()) == before
    head = stage.document("002-amended")["report"]
    assert (head["number"], head["amends"]) == (2, 1)
    asked = [item["asks"] for item in stage.document("002-amended")["items"]]
    assert asked == [item["asks"] for item in stage.document()["items"]]


def test_an_intermediate_report_follows_the_initial_one(stage: Stage) -> None:
    stage.run(regime=CODE)
    early = stage.run("--stage", "intermediate", regime=CODE)
    assert early.exit_code == 2
    assert "initial report 1 has not been sent" in early.stderr
    stage.run("--confirm-delivered", "AIO-1", regime=CODE)
    stage.run("--stage", "intermediate", regime=CODE)
    assert stage.document("002-intermediate", CODE)["report"]["number"] == 2
    stage.run("--confirm-delivered", "AIO-2", regime=CODE)
    assert [row["number"] for row in stage.rows()] == [1, 2]


def test_there_is_nothing_to_amend_at_first(fresh: Stage) -> None:
    result = fresh.run("--stage", "amended")
    assert result.exit_code == 2
    assert "there is no report to amend" in result.stderr


@pytest.mark.parametrize("place", ["content/reports", "site", "content"])
def test_no_report_lies_where_it_would_be_published(fresh: Stage, place: str) -> None:
    for option in ("--out", "--private"):
        result = fresh.run(option, str(fresh.project / place))
        assert result.exit_code == 2
        assert "which is published" in result.stderr
    assert not list(fresh.project.rglob("report.json"))


def test_a_link_does_not_lead_into_the_content_either(fresh: Stage) -> None:
    (fresh.project / "private").symlink_to(fresh.project / "content")
    assert fresh.run().exit_code == 2


def test_a_site_folder_of_another_name_is_known(tmp_path: Path) -> None:
    stage = make_stage(tmp_path / "project", configuration="site_dir: private/html\n")
    assert stage.run("--out", str(stage.private / "html/x")).exit_code == 2
    assert stage.run().exit_code == 0


def test_a_public_repository_holds_no_report(tmp_path: Path) -> None:
    public = "plugins:\n  - glasscase:\n      public_source: true\n"
    stage = make_stage(tmp_path / "project", configuration=public)
    refused = stage.run()
    assert refused.exit_code == 2
    assert "declared public" in refused.stderr
    elsewhere = tmp_path / "elsewhere"
    assert stage.run("--private", str(elsewhere)).exit_code == 0
    assert (elsewhere / f"reports/{ID}/us-ca-sb53/001-initial/report.json").is_file()
    assert not stage.private.exists()


def test_the_folder_of_reports_may_be_another(fresh: Stage, tmp_path: Path) -> None:
    out = tmp_path / "vault"
    fresh.run("--out", str(out), "--confirm-delivered", "x")
    assert (out / f"{ID}/us-ca-sb53/001-initial/receipt.json").is_file()
    assert fresh.rows()[0]["path"] == (out / f"{ID}/us-ca-sb53/001-initial").as_posix()


def test_a_report_handed_in_by_other_means_is_kept(stage: Stage) -> None:
    stage.now += timedelta(hours=2)
    result = stage.run("--confirm-delivered", "portal 4711", "--at", "2026-03-29T05:00+02:00")
    assert result.exit_code == 0, result.output
    receipt = json.loads((stage.folder() / "receipt.json").read_bytes())
    assert receipt["delivered"] == {
        "at": "2026-03-29T03:00:00Z",
        "by": "hand",
        "to": "Office of Emergency Services",
        "reference": "portal 4711",
        "confirmed_by_hand": "2026-03-29T03:30:00Z",
    }


# What the records say of it


def test_the_public_record_can_say_that_it_was_made(stage: Stage) -> None:
    before = stage.record.read_text()
    first = stage.run("--confirm-delivered", "portal 4711")
    assert "notifications:" in first.stdout
    assert stage.record.read_text() == before, "the editor decides"
    result = stage.run("--publish-notification")
    assert result.exit_code == 0, result.output
    after = stage.record.read_text()
    assert after.startswith(before)
    [row] = yaml.safe_load(after)["notifications"]
    assert row["regime"] == "us-ca-sb53"
    assert row["stage"] == "initial"
    assert "4711" not in after
    assert "says already" in stage.run("--publish-notification").stdout
    assert stage.record.read_text() == after


def test_a_notification_is_not_published_of_what_was_not_sent(stage: Stage) -> None:
    result = stage.run("--publish-notification")
    assert result.exit_code == 2
    assert "was not delivered" in result.stderr


def test_the_private_part_keeps_its_every_byte(stage: Stage) -> None:
    stage.part.parent.mkdir(exist_ok=True)
    text = f"# Keep me.\nschema: 1\nincident: {ID}   # and me\nstatements:\n  Model: Aurora\n"
    stage.part.write_text(text)
    stage.run("--confirm-delivered", "portal 4711")
    assert stage.part.read_text().startswith(text)
    assert stage.rows()[0]["sent"][0]["reference"] == "portal 4711"


def test_a_private_part_that_nothing_can_be_added_to_is_left_and_told(stage: Stage) -> None:
    stage.part.parent.mkdir(exist_ok=True)
    text = f"schema: 1\nincident: {ID}\nreports: []\n"
    stage.part.write_text(text)
    result = stage.run("--confirm-delivered", "portal 4711")
    assert result.exit_code == 1
    assert "Add it by hand" in result.stdout
    assert stage.part.read_text() == text
    assert (stage.folder() / "receipt.json").is_file()


# What was meddled with


def test_a_report_that_may_have_been_sent_is_not_sent_as_another(stage: Stage) -> None:
    stage.by_https("https://127.0.0.1:1/", stage.record, idempotent=True)
    outbox = reports_in(stage.folder().parent)[0].outbox
    outbox.sending(outbox.begin(stage.now, "https", "x", outbox.digest), stage.now)
    (stage.private / "recipients.yml").write_text(
        "schema: 1\nrecipients: {us-ca-sb53: {https: {url: 'https://127.0.0.1:1/',"
        " idempotent: true}}}\n"
    )
    file = stage.folder() / "report.json"
    file.write_bytes(file.read_bytes().replace(b"An agent", b"No agent"))
    result = stage.run("--send", "--confirm")
    assert result.exit_code == 2
    assert "is not the report that was tried" in result.stderr


@pytest.mark.parametrize("name", ["receipt.json", "attempt-001.json"])
def test_a_broken_file_of_the_outbox_stops_everything(stage: Stage, name: str) -> None:
    (stage.folder() / name).write_text("{")
    result = stage.run("--send", "--confirm")
    assert result.exit_code == 2
    assert "cannot be read as JSON" in result.stderr


def test_a_new_version_of_the_record_is_no_change_of_the_report(stage: Stage) -> None:
    stage.run("--confirm-delivered", "x")
    stage.record.write_text(stage.record.read_text().replace('"1.0"', '"1.1"'))
    assert stage.run().exit_code == 0


@pytest.mark.parametrize("name", ["../x", "..", "a/b", "A"])
def test_an_id_leads_to_no_other_folder(stage: Stage, name: str) -> None:
    result = stage.run(incident=name)
    assert result.exit_code == 2
    assert "is no id of an incident" in result.stderr


def test_a_private_part_of_another_incident_is_refused(fresh: Stage) -> None:
    fresh.part.parent.mkdir(parents=True)
    fresh.part.write_text("schema: 1\nincident: another\n")
    assert "is about `another`" in fresh.run().stderr


def test_nothing_was_handed_in_in_the_future(stage: Stage) -> None:
    result = stage.run("--confirm-delivered", "portal", "--at", "2027-03-29T05:00+02:00")
    assert result.exit_code == 2
    assert "2027-03-29T05:00+02:00 is in the future" in result.stderr
    assert "receipt.json" not in snapshot(stage.folder())


def test_a_second_confirmation_leaves_the_receipt_as_it_is(stage: Stage) -> None:
    stage.run("--confirm-delivered", "first")
    before = snapshot(stage.folder())
    result = stage.run("--confirm-delivered", "second")
    assert "its receipt was left as it is" in result.stdout
    assert snapshot(stage.folder()) == before


def test_the_public_is_told_of_the_first_report_with_the_amended_one(stage: Stage) -> None:
    """An amended report alone would look like a first one that came late."""
    stage.run("--confirm-delivered", "one")
    change(stage)
    stage.now += timedelta(days=40)
    stage.run("--stage", "amended", "--confirm-delivered", "two", "--publish-notification")
    told = yaml.safe_load(stage.record.read_text())["notifications"]
    assert [(row["stage"], row["at"][:10]) for row in told] == [
        ("initial", "2026-03-29"),
        ("amended", "2026-05-08"),
    ]


def test_a_deadline_that_was_met_is_not_told_with_the_next_report(stage: Stage) -> None:
    """The private part has the first report, so the clock of 15 days has stopped."""
    due = "Critical safety incident reported: 2026-04-12"
    assert f"Due: {due}" in stage.run().stdout
    stage.run("--confirm-delivered", "one")
    change(stage)
    stage.now += timedelta(days=40)
    amended = stage.run("--stage", "amended").stdout
    assert "Amended report 2" in amended
    assert due not in amended
