"""Which files of the content folder are sources of records, and stay away from the site."""

from __future__ import annotations

import posixpath
import re

from mkdocs.structure.files import File

from .listings import RECORD_KINDS

_PICTURES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif"))
_FOLDERS = tuple(f"{kind.folder}/" for kind in RECORD_KINDS)
_YAML_NAME = re.compile(r"\.ya?ml(?![a-z0-9])", re.IGNORECASE)


def is_source(file: File) -> bool:
    """Tell whether a file of the content folder must never be copied to the site.

    That is YAML by any name, `provider.yml.bak` included, and in the folders of records
    everything but `index.md` and pictures: a forgotten copy of a record may hold what the record
    withholds.
    """
    uri = file.src_uri
    if file.generated_by is not None:
        return False
    if _YAML_NAME.search(posixpath.basename(uri)):
        return True
    if not uri.startswith(_FOLDERS):
        return False
    ending = posixpath.splitext(uri)[1].lower()
    return posixpath.basename(uri) != "index.md" and ending not in _PICTURES
