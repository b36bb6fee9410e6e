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
        ("headings that ask", "# Why?\n\nBecause. Why?\n\n**How?**\n\nSo.", [1, 2]),
        ("headings that ask", "So what does it cost?\n\nMuch.", []),
        ("headings with nothing below", "# A\n\n```\ncode\n```\n\n## B\n\n![x](y.png)", []),
        ("numbered steps", "1. One.\n2. Two.\n\n   More.\n\n- Three.", [1, 2]),
        ("instructions", "Grind it. You grind it. Use of mills is old.", []),
        ("instructions", "Use a mill. Then wait an hour. Do not hurry. Cache is full.", [1, 2, 3]),
        ("instructions", "Test data stay apart. Load balancers help. Test it.", [1]),
        ("figures", "Chapter 2 sections. GPT-4 users. Llama 3 minor. ISO 8601 times.", []),
        ("figures", "It takes 20 seconds. In 2024. It costs $5.\n\n# 3 minutes", [1, 2]),
        ("sentences in the passive", "It is stored. We store it.", [50]),
        ("article without any list or table", f"{FIVE}\n\n{FIVE}", [10]),
        ("article without any list or table", f"{FIVE}\n\n- {FIVE}", []),
        ("words in long paragraphs", f"{' '.join([TEN] * 12)}\n\n{' '.join([TEN] * 4)}", [75]),
        ("wall of text", f"{' '.join([TEN] * 5)}\n\n{' '.join([TEN] * 5)}", [100]),
        ("wall of text", f"{' '.join([TEN] * 5)}\n\n## A\n\n{' '.join([TEN] * 5)}", []),
        ("links to other sites",
         "[a](https://a.org/x) <https://a.org/x/> https://b.org/y. [c](../c.md)", [2]),
        ("links to other sites",
         "[![b](b.png)](https://ci.org) [Share](https://twitter.com/intent/tweet?u=1)", [0]),
        ("links to other sites", "`https://a.org` https://img.shields.io/b <https://linkedin.com/sharing>",
         [0]),
        ("links to other sites", "<https://example.company/a> <https://a.org/f?id=1> "
         "<https://a.org/f?id=2>", [3]),
        ("links to primary sources",
         "[a](https://www.coffee.org/a) [b](https://docs.coffee.org/b) [c](https://nocoffee.org)",
         [2]),
        ("unexplained terms", "The crema is thin. A portafilter holds it. More crema.", [1]),
        ("jargon per 1,000 words", f"The burr grinder hums. {' '.join([TEN] * 20)}", [5]),
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
        f"2, 3:26-3:50 longest sentence: {FIVE}",
    ]
    assert verdict.message == (
        "Line 3: a paragraph of 11 words (at most 5). Line 3: a sentence of 5 words (at most 4)."
    )


def test_the_worst_of_several_comes_first_and_the_others_are_named() -> None:
    verdict = verdict_of(f"{FIVE} Six.\n\n{TEN}\n\n{FIVE} Six.", BODY)
    assert [(e.start.line, e.passage) for e in verdict.evidence] == [(3, 1), (1, 1), (5, 1)]
    assert verdict.message == "Line 3: a paragraph of 10 words (at most 5); also line 1, line 5."


def test_of_many_places_five_are_named_and_three_quoted() -> None:
    verdict = verdict_of("\n\n".join([f"{FIVE} Six."] * 9), BODY)
    assert len(verdict.evidence) == 3
    assert verdict.message == (
        "Line 1: a paragraph of 6 words (at most 5); "
        "also line 3, line 5, line 7, line 9, line 11 and 3 more."
    )


BOUNDS = {
    "at least, enough": ("{pass: 2 steps, weak: 1 step}", "1. One.\n2. Two.", "pass", ""),
    "at least, too few": (
        "{pass: 2 steps, weak: 1 step}",
        "1. One.",
        "weak",
        "One numbered step (at least 2).",
    ),
    "at least, none": (
        "{pass: 2 steps, weak: 1 step}",
        "One.",
        "fail",
        "No numbered steps (at least 2).",
    ),
    "never fails": ("{weak: 1 step}", "1. A.\n2. B.\n3. C.", "weak",
                    "3 numbered steps (at most 1): line 1, line 2, line 3."),
    "a note": ("{note: 1 step}", "1. A.\n2. B.", "pass",
               "Note: 2 numbered steps (at most 1): line 1, line 2."),
    "a note that holds": ("{note: 2 steps}", "1. A.\n2. B.", "pass", ""),
}  # fmt: skip


@pytest.mark.parametrize(("bounds", "article", "outcome", "message"), BOUNDS.values(), ids=BOUNDS)
def test_bounds_of_each_side(bounds: str, article: str, outcome: str, message: str) -> None:
    verdict = verdict_of(article, f"measure: {{numbered steps: {bounds}}}")
    assert (verdict.outcome, verdict.message) == (outcome, message)


COUNT = """
count:
  of:
    drinks: {any: [coffee, tea]}
    grinding: grind
    steps: {measure: numbered steps}
  each: 2 places
  pass: 4 places
  weak: 2 places
"""


@pytest.mark.parametrize(
    ("article", "outcome", "message"),
    [
        ("Coffee. Tea. Grind it.\n\n1. Go.", "pass", ""),
        ("Coffee. Tea. Coffee. Tea. Grind it.", "weak",
         "3 places count; a pass takes 4. There are no steps."),
        ("Coffee and tea.", "fail",
         "1 place counts; a pass takes 4. There are no grinding or steps."),
        ("# Coffee\n\n## Tea\n\nMilk.", "fail",
         "0 places count; a pass takes 4. There are no drinks, grinding or steps."),
    ],
)  # fmt: skip
def test_places_of_several_sorts_are_counted_together(
    article: str, outcome: str, message: str
) -> None:
    verdict = verdict_of(article, COUNT)
    assert (verdict.outcome, verdict.message) == (outcome, message)
    assert {e.label for e in verdict.evidence} == {"drinks", "grinding", "steps"} - set(
        verdict.missing
    )


def test_a_sort_shows_a_place_that_no_other_has_shown() -> None:
    verdict = verdict_of("Grind coffee.\n\nGrind tea.\n\nMilk.", COUNT)
    assert [(e.label, e.text) for e in verdict.evidence] == [
        ("drinks", "Grind coffee."),
        ("grinding", "Grind tea."),
    ]


def test_a_measure_that_fails_gets_a_suggestion_at_its_cause() -> None:
    suggestion = verdict_of(f"{FIVE}\n\n## Steps\n\n{TEN}", BODY).suggestion
    assert suggestion is not None
    assert (suggestion.after_line, suggestion.under) == (5, "Steps")
