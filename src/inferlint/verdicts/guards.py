"""Which mentions an article really asserts: the second pass, on the best passages only."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from inferlint.document import Block, Kind
from inferlint.language import FUNCTION_WORDS, Analysis, Sentence
from inferlint.language.claims import (
    Denial,
    Parse,
    Refusal,
    denials,
    has_predicate,
    may_deny,
    surely_asserts,
)
from inferlint.verdicts.passages import Place

FEWEST_CONTENT_WORDS = 4
"""What a list item or a table row without a verb must say beyond its subject."""


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
    pack: str
    parser: Parser | None
    attribution: bool = False
    """True where words put in others' mouths do not count either."""
    _known: dict[int, tuple[tuple[int, Denial], ...]] = field(default_factory=dict)

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
                for mention in place.sentence.mentions.get(self.pack, ())
            )
        )

    def _cue_is_meant(
        self, sentence: Sentence, offset: int, denial: Denial, own: Collection[str]
    ) -> bool:
        """Tell whether the negation is part of a phrase: `does not learn`, `no one waits`.

        Where claims are forbidden only the claim's own phrases count, or another check's would
        turn a denial into an accusation.
        """
        if denial.why is not Refusal.NEGATED:
            return False
        start, end = (offset + edge for edge in denial.cue)
        mentions = sentence.mentions.get(self.pack, ())
        return any(
            m.start <= start and end <= m.end
            for m in mentions
            if not self.attribution or m.concept in own
        )

    def _denials(self, sentence: Sentence) -> tuple[tuple[int, Denial], ...]:
        known = self._known.get(sentence.index)
        if known is None:
            known = tuple(self._find(sentence))
            self._known[sentence.index] = known
        return known

    def _find(self, sentence: Sentence) -> list[tuple[int, Denial]]:
        assert self.parser is not None
        texts = texts_to_parse(self.analysis, sentence)
        if not texts:
            return []
        parses = [(start, self.parser.parse(text)) for start, text in texts]
        found = [(start, denial) for start, parse in parses for denial in denials(parse)]
        block = self.analysis.block_of(sentence)
        says_something = (
            surely_asserts(sentence.words)
            or any(has_predicate(parse) for _, parse in parses)
            or _says_enough(block, sentence)
        )
        if not says_something:
            whole = Denial(Refusal.NO_SENTENCE, (0, 0), ((0, sentence.end - sentence.start),))
            found.append((sentence.start, whole))
        return found


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
