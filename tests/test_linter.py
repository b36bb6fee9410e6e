"""The linter: which checks judge which article, and that articles do not disturb each other."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from command_line import BAD, GOOD, OTHER, PERHAPS, TEA, WEAK
from inferlint import linter as linter_module
from inferlint.errors import InferlintError, UnreadableError
from inferlint.linter import Choice, Linter, Review, Run, Target, in_turn
from inferlint.rules import load_pack, shipped_rules
from inferlint.rules.model import Pack
from inferlint.verdicts import Outcome, Suggestion

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture
def packs(coffee: Pack, tea: Pack) -> list[Pack]:
    return [tea, coffee]


def target(name: str, text: str, *, named: bool = True) -> Target:
    return Target(Path(name), named, text.encode())


def outcomes(review: Review) -> dict[str, str]:
    return {check.rule.id: str(check.outcome) for check in review.checks}


# --- articles do not disturb each other


ARTICLES = [
    target("good.md", GOOD),
    target("weak.md", WEAK),
    target("bad.md", BAD),
    target("tea.md", TEA),
    target("other.md", OTHER, named=False),
    target("broken.md", "\0" * 100),
]


@pytest.mark.parametrize("together", [1, 2, 4, 100])
def test_a_review_depends_on_no_other_article(
    packs: list[Pack], together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = {str(t.path): next(Linter(packs).run([t])) for t in ARTICLES}
    monkeypatch.setattr(linter_module, "TOGETHER", together)
    linter = Linter(packs)
    for order in ([*ARTICLES], ARTICLES[::-1], ARTICLES[3:] + ARTICLES[:3], [*ARTICLES, *ARTICLES]):
        results = list(linter.run(order))
        assert len(results) == len(order)
        for result, asked in zip(results, order, strict=True):
            expected = alone[str(asked.path)]
            if isinstance(expected, Review):
                assert result == expected
            else:
                assert isinstance(result, InferlintError)
                assert (result.path, str(result)) == (expected.path, str(expected))


def test_the_examples_are_judged_alike_in_any_order() -> None:
    linter = Linter([load_pack(shipped_rules() / "inference")])
    paths = sorted(EXAMPLES.glob("*.md"))
    alone = [linter.review_text(path.read_text("utf-8"), str(path)) for path in paths]
    expected = {review.path: review for review in alone}
    assert len(expected) == 3
    for order in permutations(paths):
        assert [*linter.run([Target(path) for path in order])] == [
            expected[str(path)] for path in order
        ]


def test_a_model_sentence_comes_up_again_only_when_its_rule_has_no_other() -> None:
    linter = Linter([load_pack(shipped_rules() / "inference")], Choice(forced=("inference",)))
    targets = [target(f"{number}.md", "# A\n\nText.\n") for number in range(9)]
    shown: dict[str, list[Suggestion]] = {}
    for review in in_turn(linter.run(targets)):
        assert isinstance(review, Review)
        for check in review.checks:
            if check.suggestion is not None:
                shown.setdefault(check.rule.id, []).append(check.suggestion)
    assert len(shown) > 10
    for check_id, suggestions in shown.items():
        several = {suggestions[0].text, *suggestions[0].others}
        assert len(several) >= 2, check_id
        texts = [suggestion.text for suggestion in suggestions]
        assert set(texts) == several if len(several) <= len(texts) else len(set(texts)) == 9
        assert len(set(texts[: len(several)])) == min(len(several), len(texts)), check_id


SERIES = {
    "passes": (GOOD, "waived", None),
    "does not pass": (WEAK, "fail", "other.md does not pass it"),
    "is not there": (None, "fail", "other.md: no such file"),
}


@pytest.mark.parametrize(("other", "outcome", "trouble"), SERIES.values(), ids=SERIES)
def test_a_waiver_may_lean_on_another_article_that_passes(
    other: str | None,
    outcome: str,
    trouble: str | None,
    packs: list[Pack],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    if other is not None:
        (tmp_path / "other.md").write_text(other, "utf-8")
    waiver = "<!-- inferlint: waive names-grind -- see ../other.md -->\n\n"
    review = Linter(packs).review_text(f"{waiver}# Coffee\n\nBrew the coffee.\n", "docs/a.md")
    assert outcomes(review)["names-grind"] == outcome
    told = [note for note in review.notes if "does not count" in note]
    expected = f"line 1: the waiver of names-grind does not count: {trouble}"
    assert told == ([expected] if trouble else [])


def test_a_waiver_that_is_not_needed_is_told(packs: list[Pack]) -> None:
    waiver = "<!-- inferlint: waive names-grind -- old -->\n\n"
    review = Linter(packs).review_text(waiver + GOOD, "a.md")
    assert "line 1: the waiver of names-grind is not needed (unused-waiver)" in review.notes
    chosen = Choice(ignore=frozenset({"names-grind"}))
    assert Linter(packs, chosen).review_text(waiver + GOOD, "a.md").notes == ()


POUR, HOT = "You pour boiling water over the coffee.", "Coffee takes boiling water."
REACH = (
    "line {}: the waiver of cool-water reaches only the block below it, not line {}; "
    "write `waive-file` for the whole article"
)


@pytest.mark.parametrize(
    ("below", "outcome", "notes"),
    [
        # what stands below the waiver, what becomes of the check, what is told
        (f"{POUR}\n", "waived", []),
        (f"{POUR}\n\nIt is good.\n", "waived", []),
        ("", "pass", ["line 3: the waiver of cool-water is not needed (unused-waiver)"]),
        (f"It is good.\n\n{POUR}\n", "fail", [REACH.format(3, 7)]),
        (f"{POUR}\n\nIt is good.\n\n{HOT}\n", "fail", [REACH.format(3, 9)]),
    ],
)
def test_a_waiver_for_the_block_below_says_what_it_does_not_reach(
    packs: list[Pack], below: str, outcome: str, notes: list[str]
) -> None:
    waiver = "<!-- inferlint: waive cool-water -- we like it bitter -->"
    source = f"# Coffee\n\n{waiver}\n\n{below}"
    review = Linter(packs).review_text(source, "a.md")
    told = [note for note in review.notes if "waiver" in note]
    assert (outcomes(review)["cool-water"], told) == (outcome, notes)
    everywhere = source.replace("waive ", "waive-file ")
    assert all("reaches" not in n for n in Linter(packs).review_text(everywhere, "a.md").notes)


def test_memory_stays_flat_over_many_articles(
    packs: list[Pack], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parses are dropped after each batch, so the same article in another batch is parsed anew."""
    monkeypatch.setattr(linter_module, "TOGETHER", 1)
    linter = Linter(packs)
    list(linter.run([target("weak.md", WEAK)]))
    once = linter.grammar.words_parsed
    list(linter.run([target("weak.md", WEAK)] * 2))
    assert linter.grammar.words_parsed == 3 * once > 0


