"""The catalogues of duties that a person can name: in files, on a site, on the public branch."""

from __future__ import annotations

import re
from pathlib import Path

from glasscase.archive.branch import BRANCH, BranchFiles, branch_history, find_commit
from glasscase.checks.configuration import CONFIG_FILE, Configuration, configuration, find_config
from glasscase.law.catalogue import (
    Catalogue,
    checked_catalogue,
    package_catalogue,
    read_catalogue,
)
from glasscase.law.plain import ADDRESS, CatalogueError, Plain, from_json, is_of

_VERSION = re.compile(r"\d{4}-\d{2}-\d{2}\+[0-9a-f]{8}")


def catalogue_in_use(config_file: Path | None) -> Catalogue:
    """Return the catalogue of the project here, or of a configuration's; else the package's."""
    project = _project(config_file)
    return package_catalogue() if project is None else checked_catalogue(project.project)


def named(name: str, config_file: Path | None) -> Plain:
    """Return the catalogue that a person means.

    That is a folder of regimes or one of them, the folder of a site, a catalogue that a site
    published, a version, or a Git revision of the public branch. The project is looked for only
    where one is needed. Raises CatalogueError.
    """
    place = Path(name)
    if place.is_dir():
        published = place / ADDRESS
        return _read(published) if published.is_file() else read_catalogue(place).plain
    if place.is_file():
        return _read(place) if place.suffix == ".json" else read_catalogue(place).plain
    if _VERSION.fullmatch(name):
        return _of_version(name, config_file)
    return _of_revision(name, config_file)


def _read(file: Path) -> Plain:
    try:
        return from_json(file.read_bytes(), str(file))
    except OSError as error:
        raise CatalogueError(f"{file} cannot be read", hint=str(error)) from error


def _of_version(version: str, config_file: Path | None) -> Plain:
    """Return the catalogue of a version: one that is in use, or one that was published."""
    project = _project(config_file)
    for known in (catalogue_in_use(config_file), package_catalogue()):
        if known.version == version:
            return known.plain
    branch, remote = (project.branch, project.remote) if project else (BRANCH, None)
    folder = project.project if project else Path()
    for commit in branch_history(folder, branch, remote, ADDRESS):
        data = BranchFiles(folder, commit)([ADDRESS]).get(ADDRESS, b"")
        if is_of(data, version):
            return from_json(data, f"{ADDRESS} of the commit {commit[:12]}")
    raise CatalogueError(
        f"the catalogue {version} is neither in use nor on the branch {branch}, as far as this"
        " repository knows",
        hint=f"Fetch it: git fetch origin {branch}:refs/remotes/origin/{branch}\n"
        f"Or take {ADDRESS} from the site that shows this version.",
    )


def _of_revision(revision: str, config_file: Path | None) -> Plain:
    project = _project(config_file)
    folder = project.project if project else Path()
    commit = find_commit(folder, revision)
    if commit is None:
        raise CatalogueError(
            f"there is no catalogue `{revision}`",
            hint="Name a folder or a file, a version such as 2026-11-21+3f9a2c1b, or a commit of"
            " the public branch such as origin/public.",
        )
    data = BranchFiles(folder, commit)([ADDRESS]).get(ADDRESS)
    if data is None:
        raise CatalogueError(
            f"no catalogue was published with the commit {commit[:12]} ({revision})",
            hint=f"The public branch holds it as {ADDRESS}. For a commit of your own files, take"
            " their folder out of it: git worktree add.",
        )
    return from_json(data, f"{ADDRESS} of {revision}")


def _project(config_file: Path | None) -> Configuration | None:
    """Return the project of a configuration, or the one here; None outside of any."""
    if config_file is None and not any(
        (folder / CONFIG_FILE).is_file() for folder in (Path.cwd(), *Path.cwd().parents)
    ):
        return None
    return configuration(config_file or find_config(Path()))
