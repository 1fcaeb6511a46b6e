"""Measure what coverage of all cards adds to a build, in one run.

    python benchmarks/coverage.py [--records 1000 10000] [--runs 3] [--different] [--varied]

Each run builds a site of generated cards in a process of its own, without coverage and with it
(the option `law`; documents are made in both), then works out the coverage of the same cards for
all regimes of the catalogue in another: what is known of the records, the outcome of every duty,
and every sentence and place of it. Both are seconds of processors, and the
ratio is taken run by run. `--different` gives each card another training compute, so that no
sentence is shared; `--varied` leaves out other fields of each, so that no page is.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import yaml

import records

_DAY = date(2026, 11, 21)
_ROLES = ["general-purpose-model-provider", "frontier-developer"]


def main() -> None:
    """Generate, measure and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, nargs="+", default=[1000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--different", action="store_true")
    parser.add_argument("--varied", action="store_true")
    parser.add_argument("--inner", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inner is not None:
        print(json.dumps(coverage(options.inner, options.different, options.varied)))
        return
    for count in options.records:
        measure(count, options.runs, different=options.different, varied=options.varied)


def measure(count: int, runs: int, *, different: bool, varied: bool) -> None:
    """Measure sites of `count` cards."""
    folder = Path(tempfile.mkdtemp(prefix="glasscase-bench-"))
    inner = [sys.executable, __file__, "--inner", str(count)]
    inner += ["--different"] * different + ["--varied"] * varied
    builds: list[float] = []
    whole: list[float] = []
    parts: list[dict[str, float]] = []
    try:
        records.write_project(folder / "with", count, _change(different, varied))
        shutil.copytree(folder / "with", folder / "without")
        owes_much(folder / "with")
        owes_much(folder / "without")
        records.set_options(folder / "without", "law: false")
        for _ in range(runs):
            builds.append(_build(folder / "without"))
            whole.append(_build(folder / "with"))
            said = subprocess.run(inner, stdout=subprocess.PIPE, check=True)
            parts.append(json.loads(said.stdout))
    finally:
        shutil.rmtree(folder)
    print(f"{count:,} cards, {runs} runs, medians of processor time")
    print(f"  build without coverage {statistics.median(builds) / count * 1000:8.3f} ms a card")
    added = [one / other - 1 for one, other in zip(whole, builds, strict=True)]
    print(f"  build with its pages   {statistics.median(whole) / count * 1000:8.3f} ms a card,"
          f" {statistics.median(added):.3f} more")  # fmt: skip
    for name in parts[0]:
        own = statistics.median(part[name] for part in parts)
        shares = [part[name] / build for part, build in zip(parts, builds, strict=True)]
        share = statistics.median(shares)
        print(f"  {name:22} {own / count * 1000:8.3f} ms a card, {share:.3f} of the build")


def owes_much(project: Path) -> None:
    """Let the provider of a project owe as much as can be owed."""
    path = project / "content" / "provider.yml"
    provider = yaml.safe_load(path.read_text("utf-8")) | {
        "roles": _ROLES,
        "jurisdictions": ["EU", "US-CA", "US-NY", "US-IL"],
        "large_developer": _large(date.today()),
    }
    path.write_text(yaml.safe_dump(provider, sort_keys=False), "utf-8")


def _change(different: bool, varied: bool) -> records.Change:
    def change(card: records.Card, number: int) -> records.Card:
        if different:
            operations = 1e22 * 1.001**number if number < 11_000 else number * 1e22
            card["compute"] = {"operations": operations}
        return records.varied(card, number) if varied else card

    return change


def _large(day: date) -> dict[str, object]:
    year = str(day.year - 1)
    return {"revenue": 700_000_000, "year": year, "basis": "Revenue of the group."}


def _build(project: Path) -> float:
    """Build once, and delete the site."""
    environment = records.environment()
    before = _children()
    command = [sys.executable, "-m", "glasscase", "build", "-q", "-d", "site"]
    subprocess.run(command, cwd=project, env=environment, check=True, stdout=subprocess.DEVNULL)
    took = _children() - before
    records.delete_made(project)
    return took


def _children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def coverage(count: int, different: bool, varied: bool) -> dict[str, float]:
    """Return the processor seconds of each step over `count` cards."""
    from glasscase.garbage import no_garbage_collection
    from glasscase.law.catalogue import package_catalogue
    from glasscase.law.coverage import Law, blocks
    from glasscase.law.facts import Facts
    from glasscase.records import ModelCard, Provider, public_form

    change = _change(different, varied)
    cards = [change(records.record(number), number) for number in range(count)]
    forms = [public_form(ModelCard.model_validate(card)) for card in cards]
    provider = public_form(Provider.model_validate(yaml.safe_load(records.PROVIDER)))
    # One that owes as much as can be owed.
    provider |= {
        "roles": _ROLES,
        "jurisdictions": ["EU", "US-CA", "US-NY", "US-IL"],
        "large_developer": _large(_DAY),
        "codes": [{"name": "General-Purpose AI Code of Practice"}],
    }
    with no_garbage_collection():
        start = time.process_time()
        law = Law.of(package_catalogue())
        law = law.knowing([law.know(provider, (), forms)])
        found = time.process_time()
        blocks(law, Facts(provider, None, _DAY, law.known.models))
        own = time.process_time()
        covered = [blocks(law, Facts(provider, form, _DAY)) for form in forms]
        states = time.process_time()
        for per_card in covered:
            for block in per_card:
                for one in block.covered:
                    _ = one.because, one.held
        told = time.process_time()
    return {
        "catalogue and facts": found - start,
        "the provider's duties": own - found,
        "the cards' duties": states - own,
        "all of these": states - start,
        "sentences and places": told - states,
    }


if __name__ == "__main__":
    main()
