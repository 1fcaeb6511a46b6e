"""What a reader of a model card looks for first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

EXPECTED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("release date", ("release.first",)),
    ("versions covered", ("model.versions",)),
    ("inputs", ("modalities.inputs",)),
    ("outputs", ("modalities.outputs",)),
    ("languages", ("languages",)),
    ("architecture", ("architecture.description", "architecture.design")),
    ("number of parameters", ("architecture.parameters", "architecture.parameter_range")),
    ("licence", ("distribution.licence",)),
    ("availability of the weights", ("distribution.weights",)),
    ("intended uses", ("use.intended",)),
    ("restricted uses", ("use.restricted",)),
    ("how to use it", ("integration.means",)),
    ("training process", ("training.process", "training.stages")),
    ("training data", ("data.characteristics", "data.public_datasets", "data.selection")),
    ("training compute", ("compute.operations", "compute.magnitude")),
    ("energy", ("energy.training", "energy.emissions")),
    ("evaluations", ("evaluations",)),
    ("limitations", ("limitations",)),
    ("bias", ("bias",)),
    ("contact", ("contact",)),
)
"""Names of what is expected, with the fields of which one must be given."""


def missing(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of what a model card's plain values do not hold."""
    return tuple(
        name for name, paths in EXPECTED if not any(_given(record, path) for path in paths)
    )


def _given(values: Mapping[str, Any], path: str) -> bool:
    value: Any = values
    for step in path.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value not in (None, [], {}, "")
