"""What a publication would do to the public branch, and what it must never do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from glasscase.publish.errors import PublishError
from glasscase.publish.tree import Tree

KEPT_FILES = ("CNAME",)
"""Files that a host writes to the branch itself: GitHub Pages keeps a site's own domain here."""

_ASSETS = "assets/"

_RECORD = re.compile(
    r"(?P<folder>(?P<kind>protocol|model|incident)s/(?P<id>[^/]+)/(?P<version>[^/]+))/record\.json"
)


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference between the public branch and a publication; every tuple is sorted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    """Files that the build does not hold and that stay: those of earlier versions and assets."""
    unchanged: int
    """How many files the build holds just as the branch does."""

    @property
    def any(self) -> bool:
        """Whether there is anything to publish."""
        return bool(self.added or self.changed or self.removed)

    @property
    def pages(self) -> int:
        """How many web pages are added, changed or removed."""
        touched = (*self.added, *self.changed, *self.removed)
        return sum(path.endswith(".html") for path in touched)


@dataclass(frozen=True, slots=True)
class Plan:
    """The tree to publish, how it differs from the branch, and why it must not be published."""

    tree: Tree
    changes: Changes
    conflicts: tuple[str, ...]
    """One sentence per published version or record that the build would change, hide or drop."""

    def require_frozen_versions(self) -> None:
        """Raise PublishError where a version that is already published would not stay as it is."""
        if self.conflicts:
            raise PublishError(
                "\n".join(self.conflicts),
                hint="A published version never changes: give the new text a new version.\n"
                "A published record never disappears: withdraw it (`status: withdrawn`) instead.",
            )


def plan_publication(site: Tree, tip: Tree) -> Plan:
    """Return what publishing `site` on top of `tip` comes to.

    The folder of a version that `site` no longer holds stays as it is, and so do the assets:
    their names hold their digests, and pages of earlier versions use them.
    """
    kept_folders, conflicts = _compare_versions(site, tip)
    kept = {
        path: entry
        for path, entry in tip.items()
        if path not in site
        and (
            _version_folder(path) in kept_folders or path in KEPT_FILES or path.startswith(_ASSETS)
        )
    }
    tree = {**site, **kept}
    common = site.keys() & tip.keys()
    changed = [path for path in common if site[path] != tip[path]]
    changes = Changes(
        added=_sorted(site.keys() - tip.keys()),
        changed=_sorted(changed),
        removed=_sorted(tip.keys() - tree.keys()),
        kept=_sorted(kept),
        unchanged=len(common) - len(changed),
    )
    return Plan(tree, changes, conflicts)


def _compare_versions(site: Tree, tip: Tree) -> tuple[set[str], tuple[str, ...]]:
    """Return the folders of versions to keep, and a sentence for each that cannot stay."""
    filled = {folder for path in site for folder in _folders(path)}
    kept, conflicts = set(), []
    gone: dict[str, str] = {}
    for path in sorted(tip):
        match = _RECORD.fullmatch(path)
        if match is None:
            continue
        folder, mine = match["folder"], site.get(path)
        known = f"Version {match['version']} of {match['kind']} {match['id']} is already published"
        if mine is not None and mine.id != tip[path].id:
            conflicts.append(f"{known} with other content.")
        elif mine is None and folder in filled:
            conflicts.append(f"{known}, and the build lacks its record.json.")
        elif mine is None and any(above in site for above in (*_folders(folder), folder)):
            conflicts.append(f"{known}, and a file of the build takes its place.")
        elif mine is None:
            kept.add(folder)
            page = f"{match['kind']}s/{match['id']}/index.html"
            if page in tip and page not in site:
                gone[page] = (
                    f"The {match['kind']} {match['id']} is published, and the build has none."
                )
    return kept, (*conflicts, *gone.values())


def _folders(path: str) -> Iterator[str]:
    """Yield every folder that `path` lies in, outermost first."""
    parts = path.split("/")
    for length in range(1, len(parts)):
        yield "/".join(parts[:length])


def _version_folder(path: str) -> str:
    return "/".join(path.split("/", 3)[:3])


def _sorted(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(paths))
