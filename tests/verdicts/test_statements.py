"""Which passages hold a statement: conditions, places, distances, subjects and rivals."""

from __future__ import annotations

import pytest
from cases import outcome_of, verdict_of, verdicts_of

LONG = "Word " * 30


def require(part: str, **keys: str) -> str:
    """Return a body with one part, or several in braces, and other keys."""
    parts = part if part.startswith("{a:") else f"{{a: {part}}}"
    rest = "".join(f", {key}: {value}" for key, value in keys.items())
    return f"require: {{parts: {parts}{rest}}}"


TWO = "{a: grind, b: fine}"


@pytest.mark.parametrize(
    ("part", "article", "expected"),
    [
        # a concept
        ("grind", "Grind it.", "pass"),
        ("grind", "She was grinding beans.", "pass"),
        ("grind", "# Grind", "fail"),
        ("grind", "Brew it.", "fail"),
        ("grind", "", "fail"),
        # any, all, at least N
        ("{any: [grind, fine]}", "It is fine.", "pass"),
        ("{any: [grind, fine]}", "It is hot.", "fail"),
        ("{all: [grind, fine]}", "Grind it fine.", "pass"),
        ("{all: [grind, fine]}", "Grind it.", "fail"),
        ("{at least 2 of: [grind, fine, hot]}", "Grind it hot.", "pass"),
        ("{at least 2 of: [grind, fine, hot]}", "Grind, grind, grind.", "fail"),
        ("{any: [{all: [grind, fine]}, cup]}", "Take a cup.", "pass"),
        ("{any: [{all: [grind, fine]}, cup]}", "Grind it.", "fail"),
        ("{all: [{any: [grind, fine]}, cup]}", "A fine cup.", "pass"),
        # where
        ("{any: [grind], where: lists}", "- Grind it.", "pass"),
        ("{any: [grind], where: lists}", "Grind it.", "fail"),
        ("{any: [grind], where: tables}", "| A | B |\n|---|---|\n| grind | it |", "pass"),
        ("{any: [grind], where: tables}", "- Grind it.", "fail"),
        ("{any: [grind], where: headings}", "# Grind\n\nBrew coffee.", "fail"),
        ("{any: [grind], where: first 10 words}", "Grind it.", "pass"),
        ("{any: [grind], where: first 10 words}", f"{LONG}.\n\nGrind it.", "fail"),
        ("{any: [grind], where: first 10 words}", f"# {LONG}\n\nGrind it.", "pass"),
        ("{any: [cup, {any: [grind], where: lists}]}", "Grind it.", "fail"),
        ("{any: [cup, {any: [grind], where: lists}]}", "* Grind it.", "pass"),
    ],
)
def test_a_part_asks_for_concepts_in_places(part: str, article: str, expected: str) -> None:
    assert outcome_of(article, require(part)) == expected


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("# Grind\n\nIt is fine.", "pass"),
        ("# Coffee\n\n## Grind\n\nIt is fine.", "pass"),
        ("# Brew\n\nGrind it fine.", "fail"),
        ("# Grind\n\n## Brew\n\nIt is fine.", "fail"),
    ],
)
def test_a_part_can_ask_for_the_heading_right_above(article: str, expected: str) -> None:
    body = require("{a: {any: [grind], where: headings}, b: fine}")
    assert outcome_of(article, body) == expected


@pytest.mark.parametrize(
    ("within", "article", "expected"),
    [
        ("sentence", "Grind it fine.", "pass"),
        ("sentence", "Grind it. It is fine.", "fail"),
        ("2 sentences", "Grind it. It is fine.", "pass"),
        ("2 sentences", "It is fine. Grind it.", "pass"),
        ("2 sentences", "Grind it.\n\nIt is fine.", "pass"),
        ("2 sentences", "Grind it. Wait. It is fine.", "fail"),
        ("3 sentences", "Grind it. Wait. It is fine.", "pass"),
        ("2 sentences", "Grind it.\n\n# Next\n\nIt is fine.", "fail"),
        ("block", "Grind it. Wait. It is fine.", "pass"),
        ("block", "Grind it.\n\nIt is fine.", "fail"),
        ("block", "- Grind it.\n- It is fine.", "fail"),
        ("section", "Grind it.\n\nWait.\n\nIt is fine.", "pass"),
        ("section", "Grind it.\n\n## Next\n\nIt is fine.", "fail"),
        ("article", "Grind it.\n\n## Next\n\nIt is fine.", "pass"),
        ("article", "# Grind\n\nBrew.\n\n## Fine", "pass"),
        ("article", "Grind it.", "fail"),
    ],
)
def test_the_parts_stand_within_some_distance(within: str, article: str, expected: str) -> None:
    assert outcome_of(article, require(TWO, within=within)) == expected


