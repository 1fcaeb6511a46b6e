"""Figures of a model card that must agree with each other, or with physics."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from glasscase.checks.context import Context, Found, Path, found, given
from glasscase.checks.originals import inherited, own_names
from glasscase.reading.load import Loaded
from glasscase.records.numbers import number
from glasscase.records.technical import DurationRange, ParameterRange
from glasscase.records.training_data import Size
from glasscase.records.units import canonical
from glasscase.records.values import Modality

_PARAMETERS = {
    ParameterRange.TO_500M: (1, 5e8),
    ParameterRange.TO_5B: (5e8, 5e9),
    ParameterRange.TO_15B: (5e9, 15e9),
    ParameterRange.TO_50B: (15e9, 50e9),
    ParameterRange.TO_100B: (50e9, 100e9),
    ParameterRange.TO_500B: (100e9, 500e9),
    ParameterRange.TO_1T: (500e9, 1e12),
    ParameterRange.OVER_1T: (1e12, math.inf),
}
# Days, with a few days of slack: months are not all of one length.
_DURATIONS = {
    DurationRange.UNDER_1: (0, 32),
    DurationRange.TO_3: (27, 94),
    DurationRange.TO_6: (87, 187),
    DurationRange.OVER_6: (178, math.inf),
}
# Where the bins of the template for training content begin and end (section 1.3).
_BINS = {
    (Modality.TEXT, "tokens"): (1e9, 1e13),
    (Modality.IMAGE, "images"): (1e6, 1e9),
    (Modality.AUDIO, "hours"): (1e4, 1e6),
    (Modality.VIDEO, "hours"): (1e4, 1e6),
}
# No hardware comes near so many operations per joule: the best of 2026 makes about 1e13.
_OPERATIONS_PER_JOULE = 1e15
_JOULES_PER_MWH = 3.6e9
_AGREE = "Correct the wrong one of the two."


def check(context: Context) -> Iterator[Found]:
    """Check the figures of all model cards."""
    own = own_names(context.collection.provider)
    for loaded in context.collection.models:
        yield from _architecture(loaded)
        yield from _compute(loaded, own)
        yield from _energy(loaded)
        yield from _data(loaded)


def _architecture(loaded: Loaded[Any]) -> Iterator[Found]:
    architecture = given(loaded.record.architecture)
    if architecture is None:
        return
    total = given(architecture.parameters)
    coarse = given(architecture.parameter_range)
    active = given(architecture.active_parameters)
    path: Path = ("architecture", "parameters")
    if total is not None and total < 1000:
        yield _exponent(loaded, path, total, "parameters", "7e9")
        return
    if total is not None and coarse is not None:
        low, high = _PARAMETERS[coarse]
        if not low <= total <= high:
            yield found(
                "figures-disagree",
                loaded,
                path,
                f"{number(total)} parameters do not lie in the range `{coarse}`",
                _AGREE,
            )
    if total is not None and active is not None and active > total:
        yield found(
            "figures-disagree",
            loaded,
            ("architecture", "active_parameters"),
            f"{number(active)} parameters are active per token, but there are only {number(total)}",
            _AGREE,
        )


def _compute(loaded: Loaded[Any], own: frozenset[str]) -> Iterator[Found]:
    compute = given(loaded.record.compute)
    if compute is None:
        return
    total, magnitude = given(compute.operations), given(compute.magnitude)
    modified = given(compute.modification_operations)
    for key, value in (("operations", total), ("modification_operations", modified)):
        if value is not None and value < 1e10:
            yield _exponent(loaded, ("compute", key), value, "operations", "3.1e26")
            return
    if total is not None and magnitude is not None:
        exponent = math.log10(total)
        if magnitude not in (math.floor(exponent), round(exponent)):
            yield found(
                "figures-disagree",
                loaded,
                ("compute", "magnitude"),
                f"the order of magnitude is {magnitude}, but {number(total)} operations have"
                f" {math.floor(exponent)}",
                _AGREE,
            )
    if total is not None and modified is not None and modified > total:
        yield found(
            "figures-disagree",
            loaded,
            ("compute", "modification_operations"),
            f"{number(modified)} operations were spent on the modification, but only"
            f" {number(total)} on all training",
            "`operations` counts all training up to now, the modification included.",
        )
    yield from inherited(loaded, own)
    days, coarse = given(compute.days), given(compute.duration)
    if days is not None and coarse is not None:
        low, high = _DURATIONS[coarse]
        if not low <= days <= high:
            yield found(
                "figures-disagree",
                loaded,
                ("compute", "days"),
                f"{number(days)} days are not `{coarse}`",
                _AGREE,
            )


def _exponent(loaded: Loaded[Any], path: Path, value: float, what: str, example: str) -> Found:
    return found(
        "number-exponent",
        loaded,
        path,
        f"{number(value)} {what} are implausibly few: is the exponent missing?",
        f"Write large numbers as `{example}`.",
    )


def _energy(loaded: Loaded[Any]) -> Iterator[Found]:
    energy, compute = given(loaded.record.energy), given(loaded.record.compute)
    spent = given(energy.training) if energy else None
    operations = given(compute.operations) if compute else None
    if spent is None or operations is None:
        return
    least = operations / _OPERATIONS_PER_JOULE / _JOULES_PER_MWH
    if spent < least:
        yield found(
            "energy-implausible",
            loaded,
            ("energy", "training"),
            f"{number(spent)} MWh cannot be enough for {number(operations)} operations",
            "Give the energy in megawatt-hours: 1 GWh is 1000 MWh.",
        )


def _data(loaded: Loaded[Any]) -> Iterator[Found]:
    data = given(loaded.record.data)
    if data is None:
        return
    exact, coarse = given(data.data_points), given(data.data_points_range)
    if exact is not None and coarse is not None and canonical(exact.unit) == canonical(coarse.unit):
        above = coarse.low is None or exact.value >= coarse.low
        below = coarse.high is None or exact.value <= coarse.high
        if not (above and below):
            yield found(
                "figures-disagree",
                loaded,
                ("data", "data_points", "value"),
                f"{number(exact.value)} {exact.unit} lie outside `data_points_range`",
                _AGREE,
            )
    for number_, content in enumerate(given(data.modalities) or ()):
        size, amount = given(content.size), given(content.amount)
        if size is None or amount is None:
            continue
        ends = _BINS.get((content.modality, canonical(amount.unit)))
        if ends is not None and size is not _bin(amount.value, ends):
            yield found(
                "figures-disagree",
                loaded,
                ("data", "modalities", number_, "size"),
                f"{number(amount.value)} {amount.unit} are `{_bin(amount.value, ends)}`,"
                f" not `{size}`",
                "The size is a bin of the official template; see the field's description.",
            )


def _bin(value: float, ends: tuple[float, float]) -> Size:
    """Return the size bin of an amount."""
    if value < ends[0]:
        return Size.SMALL
    return Size.MEDIUM if value <= ends[1] else Size.LARGE
