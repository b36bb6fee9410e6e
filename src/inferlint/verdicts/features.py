"""What a passage looks like to a scorer: a set of features, each named so that editors can read it.

`word: charge`, `words: charge each` (neighbours), `concept: cost`, `concepts: cost + request` (both
in one sentence), and what the parts say: `parts: all`, `parts: enough` (for weak),
`parts: several missing`. Headings, the line above a list, tables, the number of missing parts and
who does what by the parse were measured and added nothing, see docs/accuracy.md.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from inferlint.language import FUNCTION_WORDS, Analysis, Mention, Sentence, Word
from inferlint.rules.model import Pack
from inferlint.verdicts.outcome import Outcome
from inferlint.verdicts.passages import Judged, Passage

ALL_PARTS, ENOUGH_PARTS, FEW_PARTS = "parts: all", "parts: enough", "parts: several missing"

Spans = tuple[tuple[int, int], ...]
"""Stretches of a block's text."""
Denied = Callable[[Sentence], Spans]
"""Tells what a sentence takes back."""


def nothing(_: Sentence) -> Spans:
    """Deny nothing: the first pass."""
    return ()


def taught_features(pack: Pack) -> frozenset[str]:
    """Return every feature that some check of the pack gives a weight."""
    taught = (rule.weights for rule in pack.rules if rule.weights is not None)
    return frozenset(name for weights in taught for name in weights.features)


@dataclass(slots=True)
class Features:
    """Finds the features of passages of one article; each sentence is looked at once."""

    analysis: Analysis
    pack: Pack
    known: frozenset[str] | None = None
    """Only these features matter; None while learning, when all do."""
    _of_sentence: dict[tuple[int, Spans], frozenset[str]] = field(default_factory=dict)

    def of(self, passage: Passage, denied: Denied = nothing) -> frozenset[str]:
        """Return the features of a passage; words that are taken back do not count."""
        sets = [self.of_sentence(sentence, denied(sentence)) for sentence in passage.sentences]
        return frozenset().union(*sets, parts_of(passage))

    def of_sentence(self, sentence: Sentence, denied: Spans) -> frozenset[str]:
        """Return the features that a sentence has by itself."""
        key = (sentence.index, denied)
        found = self._of_sentence.get(key)
        if found is None:
            every = self._in_sentence(sentence, denied)
            known = self.known
            found = frozenset(every) if known is None else known.intersection(every)
            self._of_sentence[key] = found
        return found

    def _in_sentence(self, sentence: Sentence, denied: Spans) -> Iterator[str]:
        words = (w for w in sentence.words if not _inside(w.start, w.start + 1, denied))
        names = list(map(_name, words if denied else sentence.words))
        for name in names:
            if name not in FUNCTION_WORDS:
                yield f"word: {name}"
        for first, second in itertools.pairwise(names):
            if first not in FUNCTION_WORDS or second not in FUNCTION_WORDS:
                yield f"words: {first} {second}"
        concepts = sorted(
            {m.concept for m in self._mentions(sentence) if not _inside(m.start, m.end, denied)}
        )
        for concept in concepts:
            yield f"concept: {concept}"
        for one, other in itertools.combinations(concepts, 2):
            yield f"concepts: {one} + {other}"

    def _mentions(self, sentence: Sentence) -> tuple[Mention, ...]:
        return sentence.mentions.get(self.pack.name, ())


_SAYINGS = {
    "word": "the word “{}”",
    "words": "the words “{}”",
    "concept": "it speaks of {}",
    "concepts": "one sentence speaks of {}",
}


def in_words(feature: str) -> str:
    """Return a feature as an editor would say it."""
    if feature == ALL_PARTS:
        return "all parts are there"
    if feature == ENOUGH_PARTS:
        return "the parts that make it weak are there"
    if feature == FEW_PARTS:
        return "several parts are missing"
    sort, _, value = feature.partition(": ")
    if value == "#":
        return "a number"
    return _SAYINGS[sort].format(value.replace(" + ", " and ").replace("#", "<number>"))


def parts_of(passage: Judged) -> Iterator[str]:
    """Yield what the parts say of a passage."""
    if passage.by_parts is Outcome.PASS:
        yield ALL_PARTS
    elif passage.by_parts is Outcome.WEAK:
        yield ENOUGH_PARTS
    if len(passage.missing) > 1:
        yield FEW_PARTS


def _name(word: Word) -> str:
    """Return the dictionary form; numbers differ too much to learn from."""
    return "#" if word.form[0].isdigit() else word.lemma


def _inside(start: int, end: int, spans: Spans) -> bool:
    return any(first < end and start < last for first, last in spans)
