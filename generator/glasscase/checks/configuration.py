"""What mkdocs.yml says about a project, as far as the checks need it.

The file is only read: no plugin is started and no tag of it runs anything, so that a project
can be checked before anyone has looked at it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from glasscase.archive.branch import BRANCH
from glasscase.checks.context import Options
from glasscase.errors import GlasscaseError

CONFIG_FILE = "mkdocs.yml"
_MOST_PARENTS = 8


class ConfigurationError(GlasscaseError):
    """There is no project here, or its mkdocs.yml cannot be read."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """A project and the options of its checks."""

    project: Path
    options: Options = field(default_factory=Options)
    docs_url: str = ""
    """Address below which the site has the rules' pages; empty if it has none."""
    branch: str = BRANCH
    """The public branch."""
    remote: str | None = None
    """The remote that holds it; None for origin, or the only one."""
    site: str = "site"
    """The folder of the built site, relative to the project or from the root on."""
    address: str = ""
    """The site's address with a final slash; empty if it has none."""


def find_config(start: Path) -> Path:
    """Return the mkdocs.yml of the nearest folder at or above `start`."""
    folder = _absolute(start)
    for parent in (folder, *folder.parents):
        if (parent / CONFIG_FILE).is_file():
            return parent / CONFIG_FILE
    raise ConfigurationError(
        f"there is no {CONFIG_FILE} here or in a folder above",
        hint="Go to the project's folder, or name the file with --config-file.",
    )


def configuration(config_file: Path) -> Configuration:
    """Read a project's configuration; raise `ConfigurationError` where that fails."""
    config = _read(config_file)
    project = _absolute(config_file).parent
    content = _content(project, config.get("docs_dir", "docs"))
    options = _plugin_options(config.get("plugins"))
    site = str(config.get("site_url") or "").rstrip("/")
    documented = options.get("documentation") is True and site
    return Configuration(
        project,
        Options(
            content=content,
            public_source=options.get("public_source") is True,
            files=content_files(project / content),
            coverage=_coverage(options.get("coverage")),
            config_file=config_file.name,
        ),
        f"{site}/documentation/rules" if documented else "",
        _text(options.get("branch")) or BRANCH,
        _text(options.get("remote")),
        _text(config.get("site_dir")) or "site",
        f"{site}/" if site else "",
    )


def content_files(content: Path) -> frozenset[str]:
    """Return the pages and other files of a content folder that are no YAML, relative to it."""
    found = set()
    for folder, folders, names in os.walk(content):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and not name.lower().endswith((".yml", ".yaml")):
                found.add((Path(folder) / name).relative_to(content).as_posix())
    return frozenset(found)


def _absolute(path: Path) -> Path:
    """Return a path from the root on, without `..` and without following links."""
    return Path(os.path.normpath(path.absolute()))


def _content(project: Path, docs_dir: object) -> str:
    inner = os.path.relpath(project / str(docs_dir), project)
    if Path(inner).parts[:1] in ((), (os.pardir,)):
        raise ConfigurationError(
            f"the content folder `{docs_dir}` is not inside the project",
            hint=f"Give a folder below the project as `docs_dir` in {CONFIG_FILE}.",
        )
    if not (project / inner).is_dir():
        raise ConfigurationError(
            f"there is no content folder `{inner}`",
            hint=f"Make it, or name the right one as `docs_dir` in {CONFIG_FILE}.",
        )
    return Path(inner).as_posix()


def _coverage(value: object) -> tuple[tuple[str, str], ...]:
    """Return the regimes of the option `coverage` with their severities, whatever they are."""
    entries = value.items() if isinstance(value, dict) else ()
    return tuple((str(regime), str(severity)) for regime, severity in entries)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _plugin_options(plugins: object) -> dict[str, Any]:
    """Return the options of the plugin `glasscase`, which may be listed in two forms."""
    entries = plugins if isinstance(plugins, list) else [plugins]
    for entry in entries:
        if isinstance(entry, dict) and isinstance(entry.get("glasscase"), dict):
            return dict(entry["glasscase"])
    return {}


def _read(config_file: Path, depth: int = 0) -> dict[str, Any]:
    try:
        text = config_file.read_text(encoding="utf-8-sig")
        config = yaml.load(text, _Loader)  # noqa: S506
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        raise ConfigurationError(
            f"{config_file.name} cannot be read", hint=_first_line(error)
        ) from error
    if not isinstance(config, dict):
        raise ConfigurationError(
            f"{config_file.name} holds no configuration", hint="See the documentation of MkDocs."
        )
    parent = config.get("INHERIT")
    if isinstance(parent, str) and depth < _MOST_PARENTS:
        return {**_read(config_file.parent / parent, depth + 1), **config}
    return config


class _Loader(yaml.SafeLoader):
    """Reads plain values. MkDocs' own tags (`!ENV`, `!!python/name`) become nothing."""


def _nothing(_loader: yaml.SafeLoader, _suffix: str, _node: yaml.Node) -> None:
    return None


_Loader.add_multi_constructor("!", _nothing)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _nothing)


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
