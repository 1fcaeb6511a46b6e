"""Measure a site with an archive of many versions, and mike publishing the same change.

    python benchmarks/versions.py [--records 1000] [--versions 20] [--publications 50] [--runs 3]

The archive is written onto a public branch directly: `record.json` of every version, the log and
the list of changes. The first publication then draws the pages of all versions; later ones draw
what changed. With `--real-history` every version of all records is a publication of its own
instead, which takes several times as long and gives the same pages. Each publication that is
measured changes one record: a value, a sentence, and the note that says so.

mike keeps editions of the whole site. Its branch gets as many editions as a record has versions,
each with so many pages of records that both branches hold the same number of pages. It then
publishes the same change in two ways: as a new edition, which keeps what was there, and over the
last edition, which does not. Give `--peer-pages` to let it build another number of pages, such as
one per record. Both sides push to a bare repository on the same disk.

mike is installed into a virtual environment of its own, unless `--mike` names its program.
A built site is deleted once it is measured; what the disk still has to do is waited for before
each run. Memory is that of the largest process (Linux: KiB are assumed).
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

import records
from glasscase.archive.archive import Archive, New
from glasscase.archive.notes import changes_files
from glasscase.log import log_files
from glasscase.reading.load import load
from glasscase.records import Kind, canonical

_FIRST = datetime(2025, 1, 6, 12, tzinfo=UTC)
_STEP = timedelta(days=14)
_ORIGIN = "measured.example"
_GLASSCASE = (sys.executable, "-m", "glasscase")
_LARGEST = 6
"""How many of a publication's files are named."""
_ENVIRONMENT = {
    **records.environment(),
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Editor",
    "GIT_AUTHOR_EMAIL": "editor@localhost",
    "GIT_COMMITTER_NAME": "Editor",
    "GIT_COMMITTER_EMAIL": "editor@localhost",
}


@dataclass(frozen=True)
class Run:
    """One run of a command: seconds on the clock, seconds of processors, and MiB."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Changed:
    """What one publication changed: bytes of source lines, and files of the branch by size."""

    source: int
    files: Mapping[str, int]


@dataclass(frozen=True)
class Series:
    """Publications of one change each, and the packed bytes of the branch before and after."""

    runs: Sequence[Run]
    changed: Sequence[Changed]
    before: int
    after: int

    @property
    def growth(self) -> float:
        """Packed bytes that one publication adds."""
        return (self.after - self.before) / len(self.runs)

    def values(self) -> dict[str, object]:
        """Return the figures as plain values."""
        return {
            "runs": [asdict(run) for run in self.runs],
            "packed_before": self.before,
            "packed_after": self.after,
            "growth_each": self.growth,
            "source_each": statistics.median(one.source for one in self.changed),
            "files_each": statistics.median(len(one.files) for one in self.changed),
            "bytes_each": statistics.median(sum(one.files.values()) for one in self.changed),
            "largest_of_last": _largest(self.changed[-1]),
        }


def main() -> None:
    """Generate, measure and print the figures as text and JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--versions", type=int, default=20)
    parser.add_argument("--publications", type=int, default=50)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peer-publications", type=int, default=3, help="of each way")
    parser.add_argument("--peer-pages", type=int, help="pages of records in each edition")
    parser.add_argument("--real-history", action="store_true", help="publish every version")
    parser.add_argument("--skip-peer", action="store_true")
    parser.add_argument("--mike", type=Path, help="the program; it is installed if left out")
    parser.add_argument("--keep", action="store_true", help="do not delete what was made")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="glasscase-bench-"))
    try:
        results: dict[str, Any] = {
            "python": platform.python_version(),
            "processors": os.cpu_count(),
            "load": os.getloadavg()[0],
            "records": options.records,
            "versions": options.versions,
            **measure(folder, options),
        }
        if not options.skip_peer:
            results |= measure_peer(folder, options, results["pages"])
    finally:
        if options.keep:
            print(f"kept in {folder}")
        else:
            shutil.rmtree(folder)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", "utf-8")


