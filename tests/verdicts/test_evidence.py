"""What a verdict shows: spans of the source, their order and labels, waivers and suggestions."""

from __future__ import annotations

import pytest
from cases import shown, verdict_of

from inferlint.document import Suppression
from inferlint.verdicts import Suggestion, Waiver, waived

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
    ("article", "line", "under"),
    [
        ("# Brew\n\nText.\n\n## Steps\n\nGrind it\nthen.\n\nMore.", 8, "Steps"),
        ("# Brew\n\nText.\n\nMore.", 3, "Brew"),
        ("Text.", 1, None),
        ("# Brew\n\n## Steps\n\n- One.\n", 6, None),
        ("", 1, None),
        ("Text.\n\n- Grind it\n- Two", 3, None),
    ],
)
def test_a_suggestion_names_a_place_near_the_miss(
    article: str, line: int, under: str | None
) -> None:
    expected = Suggestion(line, under, "Grind the coffee fine.")
    assert verdict_of(article, TWO).suggestion == expected


def test_a_weak_verdict_gets_a_suggestion_at_its_evidence() -> None:
    body = "require: {parts: {a: grind, b: fine}, weak_at: [a]}"
    suggestion = verdict_of("Text.\n\n## Steps\n\nGrind it.", body).suggestion
    assert suggestion == Suggestion(5, "Steps", "Grind the coffee fine.")


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


def test_only_errors_fail_an_article_and_weak_ones_only_when_strict() -> None:
    failed = verdict_of("Text.", TWO)
    weak = verdict_of("Grind it.", "require: {parts: {a: grind, b: fine}, weak_at: [a]}")
    passed = verdict_of("Grind it fine.", TWO)
    assert [v.fails() for v in (failed, weak, passed)] == [True, False, False]
    assert [v.fails(strict=True) for v in (failed, weak, passed)] == [True, True, False]
