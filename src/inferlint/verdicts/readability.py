"""Published readability formulas that count letters, words and sentences, not syllables."""

from __future__ import annotations

from typing import NamedTuple


class Lengths(NamedTuple):
    """What a text is made of."""

    letters: int
    """Letters and digits."""
    words: int
    sentences: int


def coleman_liau(text: Lengths) -> float:
    """Return the school grade that a text asks for (0 for an empty one).

    Source: M. Coleman and T. L. Liau, A computer readability formula designed for machine scoring,
    Journal of Applied Psychology 60 (1975), 283 to 284.
    """
    if not text.words:
        return 0.0
    letters, sentences = (100 * count / text.words for count in (text.letters, text.sentences))
    return 0.0588 * letters - 0.296 * sentences - 15.8


def automated_readability(text: Lengths) -> float:
    """Return the school grade that a text asks for (0 for an empty one).

    Source: E. A. Smith and R. J. Senter, Automated Readability Index, report AMRL-TR-66-220 (1967).
    """
    if not text.words or not text.sentences:
        return 0.0
    return 4.71 * text.letters / text.words + 0.5 * text.words / text.sentences - 21.43
