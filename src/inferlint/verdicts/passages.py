"""Which passages of an article hold which parts of a statement."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from inferlint.document import Kind
from inferlint.language import Analysis, Mention, Sentence
from inferlint.rules.model import Pack
from inferlint.verdicts.conditions import PartPlan, Place, Plan, places_for
from inferlint.verdicts.outcome import Outcome
from inferlint.verdicts.windows import Windows

Refuses = Callable[[Place, Collection[str]], str | None]
"""Says why a mention does not count, or None; hears which concepts make the claim."""


class Candidate(NamedTuple):
    """Neighbouring sentences, and which parts of a statement they lack, as the first pass sees."""

    sentences: Sequence[Sentence]
    missing: tuple[str, ...]
    by_parts: Outcome
    outcome: Outcome
    states: bool = True
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring sentences, and what they hold of a statement."""

    sentences: tuple[Sentence, ...]
    context: tuple[Sentence, ...]
    found: tuple[tuple[str, tuple[Place, ...]], ...]
    """By label: the mentions that supply the part."""
    missing: tuple[str, ...]
    outcome: Outcome
    by_parts: Outcome
    """The outcome before a taught check has had its say."""
    refused: str | None = None
    """Why mentions were dropped, if any were."""
    states: bool = True
    """False where nothing of its own is asserted: every mention was dropped."""
    score: float | None = None
    """How sure a taught check is; None for one that is untaught, and where a guard is missing."""


Judged = Passage | Candidate


def rank(passage: Judged) -> tuple[int, int, int, float, int]:
    """Order passages: the better, the fuller and the tighter first, then the earlier.

    A score comes after these: long passages gather it, and show less well what they say.
    """
    sentences, score = passage.sentences, passage.score
    return (
        -passage.outcome.rank,
        len(passage.missing),
        len(sentences),
        math.inf if score is None else -score,
        sentences[0].index,
    )


def overlap(one: Judged, other: Judged) -> bool:
    """Tell whether two passages share a sentence."""
    return (
        one.sentences[0].index <= other.sentences[-1].index
        and other.sentences[0].index <= one.sentences[-1].index
    )


