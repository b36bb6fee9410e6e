"""What a verdict shows: spans of the source, their order and labels, waivers and suggestions."""

from __future__ import annotations

import pytest
from cases import analysis_of, pack_of, shown, verdict_of

from inferlint.document import Suppression
from inferlint.verdicts import Suggestion, Waiver, Way, filled, waived
from inferlint.verdicts.measures import Measured
from inferlint.verdicts.suggesting import own_words

TWO = "require: {within: 2 sentences, parts: {says a: grind, says b: fine}}"
MUST = "require: {parts: {names a: {must: grind}, says b: fine, says c: {any: [cup, hot]}}}"


@pytest.mark.parametrize(
    ("body", "article", "expected"),
    [
        # one span a sentence, whole, where it stands
        (TWO, "Grind it *very* fine.", ["1, 1:1-1:22 says a; says b: Grind it very fine."]),
        (TWO, "Text. Grind it.\nIt is fine. Text.",
         ["1, 1:7-1:16 says a: Grind it.", "1, 2:1-2:12 says b: It is fine."]),
        (TWO, "Grind it. It\nis fine.",
         ["1, 1:1-1:10 says a: Grind it.", "1, 1:11-2:9 says b: It is fine."]),
        (TWO, "It is naïve. Grind 🎉 it fine.", ["1, 1:14-1:30 says a; says b: Grind 🎉 it fine."]),
        # the best passage first, then the others as they stand
        (TWO, "Grind it. It is fine.\n\n# Next\n\nGrind it fine.",
         ["1, 5:1-5:15 says a; says b: Grind it fine.",
          "2, 1:1-1:10 says a: Grind it.", "2, 1:11-1:22 says b: It is fine."]),
        (TWO, "Grind it fine.\n\nText.\n\nGrind it very fine.",
         ["1, 1:1-1:15 says a; says b: Grind it fine.",
          "2, 5:1-5:20 says a; says b: Grind it very fine."]),
        # the context behind its sentence
        (MUST, "## Grind\n\nA fine cup.",
         ["1, 3:1-3:12 says b; says c: A fine cup.", "1, 1:4-1:9 context: Grind"]),
        (MUST, "Grind it so:\n\n- A fine cup.",
         ["1, 3:3-3:14 says b; says c: A fine cup.", "1, 1:1-1:13 context: Grind it so:"]),
        # cells of a table, each with its header
        (MUST, "| Step | Look | In |\n|---|---|---|\n| Grind | fine | cup |",
         ["1, 3:3-3:8 names a: Grind", "1, 1:3-1:7 context: Step",
          "1, 3:11-3:15 says b: fine", "1, 1:10-1:14 context: Look",
          "1, 3:18-3:21 says c: cup", "1, 1:17-1:19 context: In"]),
        (MUST, "| Fine | Grind |\n|---|---|\n| hot | much |",
         ["1, 3:3-3:6 says b; says c: hot", "1, 1:3-1:7 context: Fine",
          "1, 3:9-3:13 names a: much", "1, 1:10-1:15 context: Grind"]),
    ],
)  # fmt: skip
def test_evidence_stands_in_the_source(body: str, article: str, expected: list[str]) -> None:
    assert shown(verdict_of(article, body).evidence) == expected


def test_the_nearest_miss_is_one_piece() -> None:
    verdict = verdict_of("# Brew\n\nText. Grind it.", TWO)
    assert verdict.nearest is not None
    assert shown([verdict.nearest]) == ["1, 3:7-3:16 says a: Grind it."]


def test_of_two_equal_passages_the_earlier_and_tighter_comes_first() -> None:
    verdict = verdict_of("Grind it. It is fine. Text.\n\nGrind it fine. Grind fine.", TWO)
    assert [e.text for e in verdict.evidence if e.passage == 1] == ["Grind it fine."]


# --- suggestions -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("article", "after_line", "under", "line"),
    [
        ("# Brew\n\nText.\n\n## Steps\n\nGrind it\nthen.\n\nMore.", 8, "Steps", 7),
        ("# Brew\n\nText.\n\nMore.", 3, "Brew", None),
        ("Text.", 1, None, None),
        ("# Brew\n\n## Steps\n\n- One.\n", 5, None, None),
        ("", 1, None, None),
        ("Text.\n\n- Grind it\n- Two", 4, None, 3),
        # behind an element, below the last heading in it
        ("# A\n\n<div>\n\n## B\n\nGrind it.\n\n## C\n\nText.\n\n</div>\n\nEnd.", 13, "C", 7),
    ],
)
def test_a_suggestion_names_a_place_near_the_miss(
    article: str, after_line: int, under: str | None, line: int | None
) -> None:
    suggestion = verdict_of(article, TWO).suggestion
    first, second = "Grind the coffee fine.", "Take a clean cup."
    assert suggestion == Suggestion(after_line, under, first, Way.ADD, line, (second,))


