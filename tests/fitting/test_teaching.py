"""Weights move as little as the examples ask, and what came out right stays right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitting.lessons import CUTS, lesson, weights
from inferlint.fitting.teaching import MARGIN, SLACK, level_of, taught
from inferlint.verdicts.scorer import score_of

OLD = weights(tea=2.0, hot=1.5, cold=-1.0, milk=0.5)


@pytest.mark.parametrize(
    ("level", "passages"),
    [
        (2, ["cold milk"]),
        (2, ["new words only"]),
        (2, ["cold", "tea milk"]),
        (1, ["tea hot"]),
        (1, ["cold"]),
        (0, ["tea hot"]),
        (0, ["tea", "hot milk", "tea hot milk"]),
    ],
)
def test_an_example_comes_out_as_it_says(level: int, passages: list[str]) -> None:
    example = lesson(level, *passages)
    assert level_of(example, OLD) != level
    assert level_of(example, taught(OLD, [example])) == level


def test_what_comes_out_right_with_room_to_spare_moves_nothing() -> None:
    assert taught(OLD, [lesson(2, "tea hot"), lesson(0, "cold")]) == OLD


def test_an_example_that_is_barely_right_gets_its_margin() -> None:
    old = weights(tea=CUTS[1])
    new = taught(old, [lesson(2, "tea")])
    assert score_of(new, ["word: tea"]) >= CUTS[1] + MARGIN - SLACK


def test_only_words_of_the_example_move() -> None:
    new = taught(OLD, [lesson(2, "cold milk")])
    changed = {name for name in new.features if new.features[name] != OLD.features.get(name)}
    assert changed == {"word: cold", "word: milk"}


def test_the_change_is_shared_evenly() -> None:
    """The nearest weights that meet one demand differ by the same amount in each feature."""
    new = taught(weights(), [lesson(2, "a b c")])
    assert len(new.features) == 3
    assert list(new.features.values()) == pytest.approx([(CUTS[1] + MARGIN) / 3] * 3, abs=0.01)


def test_what_was_right_stays_right() -> None:
    kept = [lesson(0, "milk bread", source="passage"), lesson(2, "tea hot", source="passage")]
    new = taught(OLD, [lesson(2, "milk honey")], keep=kept)
    assert [level_of(each, new) for each in kept] == [0, 2]
    assert level_of(lesson(2, "milk honey"), new) == 2


def test_what_was_wrong_before_is_not_kept_wrong() -> None:
    wrong = lesson(0, "milk honey", source="passage")
    new = taught(OLD, [lesson(2, "milk honey tea hot")], keep=[wrong])
    assert level_of(lesson(2, "milk honey tea hot"), new) == 2


def test_contrary_examples_end_in_one_of_the_two() -> None:
    contrary = [lesson(2, "tea"), lesson(0, "tea")]
    new = taught(OLD, contrary)
    assert sum(level_of(each, new) == each.level for each in contrary) <= 1


def test_without_all_parts_a_pass_must_be_beyond_doubt() -> None:
    doubtful = weights(error=0.5, tea=CUTS[1] + 0.5)
    assert level_of(lesson(2, "tea"), doubtful) == 1
    assert score_of(taught(doubtful, [lesson(2, "tea")]), ["word: tea"]) >= CUTS[1] + 1.0


def test_an_example_without_passages_teaches_nothing() -> None:
    assert taught(OLD, [lesson(2)]) == OLD
    assert level_of(lesson(2), OLD) == 0


def test_cuts_that_lie_close_leave_room_for_weak() -> None:
    near = weights(cuts=(1.0, 1.2), tea=0.0)
    assert level_of(lesson(1, "tea"), taught(near, [lesson(1, "tea")])) == 1


words = st.sampled_from("abcdef")
passages = st.lists(words, min_size=1, max_size=4, unique=True).map(" ".join)


@given(st.dictionaries(passages, st.sampled_from([0, 1, 2]), min_size=1, max_size=4))
def test_teaching_ends_and_is_the_same_each_time(wanted: dict[str, int]) -> None:
    lessons = [lesson(level, passage) for passage, level in wanted.items()]
    first, second = taught(weights(a=1.0), lessons), taught(weights(a=1.0), lessons)
    assert first == second
