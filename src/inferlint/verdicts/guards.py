"""Which mentions an article really asserts: the second pass, on the best passages only."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from inferlint.document import Block, Kind
from inferlint.language import FUNCTION_WORDS, Analysis, Sentence
from inferlint.language.claims import (
    NEGATORS,
    Denial,
    Parse,
    Refusal,
    calls_list_false,
    denials,
    has_predicate,
    may_deny,
    surely_asserts,
)
from inferlint.language.phrases import PhraseFinder
from inferlint.rules.model import Choice, Concept, Element, Pack, Word
from inferlint.verdicts.conditions import Place
from inferlint.verdicts.features import Spans
from inferlint.verdicts.surroundings import (
    INHERITED,
    denials_around,
    is_answered,
    is_listed_falsehood,
    may_keep_promise,
    replies,
    takes_up,
)

FEWEST_CONTENT_WORDS = 4
"""What a list item or a table row without a verb must say beyond its subject."""


KnownDenials = dict[int, tuple[tuple[int, Denial], ...]]
"""By a sentence's index: what is denied in it, each with the offset that its spans count from."""


class Parser(Protocol):
    """What judgement needs of a grammar."""

    def parse(self, text: str) -> Parse:
        """Return the parse of one sentence."""

    def parse_all(self, texts: Iterable[str]) -> None:
        """Parse several sentences at once, for `parse` to find."""


@dataclass(slots=True)
class Guards:
    """Says of a mention why it does not count, or None; parses each sentence once."""

    analysis: Analysis
    pack: Pack
    parser: Parser | None
    attribution: bool = False
    """True where words put in others' mouths do not count either."""
    _known: KnownDenials = field(default_factory=dict)

    def __call__(self, place: Place, claim: Collection[str] = ()) -> str | None:
        """Return the refusal, in a word or two, or None.

        `claim` holds the concepts that make the statement: where a negation takes one of them back,
        it takes back what its clause says of the subject too.
        """
        if self.parser is None:
            return None
        for offset, denial in self._denials(place.sentence):
            if denial.why is Refusal.ATTRIBUTED and not self.attribution:
                continue
            if self._takes_back(denial, offset, place, claim):
                return str(denial.why)
        return None

    def denied(self, sentence: Sentence) -> Spans:
        """Return what the sentence takes back, as stretches of its block's text."""
        if self.parser is None:
            return ()
        spans = {
            (offset + start, offset + end)
            for offset, denial in self._denials(sentence)
            if self.attribution or denial.why is not Refusal.ATTRIBUTED
            for start, end in denial.spans
        }
        return tuple(sorted(spans))

    def _takes_back(
        self, denial: Denial, offset: int, place: Place, claim: Collection[str]
    ) -> bool:
        start, end = place.mention.start - offset, place.mention.end - offset
        if self._cue_is_meant(place.sentence, offset, denial, {*claim, place.mention.concept}):
            return False
        if denial.covers(start, end):
            return True
        return (
            place.mention.concept in claim
            and denial.is_about(start, end)
            and any(
                mention.concept in claim
                and denial.covers(mention.start - offset, mention.end - offset)
                for mention in place.sentence.mentions.get(self.pack.name, ())
            )
        )

    def _cue_is_meant(
        self, sentence: Sentence, offset: int, denial: Denial, own: Collection[str]
    ) -> bool:
        """Tell whether the negation is part of a phrase: `does not learn`, `no one waits`.

        Only the statement's own phrases count, or another check's would turn a denial into a
        claim; and only phrases that negate: in `the model does not answer` the words between
        `model` and `answer` may be any.
        """
        if denial.why is not Refusal.NEGATED:
            return False
        start, end = (offset + edge for edge in denial.cue)
        around = {
            mention.concept
            for mention in sentence.mentions.get(self.pack.name, ())
            if mention.start <= start and end <= mention.end and mention.concept in own
        }
        return any(
            sentence.words[first].start <= start and end <= sentence.words[last - 1].end
            for name in around
            for _, first, last in _negative_phrases(self.pack.concepts[name]).find(sentence.words)
        )

    def _denials(self, sentence: Sentence) -> tuple[tuple[int, Denial], ...]:
        known = self._known.get(sentence.index)
        if known is None:
            known = tuple(self._find(sentence))
            self._known[sentence.index] = known
        return known

    def _find(self, sentence: Sentence) -> Iterator[tuple[int, Denial]]:
        for denial in (*denials_around(self.analysis, sentence), *self._inherited(sentence)):
            if denial.why is not Refusal.PROMISED or not self._keeps_promise(sentence):
                yield 0, denial
        yield from self._parsed(sentence)

    def _keeps_promise(self, sentence: Sentence) -> bool:
        """Tell an item that states something from a topic to come."""
        assert self.parser is not None
        text = self.analysis.text_of(sentence)
        return may_keep_promise(text) and (
            surely_asserts(sentence.words) or has_predicate(self.parser.parse(text))
        )

    def _parsed(self, sentence: Sentence) -> Iterator[tuple[int, Denial]]:
        """Yield what the sentence itself takes back, and all of it where it states nothing."""
        assert self.parser is not None
        texts = texts_to_parse(self.analysis, sentence)
        if not texts:
            return
        parses = [(start, self.parser.parse(text)) for start, text in texts]
        is_reply = replies(self.analysis, sentence)
        answered = is_answered(self.analysis, sentence)
        for start, parse in parses:
            for denial in denials(parse):
                if is_reply and denial.why is Refusal.REFUTED and denial.cue[0] == 0:
                    continue
                if not (answered and denial.why is Refusal.ASKED):
                    yield start, denial
        block = self.analysis.block_of(sentence)
        says_something = (
            surely_asserts(sentence.words)
            or any(has_predicate(parse) for _, parse in parses)
            or _says_enough(block, sentence)
        )
        if not says_something:
            whole = Denial(Refusal.NO_SENTENCE, (0, 0), ((0, sentence.end - sentence.start),))
            yield sentence.start, whole

    def _inherited(self, sentence: Sentence) -> Iterator[Denial]:
        """Yield what the line above a list says of its items: `This guide does not cover:`."""
        assert self.parser is not None
        intro = self.analysis.block_of(sentence).intro
        if intro is None or not self.analysis.of_block[intro]:
            return
        above = self.analysis.sentences[self.analysis.of_block[intro].stop - 1]
        text = self.analysis.text_of(above)
        if calls_list_false(text):
            if is_listed_falsehood(self.analysis, sentence):
                yield Denial(Refusal.REFUTED, (0, 0), ((sentence.start, sentence.end),))
            return
        if not text.endswith(":") or not may_deny(text, above.words):
            return
        for denial in denials(self.parser.parse(text)):
            last_word = above.words[-1].start - above.start if above.words else 0
            if (
                denial.why in INHERITED
                and denial.covers(last_word, len(text))
                and takes_up(denial.why, self.analysis, sentence)
            ):
                yield Denial(denial.why, (0, 0), ((sentence.start, sentence.end),))


