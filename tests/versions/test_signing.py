"""The log's checkpoint is signed where there is a key, and goes on being signed."""

from __future__ import annotations

from pathlib import Path

import pytest

from glasscase.log import CHECKPOINT, ENVIRONMENT

from .stage import EMBER, FRAMEWORK, Stage, config, ember, framework

NAME = "transparency.example"


def _key(stage: Stage) -> tuple[str, str]:
    """Make a key with the command; return its secret and its public half."""
    lines = stage.run("key", NAME).said.splitlines()
    secret, public = (line for line in lines if not line.startswith("#"))
    return secret, public


def _give(monkeypatch: pytest.MonkeyPatch, *secrets: str) -> None:
    monkeypatch.setenv(ENVIRONMENT, "\n".join(secrets))


@pytest.fixture(scope="module")
def signed(
    first_publication: Stage, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Stage, str, str]:
    """A project whose log is signed from its second publication on, and its key."""
    stage = first_publication.copy(tmp_path_factory.mktemp("signed"))
    secret, public = _key(stage)
    with pytest.MonkeyPatch.context() as patch:
        _give(patch, secret)
        stage.publish({"mkdocs.yml": config(public)})
    return stage, secret, public


def test_signed_from_the_first_key_through_a_rotation(
    signed: tuple[Stage, str, str],
    tmp_path: Path,
    own_log: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stage, old, old_public = signed[0].copy(tmp_path), *signed[1:]
    new, new_public = _key(stage)
    _, strange = _key(stage)
    secrets = [key.split("+", 4)[4] for key in (old, new)]  # Base64, which may hold a "+" itself.
    assert stage.verify(tmp_path, "--key", old_public).status == 0
    assert stage.verify(tmp_path, "--key", strange).status == 1

    _give(monkeypatch, old, new)
    said = stage.publish(
        {"mkdocs.yml": config(old_public, new_public), FRAMEWORK: framework("1.1")}
    )
    for key in (old_public, new_public):
        assert stage.verify(tmp_path, "--key", key).status == 0

    _give(monkeypatch, new)
    said += stage.publish({EMBER: ember("2")})
    assert stage.verify(tmp_path, "--key", new_public).status == 0
    assert stage.verify(tmp_path, "--key", old_public).status == 1

    assert stage.published[-1] == ("ember", "2", 4)
    everything = said + stage.everything()
    assert not [secret for secret in secrets if secret in everything]


def test_only_prose_can_be_published_without_the_key(
    signed: tuple[Stage, str, str], tmp_path: Path, own_log: None
) -> None:
    stage = signed[0].copy(tmp_path)
    checkpoint = stage.remote.files()[CHECKPOINT]
    stage.publish({"content/about.md": "# About\n\nProse.\n"})
    assert stage.remote.files()[CHECKPOINT] == checkpoint
    stage.commit({EMBER: ember("2")})
    stage.refused("there is no key to sign the next one", ENVIRONMENT)


@pytest.mark.parametrize("listed", [False, True])
def test_key_that_nobody_knows_is_refused(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, listed: bool
) -> None:
    secret, public = _key(stage)
    _, other = _key(stage)
    _give(monkeypatch, secret)
    stage.commit({"mkdocs.yml": config(*([other] if listed else []))})
    stage.refused("is not among the `log_keys`", public)


def test_malformed_key_is_refused_and_not_quoted(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, _ = _key(stage)
    _give(monkeypatch, secret[:-4])
    stage.commit({EMBER: ember("2")})
    before = stage.remote.state()
    answer = stage.try_to_publish()
    assert answer.status == 2
    assert ENVIRONMENT in answer.said
    material = secret[:-4].split("+", 4)[4]  # Base64, which may hold a "+" itself.
    assert len(material) > 20
    assert material not in answer.said
    assert stage.remote.state() == before
