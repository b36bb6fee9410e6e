"""The smallest change of the weights that brings every example out right. Pure Python.

Each example asks that scores of its passages lie on the right side of a cut: a linear constraint
on the weights. The nearest weights that meet all of them are found by going round the constraints
and correcting one at a time (Hildreth 1957).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from inferlint.fitting.lessons import Lesson
from inferlint.rules.model import Weights
from inferlint.verdicts.scorer import cuts_for, score_of

MARGIN = 0.3
"""So far beyond a cut an example comes to lie."""
SLACK = 0.01
"""A constraint that is missed by less counts as met."""
MOST_ROUNDS = 300
SMALLEST = 0.005
"""A change below this is left out."""
SIGNIFICANT = 4
_MOVABLE = ("word", "concept")
"""What a passage says may be weighed anew; that its parts are there speaks of all passages."""


@dataclass(slots=True)
class _Demand:
    """`sign` times the score of a passage must be at least `bound`."""

    features: tuple[str, ...]
    fixed: float
    """What the passage scores by features that do not move."""
    sign: int
    bound: float
    push: float = 0.0


def taught(weights: Weights, lessons: Sequence[Lesson], keep: Sequence[Lesson] = ()) -> Weights:
    """Return weights that judge the lessons as they say, as far as passages allow.

    What is judged rightly of `keep` stays so.
    """
    demands = [d for lesson in lessons for d in _demands(lesson, weights, MARGIN)]
    demands += [
        demand
        for lesson in keep
        if level_of(lesson, weights) == lesson.level
        for demand in _demands(lesson, weights, 2 * SLACK)
    ]
    moved = dict(weights.features)
    for _ in range(MOST_ROUNDS):
        corrected = sum(_corrected(demand, moved) for demand in demands)
        if not corrected:
            break
    changed = {
        name: rounded(value)
        for name, value in sorted(moved.items())
        if abs(value - weights.features.get(name, 0.0)) >= SMALLEST
    }
    return replace(weights, features={**weights.features, **changed})


def rounded(weight: float) -> float:
    """Return a weight as files hold it, with four significant digits."""
    return float(f"{weight:.{SIGNIFICANT}g}")


def level_of(lesson: Lesson, weights: Weights) -> int:
    """Return the level, from 0 to 2, that the weights give a text: that of its best passage."""
    return max((_level(passage, weights) for passage in lesson.passages), default=0)


def _level(passage: frozenset[str], weights: Weights) -> int:
    score = score_of(weights, passage)
    return sum(score >= cut for cut in cuts_for(weights, passage))


def _demands(lesson: Lesson, weights: Weights, margin: float) -> Iterator[_Demand]:
    if not lesson.passages:
        return
    if lesson.level:
        best = max(lesson.passages, key=lambda passage: score_of(weights, passage))
        floor, _ = _bounds(best, lesson.level, weights, margin)
        yield _demand(best, weights, 1, floor)
    for passage in lesson.passages if lesson.level < 2 else ():
        _, ceiling = _bounds(passage, lesson.level, weights, margin)
        yield _demand(passage, weights, -1, -ceiling)


def _bounds(
    passage: frozenset[str], level: int, weights: Weights, margin: float
) -> tuple[float, float]:
    """Return between which scores a passage of that level lies, with a margin to either side."""
    weak, passes = cuts_for(weights, passage)
    # Between two cuts that lie close together no margin is left.
    room = min(margin, (passes - weak) / 3)
    return {
        0: (-math.inf, weak - margin),
        1: (weak + room, passes - room),
        2: (passes + margin, math.inf),
    }[level]


def _demand(passage: frozenset[str], weights: Weights, sign: int, bound: float) -> _Demand:
    movable = tuple(sorted(name for name in passage if name.startswith(_MOVABLE)))
    fixed = math.fsum(weights.features.get(name, 0.0) for name in passage.difference(movable))
    return _Demand(movable, fixed, sign, bound)


def _corrected(demand: _Demand, moved: dict[str, float]) -> bool:
    """Move the weights until the demand is met, or as far as it pushed them before."""
    if not demand.features:
        return False
    score = demand.fixed + math.fsum(moved.get(name, 0.0) for name in demand.features)
    short = demand.bound - demand.sign * score
    if short <= SLACK and not demand.push:
        return False
    step = max(short / len(demand.features), -demand.push)
    if abs(step) * len(demand.features) <= SLACK:
        return False
    demand.push += step
    for name in demand.features:
        moved[name] = moved.get(name, 0.0) + demand.sign * step
    return True
