"""How sure a check is of a passage: weights in, score and reasons out.

A score is the sum of the weights of a passage's features, an ordinal logistic model with one vector
of weights and two cuts (McCullagh 1980). That all parts are there, or enough of them, is a feature
of fixed weight.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from inferlint.language import Sentence
from inferlint.rules.model import Statement, Weights
from inferlint.verdicts.features import (
    ALL_PARTS,
    ENOUGH_PARTS,
    FEW_PARTS,
    Denied,
    Features,
    nothing,
    parts_of,
)
from inferlint.verdicts.outcome import Outcome
from inferlint.verdicts.passages import Candidate, Judged, Passage

DIGITS = 3
"""Scores are rounded so before they meet a cut: the same on every machine."""
PARTS_SAY = {ALL_PARTS: 8.0, ENOUGH_PARTS: 4.0}
"""What the parts say is not learnt: they are one voice, the words the other.

Learnt together, the words would repeat what the parts say and nothing would be left of these.
"""
BEYOND_DOUBT = 2.0
"""So many standard errors above its cut a score is beyond doubt."""
SEVERAL = 2.0
"""So much more it takes where several parts are missing: long passages gather small weights."""


class Reason(NamedTuple):
    """A feature of a passage and what it adds to the score."""

    feature: str
    weight: float


class _Growing:
    """What the sentences of a passage say together; the next passage often only adds to it."""

    __slots__ = ("_count", "_first", "_together")

    def __init__(self) -> None:
        self._first: Sentence | None = None
        self._count = 0
        self._together: dict[str, float] = {}

    def of(
        self, sentences: Sequence[Sentence], said_by: Callable[[Sentence], dict[str, float]]
    ) -> dict[str, float]:
        """Return what all of them say; it holds until the next call.

        Passages that begin with the same sentence differ in nothing but their length.
        """
        if sentences[0] is not self._first or len(sentences) < self._count:
            self._first, self._count, self._together = sentences[0], 0, {}
        for sentence in sentences[self._count :]:
            self._together.update(said_by(sentence))
        self._count = len(sentences)
        return self._together


@dataclass(frozen=True, slots=True)
class Scorer:
    """Judges passages of one article by what a check has been taught."""

    weights: Weights
    musts: frozenset[str]
    """Labels without which no passage is even weak."""
    features: Features
    _speaking: dict[int, dict[str, float]] = field(default_factory=dict)
    """By a sentence's index: its features that have a weight."""
    _said: dict[tuple[Outcome, bool], tuple[list[float], tuple[float, float]]] = field(
        default_factory=dict
    )
    """By outcome of the parts, and whether several are missing: weights and cuts."""
    _spoken: _Growing = field(default_factory=_Growing)

    def judged(self, passage: Passage, denied: Denied = nothing) -> Passage:
        """Return the passage with its score, and the outcome that follows from the cuts."""
        if not keeps_guards(passage, self.musts):
            return replace(passage, outcome=Outcome.FAIL)
        features = self.features.of(passage, denied)
        score = score_of(self.weights, features)
        outcome = outcome_of(score, cuts_for(self.weights, features))
        return replace(passage, outcome=outcome, score=score)

    def scored(self, candidate: Candidate) -> Candidate:
        """Return a candidate of the first pass with its score and outcome, as `judged` does."""
        if not keeps_guards(candidate, self.musts):
            return candidate._replace(outcome=Outcome.FAIL)
        said, cuts = self._by_parts(candidate)
        speaking = self._spoken.of(candidate.sentences, self._speaking_in)
        score = round(math.fsum((*speaking.values(), *said)), DIGITS)
        outcome = outcome_of(score, cuts)
        return Candidate(
            candidate.sentences,
            candidate.missing,
            candidate.by_parts,
            outcome,
            candidate.states,
            score,
        )

    def _by_parts(self, candidate: Candidate) -> tuple[list[float], tuple[float, float]]:
        """Return the weights of what the parts say, and the cuts (weak, pass) that follow."""
        key = (candidate.by_parts, len(candidate.missing) > 1)
        found = self._said.get(key)
        if found is None:
            known = self.weights.features
            parts = frozenset(parts_of(candidate))
            said = [known[name] for name in parts if name in known]
            found = self._said[key] = (said, cuts_for(self.weights, parts))
        return found

    def _speaking_in(self, sentence: Sentence) -> dict[str, float]:
        """Return the features of a sentence that have a weight."""
        own = self._speaking.get(sentence.index)
        if own is None:
            known = self.weights.features
            features = self.features.of_sentence(sentence, ())
            own = {name: known[name] for name in features if name in known}
            self._speaking[sentence.index] = own
        return own

    def reasons(self, passage: Passage, denied: Denied = nothing) -> list[Reason]:
        """Return the features that speak for or against the passage, the strongest first."""
        known = self.weights.features
        speaking = [
            Reason(name, known[name]) for name in self.features.of(passage, denied) if name in known
        ]
        return sorted(speaking, key=lambda reason: (-abs(reason.weight), reason.feature))

    def cuts(self, passage: Passage) -> tuple[float, float]:
        """Return the cuts (weak, pass) that this passage had to meet."""
        return cuts_for(self.weights, frozenset(parts_of(passage)))

    def is_borderline(self, passage: Passage) -> bool:
        """Tell whether the score lies so near a cut that a word could change the outcome."""
        if passage.score is None:
            return False
        score = passage.score
        return any(abs(score - cut) < self.weights.error for cut in self.cuts(passage))


def score_of(weights: Weights, features: Iterable[str]) -> float:
    """Return the score of a passage with these features."""
    known = weights.features
    # fsum: sets have no order, and the sum must not depend on it.
    return round(math.fsum([known[name] for name in features if name in known]), DIGITS)


def cuts_for(weights: Weights, features: Collection[str]) -> tuple[float, float]:
    """Return the cuts (weak, pass) for a passage with these features.

    Where a part is missing the words alone speak for a pass, and must do so beyond doubt.
    """
    weak, passes = weights.cuts
    if ALL_PARTS in features:
        return weak, passes
    doubt = BEYOND_DOUBT * weights.error + (SEVERAL if FEW_PARTS in features else 0.0)
    return weak, round(passes + doubt, DIGITS)


def outcome_of(score: float, cuts: tuple[float, float]) -> Outcome:
    """Return where the score lies among the cuts (weak, pass)."""
    weak, passes = cuts
    return Outcome.PASS if score >= passes else Outcome.WEAK if score >= weak else Outcome.FAIL


def keeps_guards(passage: Judged, musts: frozenset[str]) -> bool:
    """Tell whether a passage states anything, and holds what no passage may lack."""
    return passage.states and musts.isdisjoint(passage.missing)


def musts_of(statement: Statement) -> frozenset[str]:
    """Return the labels of the parts that are guards."""
    return frozenset(part.label for part in statement.parts if part.must)