class PassageFinder:
    """Finds the passages of one article that hold parts of one statement."""

    def __init__(self, plan: Plan, pack: Pack, analysis: Analysis) -> None:
        self._plan = plan
        self._statement = plan.statement
        self._pack = pack
        self._analysis = analysis
        self._windows = Windows(plan.statement.within, pack.name, analysis)
        self._anywhere: list[Place] | None = None
        self._anywhere_by_label: dict[str, tuple[Place, ...]] = {}
        self._known: dict[int, tuple[Place, ...]] = {}
        self._bits: dict[int, int] = {}
        self._about: dict[int, bool] = {}

    def candidates(self) -> list[Candidate]:
        """Return what the first pass finds: each window that holds a part, in text order."""
        return [c for w in self._all_windows() if (c := self._candidate(w)) is not None]

    def passages(self, refuses: Refuses) -> list[Passage]:
        """Return the passages that hold at least one part, the most promising first."""
        found = (self.passage(window, refuses) for window in self._all_windows())
        return sorted((p for p in found if p is not None), key=rank)

    def passage(
        self, sentences: Sequence[Sentence], refuses: Refuses | None = None
    ) -> Passage | None:
        """Return what these sentences hold, or None where they hold no part of their own."""
        context = self._windows.context(sentences)
        if not self._is_about(sentences):
            return None
        dropped: list[str] = []
        own, subjects = self._own_places(sentences, refuses or _accept, dropped)
        around = [place for sentence in context for place in self._places(sentence)]
        found = []
        for part in self._plan.parts:
            places = self._supply(part, own, subjects, around)
            if places:
                found.append((part.part.label, places))
        held = {place.sentence.index for _, places in found for place in places}
        if not dropped and not held & {s.index for s in sentences}:
            return None
        labels = {label for label, _ in found}
        missing = tuple(p.label for p in self._statement.parts if p.label not in labels)
        asserted = {id(place) for place in own}
        states = any(id(place) in asserted for _, places in found for place in places)
        outcome = self._plan.outcome(missing) if states else Outcome.FAIL
        used = tuple(s for s in context if s.index in held)
        refused = dropped[0] if dropped and outcome is not Outcome.PASS else None
        return Passage(
            tuple(sentences),
            used,
            tuple(found),
            missing,
            outcome,
            outcome,
            refused,
            states=bool(own),
        )

    def _all_windows(self) -> Iterator[Sequence[Sentence]]:
        return self._windows.windows(self._plan.concepts, self._plan.musts)

    def _candidate(self, sentences: Sequence[Sentence]) -> Candidate | None:
        """Return what `passage` would find if nothing was refused, without finding the words."""
        if not self._is_about(sentences):
            return None
        own = 0
        for sentence in sentences:
            own |= self._bits_of(sentence)
        if not own:
            passage = self.passage(sentences)
            if passage is None:
                return None
            return Candidate(
                sentences, passage.missing, passage.by_parts, passage.outcome, passage.states
            )
        around = own
        for sentence in self._windows.context(sentences):
            around |= self._bits_of(sentence)
        held = self._plan.held(own, around, self._nowhere)
        if not held.supplied and self.passage(sentences) is None:
            return None
        return Candidate(sentences, held.missing, held.outcome, held.outcome)

    @functools.cached_property
    def _nowhere(self) -> tuple[str, ...]:
        """The labels of the parts that the whole article could supply and does not."""
        anywhere = (part for part in self._plan.parts if part.anywhere)
        return tuple(part.part.label for part in anywhere if not self._supplied_anywhere(part))

    def _bits_of(self, sentence: Sentence) -> int:
        bits = self._bits.get(sentence.index)
        if bits is None:
            self._places(sentence)
            bits = self._bits[sentence.index]
        return bits

    def _own_places(
        self, sentences: Iterable[Sentence], refuses: Refuses, dropped: list[str]
    ) -> tuple[list[Place], list[Place]]:
        """Return the mentions that are asserted, and those that may at least name the subject."""
        own, subjects = [], []
        for sentence in sentences:
            for place in self._places(sentence):
                why = refuses(place, self._plan.claim)
                if why is None:
                    own.append(place)
                else:
                    dropped.append(why)
                    if why in SUBJECT_ONLY:
                        subjects.append(place)
        return own, subjects

    def _places(self, sentence: Sentence) -> tuple[Place, ...]:
        """Return what a sentence mentions of the statement, without what belongs to rivals.

        What no part looks for in such a place would only cost a look at what it says.
        """
        known = self._known.get(sentence.index)
        if known is not None:
            return known
        places, held = [], 0
        about = self._windows.names(sentence, self._plan.concepts)
        for mention in self._mentions(sentence) if about else ():
            if mention.concept in self._plan.concepts:
                bits = self._plan.bits_of(sentence, mention, self._analysis)
                if bits and not self._belongs_elsewhere(sentence, mention):
                    places.append(Place(sentence, mention))
                    held |= bits
        self._bits[sentence.index] = held
        self._known[sentence.index] = found = tuple(places)
        return found

    def _supply(
        self, part: PartPlan, own: list[Place], subjects: list[Place], around: list[Place]
    ) -> tuple[Place, ...]:
        if part.anywhere:
            return self._supplied_anywhere(part)
        if part.part.must:
            pool = [*own, *subjects, *around]
        elif part.headings:
            pool = [*own, *around]
        else:
            pool = own
        return tuple(places_for(part.part.condition, pool, self._analysis) or ())

    def _supplied_anywhere(self, part: PartPlan) -> tuple[Place, ...]:
        """Return what the whole article supplies: the same for each of its passages."""
        found = self._anywhere_by_label.get(part.part.label)
        if found is None:
            pool = self._whole_article()
            found = tuple(places_for(part.part.condition, pool, self._analysis) or ())
            self._anywhere_by_label[part.part.label] = found
        return found

    def _whole_article(self) -> list[Place]:
        if self._anywhere is None:
            self._anywhere = [
                Place(sentence, mention)
                for sentence in self._analysis.sentences
                if self._windows.names(sentence, self._plan.wanted)
                for mention in self._mentions(sentence)
                if mention.concept in self._plan.wanted
            ]
        return self._anywhere

    def _mentions(self, sentence: Sentence) -> tuple[Mention, ...]:
        return sentence.mentions.get(self._pack.name, ())

    def _is_about(self, sentences: Sequence[Sentence]) -> bool:
        about = self._statement.about
        if not about:
            return True
        names = self._windows.names
        for sentence in sentences:
            if names(sentence, about):
                return True
        block = sentences[0].block
        known = self._about.get(block)
        if known is None:
            above = (*self._analysis.document.blocks[block].headings, *self._title(), block)
            sentences_of = self._analysis.of_block
            known = self._about[block] = any(
                names(self._analysis.sentences[i], about) for b in above for i in sentences_of[b]
            )
        return known or any(names(s, about) for s in self._windows.context(sentences))

    def _title(self) -> tuple[int, ...]:
        blocks = self._analysis.document.blocks
        return (0,) if blocks and blocks[0].kind is Kind.HEADING else ()

    def _belongs_elsewhere(self, sentence: Sentence, mention: Mention) -> bool:
        """Tell whether a mention belongs to a rival of the subject, or to a spoilt clause."""
        about = self._statement.about
        rivals = self._pack.concepts[mention.concept].rivals
        if mention.concept in about:
            rivals = ()
        mentions = self._mentions(sentence)
        named = sentence.named[self._pack.name]
        if named.isdisjoint(self._statement.unless) and named.isdisjoint(rivals):
            about_rival = bool(about and rivals) and named.isdisjoint(about)
            return about_rival and self._heading_is_rival(sentence, rivals)
        start, end = _clause_around(self._analysis.block_of(sentence).text, sentence, mention)
        inside = [m for m in mentions if start <= m.start and m.end <= end]
        if any(m.concept in self._statement.unless for m in inside):
            return True
        if not about or not rivals:
            return False
        for pool in (inside, mentions):
            owner = _nearest(mention, pool, about, rivals)
            if owner is not None:
                return owner not in about
        return self._heading_is_rival(sentence, rivals)

    def _heading_is_rival(self, sentence: Sentence, rivals: tuple[str, ...]) -> bool:
        """Tell whether the nearest heading that names the subject or a rival names a rival."""
        for block in reversed(self._analysis.block_of(sentence).headings):
            for index in self._analysis.of_block[block]:
                heading = self._analysis.sentences[index]
                if self._windows.names(heading, self._statement.about):
                    return False
                if self._windows.names(heading, rivals):
                    return True
        return False


