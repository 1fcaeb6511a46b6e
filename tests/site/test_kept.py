"""Files that are written only where they change, and the list of them."""

from __future__ import annotations

import os
from pathlib import Path

from glasscase.site.kept import state_of, write
from glasscase.site.listed import Stamp, list_file, read_list, write_list


def test_a_file_that_changes_is_a_new_one(tmp_path: Path) -> None:
    file, backup = tmp_path / "file", tmp_path / "backup"
    write(file, b"one")
    os.link(file, backup)
    write(file, b"two")
    assert (file.read_bytes(), backup.read_bytes()) == (b"two", b"one")
    before = state_of(file)
    write(file, b"two")
    assert state_of(file) == before


def test_a_list_is_that_of_one_folder(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    stamps = {"a/b c.html": Stamp("1" * 40, 2, 3), "a/\udcff\u2028": Stamp("", 0, 0)}
    file = list_file(tmp_path, site)
    write_list(file, site, {**stamps, "with\na break": Stamp("", 0, 0)})
    assert read_list(file, site) == stamps
    assert read_list(file, tmp_path / "other") == {}
    file.write_bytes(file.read_bytes()[:-60])
    assert read_list(file, site) in ({}, {"a/b c.html": stamps["a/b c.html"]})
    # The list of a site that is gone goes too.
    other = tmp_path / "other"
    other.mkdir()
    site.rmdir()
    write_list(list_file(tmp_path, other), other, {})
    assert not file.exists()
