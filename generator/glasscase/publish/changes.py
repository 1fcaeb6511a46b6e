"""What a publication would do to the public branch, and what it must never do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from glasscase.archive.carried import HOST_FILES, VERSION_DATA, Carried
from glasscase.publish.errors import PublishError
from glasscase.publish.tree import Tree


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

    @classmethod
    def none(cls) -> Changes:
        """Return the difference of what was not compared."""
        return cls((), (), (), (), 0)

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
    restored: tuple[str, ...]
    """Files that were published, that someone changed or removed by hand, and that come back."""
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


def plan_publication(
    site: Tree,
    tip: Tree,
    erased: Collection[str] = (),
    *,
    published: Tree | None = None,
    editions: Collection[str] = (),
) -> Plan:
    """Return what publishing `site` on top of `tip` comes to.

    `published` is what Glasscase published last, where others have changed it since. Files of
    the `editions` stay.

    What the build does not draw again stays as it is (see `Carried`), but for what lies in the
    folders `erased`.
    """
    host = {path: tip[path] for path in HOST_FILES if path in tip}
    last = tip if published is None else {**published, **host}
    conflicts = _conflicts(site, last, erased)
    stays = Carried.of(last.keys(), erased)
    kept = {
        path: entry
        for path, entry in last.items()
        if path not in site and (stays.covers(path) or path.partition("/")[0] in editions)
    }
    restored = {path for path in kept if kept[path] != tip.get(path)}
    tree = {**site, **kept}
    common = tree.keys() & tip.keys()
    changed = [path for path in common if tree[path] != tip[path]]
    changes = Changes(
        added=_sorted(tree.keys() - tip.keys()),
        changed=_sorted(changed),
        removed=_sorted(tip.keys() - tree.keys()),
        kept=_sorted(kept.keys() - restored),
        unchanged=sum(site[path] == tip[path] for path in site.keys() & tip.keys()),
    )
    return Plan(tree, changes, _sorted(restored), conflicts)


def _conflicts(site: Tree, tip: Tree, erased: Collection[str]) -> tuple[str, ...]:
    """Return a sentence for each published version or record that would not stay."""
    conflicts: list[str] = []
    gone: dict[str, str] = {}
    for path in sorted(tip):
        match = VERSION_DATA.fullmatch(path)
        if match is None or match["folder"] in erased:
            continue
        mine = site.get(path)
        known = f"Version {match['version']} of {match['kind']} {match['id']} is already published"
        if mine is not None and mine.id != tip[path].id:
            conflicts.append(f"{known} with other content.")
        elif mine is None and any(above in site for above in (*_folders(path), path)):
            conflicts.append(f"{known}, and a file of the build takes its place.")
        page = f"{match['record']}/index.html"
        if mine is None and page in tip and page not in site:
            gone[page] = f"The {match['kind']} {match['id']} is published, and the build has none."
    return (*conflicts, *gone.values())


def _folders(path: str) -> Iterator[str]:
    """Yield every folder that `path` lies in, outermost first."""
    parts = path.split("/")
    for length in range(1, len(parts)):
        yield "/".join(parts[:length])


def _sorted(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(paths))
