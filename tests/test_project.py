"""What holds for the project as a whole: imports, locks, names of places, the tools around it."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import glasscase

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "generator"
RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"

# cli → publish, site → archive, log, checks → law → reading → records; each may also skip a floor.
FLOORS = [
    {"__init__", "disk", "errors", "findings", "garbage", "processes"},
    {"records"},
    {"reading"},
    {"law"},
    {"archive", "log", "checks", "documents"},
    {"publish", "site", "exchange", "reporting"},
    {"cli", "__main__"},
]


@cache
def tracked_files() -> list[Path]:
    """Return every file of the project: tracked, or new and not ignored."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    paths = [ROOT / name for name in listing.split("\0") if name]
    return [path for path in paths if path.is_file() and not path.is_symlink()]


@cache
def modules() -> list[Path]:
    return sorted((SOURCE / "glasscase").rglob("*.py"))


def part(path: Path) -> str:
    """Return the package or top-level module that a file belongs to, such as `records`."""
    return path.relative_to(SOURCE / "glasscase").parts[0].removesuffix(".py")


@cache
def imported_names(path: Path, source: Path = SOURCE) -> tuple[str, ...]:
    """Return every absolute name that a module imports, wherever in it the import stands."""
    names: list[str] = []
    for node in statements(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = path.relative_to(source).parts[: -node.level] if node.level else ()
            prefix = ".".join([*package, *([node.module] if node.module else [])])
            names += (f"{prefix}.{alias.name}" for alias in node.names)
    return tuple(names)


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """Give every statement within a node, without looking through expressions for none."""
    for block in ("body", "orelse", "finalbody", "handlers", "cases"):
        for inner in getattr(node, block, ()):
            yield inner
            yield from statements(inner)


@cache
def all_parts() -> frozenset[str]:
    return frozenset(part(module) for module in modules())


@cache
def imported_parts(path: Path) -> set[str]:
    parts = all_parts()
    names = [name.split(".") for name in imported_names(path)]
    ours = [name for name in names if name[0] == "glasscase"]
    # `from glasscase import __version__` names a value of the top module, not a part.
    return {name[1] if name[1:] and name[1] in parts else "__init__" for name in ours}


def floor(name: str) -> int:
    for number, parts in enumerate(FLOORS):
        if name in parts:
            return number
    raise AssertionError(f"glasscase.{name} has no place in the order of imports: give it one")


def test_imports_point_one_way() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports glasscase.{target}"
        for path in modules()
        for target in sorted(imported_parts(path) - {part(path)})
        if floor(target) > floor(part(path))
    ]
    assert wrong == []


def test_imports_between_parts_have_no_cycle() -> None:
    graph: dict[str, set[str]] = {}
    for path in modules():
        graph.setdefault(part(path), set()).update(imported_parts(path) - {part(path), "__init__"})
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"these import each other: {' → '.join(error.args[1])}")


def test_imports_are_seen_in_every_form(tmp_path: Path) -> None:
    module = tmp_path / "glasscase/records/value.py"
    module.parent.mkdir(parents=True)
    module.write_text(
        "import glasscase.cli\nfrom glasscase import site\nfrom ..reading import yaml\n"
        "from . import base\ndef late():\n    from glasscase.publish.errors import PublishError\n"
    )
    assert imported_names(module, tmp_path) == (
        "glasscase.cli",
        "glasscase.site",
        "glasscase.reading.yaml",
        "glasscase.records.base",
        "glasscase.publish.errors.PublishError",
    )


def test_records_do_no_input_or_output() -> None:
    forbidden = {"asyncio", "git", "http", "io", "os", "shutil", "socket", "subprocess", "tempfile"}
    for path in (SOURCE / "glasscase/records").rglob("*.py"):
        used = {name.split(".")[0] for name in imported_names(path)}
        assert not used & forbidden, path.name
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        assert not [n for n in nodes if isinstance(n, ast.Name) and n.id == "open"], path.name


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    # Hostile inputs among the cases may name any path.
    place = re.compile(rb"(?<![\w.:/~-])/(?:home|Users|work|workspace|mnt)/\w[^\s'\"`)]*")
    found = [
        f"{path.relative_to(ROOT)}: {match[0].decode()}"
        for path in tracked_files()
        if ROOT / "tests/cases" not in path.parents
        for match in place.finditer(path.read_bytes())
    ]
    assert found == []


