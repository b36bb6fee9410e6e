"""What a part of a statement asks for, and which mentions supply it."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from inferlint.document import Kind
from inferlint.language import Analysis, Mention, Sentence
from inferlint.rules.model import Condition, Pack, Part, Statement, Where
from inferlint.verdicts.outcome import Outcome


class Place(NamedTuple):
    """A mention and the sentence it stands in."""

    sentence: Sentence
    mention: Mention


def names_in(condition: Condition) -> Iterator[str]:
    """Yield every concept that a condition names."""
    for item in condition.items:
        if isinstance(item, str):
            yield item
        else:
            yield from names_in(item)


def concepts_of(parts: Iterable[Part]) -> frozenset[str]:
    """Return every concept that the parts name."""
    return frozenset(name for part in parts for name in names_in(part.condition))


def concepts_behind(statement: Statement, pack: Pack) -> frozenset[str]:
    """Return every concept that bears on the statement: its own, and the rivals of those."""
    own = {*concepts_of(statement.parts), *statement.about, *statement.unless}
    own.update(statement.contradicts)
    return frozenset(own.union(*(pack.concepts[name].rivals for name in own)))


def asks_for(condition: Condition, place: str) -> bool:
    """Tell whether the condition, or one inside it, is narrowed to this place."""
    if condition.where is not None and condition.where.place == place:
        return True
    return any(asks_for(item, place) for item in condition.items if isinstance(item, Condition))


def places_for(
    condition: Condition, pool: Sequence[Place], analysis: Analysis
) -> list[Place] | None:
    """Return mentions that meet the condition, or None."""
    if condition.where is not None and condition.where.place != "article":
        pool = [p for p in pool if stands_in(p.sentence, condition.where, analysis)]
    met: list[Place] = []
    count = 0
    for item in condition.items:
        if isinstance(item, str):
            places: list[Place] | None = [p for p in pool if p.mention.concept == item]
        else:
            places = places_for(item, pool, analysis)
        if places:
            count += 1
            met.extend(places)
    return met if count >= condition.needed else None


def stands_in(sentence: Sentence, where: Where, analysis: Analysis) -> bool:
    """Tell whether a sentence stands where a condition looks."""
    kind = analysis.block_of(sentence).kind
    if where.place == "first":
        return kind is not Kind.HEADING and sentence.before < where.words
    if where.place == "last":
        return sentence.before >= analysis.prose_words - where.words
    return kind in _KINDS[where.place]


_KINDS = {"headings": (Kind.HEADING, Kind.TERM), "lists": (Kind.ITEM,), "tables": (Kind.ROW,)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A concept that some part looks for, in a place that lies in each of `wheres`."""

    concept: str
    wheres: tuple[Where, ...]


class Plan:
    """The parts of a statement as sets of bits: what a sentence holds of it is one number.

    Many windows share their sentences. A window holds what its sentences hold, and whether that
    meets a condition is worked out once for each combination.
    """

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self._bits: dict[Wanted, int] = {}
        self._met: dict[tuple[int, int], bool] = {}
        self._held: dict[tuple[int, int, tuple[str, ...]], Held] = {}
        self.parts = tuple(self._part(number, part) for number, part in enumerate(statement.parts))
        near = [part.part for part in self.parts if not part.anywhere]
        self.concepts = concepts_of(near)
        """What may stand anywhere makes no sentence a candidate."""
        self.musts = concepts_of(part for part in near if part.must)
        self.claim = concepts_of(part for part in statement.parts if not part.must)
        self.wanted = frozenset(wanted.concept for wanted in self._bits)
        """Every concept that some part looks for."""
        self._everywhere: dict[str, int] = {}
        self._narrowed: dict[str, list[tuple[int, tuple[Where, ...]]]] = {}
        for wanted, bit in self._bits.items():
            if wanted.wheres:
                self._narrowed.setdefault(wanted.concept, []).append((bit, wanted.wheres))
            else:
                self._everywhere[wanted.concept] = bit

    def bits_of(self, sentence: Sentence, mention: Mention, analysis: Analysis) -> int:
        """Return what a mention supplies; 0 where no part looks for it there."""
        bits = self._everywhere.get(mention.concept, 0)
        for bit, wheres in self._narrowed.get(mention.concept, ()):
            if all(stands_in(sentence, where, analysis) for where in wheres):
                bits |= bit
        return bits

    def held(self, own: int, around: int, nowhere: tuple[str, ...]) -> Held:
        """Return what a passage holds that has these bits of its own, and these with its context.

        `nowhere` are the parts that the whole article could supply and does not.
        """
        key = (own, around, nowhere)
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = self._holds(own, around, nowhere)
        return held

    def _holds(self, own: int, around: int, nowhere: tuple[str, ...]) -> Held:
        missing = []
        supplied = False
        for part in self.parts:
            if part.anywhere:
                met = part.part.label not in nowhere
            else:
                met = self._is_met(part, around if part.looks_around else own)
                supplied = supplied or self._is_met(part, own)
            if not met:
                missing.append(part.part.label)
        return Held(tuple(missing), supplied, self.outcome(missing))

    def outcome(self, missing: Collection[str]) -> Outcome:
        """Return how good a passage is that lacks these parts."""
        if not missing:
            return Outcome.PASS
        weak_at = self.statement.weak_at
        return Outcome.WEAK if weak_at and not set(weak_at) & set(missing) else Outcome.FAIL

    def _is_met(self, part: PartPlan, bits: int) -> bool:
        """Tell whether these bits meet the condition of a part."""
        key = (part.number, bits & part.mask)
        met = self._met.get(key)
        if met is None:
            met = self._met[key] = self._meets(part.part.condition, bits, ())
        return met

    def _meets(self, condition: Condition, bits: int, outer: tuple[Where, ...]) -> bool:
        inner = _inside(condition, outer)
        count = sum(
            bool(bits & self._bits[Wanted(item, inner)])
            if isinstance(item, str)
            else self._meets(item, bits, inner)
            for item in condition.items
        )
        return count >= condition.needed

    def _part(self, number: int, part: Part) -> PartPlan:
        mask = 0
        for wanted in _wanted(part.condition, ()):
            mask |= self._bits.setdefault(wanted, 1 << len(self._bits))
        heads = asks_for(part.condition, "headings")
        return PartPlan(number, part, mask, asks_for(part.condition, "article"), heads)


@functools.lru_cache(maxsize=1024)
def plan_of(statement: Statement) -> Plan:
    """Return the plan of a statement, the same for every article."""
    return Plan(statement)


class Held(NamedTuple):
    """What a passage holds of a statement."""

    missing: tuple[str, ...]
    supplied: bool
    """Whether any part is met by its own sentences."""
    outcome: Outcome


class PartPlan(NamedTuple):
    """What is known of a part before any article is read."""

    number: int
    part: Part
    mask: int
    """The bits that bear on it."""
    anywhere: bool
    """Whether the whole article supplies it."""
    headings: bool
    """Whether it looks at headings, which stand around a passage."""

    @property
    def looks_around(self) -> bool:
        """Whether what stands around a passage supplies it too."""
        return self.part.must or self.headings


def _wanted(condition: Condition, outer: tuple[Where, ...]) -> Iterator[Wanted]:
    inner = _inside(condition, outer)
    for item in condition.items:
        if isinstance(item, str):
            yield Wanted(item, inner)
        else:
            yield from _wanted(item, inner)


def _inside(condition: Condition, outer: tuple[Where, ...]) -> tuple[Where, ...]:
    own = condition.where
    return outer if own is None or own.place == "article" else (*outer, own)