def measure(folder: Path, options: argparse.Namespace) -> dict[str, object]:
    """Measure ours: the first publication, builds, checks, verifications, publications."""
    project, remote = folder / "ours", folder / "ours.git"
    print(f"{options.records:,} records with {options.versions} versions, medians", flush=True)
    records.write_project(project, options.records)
    _repository(project, remote)
    history = _published if options.real_history else _seeded
    first = history(project, remote, options)
    _git(project, "fetch", "--quiet", "origin")
    sizes = _sizes(remote, "public")
    pages = sum(name.endswith(".html") for name in sizes)
    packed = _packed(remote)
    print(
        f"  the branch: {len(sizes):,} files, {pages:,} of them pages,"
        f" {_mib(sum(sizes.values()))}, packed {_mib(packed)}"
    )
    _show("last of history" if options.real_history else "first publication", [first])

    runs: dict[str, list[Run]] = {"cold build": [], "warm build": [], "check": [], "verify": []}
    for number in range(options.runs):
        site = str(folder / f"site-{number}")
        build = (*_GLASSCASE, "build", "--quiet", "-d", site)
        runs["cold build"].append(_timed(project, build))
        runs["verify"].append(_timed(project, (*_GLASSCASE, "verify", site)))
        runs["warm build"].append(_timed(project, build))
        runs["check"].append(_timed(project, (*_GLASSCASE, "check")))
        shutil.rmtree(site)
    for name, found in runs.items():
        _show(name, found)

    def publish(_number: int) -> Run:
        return _publish(project)

    series = _series(project, remote, "public", options, options.publications, 0, publish)
    _show_series("publication", series)
    return {
        "pages": pages,
        "files": len(sizes),
        "bytes": sum(sizes.values()),
        "packed": packed,
        "first_publication": asdict(first),
        **{name.replace(" ", "_"): [asdict(run) for run in each] for name, each in runs.items()},
        "publications": series.values(),
    }


def measure_peer(folder: Path, options: argparse.Namespace, pages: int) -> dict[str, object]:
    """Measure mike with Material: new editions, and the last edition over again."""
    mike = str(options.mike or _installed(folder / "venv"))
    project, remote = folder / "peer", folder / "peer.git"
    count = options.peer_pages or round(pages / options.versions)
    records.write_peer(project, count)
    for number in range(count):
        _write_card(project, number, options.versions - 1)
    _repository(project, remote)
    deploy = (mike, "deploy", "--push", "--branch", "public")
    labels = [_label(number) for number in range(options.versions)]
    _timed(project, (*deploy, labels[-1]))
    _copy_edition(project, labels)
    _git(project, "push", "--quiet", "origin", "public")
    print(f"mike and Material: {count:,} pages in each of {len(labels)} editions")

    def new_edition(number: int) -> Run:
        return _timed(project, (*deploy, _label(options.versions + number)))

    def in_place(_number: int) -> Run:
        return _timed(project, (*deploy, labels[-1]))

    each = options.peer_publications
    sizes = _sizes(remote, "public")
    held = sum(name.endswith(".html") for name in sizes)
    print(f"  the branch: {len(sizes):,} files, {held:,} of them pages")
    result: dict[str, object] = {"peer_pages": held, "peer_pages_of_an_edition": count}
    for at, (name, publish) in enumerate((("in place", in_place), ("new edition", new_edition))):
        series = _series(project, remote, "public", options, each, at * each, publish)
        _show_series(name, series)
        result[f"peer_{name.replace(' ', '_')}"] = series.values()
    return result


def _series(
    project: Path,
    remote: Path,
    branch: str,
    options: argparse.Namespace,
    count: int,
    skipped: int,
    publish: Callable[[int], Run],
) -> Series:
    """Change one record, commit and publish, `count` times."""
    before = _packed(remote)
    tip = _sizes(remote, branch)
    ids = _ids(remote, branch)
    runs: list[Run] = []
    changed: list[Changed] = []
    for number in range(skipped, skipped + count):
        round_, record = divmod(number, options.records)
        source = _write_card(project, record, options.versions + round_)
        _git(project, "commit", "--quiet", "--all", "--message", "A change")
        runs.append(publish(number - skipped))
        tip, known, ids = _sizes(remote, branch), ids, _ids(remote, branch)
        files = {name: size for name, size in tip.items() if known.get(name) != ids[name]}
        changed.append(Changed(source, files))
    return Series(runs, changed, before, _packed(remote))


def _amend(values: dict[str, Any], number: int, step: int) -> None:
    """Turn the first version of a record, as a file or a public form has it, into a later one."""
    first: Any = records.record(number)
    values["version"] = _label(step)
    values["summary"] = f"{first['summary']} It was reviewed {step + 1} times."
    rows = values["evaluations"]
    for place, row in enumerate(first["evaluations"]):
        rises = sum(past % len(rows) == place for past in range(1, step + 1))
        rows[place]["value"] = round(row["value"] + rises / 10, 1)
    values.pop("changes", None)
    if step:
        values["changes"] = [_note(past) for past in range(step, 0, -1)]


