"""Technical terms: which are found, and what counts as an explanation where they first stand."""

from __future__ import annotations

import pytest
from cases import analysis_of, pack_of

from inferlint.verdicts.jargon import jargon_of


def unexplained(article: str) -> list[str]:
    """Return the terms that nothing explains, in text order."""
    pack = pack_of()
    return [use.term for use in jargon_of(analysis_of(article, pack), pack.name).unexplained]


EXPLAINED = {
    "brackets": "The crema (the foam on top) is brown.",
    "an apposition": "The crema, a thin foam, is brown.",
    "or": "The crema, or foam on top, is brown.",
    "that is": "Watch the crema, that is, the foam.",
    "a dash": "Watch the crema – the foam on top.",
    "a relative clause": "The crema, which is the foam on top, is brown.",
    "a definition": "Crema is the foam on top.",
    "means": "Crema means foam.",
    "a colon": "- Crema: the foam on top",
    "called": "The foam on top is called crema.",
    "known as": "The foam, known as crema, is brown.",
    "the term in brackets": "The foam on top (crema) is brown.",
    "the next sentence": "Watch the crema. That is the foam on top.",
    "a definition list": "Crema\n: The foam on top.",
    "the first cell of a row": "| Word | Meaning |\n|---|---|\n| Crema | The foam on top |",
    "an act": "Crema is foaming on top of the cup.",
    "a link to a glossary": "Watch the [crema](../glossary.md#crema) well.",
    "the first use counts": "The crema (the foam on top) is brown. More crema is better.",
}
PUZZLING = {
    "bare": "Watch the crema well.",
    "brackets that explain nothing": "Watch the crema (brown) well.",
    "brackets with an example": "Watch the crema (see the next page) well.",
    "a link elsewhere": "Watch the [crema](../shop.md) well.",
    "a later explanation": "Watch the crema well. It pays.\n\nCrema is the foam on top.",
    "a list of nouns": "Watch crema, the cup and the spoon.",
    "an act in passing": "Your crema is fading.",
    "an example in brackets": "Know the words (crema, portafilter filter).",
    "a figure in brackets": "The crema (2 mm of it) is brown.",
    "a duty": "Crema is a must.",
    "a later cell of a row": "| Time | What |\n|---|---|\n| 9:00 | Crema |",
}


@pytest.mark.parametrize("article", EXPLAINED.values(), ids=EXPLAINED)
def test_what_explains_a_term(article: str) -> None:
    assert unexplained(article) == []


@pytest.mark.parametrize("article", PUZZLING.values(), ids=PUZZLING)
def test_what_does_not(article: str) -> None:
    assert "crema" in unexplained(article)


@pytest.mark.parametrize(
    ("article", "terms"),
    [
        ("Burr grinders hum. Buy a burr mill.", ["burr grinder"]),
        ("Let it bloom. The rose blooms.", ["bloom"]),
        ("They bloom near a flower bloom.", ["bloom"]),
        ("See the rose bloom.", []),
        ("# Crema\n\nText.", []),
    ],
)
def test_which_terms_are_found(article: str, terms: list[str]) -> None:
    assert unexplained(article) == terms
