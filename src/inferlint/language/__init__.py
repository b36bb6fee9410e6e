"""English: words, sentences and phrases (first pass); clauses and what they deny (second pass)."""

from inferlint.language.analysis import (
    Analysis,
    Analyst,
    Mention,
    Sentence,
    function_word_share,
)
from inferlint.language.words import FUNCTION_WORDS, Word

__all__ = [
    "FUNCTION_WORDS",
    "Analysis",
    "Analyst",
    "Mention",
    "Sentence",
    "Word",
    "function_word_share",
]
