"""Whether a text asserts anything at all."""

from __future__ import annotations

import re

from inferlint.language.claims.parse import Parse
from inferlint.language.words import FUNCTION_WORDS, lemma_of

FEWEST_CONTENT_WORDS = 4
"""What a sentence without a sure predicate must say."""
FINITE = frozenset(
    "is are was were has does did can could will would might must shall should cannot".split()
)
"""Words that are finite verbs wherever they stand (`may` is a month too)."""
_LIST_MARK = re.compile(r"[,;|•·→/]")
_COMPLEMENTS = frozenset("dobj xcomp ccomp oprd prep agent advmod npadvmod".split())
_MODIFIERS = frozenset(["amod", "compound", "nmod"])
_NOUN_STARTS = frozenset(["NNS", "DT", "PRP$"])


def has_predicate(parse: Parse) -> bool:
    """Tell whether the text asserts anything: a finite verb, an imperative, or nearly so.

    Writers put `Using a trained model to answer` for a sentence, and the parser takes some plain
    sentences for a row of nouns (`Long prompts slow down inference`). So where enough is said,
    anything like a verb will do; in a list of terms it will not.
    """
    indices = range(len(parse.tokens))
    if any(_is_finite(parse, index) for index in indices):
        return True
    return _says_enough(parse) and any(_is_like_a_verb(parse, index) for index in indices)


def _is_finite(parse: Parse, index: int) -> bool:
    token = parse.tokens[index]
    return (
        token.tag in ("VBZ", "VBP", "VBD", "MD")
        or (token.tag == "VB" and token.dep == "ROOT")
        or (token.tag == "VBN" and token.dep == "ROOT" and "nsubjpass" in parse.deps(index))
    )


def _says_enough(parse: Parse) -> bool:
    words = [token.text for token in parse.tokens if token.text[0].isalnum()]
    said = sum(word.lower() not in FUNCTION_WORDS for word in words)
    pieces = [piece for piece in _LIST_MARK.split(parse.text) if piece.strip()]
    is_list_of_terms = len(pieces) > 2 and len(words) <= 2.5 * len(pieces)
    return said >= FEWEST_CONTENT_WORDS and not is_list_of_terms


def _is_like_a_verb(parse: Parse, index: int) -> bool:
    """Tell what hangs together like a clause, whatever the tagger calls it."""
    token = parse.tokens[index]
    if token.dep in ("nsubj", "nsubjpass", "prt"):
        return True
    if token.tag == "VB":
        return token.dep not in ("amod", "nmod")
    if token.tag in ("VBG", "VBN"):
        return token.dep not in _MODIFIERS and bool(parse.deps(index) & _COMPLEMENTS)
    return _stands_for_a_verb(parse, index) and _can_be_verb(token.lemma)


def _stands_for_a_verb(parse: Parse, index: int) -> bool:
    """Tell a noun where nouns do not stand: `cameras recognise people`, `a human reviews it`."""
    token = parse.tokens[index]
    before = parse.tokens[index - 1] if index else None
    after = parse.tokens[index + 1] if index + 1 < len(parse.tokens) else None
    if after is None or not after.text[0].isalnum():
        return False
    if token.tag == "NNS":
        return token.dep == "compound"
    if token.text.lower() != token.lemma:
        return False
    if before is None:
        return after.tag in _NOUN_STARTS
    return before.tag in ("NNS", "NNPS") or before.text.lower() in ("these", "those")


def _can_be_verb(lemma: str) -> bool:
    stems = (lemma, lemma + lemma[-1:], lemma[:-1], f"{lemma[:-1]}i")
    forms = (stem + ending for stem in stems for ending in ("ed", "ing"))
    return any(lemma_of(form) == lemma_of(lemma) for form in forms)