def test_progress_hears_every_article_once(packs: list[Pack]) -> None:
    heard: list[int] = []
    list(Linter(packs).run(ARTICLES, heard.append))
    assert heard == [1, 2, 3, 4, 5, 6]


def test_an_unreadable_article_is_a_result_of_its_own(packs: list[Pack]) -> None:
    results = list(Linter(packs).run([target("a.md", "\0" * 9), target("good.md", GOOD)]))
    assert isinstance(results[0], UnreadableError)
    assert isinstance(results[1], Review)
    assert results[1].verdict is Outcome.PASS


def test_a_text_is_reviewed_as_the_file_of_that_name(packs: list[Pack]) -> None:
    linter = Linter(packs)
    for text in (GOOD, WEAK, BAD, OTHER, ""):
        assert linter.review_text(text, "a.md") == next(linter.run([target("a.md", text)]))


# --- topics


def test_packs_come_by_name_and_topics_by_score(packs: list[Pack]) -> None:
    linter = Linter(packs)
    assert [pack.name for pack in linter.packs] == ["coffee", "tea"]
    topics = linter.review_text(TEA, "tea.md").topics
    assert [(t.pack, str(t.outcome), t.score) for t in topics] == [
        ("tea", "pass", 1.0),
        ("coffee", "fail", 0.0),
    ]
    topics = linter.review_text(OTHER, "other.md").topics
    assert [t.pack for t in topics] == ["coffee", "tea"]


