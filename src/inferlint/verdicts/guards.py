"""Which mentions an article really asserts: the second pass, on the best passages only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from inferlint.document import Block, Kind
from inferlint.language import FUNCTION_WORDS, Analysis, Sentence
from inferlint.language.claims import Denial, Parse, Refusal, denials, has_predicate
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

    def __call__(self, place: Place) -> str | None:
        """Return the refusal, in a word or two, or None."""
        if self.parser is None:
            return None
        return self._denied(place)

    def _denied(self, place: Place) -> str | None:
        start, end = place.mention.start, place.mention.end
        for offset, denial in self._denials(place.sentence):
            if denial.why is Refusal.ATTRIBUTED and not self.attribution:
                continue
            if denial.covers(start - offset, end - offset) and not self._cue_is_meant(
                place.sentence, offset, denial
            ):
                return str(denial.why)
        return None

    def _cue_is_meant(self, sentence: Sentence, offset: int, denial: Denial) -> bool:
        """Tell whether the negation is part of a phrase: `does not learn`, `no one waits`."""
        if denial.why is not Refusal.NEGATED:
            return False
        start, end = (offset + edge for edge in denial.cue)
        mentions = sentence.mentions.get(self.pack, ())
        return any(m.start <= start and end <= m.end for m in mentions)

    def _denials(self, sentence: Sentence) -> tuple[tuple[int, Denial], ...]:
        known = self._known.get(sentence.index)
        if known is None:
            known = tuple(self._find(sentence))
            self._known[sentence.index] = known
        return known

    def _find(self, sentence: Sentence) -> list[tuple[int, Denial]]:
        assert self.parser is not None
        block = self.analysis.block_of(sentence)
        parses = [(start, self.parser.parse(text)) for start, text in units(block, sentence)]
        found = [(start, denial) for start, parse in parses for denial in denials(parse)]
        if not any(has_predicate(parse) for _, parse in parses) and not _says_enough(
            block, sentence
        ):
            whole = Denial(Refusal.NO_SENTENCE, (0, 0), ((0, sentence.end - sentence.start),))
            found.append((sentence.start, whole))
        return found


def units(block: Block, sentence: Sentence) -> list[tuple[int, str]]:
    """Return what of a sentence is parsed by itself: each cell of a row, else all of it."""
    if block.kind is Kind.ROW and block.cells:
        return [
            (cell.body.start, block.text[cell.body.start : cell.body.end])
            for cell in block.cells
            if cell.body.end > cell.body.start
        ]
    return [(sentence.start, block.text[sentence.start : sentence.end])]


def _says_enough(block: Block, sentence: Sentence) -> bool:
    """Judge words without a verb: a list item or `Term: text` may do, a list of terms does not."""
    text = block.text[sentence.start : sentence.end]
    if block.kind is Kind.PARAGRAPH and ":" not in text:
        return False
    said = [word for word in sentence.words if word.form not in FUNCTION_WORDS]
    pieces = [piece for piece in text.replace(";", ",").split(",") if piece.strip()]
    is_list_of_terms = len(pieces) > 2 and len(sentence.words) <= 2.5 * len(pieces)
    return len(said) >= FEWEST_CONTENT_WORDS and (block.kind is Kind.ROW or not is_list_of_terms)
