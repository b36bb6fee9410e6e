"""The search for the passages of an article that say what a rule asks for."""

from __future__ import annotations

from dataclasses import dataclass

from inferlint.language import Analysis
from inferlint.rules.model import Forbid, Pack, Require, Rule
from inferlint.verdicts.conditions import plan_of
from inferlint.verdicts.features import Features
from inferlint.verdicts.guards import Guards
from inferlint.verdicts.outcome import Outcome
from inferlint.verdicts.passages import Candidate, Passage, PassageFinder, overlap, rank
from inferlint.verdicts.scorer import Scorer, keeps_guards, musts_of

SURVIVORS = 2
"""A check's search ends when so many passages have stood the second pass …"""
MOST_PARSED = 8
"""… or when so many were parsed."""
FEWEST_QUOTED = 6
"""A passage of fewer words counts as one that lacks a part more, as a nearest miss."""
MOST_EXPLAINED = 40
"""So many candidates are looked at to explain a verdict."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to: the passages that stood, the best first, or the nearest miss."""

    outcome: Outcome
    passages: tuple[Passage, ...] = ()
    nearest: Passage | None = None

    @property
    def decisive(self) -> Passage | None:
        """The passage that decided: the best, or for a fail the nearest miss."""
        return self.passages[0] if self.passages else self.nearest


class Search:
    """The candidates of one rule in one article, judged by its parts or by what it was taught."""

    def __init__(self, rule: Rule, pack: Pack, analysis: Analysis, features: Features) -> None:
        assert isinstance(rule.body, Require | Forbid)
        statement = rule.body.statement
        self._musts = musts_of(statement)
        self._finder = PassageFinder(plan_of(statement), pack, analysis)
        self.scorer = (
            Scorer(rule.weights, self._musts, features) if rule.weights is not None else None
        )
        found = self._finder.candidates()
        if self.scorer is not None:
            found = list(map(self.scorer.scored, found))
        self.candidates = sorted(found, key=rank)
        """All of them by the first pass, the most promising first."""

    @property
    def promising(self) -> list[Candidate]:
        """The candidates that the first pass does not fail."""
        return [found for found in self.candidates if found.outcome is not Outcome.FAIL]

    def filled(self, candidate: Candidate) -> Passage:
        """Return the candidate with the words that the first pass finds in it."""
        passage = self._finder.passage(candidate.sentences)
        assert passage is not None
        return passage if self.scorer is None else self.scorer.judged(passage)

    def standing(self, guards: Guards) -> list[Passage]:
        """Return every passage that keeps the rule's guards in the second pass, by its parts."""
        found = self._finder.passages(guards)
        return [passage for passage in found if keeps_guards(passage, self._musts)]

    def checked(self, candidate: Candidate, guards: Guards) -> Passage | None:
        """Return the candidate as the second pass leaves it, or None where nothing is left."""
        passage = self._finder.passage(candidate.sentences, guards)
        if passage is None or self.scorer is None:
            return passage
        return self.scorer.judged(passage, guards.denied)

    def best(self, count: int, guards: Guards) -> list[Passage]:
        """Return the best passages that do not overlap, as the second pass leaves them."""
        kept: list[Passage] = []
        checked = (
            self.checked(candidate, guards) for candidate in self.candidates[:MOST_EXPLAINED]
        )
        for passage in sorted((p for p in checked if p is not None), key=rank):
            if not any(overlap(passage, other) for other in kept):
                kept.append(passage)
        return kept[:count]

    def run(self, guards: Guards) -> Found:
        """Check candidates until enough have stood; keep the best of those."""
        stood: list[Passage] = []
        fell: list[Passage] = []
        for candidate in self.promising:
            # What fell to weak neither ends the search for a pass nor stands in its way.
            as_good = [p for p in stood if p.outcome.rank >= candidate.outcome.rank]
            if len(as_good) == SURVIVORS or len(stood) + len(fell) == MOST_PARSED:
                break
            if any(overlap(p, candidate) for p in as_good):
                continue
            if any(p.outcome.rank > candidate.outcome.rank for p in stood):
                break
            checked = self.checked(candidate, guards)
            if checked is not None:
                (fell if checked.outcome is Outcome.FAIL else stood).append(checked)
        if stood:
            best = max(passage.outcome.rank for passage in stood)
            kept = sorted((p for p in stood if p.outcome.rank == best), key=rank)
            apart = [
                p for i, p in enumerate(kept) if not any(overlap(p, other) for other in kept[:i])
            ]
            return Found(apart[0].outcome, tuple(apart[:SURVIVORS]))
        if fell:
            return Found(Outcome.FAIL, nearest=fell[0])
        failing = (c for c in self.candidates if c.outcome is Outcome.FAIL)
        near = min(failing, key=_nearness, default=None)
        return Found(Outcome.FAIL, nearest=None if near is None else self.filled(near))


def _nearness(candidate: Candidate) -> tuple[int, tuple[object, ...]]:
    """Order what fails, the nearest miss first: to quote a fragment helps no writer."""
    words = sum(len(sentence.words) for sentence in candidate.sentences)
    return len(candidate.missing) + (words < FEWEST_QUOTED), rank(candidate)
