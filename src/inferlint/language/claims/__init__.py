"""What a parsed sentence takes back: negations, promises, refutations, words of others, questions.

A denial names the words that the sentence does not assert. It is plain data over a plain parse, so
that its rules can be tested by hand-made parses and read without knowing any parser.
"""

from __future__ import annotations

from collections.abc import Iterable

from inferlint.language.claims.coverage import (
    COVERAGE,
    OMITTING,
    PHRASAL,
    POINTING,
    SILENT,
    about_text,
)
from inferlint.language.claims.denial import Denial, Refusal
from inferlint.language.claims.negation import (
    LACKING,
    LESS_THAN,
    NEVER,
    NO_THING,
    POINTLESS,
    about_claims,
)
from inferlint.language.claims.others import DOUBTING, SAYING, about_others
from inferlint.language.claims.parse import Parse, Token
from inferlint.language.claims.predicates import FINITE, has_predicate
from inferlint.language.claims.wording import (
    calls_list_false,
    is_question,
    may_take_back,
    whole_sentence,
)
from inferlint.language.words import Word

__all__ = [
    "NEGATORS",
    "Denial",
    "Parse",
    "Refusal",
    "Token",
    "calls_list_false",
    "denials",
    "has_predicate",
    "is_question",
    "may_deny",
    "surely_asserts",
]

# As the careless write them, and what the dictionary leads elsewhere.
_CARELESS = "dont doesnt didnt isnt arent wasnt werent wont cant couldnt wouldnt hasnt havent"
_LED_ASTRAY = "thinking thought detailed gone dove wrote written"

NEGATORS = frozenset("not no without cannot nor".split()) | NEVER | NO_THING
"""Words that negate, for whoever asks whether a phrase of the rules is itself a negation."""

_CUES = frozenset(["if", "according", *_CARELESS.split(), *_LED_ASTRAY.split()]).union(
    NEGATORS, COVERAGE, PHRASAL, OMITTING, SILENT, POINTING, SAYING, DOUBTING, LACKING, POINTLESS
)
"""The words without which nothing is denied."""


def denials(parse: Parse) -> tuple[Denial, ...]:
    """Return everything that the sentence does not assert."""
    whole = whole_sentence(parse.text)
    if whole is not None and whole.spans[0][1] >= len(parse.text.rstrip()):
        return (whole,)
    indices = range(len(parse.tokens))
    told = [d for index in indices for d in about_text(parse, index)]
    spoken_for = {denial.cue for denial in told}
    claims = [
        denial
        for index in indices
        for denial in (*about_claims(parse, index), *about_others(parse, index))
        if denial.cue not in spoken_for
    ]
    return (*([whole] if whole else ()), *told, *claims)


def may_deny(text: str, words: Iterable[Word]) -> bool:
    """Tell without a parse whether `denials` could find anything; false means that it cannot."""
    if any({word.form, word.lemma, word.verb} & _CUES for word in words):
        return True
    return may_take_back(text) or LESS_THAN.search(text) is not None


def surely_asserts(words: Iterable[Word]) -> bool:
    """Tell without a parse whether `has_predicate` must hold: `is`, `has`, `can` and their like."""
    return any(word.form in FINITE for word in words)
