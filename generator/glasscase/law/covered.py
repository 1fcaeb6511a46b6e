"""The duties of one subject, with what came out for each."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from glasscase.law.asks import RegimePlan
from glasscase.law.model.duty import KINDS, Duty
from glasscase.law.model.regime import Regime
from glasscase.law.outcome import Outcome
from glasscase.law.states import Held, Place, State
from glasscase.law.verdicts import Reasons, worded


class Covered(NamedTuple):
    """One duty of one subject."""

    duty: Duty
    outcome: Outcome
    block: Block

    @property
    def regime(self) -> Regime:
        """The regime of the duty."""
        return self.block.plan.regime

    @property
    def state(self) -> State:
        """Where the duty stands."""
        return self.outcome.state

    @property
    def place(self) -> Place:
        """The record that it is asked of."""
        return Place(KINDS[self.duty.subject], self.block.subject, "")

    @property
    def because(self) -> tuple[str, ...]:
        """Why it is owed or not, and from when, in sentences."""
        block = self.block
        texts, marked = block.reasons.told(block.number, self.outcome.why)
        if not marked:
            return texts
        return tuple(worded(text, block.subject, block.file) for text in texts)

    @property
    def in_force(self) -> date:
        """The day from which it is in force for this subject."""
        return self.outcome.in_force

    @property
    def latest(self) -> date:
        """The same day; a later one where it cannot be told which of two it is."""
        return self.outcome.latest or self.outcome.in_force

    @property
    def held(self) -> tuple[Held, ...]:
        """What is asked for, and what the records say to it; nothing if it is not owed."""
        subject = self.block.subject
        if not subject:
            return self.outcome.held
        own = KINDS[self.duty.subject]
        return tuple(
            Held(Place(own, subject, held.place.field), *held[1:])
            if held.place.kind is own
            else held
            for held in self.outcome.held
        )

    @property
    def open(self) -> tuple[Held, ...]:
        """What is asked for and not answered in any way; what its items ask is theirs."""
        return tuple(held for held in self.held if held.is_open and not held.item)


class Block(NamedTuple):
    """The duties of one regime that are asked of one subject.

    `outcomes` is one and the same tuple for all subjects with the same outcomes, and so can be
    what a drawn fragment is remembered by.
    """

    plan: RegimePlan
    number: int
    """Place of the regime in the plan of the subject's kind."""
    outcomes: tuple[Outcome, ...]
    reasons: Reasons
    subject: str
    """Id of the record that is asked; empty for the provider."""
    file: str
    """The record's file, as sentences name it."""

    @property
    def covered(self) -> tuple[Covered, ...]:
        """The duties, in the regime's order."""
        pairs = zip(self.plan.duties, self.outcomes, strict=True)
        return tuple(Covered(own.duty, outcome, self) for own, outcome in pairs)


def alike(blocks: tuple[Block, ...]) -> object:
    """Return what is equal for subjects of which the same comes out, for the same reasons.

    That goes by the identity of what blocks hold: it counts as long as one of them is kept.
    """
    return (*[id(block.outcomes) for block in blocks], *[id(one.reasons) for one in blocks[:1]])