def test_without_a_near_miss_it_goes_where_the_article_speaks_most_of_the_matter() -> None:
    body = "require: {parts: {a: {must: grind}, b: {must: fine}, c: hot, d: cup}}"
    article = "Text.\n\n## Cups\n\nA cup.\n\n## Heat\n\nHot.\n\nThe cup.\n\n## End\n\nText."
    suggestion = verdict_of(article, body).suggestion
    assert suggestion is not None
    assert (suggestion.after_line, suggestion.under, suggestion.line) == (11, "Heat", None)


@pytest.mark.parametrize(
    ("article", "body", "way", "line"),
    [
        ("Text.\n\n## Steps\n\nGrind it.",
         "require: {parts: {a: grind, b: fine}, weak_at: [a]}", Way.EXTEND, 5),
        ("Text.\n\nMilk in it.", "forbid: {parts: {a: milk}}", Way.REPLACE, 3),
        ("Fine grind.\n\nIt is stale.",
         "require: {parts: {a: grind, b: fine}, contradicts: [stale]}", Way.REPLACE, 3),
        ("One two three.", "measure: {longest sentence: {weak: 2 words, fail: 2 words}}",
         Way.DO, 1),
        ("Text.", "count: {of: {a: milk}, pass: 1 place, weak: 1 place}", Way.DO, None),
    ],
)  # fmt: skip
def test_what_to_do_with_a_suggestion(article: str, body: str, way: Way, line: int | None) -> None:
    suggestion = verdict_of(article, body).suggestion
    assert suggestion is not None
    assert (suggestion.way, suggestion.line) == (way, line)


FILLED = {
    "the default": ("Text.", "Take a cup of coffee."),
    "too rare a word": ("One mug.", "Take a cup of coffee."),
    "the article's own word": ("A mug. Two mugs. A cup.", "Take a mug."),
    "the most frequent": ("A mug. Two mugs. A cup. Cups. The cup.", "Take a cup."),
    "a vowel": ("An espresso cup. Espresso cups.", "Take an espresso cup."),
    "an abbreviation": ("One XLC. Many XLCs.", "Take an XLC."),
}


@pytest.mark.parametrize(("article", "expected"), FILLED.values(), ids=FILLED)
def test_slots_take_the_articles_own_words(article: str, expected: str) -> None:
    words = own_words(Measured(analysis_of(article, pack_of()), pack_of()))
    assert filled("Take a {drink}.", words) == expected


def test_a_term_and_its_meaning_fill_slots_of_their_own() -> None:
    words = own_words(Measured(analysis_of("Watch the crema.", pack_of()), pack_of()))
    assert filled("Explain {term}: {plain}.", words) == "Explain crema: the foam on top."


def test_a_pass_gets_no_suggestion() -> None:
    assert verdict_of("Grind it fine.", TWO).suggestion is None


# --- waivers -----------------------------------------------------------------------------------

WAIVER = Suppression("one", "an old text", 7)


def test_a_waiver_takes_the_place_of_a_fail_and_keeps_what_was_found() -> None:
    failed = verdict_of("Grind it.", TWO)
    verdict = waived(failed, [Suppression("two", "other", 3), WAIVER])
    assert verdict.outcome == "waived"
    assert (verdict.waiver, verdict.suggestion) == (Waiver("an old text", 7), None)
    assert (verdict.nearest, verdict.missing) == (failed.nearest, failed.missing)
    assert not verdict.fails(strict=True)


def test_a_weak_verdict_can_be_waived_too() -> None:
    weak = verdict_of("Grind it.", "require: {parts: {a: grind, b: fine}, weak_at: [a]}")
    assert waived(weak, [WAIVER]).outcome == "waived"


def test_a_pass_needs_no_waiver_and_other_checks_keep_their_verdict() -> None:
    passed, failed = verdict_of("Grind it fine.", TWO), verdict_of("Text.", TWO)
    assert waived(passed, [WAIVER]) == passed
    assert waived(failed, [Suppression("two", "other", 3)]) == failed
    assert waived(failed, []) == failed


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        ([(3, 3)], "fail"),
        ([(5, 5)], "fail"),
        ([(3, 3), (5, 5)], "waived"),
        ([(2, 6)], "waived"),
        ([None], "waived"),
    ],
)
def test_what_is_wrong_is_waived_where_it_stands(
    lines: list[tuple[int, int] | None], outcome: str
) -> None:
    failed = verdict_of("Text.\n\nMilk in it.\n\nMore milk.", "forbid: {parts: {a: milk}}")
    waivers = [Suppression("one", "why", 2, block) for block in lines]
    assert waived(failed, waivers).outcome == outcome


def test_what_is_missed_is_waived_for_the_article() -> None:
    failed = verdict_of("Grind it.", TWO)
    assert waived(failed, [Suppression("one", "why", 2, (9, 9))]).outcome == "waived"


def test_only_errors_fail_an_article_and_weak_ones_only_when_strict() -> None:
    failed = verdict_of("Text.", TWO)
    weak = verdict_of("Grind it.", "require: {parts: {a: grind, b: fine}, weak_at: [a]}")
    passed = verdict_of("Grind it fine.", TWO)
    assert [v.fails() for v in (failed, weak, passed)] == [True, False, False]
    assert [v.fails(strict=True) for v in (failed, weak, passed)] == [True, True, False]
