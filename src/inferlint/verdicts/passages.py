"""Which passages of an article hold which parts of a statement."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from inferlint.document import Kind
from inferlint.language import Analysis, Mention, Sentence
from inferlint.rules.model import Condition, Pack, Part, Statement, Where
from inferlint.verdicts.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Place:
    """A mention and the sentence it stands in."""

    sentence: Sentence
    mention: Mention


Refuses = Callable[[Place, Collection[str]], str | None]
"""Says why a mention does not count, or None; hears which concepts make the claim."""


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

    @property
    def rank(self) -> tuple[int, int, int, float, int]:
        """Order passages: the better, the fuller and the tighter first, then the earlier.

        A score comes after these: long passages gather it, and show less well what they say.
        """
        return (
            -self.outcome.rank,
            -len(self.found),
            len(self.sentences),
            math.inf if self.score is None else -self.score,
            self.sentences[0].index,
        )

    def overlaps(self, other: Passage) -> bool:
        """Tell whether the passages share a sentence."""
        return (
            self.sentences[0].index <= other.sentences[-1].index
            and other.sentences[0].index <= self.sentences[-1].index
        )


class PassageFinder:
    """Finds the passages of one article that hold parts of one statement."""

    def __init__(self, statement: Statement, pack: Pack, analysis: Analysis) -> None:
        self._statement = statement
        self._pack = pack
        self._analysis = analysis
        self._parts = tuple((part, _concepts([part])) for part in statement.parts)
        # What may stand anywhere makes no sentence a candidate.
        near = [part for part in statement.parts if not asks_for(part.condition, "article")]
        self._concepts = _concepts(near)
        self._musts = _concepts(part for part in near if part.must)
        self._claim = _concepts(part for part in statement.parts if not part.must)
        self._places_of = _places_by_concept(statement.parts)
        self._anywhere: list[Place] | None = None
        self._anywhere_by_label: dict[str, tuple[Place, ...]] = {}
        self._known: dict[int, tuple[Place, ...]] = {}
        self._must_above: dict[int, bool] = {}

    def candidates(self, refuses: Refuses | None = None) -> list[Passage]:
        """Return the passages that hold at least one part, the most promising first."""
        found = (self.passage(window, refuses or _accept) for window in self._windows())
        return sorted((p for p in found if p is not None), key=lambda passage: passage.rank)

    def passage(self, sentences: Sequence[Sentence], refuses: Refuses) -> Passage | None:
        """Return what these sentences hold, or None where they hold no part of their own."""
        context = self._context(sentences)
        if not self._is_about(sentences):
            return None
        dropped: list[str] = []
        own, subjects = self._own_places(sentences, refuses, dropped)
        around = [place for sentence in context for place in self._places(sentence)]
        found = []
        present = {place.mention.concept for place in (*own, *subjects, *around)}
        for part, names in self._parts:
            if names.isdisjoint(present) and not asks_for(part.condition, "article"):
                continue
            places = self._supply(part, own, subjects, around)
            if places:
                found.append((part.label, places))
        held = {place.sentence.index for _, places in found for place in places}
        if not dropped and not held & {s.index for s in sentences}:
            return None
        labels = {label for label, _ in found}
        outcome = self._outcome(labels) if own else Outcome.FAIL
        missing = tuple(p.label for p in self._statement.parts if p.label not in labels)
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

    def _own_places(
        self, sentences: Iterable[Sentence], refuses: Refuses, dropped: list[str]
    ) -> tuple[list[Place], list[Place]]:
        """Return the mentions that are asserted, and those that may at least name the subject."""
        own, subjects = [], []
        for sentence in sentences:
            for place in self._places(sentence):
                why = refuses(place, self._claim)
                if why is None:
                    own.append(place)
                else:
                    dropped.append(why)
                    if why in SUBJECT_ONLY:
                        subjects.append(place)
        return own, subjects

    def _places(self, sentence: Sentence) -> tuple[Place, ...]:
        """Return what a sentence mentions of the statement, without what belongs to rivals."""
        known = self._known.get(sentence.index)
        if known is None:
            known = self._known[sentence.index] = tuple(
                Place(sentence, mention)
                for mention in self._mentions(sentence)
                if mention.concept in self._concepts
                and self._may_count(Place(sentence, mention))
                and not self._belongs_elsewhere(sentence, mention)
            )
        return known

    def _may_count(self, place: Place) -> bool:
        """Tell whether any part looks for the concept where this mention stands.

        Others would only cost a look at what they say.
        """
        return any(
            all(_stands_in(place, where, self._analysis) for where in wheres)
            for wheres in self._places_of[place.mention.concept]
        )

    def _supply(
        self, part: Part, own: list[Place], subjects: list[Place], around: list[Place]
    ) -> tuple[Place, ...]:
        if part.must:
            pool = [*own, *subjects, *around]
        elif asks_for(part.condition, "headings"):
            pool = [*own, *around]
        else:
            pool = own
        if asks_for(part.condition, "article"):
            return self._supplied_anywhere(part)
        return tuple(_places_for(part.condition, pool, self._analysis) or ())

    def _supplied_anywhere(self, part: Part) -> tuple[Place, ...]:
        """Return what the whole article supplies: the same for each of its passages."""
        found = self._anywhere_by_label.get(part.label)
        if found is None:
            pool = self._whole_article()
            found = tuple(_places_for(part.condition, pool, self._analysis) or ())
            self._anywhere_by_label[part.label] = found
        return found

    def _whole_article(self) -> list[Place]:
        if self._anywhere is None:
            self._anywhere = [
                Place(sentence, mention)
                for sentence in self._analysis.sentences
                for mention in self._mentions(sentence)
            ]
        return self._anywhere

    def _outcome(self, labels: set[str]) -> Outcome:
        if all(part.label in labels for part in self._statement.parts):
            return Outcome.PASS
        weak_at = self._statement.weak_at
        return Outcome.WEAK if weak_at and labels.issuperset(weak_at) else Outcome.FAIL

    def _windows(self) -> Iterator[Sequence[Sentence]]:
        unit, count = self._statement.within.unit, self._statement.within.count
        if unit == "article":
            if self._analysis.sentences:
                yield self._analysis.sentences
            return
        if unit == "sentence" and count >= FEWEST_ACROSS:
            for chapter in self._chapters():
                yield from self._neighbours(chapter, count)
            return
        for run in self._analysis.sections():
            if unit == "section":
                yield run
            elif unit == "block":
                yield from _blocks(run)
            else:
                yield from self._neighbours(run, count)

    def _chapters(self) -> Iterator[list[Sentence]]:
        """Yield the sentences of neighbouring sections with the same headings above their own.

        What stands above the first of them, as an introduction, goes with them.
        """
        chapter: list[Sentence] = []
        before: tuple[int, ...] = ()
        for run in self._analysis.sections():
            above = self._analysis.block_of(run[0]).headings
            if chapter and above[:-1] not in (before, before[:-1]):
                yield chapter
                chapter = []
            chapter += run
            before = above
        if chapter:
            yield chapter

    def _neighbours(self, run: list[Sentence], count: int) -> Iterator[Sequence[Sentence]]:
        """Yield windows of up to `count` sentences that begin and end with a relevant one.

        A window without any `must` concept is about something else, however many parts it holds.
        """
        relevant = [self._names(sentence, self._concepts) for sentence in run]
        holds_must = [not self._musts or self._holds_must(sentence) for sentence in run]
        for first in range(len(run)):
            if relevant[first]:
                holds = False
                for last in range(first, min(first + count, len(run))):
                    holds = holds or holds_must[last]
                    if holds and relevant[last]:
                        yield run[first : last + 1]

    def _holds_must(self, sentence: Sentence) -> bool:
        if self._names(sentence, self._musts):
            return True
        above = self._must_above.get(sentence.block)
        if above is None:
            context = self._context_of(sentence)
            above = any(self._names(around, self._musts) for around in context)
            self._must_above[sentence.block] = above
        return above

    def _names(self, sentence: Sentence, concepts: Collection[str]) -> bool:
        return any(mention.concept in concepts for mention in self._mentions(sentence))

    def _mentions(self, sentence: Sentence) -> tuple[Mention, ...]:
        return sentence.mentions.get(self._pack.name, ())

    def _context(self, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
        """Return the context of the first sentence, and of the first below each further heading."""
        found = dict.fromkeys(s.index for s in self._context_of(sentences[0]))
        heading = self._analysis.block_of(sentences[0]).headings[-1:]
        for sentence in sentences[1:]:
            below = self._analysis.block_of(sentence).headings[-1:]
            if below != heading:
                found |= dict.fromkeys(s.index for s in self._context_of(sentence))
                heading = below
        return tuple(self._analysis.sentences[index] for index in found)

    def _context_of(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """Return the nearest heading and the line that introduces the list (and its own)."""
        if self._statement.within.unit == "article":
            return ()
        block = self._analysis.block_of(sentence)
        around = list(block.headings[-1:])
        intro = block.intro
        while intro is not None and len(around) < 4:
            around.append(intro)
            intro = self._analysis.document.blocks[intro].intro
        return tuple(
            self._analysis.sentences[i] for b in around for i in self._analysis.of_block[b]
        )

    def _is_about(self, sentences: Sequence[Sentence]) -> bool:
        if not self._statement.about:
            return True
        block = self._analysis.block_of(sentences[0])
        above = [i for b in (*block.headings, *self._title()) for i in self._analysis.of_block[b]]
        around = [*sentences, *self._context(sentences)]
        around.extend(
            self._analysis.sentences[i] for i in self._analysis.of_block[sentences[0].block]
        )
        around.extend(self._analysis.sentences[i] for i in above)
        return any(self._names(sentence, self._statement.about) for sentence in around)

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
        named = {m.concept for m in mentions}
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
        for heading in reversed(self._analysis.block_of(sentence).headings):
            for index in self._analysis.of_block[heading]:
                named = {m.concept for m in self._mentions(self._analysis.sentences[index])}
                if not named.isdisjoint(self._statement.about):
                    return False
                if not named.isdisjoint(rivals):
                    return True
        return False


FEWEST_ACROSS = 4
"""A passage of so many sentences may run on below the next heading of the same level.

