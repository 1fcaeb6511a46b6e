"""Take over what the public branch holds and a build has not drawn again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from glasscase.archive.archive import Archive, Read
from glasscase.archive.carried import Carried
from glasscase.processes import Crew, batches

from .kept import Kept, state_of, write_in
from .listed import Stamp

_AT_ONCE = 400
"""Files that are held in memory at a time, by each process."""

_Part: TypeAlias = tuple[Read, Path, Sequence[str]]


def carry(
    archive: Archive,
    kept: Kept,
    *,
    drawn: Collection[str],
    erased: Collection[str] = (),
    processes: int = 1,
    missing: bool = True,
) -> dict[str, Stamp]:
    """Write the files that stay as they were published, and return their stamps.

    What an earlier build has written, and nobody has changed since, is neither read nor written.
    `drawn` are names of files of this build; `erased` as in `Carried`. Without `missing`, no file
    is written.
    """
    stays = Carried.of(archive.names, erased)
    taken: dict[str, Stamp] = {}
    wanted: list[str] = []
    # In the order in which Git keeps them: neighbours are made from one another.
    for name in filter(stays.covers, sorted(archive.names)):
        if name in drawn:
            continue
        stamp = kept.stays(name, archive.ids.get(name, ""))
        if stamp is not None:
            taken[name] = stamp
        elif missing and not kept.is_written(name):
            wanted.append(name)
    parts = [(archive.read, kept.site, part) for part in batches(wanted, _AT_ONCE)]
    with Crew(parts, processes) as crew:
        for states in crew.step(_take):
            for name, (size, time) in states.items():
                taken[name] = Stamp(archive.ids.get(name, ""), size, time)
    return taken


def _take(part: _Part) -> tuple[None, Mapping[str, tuple[int, int]]]:
    """Write files of the public branch; give size and time of each."""
    read, site, names = part
    states = {}
    for name, data in read(names).items():
        write_in(site, name, data)
        state = state_of(site / name)
        if state is not None:
            states[name] = (state.size, state.time)
    return None, states