SUBJECT_ONLY = frozenset(["asked", "no sentence"])
"""Refusals of words that assert nothing but may say what the next sentence is about."""


def _accept(_: Place, __: Collection[str]) -> None:
    return None


_CLAUSE_END = re.compile(r"[,;:()—–]|\b(?:and|but|while|whereas|or|because)\b", re.IGNORECASE)


def _clause_around(text: str, sentence: Sentence, mention: Mention) -> tuple[int, int]:
    """Return the stretch between the nearest clause marks, offsets in the block's text."""
    start, end = sentence.start, sentence.end
    for match in _CLAUSE_END.finditer(text, sentence.start, sentence.end):
        if match.end() <= mention.start:
            start = match.end()
        elif match.start() >= mention.end:
            end = match.start()
            break
    return start, end


def _nearest(
    mention: Mention, pool: Iterable[Mention], about: Collection[str], rivals: Sequence[str]
) -> str | None:
    """Return which of the subject and its rivals stands nearest; the subject wins a tie."""
    best: tuple[int, int, str] | None = None
    for other in pool:
        if other is mention or other.concept not in (*about, *rivals):
            continue
        distance = max(0, other.start - mention.end, mention.start - other.end)
        ranked = (distance, 0 if other.concept in about else 1, other.concept)
        best = ranked if best is None else min(best, ranked)
    return best[2] if best else None
