"""Editions of a real publication, as `glasscase verify` sees them: whole, and removed."""

from __future__ import annotations

from pathlib import Path

from .stage import FRAMEWORK, Stage, framework

_ERASE = 'erase: [{version: "1.0", reason: It named a person.}]\n'


def test_an_edition_is_verified_until_an_erasure_removes_it(updated: Stage, tmp_path: Path) -> None:
    updated.publish(None, "--edition", "2026.1")
    verified = updated.verify(tmp_path)
    assert verified.status == 0, verified.said
    assert "Editions: the versions in 1 edition, 2026.1." in verified.said

    updated.publish({FRAMEWORK: framework("1.1", "We test every large model.", _ERASE)})
    verified = updated.verify(tmp_path)
    assert verified.status == 0, verified.said
    assert "Erased: protocol framework 1.0" in verified.said
    assert "Editions" not in verified.said
    assert "2026.1/index.html" in updated.remote.files(), "a page says why it went"
