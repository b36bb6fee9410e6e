"""Short articles made to mislead: each states the verdicts that it must get, and why.

They were written without sight of the rules, and no weights are fitted on them.
`known-misses.txt` lists what still comes out wrong; it may only shrink (`pytest --renew` takes out
what is mended and adds nothing).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from inferlint.language.grammar import Grammar
from inferlint.linter import Choice, Linter, Review, Target
from inferlint.rules import load_pack, shipped_rules
from inferlint.yaml_lines import plain, read_yaml

HERE = Path(__file__).parent
KNOWN = HERE / "known-misses.txt"
NO_WRONG_PASS = {"stuffing", "negated", "wrong-claims", "other-inference", "unseen-text"}
"""Families in which a wrong pass would cost users' trust."""


@dataclass(frozen=True)
class Article:
    """One article and the outcomes that each check may have."""

    family: str
    name: str
    text: str
    expect: Mapping[str, tuple[str, ...]]


def articles_in(file: Path) -> list[Article]:
    found = plain(read_yaml(file.read_text("utf-8"), path=str(file)))
    assert isinstance(found, dict)
    return [
        Article(
            found["family"],
            entry["id"],
            entry["text"],
            {
                check: (outcome,) if isinstance(outcome, str) else tuple(outcome)
                for check, outcome in entry["expect"].items()
            },
        )
        for entry in found["articles"]
    ]


ARTICLES = [article for file in sorted(HERE.glob("*.yaml")) for article in articles_in(file)]


@pytest.fixture(scope="module")
def outcomes(grammar: Grammar) -> dict[str, dict[str, str]]:
    """For each article the outcome of each check."""
    pack = load_pack(shipped_rules() / "inference")
    linter = Linter([pack], Choice(forced=(pack.name,)))
    linter.grammar = grammar
    targets = [Target(Path(a.name), content=a.text.encode()) for a in ARTICLES]
    reviews = [review for review in linter.run(targets) if isinstance(review, Review)]
    assert len(reviews) == len(ARTICLES)
    return {
        review.path: {verdict.rule.id: str(verdict.outcome) for verdict in review.checks}
        for review in reviews
    }


def misses_in(outcomes: dict[str, dict[str, str]]) -> list[str]:
    return sorted(
        f"{article.name} {check}"
        for article in ARTICLES
        for check, allowed in article.expect.items()
        if outcomes[article.name][check] not in allowed
    )


def test_names_are_unique_and_expectations_are_many() -> None:
    assert len({article.name for article in ARTICLES}) == len(ARTICLES) >= 200
    assert sum(len(article.expect) for article in ARTICLES) >= 600


def test_no_wrong_pass_where_it_would_cost_trust(outcomes: dict[str, dict[str, str]]) -> None:
    wrong = [
        f"{article.name} {check}"
        for article in ARTICLES
        if article.family in NO_WRONG_PASS
        for check, allowed in article.expect.items()
        if outcomes[article.name][check] == "pass" and "pass" not in allowed
    ]
    assert wrong == []


def test_no_expectation_once_met_is_lost(
    outcomes: dict[str, dict[str, str]], content_of: Callable[[Path, str], str]
) -> None:
    """A mended miss must leave the list, so that it cannot come back unseen."""
    missed = misses_in(outcomes)
    listed = KNOWN.read_text("utf-8").split("\n")
    assert sorted(set(missed) - set(listed)) == [], "expectations that were met before"
    text = "".join(f"{miss}\n" for miss in missed)
    assert content_of(KNOWN, text) == text, "mended: take them out with pytest --renew"
