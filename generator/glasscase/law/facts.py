"""What is looked at to say who owes what: public forms, and a day. No withheld value, no clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from glasscase.law.answer import Verdict, cannot_tell
from glasscase.law.paths import How, Value, look, walked
from glasscase.records import Kind, PublicForm

NO_PROVIDER = cannot_tell("write provider.yml")
"""The answer to what is asked of the provider, where there is none."""

_NONE: Mapping[str, PublicForm] = MappingProxyType({})


@dataclass(frozen=True)
class Facts:
    """The provider, the record that is asked about, and the day on which it is asked.

    Without a record, the question is about the provider as a whole.
    """

    provider: PublicForm | None
    record: PublicForm | None
    as_of: date
    models: Mapping[str, PublicForm] = field(default_factory=lambda: _NONE)
    """The provider's model cards by id: what is asked of a provider or about an incident may
    depend on its models. Not needed for a question about a model."""
    file: str = ""
    """Where the record stands, if not at its usual place: `models/aurora-3.yml`."""

    @property
    def kind(self) -> Kind:
        """What is asked about."""
        return Kind(self.record["kind"]) if self.record is not None else Kind.PROVIDER

    @cached_property
    def alone(self) -> Case:
        """The question without a model of its own, or about the model that is asked about."""
        model = self.record if self.kind is Kind.MODEL else None
        return Case(self.provider, self.record, model, self.as_of, file=self.file)

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The question once for each model on which the answer may depend."""
        if self.kind is Kind.MODEL:
            return (self.alone,)
        return tuple(
            Case(self.provider, self.record, model, self.as_of, file=self.file, about=f"{id_}: ")
            for id_, model in self._models()
        )

    @property
    def names_models(self) -> bool:
        """Whether the models are known to be those that matter.

        They are not where an incident names neither a model nor a service that uses one.
        """
        return self.kind is not Kind.INCIDENT or bool(self._involved())

    def _models(self) -> Iterator[tuple[str, PublicForm]]:
        if self.kind is not Kind.INCIDENT or not self.names_models:
            yield from self.models.items()
            return
        yield from ((id_, self.models[id_]) for id_ in self._involved() if id_ in self.models)

    def _involved(self) -> list[str]:
        """Return the models that an incident names, or that the services it names use."""
        record: Mapping[str, Any] = self.record or {}
        named = [id_ for id_ in record.get("models", ()) if type(id_) is str]
        if named:
            return named
        services = set(record.get("services", ()))
        return [
            id_
            for service in (self.provider or {}).get("services", ())
            if service["id"] in services
            for id_ in service.get("models", ())
        ]


@dataclass(frozen=True, slots=True)
class Case:
    """One question: a provider, a record, and the one model that it is about."""

    provider: PublicForm | None
    record: PublicForm | None
    model: PublicForm | None
    as_of: date
    file: str = ""
    about: str = ""
    """Begins the sentences about the model, where the question is not about one model alone."""
    terms: dict[tuple[str, str], Verdict] = field(default_factory=dict, compare=False, repr=False)
    """Terms that were judged, by regime and id."""

    @property
    def kind(self) -> Kind:
        """What is asked about."""
        return Kind(self.record["kind"]) if self.record is not None else Kind.PROVIDER

    def form(self, kind: Kind) -> PublicForm | None:
        """Return the provider, the model, or the record of another kind."""
        if kind is Kind.PROVIDER:
            return self.provider
        return self.model if kind is Kind.MODEL else self.record

    def value(self, kind: Kind, path: str) -> Value:
        """Return what stands at a path of the provider, the model or the record."""
        return look(self.form(kind) or {}, walked(path))

    def where(self, kind: Kind) -> str:
        """Return the file in which something is to be stated."""
        if kind is Kind.PROVIDER:
            return "provider.yml"
        form = self.form(kind)
        if form is not None and form is self.record and self.file:
            return self.file
        if form is None:
            return f"a file of {kind.folder}/"
        ending = "md" if kind is Kind.PROTOCOL else "yml"
        return f"{kind.folder}/{form.get('id', '')}.{ending}"

    def unknown(self, kind: Kind, path: str, value: Value, coarse: str = "") -> str:
        """Say what to state, and why what stands there cannot be looked at.

        `coarse` is the path of a coarser form that would do as well, and may be public where the
        exact one is not.
        """
        if kind is not Kind.PROVIDER and self.form(kind) is None:
            return "there is no model card: write one in models/"
        file = self.where(kind)
        if value.how is How.MISSING:
            return f"state `{path}`{f' or `{coarse}`' if coarse else ''} in {file}"
        why = "withheld"
        if value.how is How.ABSENT:
            why = str(value.value.get("absent", "")).replace("-", " ") or "absent"
        if coarse:
            return f"state `{coarse}` in {file}; `{path}` is {why} there"
        return f"state `{path}` in {file}; it is {why} there"