def test_the_changelog_tells_of_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    titles = [section.splitlines()[0] for section in sections]
    current = [
        section
        for section, title in zip(sections, titles, strict=True)
        if re.search(rf"(?<![\d.]){re.escape(glasscase.__version__)}(?![\d.])|Unreleased", title)
    ]
    assert current, titles
    assert re.search(r"^[-*] \S", current[0], re.MULTILINE)


# Lock files


def pins(lock: str) -> list[Requirement]:
    """Return the pinned packages of a lock file; a package may have one pin per Python."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return [
        Requirement(line.removesuffix("\\").strip())
        for line in lines
        if line and not line.startswith(("#", " "))
    ]


def pinned_versions(lock: str) -> dict[str, set[Version]]:
    versions: dict[str, set[Version]] = {}
    for requirement in pins(lock):
        [specifier] = requirement.specifier
        assert specifier.operator == "=="
        versions.setdefault(canonicalize_name(requirement.name), set()).add(
            Version(specifier.version)
        )
    return versions


def wanted(lock: str) -> list[Requirement]:
    """Return what pyproject.toml asks for, as far as `lock` must hold it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    texts = settings["build-system"]["requires"] + settings["project"]["dependencies"]
    if lock == DEVELOPMENT:
        for group in settings["dependency-groups"].values():
            texts += [entry for entry in group if isinstance(entry, str)]
        for extra in settings["project"].get("optional-dependencies", {}).values():
            texts += extra
    return [Requirement(text) for text in texts]


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT])
def test_the_lock_file_fits_pyproject(lock: str) -> None:
    versions = pinned_versions(lock)
    for requirement in wanted(lock):
        pinned = versions.get(canonicalize_name(requirement.name))
        assert pinned, f"{requirement} is not in {lock}: run `make lock`"
        assert all(version in requirement.specifier for version in pinned), requirement


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT])
def test_every_pin_has_hashes_and_none_an_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    blocks = [block for block in blocks if not block.startswith("#")]
    assert len(blocks) == len(pins(lock))
    for block in blocks:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block
    assert "--index" not in text
    assert "--find-links" not in text
    assert "://" not in text


def test_the_site_is_built_with_the_versions_that_are_tested() -> None:
    tested = pinned_versions(DEVELOPMENT)
    for name, versions in pinned_versions(RUNTIME).items():
        assert versions == tested[name], name


def test_npm_packages_are_pinned_and_come_from_the_registry() -> None:
    manifest = json.loads((ROOT / "tests/tools/package.json").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / "tests/tools/package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    for name, version in manifest["devDependencies"].items():
        assert re.fullmatch(r"\d+(\.\d+)+", version), name
        assert packages[f"node_modules/{name}"]["version"] == version, name
    for name, package in packages.items():
        # No address at all means: from the registry that npm is set to.
        address = package.get("resolved", "https://registry.npmjs.org/")
        assert address.startswith("https://registry.npmjs.org/"), name
        assert package["integrity"].startswith("sha512-"), name


# Makefile and .ci


def test_make_help_lists_what_a_newcomer_needs() -> None:
    result = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = {line.split()[1] for line in result.stdout.splitlines() if line.startswith("make ")}
    assert {"site", "serve", "check", "test", "lint", "format", "lock", "clean", "help"} <= listed


def test_ci_fails_and_names_every_step_that_failed(tmp_path: Path) -> None:
    # In a folder without a Makefile, every step of the real script fails.
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    result = subprocess.run(
        [tmp_path / ".ci/run", "format", "types"], capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert result.stdout.splitlines()[-1] == "failed: format types"


def test_ci_passes_where_every_step_passes(tmp_path: Path) -> None:
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    (tmp_path / "Makefile").write_text("test:\n\t@echo '= 3 passed in 1 s ='\n")
    result = subprocess.run(
        [tmp_path / ".ci/run", "test"], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0
    assert result.stdout.splitlines()[-2:] == ["= 3 passed in 1 s =", "all steps passed"]


def test_ci_refuses_a_step_that_it_does_not_know() -> None:
    result = subprocess.run([ROOT / ".ci/run", "tset"], capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "no such step: tset" in result.stderr


def test_setup_refuses_a_python_that_is_not_supported() -> None:
    result = subprocess.run(
        [ROOT / ".ci/setup", "python"],
        env={"PATH": "/usr/bin:/bin", "PYTHON": "/bin/true-not-there"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 2
    assert "is not a Python from 3.11 to 3.13" in result.stderr


def test_setup_and_pyproject_name_the_same_pythons() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["project"]["requires-python"] == ">=3.11,<3.14"
    assert "(3, 11) <= sys.version_info[:2] <= (3, 13)" in (ROOT / ".ci/setup").read_text()
