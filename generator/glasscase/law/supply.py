"""Conditions on what the provider is and offers: its roles, and the types of its services."""

from __future__ import annotations

from typing import Any

from glasscase.law.answer import Verdict, cannot_tell
from glasscase.law.facts import NO_PROVIDER, Case
from glasscase.law.model.condition import HasRole, Offers
from glasscase.law.territories import overlap
from glasscase.records import Kind
from glasscase.records.provider import Role, ServiceRole, ServiceType
from glasscase.records.words import value as in_words

_WITHOUT_AI = {ServiceType.IAAS, ServiceType.PAAS}
_OF_MODELS = {ServiceType.AI_API, ServiceType.FOUNDATION_MODEL, ServiceType.MLAAS}
_MAKERS = {
    Role.MODEL_PROVIDER,
    Role.SYSTEM_PROVIDER,
    Role.DOWNSTREAM_PROVIDER,
    Role.DOWNSTREAM_MODIFIER,
    Role.FRONTIER_DEVELOPER,
}
"""Who develops, modifies or places under its own name. All others use, sell, host or represent."""
_MAKES = "the provider makes models or systems"


def service_roles(type_: str, role: str) -> tuple[str, ...]:
    """Return the roles in law that follow from the type and the role of a service.

    Who supplies machines or a platform without AI is neither provider nor deployer of a model or
    a system: Reg. (EU) 2024/1689, Art. 3(3), (4) and (63), asks for developing, placing on the
    market, putting into service or using one (checked 2026-11-21). Offering a model by itself is
    the act of a model's provider; offering a product with AI in it, that of a system's.
    """
    if type_ in _WITHOUT_AI:
        return (Role.HOST,)
    if role == ServiceRole.DEPLOYER:
        return (Role.DEPLOYER,)
    if role == ServiceRole.DISTRIBUTOR:
        return (Role.DISTRIBUTOR,)
    if role == ServiceRole.HOST:
        return (Role.HOST,)
    if type_ in _OF_MODELS:
        return (ServiceRole.PROVIDER, Role.MODEL_PROVIDER)
    return (ServiceRole.PROVIDER, Role.SYSTEM_PROVIDER)


def judge_role(condition: HasRole, case: Case) -> Verdict:
    """Tell whether the provider has a role: one that it states, or one that a service brings.

    Where the condition names a territory, only services that are offered there bring one; a
    service that does not say where it is offered is offered wherever the provider is.
    """
    if case.provider is None:
        return NO_PROVIDER
    wanted, where = condition.role, condition.offered
    stated = case.provider.get("roles", ())
    for role in wanted:
        if role in stated:
            return Verdict(True, (f"the provider's roles include {_name(role)}",))
    services = case.provider.get("services", ())
    for service in services:
        for role in service_roles(service["type"], service["role"]):
            if role in wanted and _is_offered(service, where):
                text = f"the provider is {_name(role)} by its service {service['id']}"
                return Verdict(True, (text,))
    names = " or ".join(map(_name, wanted))
    told = ", ".join(_told(service, where) for service in services[:3])
    tail = f": {told}" if told and len(services) <= 3 else ""
    return Verdict(False, (f"neither the provider's roles nor its services make it {names}{tail}",))


def judge_own(case: Case) -> Verdict:
    """Tell whether the provider makes the model, or makes models if none is asked about.

    Who only hosts, uses, sells on or represents is no provider of a model or system, and no
    developer (Reg. (EU) 2024/1689, Art. 3(3) to (7); Cal. Bus. & Prof. Code 22757.11(h)). A
    provider that states no role and no service cannot be told.
    """
    if case.provider is None:
        return NO_PROVIDER
    services = case.provider.get("services", ())
    if case.model is not None:
        seller = _seller(case.model.get("id", ""), services)
        if seller is not None:
            text = f"the provider only sells it on, by its service {seller['id']}"
            return Verdict(False, (f"{case.about}{text}",))
    stated = case.provider.get("roles", ())
    if _MAKERS.intersection(stated):
        return Verdict(True, (f"{_MAKES}, by its roles",))
    brought: dict[str, list[Any]] = {}
    for service in services:
        for role in service_roles(service["type"], service["role"]):
            if role in _MAKERS:
                return Verdict(True, (f"{_MAKES}, by its service {service['id']}",))
            brought.setdefault(role, []).append(service)
    if not stated and not brought:
        return cannot_tell(f"state `roles` in {case.where(Kind.PROVIDER)}")
    told = [f"{_name(role)} by its {_services(of)}" for role, of in brought.items()]
    told += [f"{_name(role)} by its roles" for role in stated if role not in brought]
    return Verdict(False, (f"the provider makes no model or system: it is {_listed(told)}",))


def _seller(id_: str, services: Any) -> Any:
    """Return the service by which a model is sold on, unless another makes it its provider's."""
    naming = [one for one in services if id_ in one.get("models", ())]
    for service in naming:
        if _MAKERS.intersection(service_roles(service["type"], service["role"])):
            return None
    return next((one for one in naming if one["role"] == ServiceRole.DISTRIBUTOR), None)


def _is_offered(service: Any, where: str | None) -> bool:
    places = service.get("jurisdictions", ())
    return where is None or not places or any(overlap(place, where) for place in places)


def _told(service: Any, where: str | None) -> str:
    elsewhere = "" if _is_offered(service, where) else f", not in {where}"
    return f"{service['id']} ({_name(service['type'])}{elsewhere})"


def _services(services: list[Any]) -> str:
    first = f"service {services[0]['id']} ({_name(services[0]['type'])})"
    more = len(services) - 1
    return f"{first} and {more} more" if more else first


def _listed(texts: list[str]) -> str:
    *most, last = texts
    return f"{', '.join(most)} and {last}" if most else last


def judge_offers(condition: Offers, case: Case) -> Verdict:
    """Tell whether a service is of one of these types; for a model, a service that names it."""
    if case.provider is None:
        return NO_PROVIDER
    services = case.provider.get("services", ())
    of_type = [one for one in services if one["type"] in condition.service]
    types = " or ".join(map(_name, condition.service))
    if not of_type:
        return Verdict(False, (f"the provider lists no service of the type {types}",))
    if case.model is None:
        return Verdict(True, (_offer(of_type[0]),))
    id_ = case.model.get("id", "")
    naming = [one for one in services if id_ in one.get("models", ())]
    for service in of_type:
        if service in naming:
            return Verdict(True, (f"{case.about}{_offer(service)} with the model",))
    if naming:
        return Verdict(False, (f"{case.about}no service of the type {types} names the model",))
    return cannot_tell(f"say in provider.yml which services use {id_} (`services.models`)")


def _offer(service: Any) -> str:
    return f"the provider offers {service['id']} ({_name(service['type'])})"


def _name(value: str) -> str:
    """Return what a role or a type is called within a sentence."""
    words = in_words(value)
    first = words.split()[0]
    return words if first[1:] != first[1:].lower() else words[:1].lower() + words[1:]
