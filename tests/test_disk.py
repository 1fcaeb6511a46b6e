"""Whole files, and folders with one writer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from glasscase.disk import wait_for_lock, write_whole


def test_a_file_is_written_whole_into_folders_that_are_made(tmp_path: Path) -> None:
    file = tmp_path / "a/b/file.json"
    write_whole(file, b"one")
    write_whole(file, b"two")
    assert file.read_bytes() == b"two"
    assert [path.name for path in file.parent.iterdir()] == ["file.json"]


def test_a_file_that_cannot_be_written_is_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.mkdir()
    with pytest.raises(OSError, match="file"):
        write_whole(file, b"one")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert file.is_dir()


def test_a_folder_has_one_writer_until_it_is_closed(tmp_path: Path) -> None:
    first, second = (os.open(tmp_path, os.O_RDONLY) for _ in range(2))
    try:
        assert wait_for_lock(first, 0)
        assert not wait_for_lock(second, 0)
    finally:
        os.close(first)
    assert wait_for_lock(second, 0)
    os.close(second)
