"""Conditions on what the provider is and offers: its roles, and the types of its services."""

from __future__ import annotations

from typing import Any

from glasscase.law.answer import Verdict, cannot_tell
from glasscase.law.facts import NO_PROVIDER, Case
from glasscase.law.model.condition import HasRole, Offers
from glasscase.records.provider import Role, ServiceRole, ServiceType
from glasscase.records.words import value as in_words

_WITHOUT_AI = {ServiceType.IAAS, ServiceType.PAAS}
_OF_MODELS = {ServiceType.AI_API, ServiceType.FOUNDATION_MODEL, ServiceType.MLAAS}


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
    """Tell whether the provider has a role: one that it states, or one that a service brings."""
    if case.provider is None:
        return NO_PROVIDER
    wanted = condition.role
    stated = case.provider.get("roles", ())
    for role in wanted:
        if role in stated:
            return Verdict(True, (f"the provider's roles include {_name(role)}",))
    services = case.provider.get("services", ())
    for service in services:
        for role in service_roles(service["type"], service["role"]):
            if role in wanted:
                return Verdict(
                    True, (f"the provider is {_name(role)} by its service {service['id']}",)
                )
    names = " or ".join(map(_name, wanted))
    told = ", ".join(f"{s['id']} ({_name(s['type'])})" for s in services[:3])
    tail = f": {told}" if told and len(services) <= 3 else ""
    return Verdict(False, (f"neither the provider's roles nor its services make it {names}{tail}",))


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
