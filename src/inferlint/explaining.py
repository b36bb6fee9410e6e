"""Why a check judged an article as it did: its best passages, their parts and their scores."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from inferlint.document import Document
from inferlint.language import Analyst
from inferlint.rules.model import Pack, Require, Rule, SameAs
from inferlint.verdicts import (
    Case,
    Look,
    Outcome,
    Parser,
    cuts_for,
    in_words,
    listed,
    taught_features,
)

PASSAGES = 5
REASONS = 4
"""So many features are named for each side."""
QUOTE = 200
WIDTH = 80


def explain_on(rule: Rule, pack: Pack, document: Document, parser: Parser) -> str:
    """Return the verdict on an article and a closer look at the five best passages.

    A check that uses another's evidence is explained by the other's passages.
    """
    analysis = Analyst([pack]).analyse(document)
    case = Case([rule], pack, analysis, parser, taught_features(pack))
    (verdict,) = case.judge()
    lines = [f"{document.path}: {rule.id} {verdict.outcome}"]
    if verdict.message:
        lines += _wrapped(verdict.message)
    asked = pack.rule(rule.body.check) if isinstance(rule.body, SameAs) else rule
    if asked is None or not isinstance(asked.body, Require):
        return _text(lines)
    if asked.weights is not None:
        weak, passes = asked.weights.cuts
        _, alone = cuts_for(asked.weights, ())
        lines += _wrapped(
            f"A passage is weak from a score of {weak}, and passes from {passes} if all parts are "
            f"there, else from {alone}."
        )
    looks = case.looks(asked, PASSAGES)
    if not looks:
        lines += _wrapped("No passage holds anything that the check asks for.")
    for number, look in enumerate(looks, start=1):
        lines += ["", *_look(number, look)]
    return _text(lines)


def _look(number: int, look: Look) -> Iterator[str]:
    passage = look.passage
    score = "" if passage.score is None else f", score {passage.score}"
    line = f", line {look.evidence[0].start.line}" if look.evidence else ""
    yield f"{number}. {passage.outcome}{line}{score}"
    for evidence in look.evidence:
        quoted = textwrap.shorten(evidence.text, QUOTE, placeholder=" …")
        lead = "Under" if evidence.label == "context" else "Says"
        yield from _wrapped(f"{lead} “{quoted}”")
    found = [label for label, _ in passage.found]
    if found:
        yield from _wrapped(f"It {listed(found)}.")
    if passage.missing:
        lead = "Not needed here" if passage.outcome is Outcome.PASS else "Missing"
        yield from _wrapped(f"{lead}: a passage that {listed(passage.missing)}.")
    if passage.refused:
        yield from _wrapped(f"Words of it do not count: {passage.refused}.")
    for lead, sign in (("For", 1), ("Against", -1)):
        told = [r for r in look.reasons if r.weight * sign > 0][:REASONS]
        if told:
            named = ", ".join(f"{in_words(r.feature)} ({r.weight:+.1f})" for r in told)
            yield from _wrapped(f"{lead} it: {named}.")


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="   ", subsequent_indent="   ")


def _text(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
