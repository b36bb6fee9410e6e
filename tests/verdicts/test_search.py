"""The second pass: what a parser's denials do to passages, and how few sentences it is asked."""

from __future__ import annotations

import pytest
from cases import FakeParser, analysis_of, outcome_of, pack_of, verdict_of, verdicts_of

from inferlint.verdicts import judge
from inferlint.verdicts.judging import MOST_PARSED, SURVIVORS

TWO = "require: {parts: {a: {must: grind}, b: fine}, weak_at: [a]}"
PAIR = "require: {within: 2 sentences, parts: {a: {must: grind}, b: fine}}"


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("They grind it fine.", "pass"),
        ("They grind it fine. They do not grind it fine.", "pass"),
        ("They do not grind it fine. They grind it fine.", "pass"),
        ("If they grind it fine, drink.", "pass"),
        ("They do not grind it fine.", "fail"),
        ("They grind it. It is not fine.", "weak"),
        ("They grind it. It is not fine. They do not grind it fine.", "weak"),
    ],
)
def test_what_is_denied_does_not_count(article: str, expected: str) -> None:
    assert outcome_of(article, TWO) in ("pass", "weak")
    assert outcome_of(article, TWO, FakeParser()) == expected


def test_words_that_assert_nothing_make_no_weak_passage_beside_words_for_nothing_else() -> None:
    parts = "{a: {must: grind}, b: {all: [fine, hot]}}"
    body = f"require: {{within: 2 sentences, parts: {parts}, weak_at: [a]}}"
    assert outcome_of("Grind, milk\n\nIt is fine.", body) == "weak"
    assert outcome_of("Grind, milk\n\nIt is fine.", body, FakeParser()) == "fail"


@pytest.mark.parametrize(
    ("article", "message"),
    [
        ("They do not grind it fine.", "The nearest passage denies it."),
        ("How fine do they grind it?", "The nearest passage asks it without answering."),
        ("It is a myth that they grind it fine.", "The nearest passage calls it wrong."),
        ("TODO: they grind it fine.", "The nearest passage announces it without saying it."),
        ("The grind, how fine, is out of scope.",
         "The nearest passage says that it is not covered."),
        ("Fine grind",
         "The nearest passage lists the words without saying anything."),
    ],
)  # fmt: skip
def test_a_refused_passage_is_the_nearest_miss_and_says_why(article: str, message: str) -> None:
    verdict = verdict_of(article, TWO, FakeParser())
    assert (verdict.outcome, verdict.message) == ("fail", message)
    assert verdict.nearest is not None
    assert verdict.nearest.text == article


@pytest.mark.parametrize(
    ("parts", "missing", "message"),
    [
        ("a: {must: grind}, b: {must: {any: [fine, hot]}}, c: fine", ("b", "c"), "c"),
        ("a: {must: grind}, b: {must: fine}, c: hot", ("b", "c"), "b and c"),
        ("a: {must: grind}, b: {must: {any: [fine, hot]}}", ("b",), "b"),
    ],
)
def test_a_guard_is_not_named_beside_a_part_that_says_it_more_exactly(
    parts: str, missing: tuple[str, ...], message: str
) -> None:
    verdict = verdict_of("They grind it.", f"require: {{parts: {{{parts}}}}}")
    assert verdict.missing == missing
    assert verdict.message == f"Missing: a passage that {message}."


THREE = "require: {within: 3 sentences, parts: {a: {must: grind}, b: fine}, weak_at: [a]}"


@pytest.mark.parametrize(
    "article",
    [
        "They grind it. It is not fine. It is fine.",
        "They grind it. It is not fine. They grind it. It is not fine. They grind it fine.",
        "They grind it, not fine.\n\nThey grind it, not fine.\n\nWater.\n\nThey grind it fine.",
    ],
)
def test_what_falls_to_weak_does_not_hide_a_pass(article: str) -> None:
    assert outcome_of(article, THREE, FakeParser()) == "pass"


def test_without_a_parser_nothing_is_denied() -> None:
    assert outcome_of("They do not grind it fine.", TWO) == "pass"
    assert outcome_of("How fine do they grind it?", TWO) == "pass"


def test_a_negation_inside_a_phrase_is_meant() -> None:
    body = "require: {parts: {a: unheated}}"
    assert outcome_of("It is not heated.", body, FakeParser()) == "pass"


def test_a_question_or_a_name_may_say_what_the_next_sentence_is_about() -> None:
    assert outcome_of("How do they grind it? It is fine.", PAIR, FakeParser()) == "pass"
    assert outcome_of("The grind\n\nIt is fine.", PAIR, FakeParser()) == "pass"
    assert outcome_of("They do not grind it. It is fine.", PAIR, FakeParser()) == "fail"


