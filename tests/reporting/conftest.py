"""A stage of its own for each test, and one certificate authority for all of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from .servers import (
    Authority,
    HttpsInbox,
    MailInbox,
    StampAuthority,
    https_inbox,
    mail_inbox,
    make_authority,
    stamp_authority,
)
from .stage import Stage, make_stage


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose first report is written: for nobody, and for a recipient by mail."""
    base = tmp_path_factory.mktemp("drawn")
    make_stage(base / "project").run()
    by_mail = make_stage(base / "mail")
    by_mail.by_mail(25, Path("root.pem"))
    by_mail.run()
    return base


@pytest.fixture
def fresh(tmp_path: Path) -> Stage:
    """A project without any report."""
    return make_stage(tmp_path / "project")


@pytest.fixture
def stage(tmp_path: Path, drawn: Path) -> Stage:
    """A project whose first report is written and not sent."""
    shutil.copytree(drawn / "project", tmp_path / "project")
    return Stage(tmp_path / "project")


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority") / "ca")


@pytest.fixture
def web(authority: Authority, stage: Stage) -> Iterator[HttpsInbox]:
    """A recipient over HTTPS that knows the same request again."""
    with https_inbox(authority) as inbox:
        stage.by_https(inbox.url, authority.root)
        yield inbox


@pytest.fixture
def mail(authority: Authority, stage: Stage, drawn: Path) -> Iterator[MailInbox]:
    """A recipient by mail, over STARTTLS."""
    with mail_inbox(authority) as inbox:
        shutil.rmtree(stage.private)
        shutil.copytree(drawn / "mail/private", stage.private)
        stage.by_mail(inbox.port, authority.root)
        yield inbox


@pytest.fixture(scope="session")
def stamps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StampAuthority]:
    with stamp_authority(tmp_path_factory.mktemp("stamps") / "tsa") as found:
        yield found