@pytest.mark.parametrize(
    ("parts", "weak_at", "article", "expected"),
    [
        ("{a: grind, b: fine}", "[a]", "Grind it fine.", "pass"),
        ("{a: grind, b: fine}", "[a]", "Grind it.", "weak"),
        ("{a: grind, b: fine}", "[a]", "It is fine.", "fail"),
        ("{a: grind, b: fine, c: cup}", "[a, b]", "Grind it fine.", "weak"),
        ("{a: grind, b: fine, c: cup}", "[a, b]", "Grind a cup.", "fail"),
        ("{a: {must: grind}, b: fine}", "[a]", "Grind it.", "weak"),
        ("{a: {must: grind}, b: fine}", "[a]", "It is fine.", "fail"),
    ],
)
def test_some_parts_suffice_for_weak(parts: str, weak_at: str, article: str, expected: str) -> None:
    assert outcome_of(article, require(parts, weak_at=weak_at)) == expected


def test_without_weak_at_there_is_no_weak() -> None:
    assert outcome_of("Grind it.", require(TWO)) == "fail"


MUST = "{a: {must: grind}, b: fine}"


@pytest.mark.parametrize(
    "article",
    [
        "Grind it fine.",
        "## Grind\n\nIt is fine.",
        "Grind it like this:\n\n- It is fine.",
        "- Grind\n  - It is fine.",
        "| Grind | Cup |\n|---|---|\n| fine | big |",
        "| Step | How |\n|---|---|\n| Grind | fine |",
    ],
)
def test_a_heading_a_header_or_a_lists_introduction_can_name_the_subject(article: str) -> None:
    assert outcome_of(article, require(MUST)) == "pass"


@pytest.mark.parametrize(
    "article",
    [
        "# Grind\n\n## Brew\n\nIt is fine.",
        "Grind it like this:\n\nIt is fine.",
        "| Step | How |\n|---|---|\n| Grind | big |\n| Brew | fine |",
    ],
)
def test_what_stands_elsewhere_names_no_subject(article: str) -> None:
    assert outcome_of(article, require(MUST)) == "fail"


def test_only_a_must_part_is_named_by_the_heading() -> None:
    assert outcome_of("## Grind\n\nIt is fine.", require(TWO)) == "fail"


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("Coffee is hot.", "pass"),
        ("# Coffee\n\nIt is hot.", "pass"),
        ("# Coffee\n\n## Steps\n\nIt is hot.", "pass"),
        ("# Coffee\n\nText.\n\n# Other\n\nIt is hot.", "pass"),
        ("Coffee first:\n\n- It is hot.", "pass"),
        ("It is hot.", "fail"),
        ("Other.\n\n## Coffee\n\nText.\n\n## Other\n\nIt is hot.", "fail"),
        # a rival in the clause, in the sentence, in the heading
        ("Coffee is hot, tea is cold.", "pass"),
        ("Coffee waits, but tea is hot.", "fail"),
        ("Tea is fine, and coffee is hot.", "pass"),
        ("Coffee keeps (it is hot), unlike very old tea.", "pass"),
        ("Tea, coffee: hot.", "pass"),
        ("Coffee, tea: hot.", "fail"),
        ("# Coffee\n\n## Tea\n\nIt is hot.", "fail"),
        ("# Coffee\n\n## Tea\n\nCoffee is hot.", "pass"),
        ("# Coffee\n\n## Coffee and tea\n\nIt is hot.", "pass"),
        ("# Tea\n\n## Coffee\n\nIt is hot.", "pass"),
    ],
)
def test_a_mention_belongs_to_the_subject_or_to_a_rival(article: str, expected: str) -> None:
    assert outcome_of(article, require("hot", about="coffee")) == expected
    assert outcome_of(article, require("hot", about="[coffee, stale]")) == expected


def test_rivals_say_nothing_where_no_subject_is_asked_for() -> None:
    assert outcome_of("Tea is hot.", require("hot")) == "pass"


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("Grind it.", "pass"),
        ("Grind it, stale or not.", "pass"),
        ("It is stale, but grind it.", "pass"),
        ("Grind stale beans.", "fail"),
        ("Grind stale beans. Grind it.", "pass"),
    ],
)
def test_unless_spoils_its_clause(article: str, expected: str) -> None:
    assert outcome_of(article, require("grind", unless="[stale]")) == expected


def test_a_contradiction_anywhere_turns_a_pass_into_a_fail_and_is_quoted() -> None:
    body = require("grind", contradicts="[stale]")
    assert outcome_of("Grind it.", body) == "pass"
    verdict = verdict_of("Grind it.\n\nText.\n\nUse stale beans.", body)
    assert verdict.outcome == "fail"
    assert [(e.text, e.label, e.start.line) for e in verdict.evidence] == [
        ("Use stale beans.", "contradicts", 5)
    ]
    assert verdict.message == "The article says the opposite in line 5."
    assert (verdict.nearest, verdict.missing) == (None, ())


def test_a_contradiction_does_not_hide_what_is_missing() -> None:
    verdict = verdict_of("Use stale beans.", require("grind", contradicts="[stale]"))
    assert (verdict.outcome, verdict.evidence, verdict.missing) == ("fail", (), ("a",))