def test_the_words_of_others_make_no_forbidden_statement() -> None:
    body = "forbid: {parts: {a: stale}}"
    assert outcome_of("They are stale.", body, FakeParser()) == "fail"
    assert outcome_of("If they are stale, stop.", body, FakeParser()) == "pass"
    assert outcome_of("They are not stale.", body, FakeParser()) == "pass"
    assert outcome_of("They are stale. They are not stale.", body, FakeParser()) == "fail"


def test_a_denied_contradiction_contradicts_nothing() -> None:
    body = "require: {parts: {a: grind}, contradicts: [stale]}"
    assert outcome_of("They grind it. They are stale.", body, FakeParser()) == "fail"
    assert outcome_of("They grind it. They are not stale.", body, FakeParser()) == "pass"
    assert outcome_of("They grind it. If they are stale, stop.", body, FakeParser()) == "pass"


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("- Grind beans fine in small batches", "pass"),
        ("Grind: fine beans in small batches", "pass"),
        ("Steps:\n\n- Grind fine", "pass"),
        ("| Step | How |\n|---|---|\n| Grind beans | fine |", "pass"),
        ("- Grind, fine, cup, milk", "fail"),
        ("- Grind fine", "fail"),
        ("Fine grind in small batches", "fail"),
        ("| Step | Look |\n|---|---|\n| Grind | fine |", "pass"),
        ("| A | B |\n|---|---|\n| Grind | fine |", "fail"),
    ],
)
def test_items_rows_and_terms_need_words_rather_than_a_verb(article: str, expected: str) -> None:
    assert outcome_of(article, TWO, FakeParser()) == expected


# --- how few are parsed ------------------------------------------------------------------------


def article_of(sentence: str, count: int) -> str:
    return "\n\n".join([sentence] * count)


def test_the_search_ends_when_enough_passages_stood() -> None:
    parser = FakeParser()
    verdict = verdict_of(article_of("They grind it fine.", 20), TWO, parser)
    assert verdict.outcome == "pass"
    assert {piece.passage for piece in verdict.evidence} == set(range(1, SURVIVORS + 1))
    assert len(parser.parsed) == SURVIVORS


def test_the_search_ends_when_enough_was_parsed() -> None:
    parser = FakeParser()
    verdict = verdict_of(article_of("They do not grind it fine.", 20), TWO, parser)
    assert (verdict.outcome, verdict.evidence) == ("fail", ())
    assert len(parser.parsed) == MOST_PARSED


def test_the_most_promising_are_parsed_first() -> None:
    parser = FakeParser()
    article = f"{article_of('They grind it.', 20)}\n\nThey grind it fine."
    assert verdict_of(article, TWO, parser).outcome == "pass"
    assert parser.parsed == ["They grind it fine."]


def test_what_cannot_be_denied_is_not_parsed() -> None:
    parser = FakeParser()
    assert outcome_of("It is a fine grind.", TWO, parser) == "pass"
    assert outcome_of("They grind it.", "require: {parts: {a: cup}}", parser) == "fail"
    assert parser.parsed == []


def test_each_sentence_is_asked_for_beforehand() -> None:
    parser = FakeParser()
    article = "They grind it fine. They do not grind it fine. They drink a cup."
    verdicts_of(article, TWO, "require: {parts: {a: cup}}", parser=parser)
    assert set(parser.parsed) <= set(parser.batched)


def test_a_row_is_parsed_cell_by_cell() -> None:
    parser = FakeParser()
    article = "| Step | How |\n|---|---|\n| Grind beans | Is not fine |"
    assert outcome_of(article, TWO, parser) == "weak"
    assert parser.parsed == ["Grind beans", "Is not fine"]


def test_same_as_looks_no_further_than_its_bound_and_its_limit() -> None:
    same = "same_as: one\nwithin_first: {pass: 5 words, weak: 200 words}"
    parser = FakeParser()
    pack = pack_of(TWO, same)
    article = article_of("They do not grind it fine.", 60)
    (verdict,) = judge([pack.rules[1]], pack, analysis_of(article, pack), parser)
    assert (verdict.outcome, len(parser.parsed)) == ("fail", MOST_PARSED)


def test_same_as_takes_the_earliest_that_stands() -> None:
    same = "same_as: one\nwithin_first: {pass: 12 words, weak: 30 words}"
    article = "They do not grind it fine. They grind it fine. They grind it very fine."
    one, two = verdicts_of(article, TWO, same, parser=FakeParser())
    assert [e.text for e in two.evidence] == ["They grind it fine."]
    assert (one.outcome, two.outcome) == ("pass", "pass")
