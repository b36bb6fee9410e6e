"""English: words, sentences and phrases (first pass); clauses and what they deny (second pass)."""

from inferlint.language.analysis import (
    Analysis,
    Analyst,
    Mention,
    Sentence,
)
from inferlint.language.english import seems_english
from inferlint.language.words import FUNCTION_WORDS, Word

__all__ = [
    "FUNCTION_WORDS",
    "Analysis",
    "Analyst",
    "Mention",
    "Sentence",
    "Word",
    "seems_english",
]