def _note(step: int) -> dict[str, str]:
    return {
        "version": _label(step),
        "date": (_FIRST + step * _STEP).date().isoformat(),
        "summary": f"One result was measured again, and the summary says so ({step}).",
        "reason": "The evaluation was repeated with more samples.",
    }


def _label(step: int) -> str:
    return f"1.{step}"


def _write_card(project: Path, number: int, step: int) -> int:
    """Write a version of a record; return the bytes of lines that it replaces and brings."""
    card: dict[str, Any] = records.record(number)
    _amend(card, number, step)
    if (project / "docs").exists():
        file, text = project / f"docs/models/{card['id']}.md", records.as_markdown(card)
    else:
        file, text = project / f"content/models/{card['id']}.yml", records.as_yaml(card)
    old, new = file.read_text("utf-8").splitlines(), text.splitlines()
    file.write_text(text, "utf-8")
    differing = [*(set(old) - set(new)), *(set(new) - set(old))]
    return sum(len(line.encode()) + 1 for line in differing)


def _repository(project: Path, remote: Path) -> None:
    """Commit a project, and give it a remote that can do what hosts can."""
    _git(remote.parent, "init", "--quiet", "--bare", "--template=", str(remote))
    for key in ("allowFilter", "allowAnySHA1InWant"):
        _git(remote, "config", f"uploadpack.{key}", "true")
    _git(project, "init", "--quiet", "--template=", "--initial-branch=main")
    _git(project, "config", "gc.auto", "0")
    (project / ".gitignore").write_text("/site/\n", "utf-8")
    _git(project, "add", "--all")
    _git(project, "commit", "--quiet", "--message", "The project")
    _git(project, "remote", "add", "origin", str(remote))


def _publish(project: Path) -> Run:
    """Publish from a folder without a site, as a build service does."""
    done = _timed(project, (*_GLASSCASE, "publish"))
    shutil.rmtree(project / "site")
    return done


def _published(project: Path, _remote: Path, options: argparse.Namespace) -> Run:
    """Publish all records in every version, one version after the other; return the last run."""
    for step in range(options.versions):
        _revise(project, options.records, step)
        done = _publish(project)
        print(f"  version {step + 1} of all records: {done.wall:.1f} s", flush=True)
    return done


def _seeded(project: Path, remote: Path, options: argparse.Namespace) -> Run:
    """Write a public branch with the archive, and publish all pages at once."""
    _revise(project, options.records, options.versions - 1)
    # A process starts with the largest size of the one that starts it: ours has to stay small.
    seeding = multiprocessing.get_context("spawn").Process(
        target=_seed, args=(project, remote, options.versions)
    )
    seeding.start()
    seeding.join()
    if seeding.exitcode:
        raise SystemExit(f"writing the archive ended with {seeding.exitcode}")
    return _publish(project)


def _revise(project: Path, count: int, step: int) -> None:
    for number in range(count):
        _write_card(project, number, step)
    _git(project, "commit", "--quiet", "--all", "--message", f"Version {_label(step)}")


def _seed(project: Path, remote: Path, versions: int) -> None:
    """Write a public branch with the archive, and without any page."""
    news: list[list[New]] = [[] for _ in range(versions)]
    for loaded in load(project).models:
        id_ = loaded.record.id
        number = int(id_.rpartition("-")[2])
        form = json.loads(loaded.canonical)
        for step in range(versions):
            _amend(form, number, step)
            news[step].append(New(Kind.MODEL, id_, _label(step), canonical(form)))
        if news[-1][-1].data != loaded.canonical:
            raise SystemExit(f"{id_}: the derived form is not the one in the file")
    archive = Archive()
    for step, batch in enumerate(news):
        archive = archive.extended(batch, (), _FIRST + step * _STEP)
    files = dict(log_files(archive.entries, _ORIGIN))
    files |= {f"models/{n.id}/{n.version}/record.json": n.data for each in news for n in each}
    files |= changes_files(archive)
    source = _git(project, "rev-parse", "HEAD").strip()
    date = _git(project, "show", "-s", "--format=%cI", "HEAD").strip()
    message = f"Publish an archive\n\nSource-Commit: {source}\nSource-Date: {date}\n"
    parts = [_commit_head(message)]
    for name, data in sorted(files.items()):
        parts += [f"M 100644 inline {name}\ndata {len(data)}\n".encode(), data, b"\n"]
    _git(remote, "fast-import", "--quiet", stdin=b"".join(parts))