@pytest.mark.parametrize(
    ("text", "outcome", "note"),
    [
        (GOOD, "pass", ()),
        (PERHAPS, "weak", ("the article may not be meant for the checklist 'Coffee guides'",)),
        (OTHER, "fail", ("the article may not be meant for the checklist 'Coffee guides'",)),
    ],
)
def test_the_topic_of_a_named_article_is_noted_where_it_does_not_fit(
    packs: list[Pack], text: str, outcome: str, note: tuple[str, ...]
) -> None:
    review = Linter(packs).review_text(text, "a.md")
    assert (str(review.topics[0].outcome), review.notes) == (outcome, note)
    assert len(review.checks) == 4


def test_an_article_is_reviewed_with_one_pack(packs: list[Pack]) -> None:
    both = f"{GOOD}\n{TEA}"
    assert {check.rule.pack for check in Linter(packs).review_text(both, "a.md").checks} == {
        "coffee"
    }


def test_without_packs_nothing_is_reviewed() -> None:
    review = Linter([]).review_text(GOOD, "a.md")
    assert (review.verdict, review.topics, review.checks) == (Outcome.NOT_APPLICABLE, (), ())


@pytest.mark.parametrize("forced", [("tea", "coffee"), ("coffee", "tea"), ("tea",)])
def test_forced_packs_judge_in_the_order_in_which_they_are_named(
    packs: list[Pack], forced: tuple[str, ...]
) -> None:
    review = Linter(packs, Choice(forced=forced)).review_text(GOOD, "a.md")
    assert list(dict.fromkeys(check.rule.pack for check in review.checks)) == list(forced)
    assert review.topics[0].pack == forced[0]
    assert len(review.topics) == 2
    assert review.notes == ()


def test_a_forced_topic_keeps_its_own_outcome(packs: list[Pack]) -> None:
    review = Linter(packs, Choice(forced=("tea",))).review_text(GOOD, "a.md")
    assert [(t.pack, str(t.outcome)) for t in review.topics] == [
        ("tea", "fail"),
        ("coffee", "pass"),
    ]


# --- choosing checks


CHOICES = [
    (Choice(), ["names-grind", "cool-water", "grind-first", "short-paragraphs"]),
    (Choice(select=frozenset({"short-paragraphs", "names-grind"})),
     ["names-grind", "short-paragraphs"]),
    (Choice(ignore=frozenset({"names-grind"})), ["cool-water", "grind-first", "short-paragraphs"]),
    (Choice(select=frozenset({"cool-water"}), ignore=frozenset({"cool-water"})), []),
    (Choice(select=frozenset({"names-time"})), []),
]  # fmt: skip


@pytest.mark.parametrize(("choice", "checks"), CHOICES)
def test_chosen_checks_in_the_order_of_the_pack(
    packs: list[Pack], choice: Choice, checks: list[str]
) -> None:
    assert list(outcomes(Linter(packs, choice).review_text(BAD, "a.md"))) == checks


def test_a_chosen_check_finds_what_it_finds_among_all(packs: list[Pack]) -> None:
    everything = Linter(packs).review_text(WEAK, "a.md").checks
    for verdict in everything:
        only = Linter(packs, Choice(select=frozenset({verdict.rule.id})))
        assert only.review_text(WEAK, "a.md").checks == (verdict,)