@functools.lru_cache(maxsize=512)
def _negative_phrases(concept: Concept) -> PhraseFinder[str]:
    """Return a finder of the concept's phrases that are negations themselves."""
    return PhraseFinder(
        (concept.name, phrase) for phrase in concept.phrases if _negates(phrase.elements)
    )


def _negates(elements: Iterable[Element]) -> bool:
    return any(
        element.text in NEGATORS
        if isinstance(element, Word)
        else isinstance(element, Choice) and any(map(_negates, element.options))
        for element in elements
    )


def texts_to_parse(analysis: Analysis, sentence: Sentence) -> list[tuple[int, str]]:
    """Return (offset in the block, text) of what must be parsed to find the sentence's denials.

    That is nothing where no word could deny anything and a predicate is sure.
    """
    text = analysis.text_of(sentence)
    block = analysis.block_of(sentence)
    sure = surely_asserts(sentence.words) or _says_enough(block, sentence)
    if sure and not may_deny(text, sentence.words):
        return []
    if block.kind is Kind.ROW and block.cells:
        return [
            (cell.body.start, block.text[cell.body.start : cell.body.end])
            for cell in block.cells
            if cell.body.end > cell.body.start
        ]
    return [(sentence.start, text)]


def _says_enough(block: Block, sentence: Sentence) -> bool:
    """Judge words without a verb: a list item or `Term: text` may do, a list of terms does not."""
    text = block.text[sentence.start : sentence.end]
    if block.kind is Kind.PARAGRAPH and ":" not in text:
        return False
    said = sum(word.form not in FUNCTION_WORDS for word in sentence.words)
    if block.kind is Kind.ROW:
        return said >= FEWEST_CONTENT_WORDS
    pieces = [piece for piece in text.replace(";", ",").split(",") if piece.strip()]
    is_list_of_terms = len(pieces) > 2 and len(sentence.words) <= 2.5 * len(pieces)
    fewest = FEWEST_CONTENT_WORDS - 2 if block.intro is not None else FEWEST_CONTENT_WORDS
    return said >= fewest and not is_list_of_terms
