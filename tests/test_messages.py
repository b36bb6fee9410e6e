"""The tool's own words keep its own standard: short, plain, no blame."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from inferlint.linter import Choice, Linter
from inferlint.rule_examples import examples_of, with_filler
from inferlint.rules import load_pack, packs_in, shipped_rules
from inferlint.rules.model import Pack, Require
from inferlint.verdicts.judging import _REFUSED
from inferlint.verdicts.readability import Lengths, automated_readability

LONGEST = 20
HARDEST = 8
"""School grade of all messages together."""
BLAME = re.compile(
    r"\b(?:you (?:failed|forgot|should have|must|did not)|wrong|bad|poor|error|obviously|simply"
    r"|please|unfortunately)\b",
    re.IGNORECASE,
)
PACKS = [load_pack(place) for place in packs_in(shipped_rules())]


def messages_of(pack: Pack) -> set[str]:
    """Return every message that the examples of all rules lead to."""
    linter = Linter([pack], Choice(forced=(pack.name,)))
    texts = {with_filler(e.text) for rule in pack.rules for e in examples_of(rule, pack)}
    reviews = (linter.review_text(text, "a.md") for text in sorted(texts))
    found = {check.message for review in reviews for check in review.checks if check.message}
    return {*found, *_REFUSED.values(), *(rule.vague for rule in pack.rules if rule.vague)}


def sentences(message: str) -> Iterator[str]:
    """Yield the sentences, without lists of places such as `: line 3, line 7`."""
    for sentence in re.split(r"(?<=\.)\s+(?=[A-Z])", message):
        yield re.sub(r"(?:[:;] (?:also )?)[^:;]*\bline \d+.*$", ".", sentence)


@pytest.fixture(scope="module", params=PACKS, ids=lambda pack: pack.name)
def messages(request: pytest.FixtureRequest) -> list[str]:
    found = sorted(messages_of(request.param))
    assert len(found) > 50
    return [sentence for message in found for sentence in sentences(message)]


def test_messages_are_short(messages: list[str]) -> None:
    assert [m for m in messages if len(m.split()) > LONGEST] == []


def test_messages_are_plain(messages: list[str]) -> None:
    words = [word for message in messages for word in re.findall(r"[\w'’-]+", message)]
    lengths = Lengths(sum(map(len, words)), len(words), len(messages))
    assert automated_readability(lengths) <= HARDEST


def test_messages_blame_nobody(messages: list[str]) -> None:
    assert [m for m in messages if BLAME.search(m.replace("calls it wrong", ""))] == []


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_each_rule_has_three_short_model_sentences(pack: Pack) -> None:
    for rule in pack.rules:
        assert len(rule.suggest) >= 3, rule.id
        for text in rule.suggest:
            longest = 40 if isinstance(rule.body, Require) else 30
            assert text.startswith("|") or len(text.split()) <= longest, text
