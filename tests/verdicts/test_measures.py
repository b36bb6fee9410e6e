"""Numbers about an article: what each counts, and how the worst of them decides."""

from __future__ import annotations

import pytest
from cases import analysis_of, pack_of, shown, verdict_of

from inferlint.rules import MEASURES as NAMED
from inferlint.verdicts import MEASURES
from inferlint.verdicts.measures import Measured

FIVE = "One two three four five."
TEN = f"{FIVE} {FIVE}"


def readings(measure: str, article: str) -> list[int]:
    """Return the values of one measure, in text order."""
    pack = pack_of()
    return [r.value for r in MEASURES[measure].read(Measured(analysis_of(article, pack), pack))]


@pytest.mark.parametrize(
    ("measure", "article", "expected"),
    [
        ("longest paragraph", f"{TEN}\n\n- {TEN}\n\n{FIVE}", [10, 5]),
        ("longest paragraph", f"# {TEN}", []),
        ("longest sentence", f"# {TEN}\n\n{TEN} Six.\n\n- {FIVE}", [5, 5, 1, 5]),
        ("longest list item", f"{TEN}\n\n- {TEN}\n- {FIVE}\n\n  One.", [10, 5, 1]),
        ("words without a heading",
         f"{FIVE}\n\n# A\n\n{TEN}\n\n- {FIVE}\n\n## B\n\nOne.", [5, 15, 1]),
        ("words without a heading", "# A\n\n## B", []),
        ("words without a list or table",
         f"{FIVE}\n\n{FIVE}\n\n- One.\n\n{FIVE}\n\n| A | B |\n|---|---|\n| c | d |\n\n# A\n\nOne.",
         [10, 5, 1]),
        ("heading levels skipped", "# A\n\n## B\n\n#### C\n\n# D\n\n### E", [1, 2]),
        ("heading levels skipped", "### A\n\n# B\n\n## C", []),
        ("headings with nothing below", "# A\n\n## B\n\nText.\n\n## C\n\n## D", [1, 2]),
        ("headings with nothing below", "# A\n\nText.", []),
        ("headings with nothing below", "# A\n\n## B\n\n# C\n\nText.", [1]),
    ],
)  # fmt: skip
def test_what_each_measure_counts(measure: str, article: str, expected: list[int]) -> None:
    assert readings(measure, article) == expected


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_an_empty_article_has_no_numbers(measure: str) -> None:
    assert [value for value in readings(measure, "") if value > 0] == []


def test_rules_can_name_every_measure_and_no_other() -> None:
    assert set(MEASURES) == set(NAMED)


BODY = "measure: {longest paragraph: {weak: 5 words, fail: 9 words}}"


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("", "pass"),
        (FIVE, "pass"),
        (f"{FIVE} Six.", "weak"),
        (f"{FIVE} Six seven eight nine.", "weak"),
        (TEN, "fail"),
        (f"{FIVE} Six.\n\n{TEN}", "fail"),
        (f"- {TEN}", "pass"),
    ],
)
def test_a_bound_says_the_largest_value_that_still_holds(article: str, expected: str) -> None:
    verdict = verdict_of(article, BODY)
    assert verdict.outcome == expected
    assert bool(verdict.message) == bool(verdict.evidence) == (expected != "pass")


def test_the_worst_measure_decides_and_each_cause_is_shown() -> None:
    body = (
        "measure: {longest paragraph: {weak: 5 words, fail: 20 words}, "
        "longest sentence: {weak: 4 words, fail: 4 words}, "
        "longest list item: {weak: 1 word, fail: 1 word}}"
    )
    verdict = verdict_of(f"Text.\n\n{TEN}\nOne.", body)
    assert verdict.outcome == "fail"
    assert shown(verdict.evidence) == [
        f"1, 3:1-4:5 longest paragraph: {FIVE}",
        f"2, 3:1-3:25 longest sentence: {FIVE}",
    ]
    assert verdict.message == (
        "Longest paragraph: 11 words (at most 5); longest sentence: 5 words (at most 4)."
    )


def test_the_longest_of_several_is_shown() -> None:
    verdict = verdict_of(f"{FIVE} Six.\n\n{TEN}\n\n{FIVE} Six.", BODY)
    assert [(e.start.line, e.passage) for e in verdict.evidence] == [(3, 1)]
    assert verdict.message == "Longest paragraph: 10 words (at most 5)."


def test_a_measure_that_fails_gets_a_suggestion_at_its_cause() -> None:
    suggestion = verdict_of(f"{FIVE}\n\n## Steps\n\n{TEN}", BODY).suggestion
    assert suggestion is not None
    assert (suggestion.after_line, suggestion.under) == (5, "Steps")
