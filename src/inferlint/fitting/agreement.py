"""How well levels (0 fail, 1 weak, 2 pass) agree with what reviewers said."""

from __future__ import annotations

from typing import Any

import numpy as np

LEVELS = 3


def kappa(truth: Any, mine: Any) -> float:
    """Return the quadratic weighted kappa (Cohen 1968); 1 is full agreement, 0 is chance."""
    levels = np.arange(LEVELS)
    distance = np.square(levels[:, None] - levels[None, :])
    seen = np.square(truth - mine).mean()
    shares = [np.bincount(side, minlength=LEVELS) / len(side) for side in (truth, mine)]
    chance = float(shares[0] @ distance @ shares[1])
    return 1.0 - float(seen) / chance if chance else 1.0


def f1(truth: Any, mine: Any) -> float:
    """Return the F1 of a pass on what is clearly a pass or a fail; 0 without any pass."""
    right = int(((truth == 2) & (mine == 2)).sum())
    wrong = int(((truth == 0) & (mine == 2)).sum()) + int(((truth == 2) & (mine != 2)).sum())
    return 2 * right / (2 * right + wrong) if right + wrong else 0.0
