"""Small lessons and weights for the tests of teaching and learning."""

from __future__ import annotations

from inferlint.fitting.lessons import Lesson
from inferlint.fitting.texts import Labelled
from inferlint.rules.model import Weights

CUTS = (1.0, 3.0)


def lesson(
    level: int, *passages: str, source: str = "example", evident: tuple[int, ...] | None = None
) -> Lesson:
    """Return a lesson whose passages are given by their words, `long hot` for two features."""
    text = Labelled(" / ".join(passages), {"check": level}, source, f"{level} {passages}")
    features = tuple(frozenset(f"word: {word}" for word in passage.split()) for passage in passages)
    shown = tuple(range(len(passages))) if evident is None else evident
    return Lesson(text, level, features, shown)


def weights(cuts: tuple[float, float] = CUTS, error: float = 0.0, **features: float) -> Weights:
    """Return weights of words."""
    named = {f"word: {word}": value for word, value in features.items()}
    return Weights(named, cuts, error, {"examples": 1}, "0")
