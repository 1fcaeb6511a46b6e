"""The provider: can it be reached, and by whom is it represented."""

from __future__ import annotations

from collections.abc import Iterator

from glasscase.checks.context import Context, Found, found
from glasscase.checks.parts import parts
from glasscase.reading.load import Loaded
from glasscase.records import Provider
from glasscase.records.provider import Role
from glasscase.records.values import ContactPoint

_UNION = frozenset(
    "EU AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
)
# Norway, Iceland and Liechtenstein follow when the Act enters the EEA Agreement.
_OFFERED_IN_UNION = _UNION | {"EEA", "WORLD"}
_FRONTIER_STATES = frozenset({"US-CA", "US-NY", "US-IL", "US", "WORLD"})


def check(context: Context) -> Iterator[Found]:
    """Check the provider's contact points and its representative."""
    for loaded in context.everything():
        for path, contact in parts(loaded, ContactPoint):
            if not (contact.email or contact.url or contact.phone or contact.postal):
                yield found(
                    "contact-empty",
                    loaded,
                    path,
                    f"nothing says how to reach “{contact.role}”",
                    "Add `email`, `url`, `phone` or `postal`.",
                    key=True,
                )
    provider = context.collection.provider
    if provider is not None:
        yield from _contacts(provider)
        yield from _representative(provider)


def _contacts(loaded: Loaded[Provider]) -> Iterator[Found]:
    provider = loaded.record
    contacts = provider.contacts
    offered = set(provider.jurisdictions)
    in_union = bool(offered & _OFFERED_IN_UNION) or provider.established in _UNION
    makes_models = Role.MODEL_PROVIDER in provider.roles
    frontier = Role.FRONTIER_DEVELOPER in provider.roles
    wanted: list[tuple[str, bool, str]] = [
        (
            "natural_persons",
            frontier and bool(offered & _FRONTIER_STATES),
            "a frontier developer gives natural persons a way to reach it"
            " (Cal. Bus. & Prof. Code 22757.12(c)(1)(B))",
        ),
        (
            "documentation",
            in_union and makes_models,
            "the AI Office and downstream providers ask it for documentation"
            " (Code of Practice, transparency chapter, measure 1.2)",
        ),
        (
            "copyright",
            in_union and makes_models,
            "rightsholders send it complaints (Code of Practice, copyright chapter, measure 1.5)",
        ),
        ("security", True, "those who find a weakness report it there"),
    ]
    for key, applies, why in wanted:
        if applies and getattr(contacts, key) is None:
            yield found(
                "contact-missing",
                loaded,
                ("contacts",),
                f"there is no contact point `{key}`: {why}",
                f"Add `{key}:` under `contacts`, with `role:` and `email:` or `url:`.",
                key=True,
            )


def _representative(loaded: Loaded[Provider]) -> Iterator[Found]:
    provider = loaded.record
    in_union = bool(set(provider.jurisdictions) & _OFFERED_IN_UNION)
    outside = provider.established.split("-")[0] not in _UNION
    if (
        in_union
        and outside
        and Role.MODEL_PROVIDER in provider.roles
        and provider.authorised_representative is None
    ):
        yield found(
            "representative-missing",
            loaded,
            ("established",),
            f"the provider is established in {provider.established} and offers models in the"
            " Union, but names no authorised representative",
            "Add `authorised_representative`, or say there why none is needed"
            " (Reg. (EU) 2024/1689, Art. 54).",
        )