@pytest.mark.parametrize(
    ("article", "nearest", "missing"),
    [
        ("Brew it.", None, ("a", "b", "c")),
        ("Grind it. It is fine.", "Grind it.", ("b", "c")),
        ("It is hot. Grind a cup.", "Grind a cup.", ("b",)),
        ("# Grind\n\nText.\n\nA fine cup.", "A fine cup.", ("a",)),
        # of two that lack as much, the one that a writer can do something with
        ("- Fine cup\n\nYou fill the cup with hot, fine coffee.",
         "You fill the cup with hot, fine coffee.", ("a",)),
        ("- Fine cup\n\nYou fill the cup with hot coffee.", "Fine cup", ("a",)),
    ],
)  # fmt: skip
def test_a_fail_points_at_what_came_nearest_and_says_what_it_lacks(
    article: str, nearest: str | None, missing: tuple[str, ...]
) -> None:
    verdict = verdict_of(article, require("{a: grind, b: fine, c: cup}"))
    assert (verdict.outcome, verdict.evidence, verdict.missing) == ("fail", (), missing)
    assert (verdict.nearest.text if verdict.nearest else None) == nearest


def test_the_message_names_what_is_missing() -> None:
    body = "require: {parts: {says a: grind, says b: fine, says c: cup}}"
    assert verdict_of("Grind it.", body).message == "Missing: a passage that says b and c."
    assert verdict_of("Brew it.", body).message == "Missing: a passage that says a."


def test_a_weak_verdict_shows_its_passage_and_what_is_missing() -> None:
    verdict = verdict_of("Text. Grind it.", require(TWO, weak_at="[a]"))
    assert (verdict.outcome, verdict.missing, verdict.nearest) == ("weak", ("b",), None)
    assert [evidence.text for evidence in verdict.evidence] == ["Grind it."]


def test_a_pass_misses_nothing_and_says_nothing() -> None:
    verdict = verdict_of("Grind it fine.", require(TWO))
    assert (verdict.missing, verdict.message, verdict.nearest, verdict.suggestion) == (
        (), "", None, None,
    )  # fmt: skip
    assert (verdict.score, verdict.cuts, verdict.borderline) == (None, None, False)


FORBID = "forbid: {parts: {a: stale, b: cup}, weak_at: [a]}"


@pytest.mark.parametrize(
    ("article", "expected", "texts"),
    [
        ("Grind it.", "pass", []),
        ("", "pass", []),
        ("A clean cup.", "pass", []),
        ("It is stale.", "weak", ["It is stale."]),
        ("A stale cup.", "fail", ["A stale cup."]),
        ("It is stale. A stale cup.", "fail", ["A stale cup."]),
    ],
)
def test_forbid_turns_the_levels_round(article: str, expected: str, texts: list[str]) -> None:
    verdict = verdict_of(article, FORBID)
    assert verdict.outcome == expected
    assert [evidence.text for evidence in verdict.evidence] == texts


@pytest.mark.parametrize(
    ("extra", "article", "message"),
    [
        ("", "Text.\n\nA stale cup.", "Line 3 says it."),
        ("", "It is stale.", "Line 1 comes near to saying it."),
        ("\nvague: Use fresh beans.", "It is stale.", "Use fresh beans."),
        ("\nvague: Use fresh beans.", "A stale cup.", "Line 1 says it."),
    ],
)
def test_forbid_says_where_it_stands(extra: str, article: str, message: str) -> None:
    assert verdict_of(article, FORBID + extra).message == message


SAME = "same_as: one\nwithin_first: {pass: 10 words, weak: 20 words}"
NINE = "One two three four five six seven eight nine."


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("Grind it fine.", "pass"),
        (f"{NINE} Grind it fine.", "pass"),
        (f"# {NINE * 5}\n\nGrind it fine.", "pass"),
        (f"{NINE} Ten. Grind it fine.", "weak"),
        (f"{NINE} {NINE} Nineteen. Grind it fine.", "weak"),
        (f"{NINE} {NINE} One two. Grind it fine.", "fail"),
        ("Grind it.", "weak"),
        (f"Grind it. {NINE} Grind it fine.", "weak"),
        (f"{NINE} {NINE} One two. Grind it.", "fail"),
        ("Brew it.", "fail"),
    ],
)
def test_same_as_asks_where_another_checks_passage_starts(article: str, expected: str) -> None:
    one, two = verdicts_of(article, require(TWO, weak_at="[a]"), SAME)
    assert two.outcome == expected
    assert one.outcome == ("fail" if "Brew" in article else one.outcome)


def test_same_as_says_what_it_found_and_what_it_wants() -> None:
    body = require(TWO, weak_at="[a]")
    _, late = verdicts_of(f"{NINE} Ten. Grind it fine.", body, SAME)
    assert [evidence.text for evidence in late.evidence] == ["Grind it fine."]
    assert (late.missing, late.message) == (
        (),
        "This comes only after the first 10 words.",
    )
    _, half = verdicts_of("Grind it.", body, SAME)
    assert (half.missing, half.message) == (("b",), "Missing: a passage that b.")
    _, both = verdicts_of(f"{NINE} Ten. Grind it.", body, SAME)
    assert both.message == "This comes only after the first 10 words and not in full."
    _, never = verdicts_of(f"{NINE} {NINE} Ten eleven. Grind it.", body, SAME)
    assert (never.evidence, never.message) == ((), "Nothing in the first 20 words says it.")
