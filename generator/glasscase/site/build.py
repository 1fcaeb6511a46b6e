"""Build or serve a project's site through MkDocs, as its own commands do."""

from __future__ import annotations

import errno
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from glasscase.errors import GlasscaseError
from glasscase.garbage import no_garbage_collection

if TYPE_CHECKING:
    from .ledger import Publishing
    from .plugin import GlasscasePlugin

# Material's notice of its end of life is for developers; it says nothing about a provider's site.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError


class BuildError(GlasscaseError):
    """The site cannot be built with this configuration."""


class AbortedBuildError(BuildError):
    """MkDocs gave up, for instance because records have errors; its log has said why."""


def build_site(config_file: Path, site_dir: Path | None = None, *, strict: bool = False) -> Path:
    """Build the site of a configuration and return the folder that holds it.

    Raises `AbortedBuildError` if MkDocs gives up, which includes errors in the records.
    """
    return Path(_built(configured(config_file, site_dir, strict=strict)).site_dir)


def build_to_publish(
    config_file: Path, publishing: Publishing
) -> tuple[Path, frozenset[str], frozenset[str]]:
    """Build a site as it will be published: its new versions are in the log.

    Returns its folder, the folders in it of versions that are erased, and the files in it that an
    earlier build took from the public branch and this one has not drawn. Raises as `build_site`.
    """
    config = configured(config_file, None, strict=False)
    plugin = cast("GlasscasePlugin", config.plugins["glasscase"])
    plugin.publishing = publishing
    return Path(_built(config).site_dir), plugin.erased, plugin.carried


def _built(config: MkDocsConfig) -> MkDocsConfig:
    config.plugins.on_startup(command="build", dirty=False)
    try:
        with no_garbage_collection():
            mkdocs_build.build(config)
    except (Abort, ConfigurationError) as error:
        raise AbortedBuildError("the site was not built") from error
    finally:
        config.plugins.on_shutdown()
    return config


def serve_site(config_file: Path, address: str | None = None) -> None:
    """Serve a preview that follows the sources; returns when interrupted."""
    from mkdocs.commands import serve as mkdocs_serve  # A build needs no server.

    options: dict[str, Any] = {"dev_addr": address} if address else {}
    try:
        mkdocs_serve.serve(str(config_file), livereload=True, **options)
    except (Abort, ConfigurationError) as error:
        raise AbortedBuildError("the preview could not be built") from error
    except OSError as error:
        if error.errno not in _NO_ADDRESS:
            raise
        raise BuildError(
            f"{address or 'the address'} cannot be used: {error.strerror}",
            hint="Another preview may be running there. Choose another one with --address.",
        ) from error


_NO_ADDRESS = (errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES)


def configured(config_file: Path, site_dir: Path | None, *, strict: bool) -> MkDocsConfig:
    """Load a configuration and make sure that it uses the plugin."""
    changed: dict[str, Any] = {"strict": True} if strict else {}
    if site_dir is not None:
        changed["site_dir"] = str(site_dir)
    try:
        with no_garbage_collection():  # It loads all plugins.
            config = load_config(str(config_file), **changed)
    except (Abort, ConfigurationError) as error:
        raise BuildError(f"{config_file.name} cannot be used", hint=str(error)) from error
    if "glasscase" not in config.plugins:
        raise BuildError(
            f"{config_file.name} does not use the plugin `glasscase`",
            hint="Add `- glasscase` to its list `plugins`.",
        )
    return config


def show_log(*, quiet: bool) -> None:
    """Let MkDocs' messages reach the terminal, plainly."""
    logger = logging.getLogger("mkdocs")
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
        logger.addHandler(handler)
    logger.setLevel(logging.WARNING if quiet else logging.INFO)
