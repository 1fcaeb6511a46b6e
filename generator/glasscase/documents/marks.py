"""Which items of a form ask for a value that the public does not see."""

from __future__ import annotations

from glasscase.documents.filled import Sealed
from glasscase.documents.form import Form, Item


def shows(form: Form, sealed: Sealed) -> bool:
    """Tell whether a form asks for a value that the public does not see."""
    return any(is_in(item, sealed) for section in form.sections for item in section.items)


def is_in(item: Item, sealed: Sealed) -> bool:
    """Tell whether an item shows such a value."""
    paths = [part.field for part in item.fields if part.of == "record"]
    if item.table is not None:
        paths += [f"{bare(item.table.rows)}.{part.field}" for part in item.table.columns]
    return any(_touches(sealed.field, bare(path)) for path in paths)


def bare(path: str) -> str:
    """Return a path without what picks rows."""
    return path.partition("[")[0] + path.partition("]")[2] if "[" in path else path


def _touches(sealed: str, path: str) -> bool:
    return sealed == path or sealed.startswith(f"{path}.") or path.startswith(f"{sealed}.")
