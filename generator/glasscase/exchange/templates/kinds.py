"""What can be begun: each kind with its model, its place and the fields that it starts with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from glasscase.reading.words import closest
from glasscase.records import Incident, Kind, Model, ModelCard, Protocol
from glasscase.records.protocol import ProtocolType
from glasscase.records.provider import Responsibility, Service

from .errors import TemplateError


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of thing that can be begun."""

    name: str
    """How it is called in the command."""
    model: type[Model]
    titled: tuple[str, ...] = ("title",)
    """The fields that a title goes to, with dots."""
    kind: Kind | None = None
    """The kind of the record; None for a row of the provider's file."""
    list: str = ""
    """The list of the provider's file that a row goes to."""
    begun: frozenset[str] = frozenset()
    """Optional fields that are in use from the start, with what they need."""
    whole: frozenset[str] = frozenset()
    """Optional fields that are in use from the start, with everything that they may hold."""
    skipped: frozenset[str] = frozenset()
    """Fields that this kind has no use for."""

    @property
    def suffix(self) -> str:
        """How the name of the file ends."""
        return ".md" if self.kind is Kind.PROTOCOL else ".yml"


_FRAMEWORKS = (ProtocolType.FRONTIER_FRAMEWORK, ProtocolType.RESPONSIBLE_SCALING_POLICY)

_BELONGING: Mapping[str, tuple[ProtocolType, ...]] = {
    "tiers": (*_FRAMEWORKS, ProtocolType.SAFETY_POLICY, ProtocolType.SECURITY_POLICY),
    "crawlers": (ProtocolType.COPYRIGHT_POLICY,),
    "charter": (ProtocolType.USAGE_CHARTER,),
    "risk_grid": (ProtocolType.USAGE_CHARTER,),
}
"""Fields that only some types of protocol have a use for."""


def _protocol(type_: ProtocolType) -> Template:
    """Return the template of a type of protocol, with the fields that make it what it is."""
    begun, whole = {"commitments"}, set[str]()
    if type_ in _FRAMEWORKS:
        begun |= {"topics", "tiers"}
    elif type_ is ProtocolType.COPYRIGHT_POLICY:
        begun |= {"crawlers"}
    elif type_ is ProtocolType.USAGE_CHARTER:
        begun, whole = set(), {"charter", "risk_grid"}
    elif type_ is ProtocolType.OTHER:
        begun = set()
    useless = {key for key, types in _BELONGING.items() if type_ not in types}
    return Template(
        type_.value,
        Protocol,
        kind=Kind.PROTOCOL,
        begun=frozenset(begun),
        whole=frozenset(whole),
        skipped=frozenset({"body"} | (useless if type_ is not ProtocolType.OTHER else set())),
    )


TEMPLATES: Mapping[str, Template] = {
    template.name: template
    for template in (
        *map(_protocol, ProtocolType),
        Template("model", ModelCard, ("title", "model.name"), Kind.MODEL),
        Template("incident", Incident, kind=Kind.INCIDENT),
        Template("service", Service, ("name",), list="services"),
        Template("responsibility", Responsibility, ("aspect",), list="responsibilities"),
    )
}
"""Everything that can be begun, by its name."""


def named(name: str) -> Template:
    """Return the template of that name; raise `TemplateError` with the nearest name otherwise."""
    known = TEMPLATES.get(name)
    if known is not None:
        return known
    near = closest(name, TEMPLATES)
    hint = f"Did you mean {near}? " if near else ""
    raise TemplateError(
        f"there is no kind {name!r}", hint=f"{hint}The kinds are {', '.join(TEMPLATES)}."
    )
