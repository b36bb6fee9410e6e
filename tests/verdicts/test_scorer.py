"""What a taught check sees in a passage, and what it makes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inferlint.rules.model import Weights
from inferlint.verdicts import Case, Verdict, in_words, taught_features
from inferlint.verdicts.outcome import Outcome
from inferlint.verdicts.scorer import outcome_of, score_of
from verdicts.cases import FakeParser, analysis_of, pack_of

BODY = """
require:
  within: 2 sentences
  parts:
    names coffee: {must: coffee}
    says grind it: grind
    says how: fine
  weak_at: [names coffee, says grind it]
vague: It is vague.
"""


def features_of(article: str, parser: FakeParser | None = None) -> list[set[str]]:
    pack = pack_of(BODY)
    case = Case(pack.rules, pack, analysis_of(article, pack), parser, None)
    return [set(features) for _, features in case.every_passage(pack.rules[0])]


def taught(article: str, cuts: tuple[float, float] = (1.0, 2.0), **features: float) -> Verdict:
    pack = pack_of(BODY)
    named = {name.replace("_", ": ", 1).replace("_", " "): v for name, v in features.items()}
    weights = Weights(named, cuts, 0.25, {}, "")
    pack = replace(pack, rules=tuple(replace(rule, weights=weights) for rule in pack.rules))
    case = Case(pack.rules, pack, analysis_of(article, pack), FakeParser(), taught_features(pack))
    (verdict,) = case.judge()
    return verdict


def test_the_features_of_a_sentence() -> None:
    (found,) = features_of("# Brew hot coffee\n\nGrind the coffee fine in 20 turns.")
    assert found == {
        "word: grind",
        "word: coffee",
        "word: fine",
        "word: #",
        "word: turn",
        "words: grind the",
        "words: the coffee",
        "words: coffee fine",
        "words: fine in",
        "words: in #",
        "words: # turn",
        "concept: coffee",
        "concept: fine",
        "concept: grind",
        "concepts: coffee + fine",
        "concepts: coffee + grind",
        "concepts: fine + grind",
        "parts: all",
    }


@pytest.mark.parametrize(
    ("article", "feature"),
    [
        ("Grind the coffee.", "parts: enough"),
        ("Coffee is ground. It is fine.", "words: be fine"),
        ("Coffee costs 3 or 400 crowns.", "words: # or"),
    ],
)
def test_a_feature_of_a_passage(article: str, feature: str) -> None:
    assert any(feature in found for found in features_of(article))


def test_a_pair_of_words_does_not_reach_beyond_the_sentence() -> None:
    assert not any("words: grind fine" in found for found in features_of("Coffee: grind. Fine."))


def test_what_is_taken_back_is_no_feature() -> None:
    article = "Coffee is here. Do not grind it."
    assert any("word: grind" in found for found in features_of(article))
    for found in features_of(article, FakeParser()):
        assert {"word: coffee", "concept: coffee"} <= found
        assert not {"word: grind", "concept: grind"} & found


def test_a_passage_without_the_guard_teaches_nothing() -> None:
    assert features_of("Grind it fine.") == []


@pytest.mark.parametrize(
    ("score", "outcome"),
    [(0.999, "fail"), (1.0, "weak"), (1.999, "weak"), (2.0, "pass"), (9.0, "pass")],
)
def test_the_cuts_decide(score: float, outcome: str) -> None:
    assert outcome_of(score, (1.0, 2.0)) == outcome


def test_a_score_is_rounded_before_it_meets_a_cut() -> None:
    weights = Weights({"a": 0.1, "b": 0.2, "c": 0.69996}, (1.0, 2.0), 0.0, {}, "")
    assert score_of(weights, ["a", "b", "c", "unknown"]) == 1.0


@pytest.mark.parametrize(
    ("article", "features", "outcome"),
    [
        ("Drink the coffee.", {"word_drink": 4.5}, "pass"),
        ("Drink the coffee.", {"word_drink": 1.5}, "weak"),
        ("Drink the coffee.", {"word_drink": 0.5}, "fail"),
        ("Grind the coffee fine.", {"parts_all": 2.0, "word_fine": -1.5}, "fail"),
        ("Grind the tea fine.", {"word_grind": 5.0}, "fail"),
        ("Do not drink the coffee.", {"word_drink": 5.0}, "fail"),
    ],
)
def test_what_was_taught_decides(article: str, features: dict[str, float], outcome: str) -> None:
    assert taught(article, **features).outcome == outcome


@pytest.mark.parametrize(
    ("article", "features", "outcome"),
    [
        ("Grind the coffee.", {"word_grind": 2.4}, "weak"),
        ("Grind the coffee.", {"word_grind": 2.5}, "pass"),
        ("Drink the coffee.", {"word_drink": 4.4}, "weak"),
        ("Drink the coffee.", {"word_drink": 4.5}, "pass"),
        ("Grind the coffee fine.", {"parts_all": 2.0}, "pass"),
    ],
)
def test_where_a_part_is_missing_a_pass_must_be_beyond_doubt(
    article: str, features: dict[str, float], outcome: str
) -> None:
    """By two standard errors of 0.25, and by 2 more where several are missing."""
    assert taught(article, **features).outcome == outcome


def test_a_pass_misses_nothing_whatever_the_parts_say() -> None:
    verdict = taught("Drink the coffee.", word_drink=5.0)
    assert (verdict.missing, verdict.message) == ((), "")


def test_neither_weak_words_nor_concepts_are_named() -> None:
    verdict = taught("Grind the coffee fine.", parts_all=2.0, word_fine=-0.4, concept_fine=-1.0)
    assert verdict.message == "It is vague."


def test_where_nothing_is_missing_the_words_against_it_are_named() -> None:
    verdict = taught("Grind the coffee fine.", parts_all=2.0, word_fine=-0.75, word_grind=-0.5)
    assert verdict.outcome is Outcome.FAIL
    assert verdict.message == "It is vague. Passages with the word “fine” fail more often."


@pytest.mark.parametrize(
    ("score", "borderline"),
    [(0.7, False), (0.8, True), (1.2, True), (2.2, False), (4.26, True), (4.8, False)],
)
def test_a_score_near_a_cut_is_borderline(score: float, borderline: bool) -> None:  # noqa: FBT001
    verdict = taught("Drink the coffee.", word_drink=score)
    assert (verdict.score, verdict.cuts) == (score, (1.0, 4.5))
    assert verdict.borderline is borderline


@pytest.mark.parametrize(
    ("feature", "said"),
    [
        ("word: charge", "the word “charge”"),
        ("word: #", "a number"),
        ("words: # per", "the words “<number> per”"),
        ("concept: cost", "it speaks of cost"),
        ("concepts: cost + use", "one sentence speaks of cost and use"),
        ("parts: all", "all parts are there"),
        ("parts: enough", "the parts that make it weak are there"),
        ("parts: several missing", "several parts are missing"),
    ],
)
def test_features_in_words(feature: str, said: str) -> None:
    assert in_words(feature) == said
