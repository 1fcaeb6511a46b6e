"""Measure a cold build against MkDocs with Material, and `glasscase check`, in one run.

    python benchmarks/build.py [--records 1000] [--runs 3] [--skip-peer]

Both builders get the same generated content: ours as YAML records, the peer as Markdown pages
that are not in the navigation. Ours is built twice: with everything, and without coverage and
documents (the options `law` and `documents`), of which the peer makes neither. They are run in
turn, in processes of their own; each figure is the median, and the ratios are taken run by run.
A built site is deleted once it is measured: what it takes up is not to slow down the next one.
Memory is the largest resident size of all processes of a build together, sampled every 50 ms in
a run of its own, since looking takes time from those who are looked at (Linux only).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import records

_SAMPLE = 0.05


@dataclass(frozen=True)
class Run:
    """One run of a command: seconds on the clock, and seconds of processors."""

    wall: float
    cpu: float


def main() -> None:
    """Generate, measure and print the figures as text and JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, nargs="+", default=[1000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--skip-peer", action="store_true")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    results = {
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "sizes": [measure(count, options.runs, not options.skip_peer) for count in options.records],
    }
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", "utf-8")


def measure(count: int, runs: int, with_peer: bool) -> dict[str, object]:
    """Measure sites of `count` records."""
    folder = Path(tempfile.mkdtemp(prefix="glasscase-bench-"))
    try:
        records.write_project(folder / "ours", count)
        shutil.copytree(folder / "ours", folder / "alone")
        records.set_options(folder / "alone", "documents: false", "law: false")
        if with_peer:
            records.write_peer(folder / "peer", count)
        ours: list[Run] = []
        alone: list[Run] = []
        peer: list[Run] = []
        checks: list[Run] = []
        for _ in range(runs):
            if with_peer:
                peer.append(_run(folder / "peer", _build("mkdocs")))
            ours.append(_run(folder / "ours", _build("glasscase")))
            alone.append(_run(folder / "alone", _build("glasscase")))
            checks.append(_run(folder / "ours", _CHECK))
        sizes = {
            "build": _memory(folder / "ours", _build("glasscase")),
            "check": _memory(folder / "ours", _CHECK),
        }
    finally:
        shutil.rmtree(folder)
    print(f"{count:,} records, {runs} runs, medians")
    _show("build", ours, sizes["build"])
    _show("build of records alone", alone)
    _show("check", checks, sizes["check"])
    result: dict[str, object] = {
        "records": count,
        "ours": _all(ours),
        "alone": _all(alone),
        "check": _all(checks),
        "memory": sizes,
    }
    if peer:
        _show("MkDocs + Material", peer)
        result |= {
            "peer": _all(peer),
            "ratio": _ratio("with everything", ours, peer),
            "ratio_alone": _ratio("records alone", alone, peer),
        }
    return result


def _ratio(name: str, ours: Sequence[Run], peer: Sequence[Run]) -> float:
    ratios = [mine.wall / theirs.wall for mine, theirs in zip(ours, peer, strict=True)]
    median = statistics.median(ratios)
    print(
        f"  ratio of wall time, run by run, {name}: median {median:.3f} (1/{1 / median:.1f}),"
        f" {min(ratios):.3f} to {max(ratios):.3f}"
    )
    return median


_CHECK = ("-m", "glasscase", "check")


def _build(program: str) -> Sequence[str]:
    return ("-m", program, "build", "-q", "-d", "site")


def _run(project: Path, command: Sequence[str]) -> Run:
    before = _children()
    start = time.perf_counter()
    _ended(_start(project, command), command)
    run = Run(time.perf_counter() - start, _children() - before)
    records.delete_made(project)
    return run


def _memory(project: Path, command: Sequence[str]) -> float:
    """Return the largest resident size of a command's processes together, in MiB."""
    process = _start(project, command)
    largest = 0.0
    while process.poll() is None:
        largest = max(largest, _resident(process.pid))
        time.sleep(_SAMPLE)
    _ended(process, command)
    records.delete_made(project)
    return largest


def _start(project: Path, command: Sequence[str]) -> subprocess.Popen[bytes]:
    # What earlier runs have written or deleted must not be charged to this one.
    os.sync()
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=project,
        env=records.environment(),
        stdout=subprocess.DEVNULL,
    )


def _ended(process: subprocess.Popen[bytes], command: Sequence[str]) -> None:
    if process.wait():
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")


def _children() -> float:
    """Return the processor seconds of all processes that have ended so far."""
    times = os.times()
    return times.children_user + times.children_system


def _resident(pid: int) -> float:
    """Return the proportional resident size of a process and its children, in MiB.

    Pages that processes share are counted once.
    """
    total = 0
    pids = [pid]
    while pids:
        current = pids.pop()
        try:
            text = Path(f"/proc/{current}/smaps_rollup").read_text("utf-8")
            children = Path(f"/proc/{current}/task/{current}/children").read_text("utf-8")
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
        pids += [int(child) for child in children.split()]
    return total / 1024


def _show(name: str, runs: Sequence[Run], memory: float | None = None) -> None:
    wall, cpu = (
        statistics.median(getattr(run, figure) for run in runs) for figure in ("wall", "cpu")
    )
    size = f" {memory:7.0f} MiB" if memory is not None else ""
    print(f"  {name:22} {wall:8.2f} s wall {cpu:8.2f} s cpu{size}")


def _all(runs: Sequence[Run]) -> list[dict[str, float]]:
    return [asdict(run) for run in runs]


if __name__ == "__main__":
    main()
