"""Weights from nothing: they tell passing from failing texts, and say how sure they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fitting.lessons import lesson
from inferlint.fitting.learning import f1, kappa, learn
from inferlint.fitting.lessons import Lesson
from inferlint.fitting.teaching import level_of

FILLERS = "one two three four five six seven eight nine ten".split()


def lessons() -> list[Lesson]:
    """Texts pass with `brews well`, are weak with `brews` and fail with `stands`."""
    found = []
    for filler in FILLERS:
        found += [
            lesson(2, f"brews well {filler}", f"stands {filler}", evident=(0,)),
            lesson(1, f"brews {filler}", f"stands {filler}", evident=(0,)),
            lesson(0, f"stands {filler}", f"rests {filler}"),
        ]
    return found


def test_learnt_weights_tell_the_levels_apart() -> None:
    learnt = learn(lessons())
    assert learnt is not None
    assert [level_of(each, learnt) for each in lessons()] == [each.level for each in lessons()]
    assert learnt.features["word: well"] > 0 > learnt.features["word: stands"]


def test_learning_is_the_same_each_time() -> None:
    assert learn(lessons()) == learn(lessons())


def test_rare_words_teach_nothing() -> None:
    once = [*lessons(), lesson(2, "brews well unheard")]
    learnt = learn(once)
    assert learnt is not None
    assert "word: unheard" not in learnt.features


@pytest.mark.parametrize("levels", [{2}, {0}, {1}, {1, 2}, set()])
def test_without_both_passes_and_fails_nothing_is_learnt(levels: set[int]) -> None:
    assert learn([each for each in lessons() if each.level in levels]) is None


def test_cuts_are_chosen_on_articles_where_there_are_any() -> None:
    """Short passages of our own have other scores than the best of a long article."""
    articles = [
        replace(each, text=replace(each.text, source="article", group=f"{i}"))
        for i, each in enumerate(lessons())
    ]
    wrong = [replace(each, level=2 - each.level) for each in lessons()]
    learnt = learn([*articles, *articles, *wrong])
    assert learnt is not None
    agreed = [level_of(each, learnt) == each.level for each in articles]
    assert sum(agreed) > len(agreed) / 2


@pytest.mark.parametrize(
    ("truth", "mine", "expected"),
    [
        ([0, 1, 2], [0, 1, 2], 1.0),
        ([0, 0, 2, 2], [0, 2, 0, 2], 0.0),
        ([0, 2], [2, 0], -1.0),
        ([0, 1, 2, 2], [0, 2, 2, 2], 1 - 0.25 / 1.5),
        ([1, 1], [1, 1], 1.0),
    ],
)
def test_kappa(truth: list[int], mine: list[int], expected: float) -> None:
    """Values worked out by hand from the definition."""
    assert kappa(np.array(truth), np.array(mine)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("truth", "mine", "expected"),
    [
        ([2, 2, 0, 0], [2, 0, 2, 0], 0.5),
        ([2, 2, 0, 0], [2, 2, 0, 0], 1.0),
        ([2, 1, 0], [2, 2, 0], 1.0),
        ([2, 0], [1, 1], 0.0),
        ([1, 1], [2, 2], 0.0),
    ],
)
def test_f1_leaves_weak_texts_out(truth: list[int], mine: list[int], expected: float) -> None:
    assert f1(np.array(truth), np.array(mine)) == pytest.approx(expected)
