"""The formulas give what their sources give."""

import pytest

from inferlint.verdicts.readability import Lengths, automated_readability, coleman_liau


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        (Lengths(639, 119, 5), 14.5),  # 537 letters and 4.2 sentences in 100 words
        (Lengths(0, 0, 0), 0.0),
    ],
)
def test_coleman_liau(text: Lengths, grade: float) -> None:
    assert round(coleman_liau(text), 1) == grade


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        (Lengths(500, 100, 5), 12.1),  # 5 letters a word, 20 words a sentence
        (Lengths(0, 0, 0), 0.0),
        (Lengths(5, 1, 0), 0.0),
    ],
)
def test_automated_readability(text: Lengths, grade: float) -> None:
    assert round(automated_readability(text), 1) == grade