Two things set apart often stand under two headings; a shorter passage is about one of them.
"""
SUBJECT_ONLY = frozenset(["asked", "no sentence"])
"""Refusals of words that assert nothing but may say what the next sentence is about."""


def names_in(condition: Condition) -> Iterator[str]:
    """Yield every concept that a condition names."""
    for item in condition.items:
        if isinstance(item, str):
            yield item
        else:
            yield from names_in(item)


def _places_by_concept(parts: Iterable[Part]) -> dict[str, set[tuple[Where, ...]]]:
    """Return, for each concept, the places where parts look for it: all of a tuple must hold."""
    found: dict[str, set[tuple[Where, ...]]] = {}

    def collect(condition: Condition, outer: tuple[Where, ...]) -> None:
        own = condition.where
        inner = outer if own is None or own.place == "article" else (*outer, own)
        for item in condition.items:
            if isinstance(item, str):
                found.setdefault(item, set()).add(inner)
            else:
                collect(item, inner)

    for part in parts:
        collect(part.condition, ())
    return found


def _accept(_: Place, __: Collection[str]) -> None:
    return None


def _concepts(parts: Iterable[Part]) -> frozenset[str]:
    return frozenset(name for part in parts for name in names_in(part.condition))


def _places_for(
    condition: Condition, pool: Sequence[Place], analysis: Analysis
) -> list[Place] | None:
    """Return mentions that meet the condition, or None."""
    if condition.where is not None and condition.where.place != "article":
        pool = [place for place in pool if _stands_in(place, condition.where, analysis)]
    met: list[Place] = []
    count = 0
    for item in condition.items:
        if isinstance(item, str):
            places: list[Place] | None = [p for p in pool if p.mention.concept == item]
        else:
            places = _places_for(item, pool, analysis)
        if places:
            count += 1
            met.extend(places)
    return met if count >= condition.needed else None


def _stands_in(place: Place, where: Where, analysis: Analysis) -> bool:
    kind = analysis.block_of(place.sentence).kind
    if where.place == "first":
        return kind is not Kind.HEADING and place.sentence.before < where.words
    if where.place == "last":
        return place.sentence.before >= analysis.prose_words - where.words
    return kind in _KINDS[where.place]


_KINDS = {"headings": (Kind.HEADING, Kind.TERM), "lists": (Kind.ITEM,), "tables": (Kind.ROW,)}


def asks_for(condition: Condition, place: str) -> bool:
    """Tell whether the condition, or one inside it, is narrowed to this place."""
    if condition.where is not None and condition.where.place == place:
        return True
    return any(asks_for(item, place) for item in condition.items if isinstance(item, Condition))


def _blocks(run: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    block: list[Sentence] = []
    for sentence in run:
        if block and sentence.block != block[-1].block:
            yield block
            block = []
        block.append(sentence)
    if block:
        yield block


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
