"""Weights from nothing: an ordinal logistic model of each check's passages (needs scipy).

Which passage earned an article its level is known only by line, and not at all where it has none.
So weights are fitted a few times, each time on the passages that the weights before thought best
(multiple instances, Andrews, Tsochantaridis & Hofmann 2002).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from inferlint.fitting.lessons import Lesson
from inferlint.fitting.teaching import rounded
from inferlint.fitting.texts import FOLDS, LEVELS
from inferlint.rules.model import Weights
from inferlint.verdicts.scorer import DIGITS, PARTS_SAY

Floats = NDArray[np.float64]

FEWEST_GROUPS = 3
"""A feature must stand in passages of so many repositories or texts."""
ROUNDS = 3
RIDGE = 2e-3
BEST_OF_PASSING, BEST_OF_FAILING = 2, 12
"""So many passages of one text teach at most: the likeliest, or for a fail the worst tempters."""
SMALLEST = 0.02
"""Weights below this are left out of the file: together they change no score by much."""
NONE = -99.0
"""The score of a text without any passage that holds the guards."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """All passages of all lessons as one sparse matrix, and which rows are whose."""

    names: list[str]
    matrix: csr_matrix
    said: Floats
    """What the parts say of each passage."""
    rows: list[range]
    """One range for each lesson."""


def learn(lessons: Sequence[Lesson]) -> Weights | None:
    """Return weights and cuts for one check; None where nothing shows what passes and what fails.

    The weights' `fitted_on` and `sha256` are left empty.
    """
    if not {0, 2} <= {lesson.level for lesson in lessons if lesson.passages}:
        return None
    data = _rows(lessons)
    everything = _fitted(data, lessons, range(len(lessons)))
    judged = np.array([_without(fold, data, lessons) for fold in range(FOLDS)])
    folds = np.array([lesson.text.fold for lesson in lessons])
    scores = judged[folds, np.arange(len(lessons))]
    cuts = _cuts(scores, lessons)
    kept = {
        name: rounded(weight)
        for name, weight in zip(data.names, everything, strict=True)
        if abs(weight) >= SMALLEST
    }
    return Weights({**PARTS_SAY, **kept}, cuts, _error(judged, folds), {}, "")


def _without(fold: int, data: _Rows, lessons: Sequence[Lesson]) -> list[float]:
    """Return the score of each text by weights that were fitted without the texts of a fold."""
    others = [i for i, lesson in enumerate(lessons) if lesson.text.fold != fold]
    if not {0, 2} <= {lessons[i].level for i in others if lessons[i].passages}:
        others = list(range(len(lessons)))
    weights = _fitted(data, lessons, others)
    return [_best(data, weights, i) for i in range(len(lessons))]


def _error(judged: Floats, folds: NDArray[np.int_]) -> float:
    """Return how much a score varies with the other texts that its weights were fitted on."""
    spread = []
    for i, fold in enumerate(folds):
        with_it = np.delete(judged[:, i], fold)
        if with_it.min() > NONE:
            spread.append(float(with_it.var()))
    return round(float(np.mean(spread)) ** 0.5, DIGITS) if spread else 0.0


def _rows(lessons: Sequence[Lesson]) -> _Rows:
    groups: dict[str, set[str]] = defaultdict(set)
    for lesson in lessons:
        for passage in lesson.passages:
            for name in passage:
                groups[name].add(lesson.text.group)
    names = sorted(
        name for name, of in groups.items() if len(of) >= FEWEST_GROUPS and name not in PARTS_SAY
    )
    number = {name: i for i, name in enumerate(names)}
    indices: list[int] = []
    starts = [0]
    said: list[float] = []
    rows: list[range] = []
    for lesson in lessons:
        rows.append(range(len(said), len(said) + len(lesson.passages)))
        for passage in lesson.passages:
            indices += sorted(number[name] for name in passage if name in number)
            starts.append(len(indices))
            said.append(sum(PARTS_SAY.get(name, 0.0) for name in passage))
    shape = (len(said), len(names))
    matrix = csr_matrix((np.ones(len(indices)), indices, starts), shape=shape)
    return _Rows(names, matrix, np.array(said), rows)


def _fitted(data: _Rows, lessons: Sequence[Lesson], chosen: Collection[int]) -> Floats:
    found: Floats = np.zeros(len(data.names) + 2)
    for _ in range(ROUNDS):
        picked: list[int] = []
        levels: list[int] = []
        shares: list[float] = []
        values = data.matrix @ found[:-2]
        for i in chosen:
            mine = _picked(data.rows[i], lessons[i], values)
            picked += mine
            levels += [lessons[i].level] * len(mine)
            shares += [max(1, len(mine)) ** -0.5] * len(mine)
        level, share = np.array(levels), np.array(shares)
        high = level > 0
        share = np.where(high, share / share[high].sum(), share / share[~high].sum()) / 2
        found = _logistic(data.matrix[picked], level, share, found)
    return found[:-2]


def _picked(rows: range, lesson: Lesson, values: Floats) -> list[int]:
    if lesson.level == 0:
        candidates, most = list(rows), BEST_OF_FAILING
    else:
        candidates, most = [rows[i] for i in lesson.evident], BEST_OF_PASSING
    return sorted(candidates, key=lambda row: -values[row])[:most]


def _logistic(matrix: csr_matrix, level: Any, share: Floats, start: Floats) -> Floats:
    """Return weights and two intercepts that minimise the ridge-penalised loss of both cuts."""
    count = matrix.shape[1]
    signs = [np.where(level >= cut, 1.0, -1.0) for cut in (1, 2)]
    turned = matrix.T.tocsr()

    def loss(point: Floats) -> tuple[float, Floats]:
        values = matrix @ point[:count]
        total = RIDGE / 2 * float(point[:count] @ point[:count])
        slope = np.zeros(count + 2)
        pull = np.zeros(len(share))
        for cut, sign in enumerate(signs):
            margin = sign * (values + point[count + cut])
            total += float(share @ np.logaddexp(0, -margin))
            push = -share * sign / (1 + np.exp(np.clip(margin, -30, 30)))
            pull += push
            slope[count + cut] = push.sum()
        slope[:count] = turned @ pull + RIDGE * point[:count]
        return total, slope

    options = {"maxiter": 200, "ftol": 1e-9}
    found: Floats = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    return found


def _best(data: _Rows, weights: Floats, lesson: int) -> float:
    rows = data.rows[lesson]
    if not rows:
        return NONE
    values = data.matrix[rows.start : rows.stop] @ weights + data.said[rows.start : rows.stop]
    return round(float(values.max()), DIGITS)


STEPS = 45
"""How finely cuts are searched, in quantiles of the scores."""
NEAR_BEST = 0.02
"""Cuts that come so near the best are averaged: the very best one fits chance."""


def _cuts(scores: Floats, lessons: Sequence[Lesson]) -> tuple[float, float]:
    """Return the cuts that agree best with reviewers: on real articles, as far as there are any."""
    real = [i for i, lesson in enumerate(lessons) if lesson.text.source == "article"]
    counted = real or list(range(len(lessons)))
    truth, mine = np.array([lessons[i].level for i in counted]), scores[counted]
    steps = np.unique(np.quantile(mine[mine > NONE], np.linspace(0, 1, STEPS)))

    def value(weak: float, passes: float) -> float:
        judged = (mine >= weak).astype(int) + (mine >= passes)
        return kappa(truth, judged) + f1(truth, judged)

    return _plateau(value, [float(step) for step in steps])


def _plateau(value: Callable[[float, float], float], steps: Sequence[float]) -> tuple[float, float]:
    """Return the middle of the pairs (weak ≤ pass) whose value comes near the best."""
    tried = [(value(a, b), a, b) for i, a in enumerate(steps) for b in steps[i:]]
    best = max(tried)[0]
    near = [(a, b) for found, a, b in tried if found >= best - NEAR_BEST]
    weak, passes = (sum(pair[k] for pair in near) / len(near) for k in (0, 1))
    return round(weak, DIGITS), round(passes, DIGITS)


# --- how well levels (0 fail, 1 weak, 2 pass) agree with what reviewers said --------------------


def kappa(truth: Any, mine: Any) -> float:
    """Return the quadratic weighted kappa (Cohen 1968); 1 is full agreement, 0 is chance."""
    levels = np.arange(len(LEVELS))
    distance = np.square(levels[:, None] - levels[None, :])
    seen = np.square(truth - mine).mean()
    shares = [np.bincount(side, minlength=len(LEVELS)) / len(side) for side in (truth, mine)]
    chance = float(shares[0] @ distance @ shares[1])
    return 1.0 - float(seen) / chance if chance else 1.0


def f1(truth: Any, mine: Any) -> float:
    """Return the F1 of a pass on what is clearly a pass or a fail; 0 without any pass."""
    right = int(((truth == 2) & (mine == 2)).sum())
    wrong = int(((truth == 0) & (mine == 2)).sum()) + int(((truth == 2) & (mine != 2)).sum())
    return 2 * right / (2 * right + wrong) if right + wrong else 0.0