def _copy_edition(project: Path, labels: Sequence[str]) -> None:
    """Let mike's branch hold the last edition under the labels of all others too."""
    tree = _git(project, "rev-parse", f"public:{labels[-1]}").strip()
    listed = [{"version": one, "title": one, "aliases": []} for one in reversed(labels)]
    text = json.dumps(listed).encode()
    parts = [_commit_head("Earlier editions"), b"from refs/heads/public^0\n"]
    parts += [f"M 040000 {tree} {label}\n".encode() for label in labels[:-1]]
    parts += [b"M 100644 inline versions.json\n", f"data {len(text)}\n".encode(), text, b"\n"]
    _git(project, "fast-import", "--quiet", stdin=b"".join(parts))


def _commit_head(message: str) -> bytes:
    moment = int(_FIRST.timestamp())
    return (
        f"commit refs/heads/public\ncommitter Editor <editor@localhost> {moment} +0000\n"
        f"data {len(message.encode())}\n{message}\n"
    ).encode()


def _installed(folder: Path) -> Path:
    """Install mike, with the MkDocs and Material that we build with, and return its program."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    same = [f"{name}=={version(name)}" for name in ("mkdocs", "mkdocs-material")]
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "mike", *same], check=True)
    return folder / "bin" / "mike"


def _timed(project: Path, command: Sequence[str]) -> Run:
    # mike starts the `mkdocs` that it finds first.
    path = os.pathsep.join((str(Path(command[0]).parent), os.environ["PATH"]))
    environment = {**_ENVIRONMENT, "PATH": path}
    # What earlier runs have written must not be charged to this one.
    os.sync()
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=project, env=environment, stdout=output, stderr=output
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            told = output.read().decode("utf-8", "replace")
            raise SystemExit(f"{told}\n{' '.join(command)} ended with {process.returncode}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _git(folder: Path, *arguments: str, stdin: bytes | None = None) -> str:
    answer = subprocess.run(
        ["git", *arguments], cwd=folder, env=_ENVIRONMENT, input=stdin, capture_output=True
    )
    if answer.returncode:
        raise SystemExit(f"git {' '.join(arguments)}: {answer.stderr.decode()}")
    return answer.stdout.decode()


def _listed(repository: Path, branch: str) -> list[list[str]]:
    """Return mode, type, id, size and path of each file of a branch."""
    output = _git(repository, "ls-tree", "-r", "-l", "-z", "--full-tree", branch)
    return [line.split(None, 4) for line in output.split("\0") if line]


def _sizes(repository: Path, branch: str) -> dict[str, int]:
    return {path: int(size) for *_, size, path in _listed(repository, branch)}


def _ids(repository: Path, branch: str) -> dict[str, str]:
    return {path: id_ for _, _, id_, _, path in _listed(repository, branch)}


def _packed(repository: Path) -> int:
    """Pack a repository into one file, as a host does now and then; return its bytes."""
    _git(repository, "repack", "-a", "-d", "-q")
    return sum(file.stat().st_size for file in (repository / "objects" / "pack").glob("*.pack"))


def _largest(changed: Changed) -> dict[str, int]:
    return dict(sorted(changed.files.items(), key=lambda item: -item[1])[:_LARGEST])


def _show(name: str, runs: Sequence[Run]) -> None:
    wall, cpu, memory = (
        statistics.median(getattr(run, figure) for run in runs)
        for figure in ("wall", "cpu", "memory")
    )
    print(f"  {name:18} {wall:8.2f} s wall {cpu:8.2f} s cpu {memory:6.0f} MiB", flush=True)


def _show_series(name: str, series: Series) -> None:
    _show(name, series.runs)
    figures: Any = series.values()
    print(
        f"    {len(series.runs)} of them; each changes {figures['source_each']:,.0f} bytes of"
        f" source and {figures['files_each']:,.0f} files of the branch"
        f" ({figures['bytes_each'] / 1024:,.0f} KiB), and adds"
        f" {series.growth / 1024:,.1f} KiB to the packed branch ({_mib(series.before)} to"
        f" {_mib(series.after)})"
    )
    for path, size in figures["largest_of_last"].items():
        print(f"      {size / 1024:10,.0f} KiB {path}")


def _mib(size: float) -> str:
    return f"{size / 2**20:,.1f} MiB"


if __name__ == "__main__":
    main()
