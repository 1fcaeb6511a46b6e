"""The provider's services: what each is, where its data goes, and what stands elsewhere on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from glasscase.records import Kind
from glasscase.records.provider import Service

from . import draw, numbers, plan, rows, values, words
from .catalogue import Follows, Obligations
from .context import Context, Json
from .nodes import Block, Cards, Place
from .prose import ROOT
from .stencils import cut, text

PAGE = "services/"
"""Address of the page of all services, from the site's root."""

_NOTHING_OWED: Mapping[str, Obligations] = MappingProxyType({})

_TITLED = frozenset({"id", "name", "description"})
"""Fields that stand at the head of a service."""


def href(service_id: str) -> str:
    """Return where a service stands."""
    return f"{ROOT}{PAGE}#services.{service_id}"


def overview(services: Iterable[Mapping[str, Json]], context: Context) -> str:
    """Draw all services side by side, each with a link to what is said of it."""
    names = tuple(
        "Service" if key == "name" else plan.field_of(Service, key).label
        for key in ("name", "type", "role", "models", "available_from")
    )
    drawn = []
    for service in services:
        models = [
            values.show_reference(Kind.MODEL)(m, context, "") for m in service.get("models", ())
        ]
        first = service.get("available_from")
        cells = [
            draw.anchor(f"#{_place(service)}", service["name"]),
            text(words.value(service["type"])),
            text(words.value(service["role"])),
            draw.sequence(models) if models else "–",
            draw.moment(first, numbers.day(first)) if first else "–",
        ]
        drawn.append(("", cells))
    return draw.table(names, drawn)


def cards(
    services: Iterable[Mapping[str, Json]],
    context: Context,
    borne: Mapping[str, str],
    owed: Mapping[str, Obligations] = _NOTHING_OWED,
) -> Cards:
    """Draw what is said of each service. `borne` is HTML on who does what, by service.

    `owed` are links to the duties that follow from a service and from its models.
    """
    context = context._replace(top=4)  # Below the name of the service.
    places, drawn = [], []
    for service in services:
        place = Place(_place(service), service["name"])
        lead = values.show_prose(service["description"], context, place.id)
        facts = list(_facts(service, context, place.id, owed.get(service["id"], Obligations())))
        if matrix := borne.get(service["id"]):
            facts.append(draw.fact("fact_plain", "Who does what")(matrix))
        places.append(place)
        drawn.append(draw.card(place, (), lead, facts))
    return Cards(places, "".join(drawn))


def _facts(
    service: Mapping[str, Json], context: Context, place: str, owed: Obligations
) -> Iterable[str]:
    for field in plan.fields(Service):
        given = service.get(field.key)
        if field.key in _TITLED or (given is None and not field.skeleton):
            continue
        at = f"{place}.{field.key}"
        yield field.inner(at, rows.shown(field, given, context, at))
        if field.key == "role" and owed.own:
            html = _following(owed.own)
            yield draw.fact("fact_inner", "What follows")(f"{place}.obligations", html)
        if field.key == "role" and owed.models:
            html = _following(owed.models)
            label = "What follows for its models"
            yield draw.fact("fact_inner", label)(f"{place}.model-obligations", html)


def _following(owed: Iterable[Follows]) -> str:
    """List what regimes ask, each with links to its first duties."""
    items = [
        f"{draw.anchor(*whole)}: {'; '.join([draw.anchor(*one) for one in duties])}"
        for whole, duties in owed
    ]
    return cut.sentences("".join([cut.sequence_item(item) for item in items]))


def pointers(services: Iterable[Mapping[str, Json]], context: Context, _at: str) -> Block:
    """List the services with links to what is said of them.

    What was once said here had a permalink for each field. They still lead to the service.
    """
    drawn = []
    for service in services:
        place = _place(service)
        olds = "".join([cut.anchor(f"{place}.{key}") for key in _linked(service)])
        labels = [values.show_label(service[key], context, "") for key in ("type", "role")]
        target, name = text(href(service["id"])), text(service["name"])
        drawn.append(cut.pointer(place, target, name, " ".join(labels), olds))
    return Block(cut.pointers("".join(drawn)))


def _linked(service: Mapping[str, Json]) -> Iterable[str]:
    """Yield the fields whose permalinks the page of the provider has had."""
    for field in plan.fields(Service):
        if field.key not in _TITLED | {"type", "role"} and (field.skeleton or field.key in service):
            yield field.key


def _place(service: Mapping[str, Json]) -> str:
    return text(f"services.{service['id']}")
