"""Options of the plugin in mkdocs.yml."""

from __future__ import annotations

from mkdocs.config import config_options as options
from mkdocs.config.base import Config

from glasscase.archive.branch import BRANCH


class GlasscaseConfig(Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in mkdocs.yml."""

    documentation = options.Type(bool, default=False)
    """Put the reference of fields and rules under `documentation/`."""
    source_url = options.Type(str, default="")
    """Where the source files can be read, e.g. `https://host/owner/repository/blob/main/`."""
    branch = options.Type(str, default=BRANCH)
    """The public branch, which holds the built site and every version ever published."""
    remote = options.Optional(options.Type(str))
    """The remote that holds the public branch; by default `origin`, or the only one."""
    log_keys = options.ListOfItems(options.Type(str), default=[])
    """Public keys that sign the log's checkpoint, as `glasscase key` prints them."""
    documents = options.Type(bool, default=True)
    """Make the documents that laws and codes ask for, as pages beside the records."""
    law = options.Type(bool, default=True)
    """Hold the records against the duties of laws and codes, on the pages below `coverage/`."""
    public_source = options.Type(bool, default=False)
    """True if the repository of the sources is public: withheld values are then errors."""
    coverage = options.Type(dict, default={})
    """Regimes whose duties are checked, each `error` or `warning`: see `glasscase law list`."""