@pytest.mark.parametrize(
    ("choice", "complaint"),
    [
        (Choice(forced=("te",)), "unknown pack 'te'; did you mean 'tea'?"),
        (Choice(select=frozenset({"cold-water"})),
         "unknown check 'cold-water'; did you mean 'cool-water'?"),
        (Choice(ignore=frozenset({"topic"})),
         "unknown check 'topic'; choose from cool-water, grind-first, names-grind, names-time, "
         "short-paragraphs"),
    ],
)  # fmt: skip
def test_unknown_names_are_refused_at_once(
    packs: list[Pack], choice: Choice, complaint: str
) -> None:
    with pytest.raises(InferlintError) as caught:
        Linter(packs, choice)
    assert str(caught.value) == complaint


# --- verdicts


@pytest.mark.parametrize(
    ("text", "lenient", "strict"),
    [
        (GOOD, "pass", "pass"),
        (WEAK, "pass", "fail"),
        (BAD, "fail", "fail"),
        ("", *["not-applicable"] * 2),
    ],
)
def test_strict_counts_weak_as_failed(
    packs: list[Pack], text: str, lenient: str, strict: str
) -> None:
    before = Linter(packs).review_text(text, "a.md")
    after = Linter(packs, Choice(strict=True)).review_text(text, "a.md")
    assert (before.verdict, after.verdict) == (lenient, strict)
    assert replace(before, verdict=after.verdict, strict=True) == after


def test_only_error_level_checks_fail_an_article(packs: list[Pack]) -> None:
    late = f"# Coffee\n\n{'How good it is in the morning. ' * 20}\n\nGrind it as fine as sand.\n"
    review = Linter(packs, Choice(strict=True)).review_text(late, "a.md")
    assert outcomes(review) == {
        "names-grind": "pass",
        "cool-water": "pass",
        "grind-first": "fail",
        "short-paragraphs": "fail",
    }
    assert review.verdict is Outcome.PASS


def test_a_waiver_with_a_reason_saves_the_article(packs: list[Pack]) -> None:
    waivers = (
        "\n<!-- inferlint: waive cool-water -- we like it bitter -->\n"
        "<!-- inferlint: waive names-grind -- the coffee is ground already -->\n"
    )
    review = Linter(packs).review_text(BAD + waivers, "a.md")
    assert review.verdict is Outcome.PASS
    assert outcomes(review) == {
        "names-grind": "waived",
        "cool-water": "waived",
        "grind-first": "fail",
        "short-paragraphs": "pass",
    }
    waiver = review.checks[1].waiver
    assert waiver is not None
    assert (waiver.reason, waiver.line) == ("we like it bitter", 5)
    assert review.checks[1].suggestion is None


def test_a_waiver_leaves_a_pass_a_pass(packs: list[Pack]) -> None:
    waiver = "\n<!-- inferlint: waive names-grind -- just in case -->\n"
    assert outcomes(Linter(packs).review_text(GOOD + waiver, "a.md"))["names-grind"] == "pass"


@pytest.mark.parametrize(
    ("comment", "note"),
    [
        ("waive names-grind",
         "line 5: the waiver of names-grind gives no reason; "
         "write `inferlint: waive names-grind -- reason`"),
        ("waive name-grind -- bought ground",
         "line 5: a waiver of the unknown check 'name-grind'; did you mean 'names-grind'?"),
    ],
)  # fmt: skip
def test_a_waiver_that_cannot_count_is_noted(packs: list[Pack], comment: str, note: str) -> None:
    review = Linter(packs).review_text(f"{BAD}\n<!-- inferlint: {comment} -->\n", "a.md")
    assert (outcomes(review)["names-grind"], review.notes) == ("fail", (note,))


def test_a_run_fails_if_an_article_does(packs: list[Pack]) -> None:
    reviews = [Linter(packs).review_text(text, "a.md") for text in (GOOD, "", BAD)]
    assert Run(tuple(reviews), (), (), "").fails
    assert not Run(tuple(reviews[:2]), (), (), "").fails
    assert not Run((), (UnreadableError("no such file", path="b.md"),), (), "").fails
