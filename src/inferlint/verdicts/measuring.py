"""Judging by numbers: bounds on measures, and places that are counted together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from inferlint.document import Kind
from inferlint.language import Analysis, Sentence
from inferlint.rules.model import Bound, Count, Measure, Rule, Side, Sort
from inferlint.verdicts.measures import MEASURES, Measured, Reading
from inferlint.verdicts.outcome import Evidence, Outcome, Verdict
from inferlint.verdicts.quoting import sentence_evidence

SHOWN = 3
"""So many places of one cause are quoted …"""
NAMED = 5
"""… and so many are named."""


def judge_measure(rule: Rule, of: Measured) -> Verdict:
    """Return the worst of what the bounds say, each cause with its place and number."""
    assert isinstance(rule.body, Measure)
    analysis = of.analysis
    outcome = Outcome.PASS
    causes: list[str] = []
    notes: list[str] = []
    evidence: list[Evidence] = []
    advice: tuple[str, ...] = ()
    for bound in rule.body.bounds:
        readings = list(MEASURES[bound.measure].read(of))
        value = max((reading.value for reading in readings), default=0)
        reached = _outcome(bound, value)
        if reached is Outcome.PASS:
            continue
        wrong = _wrong(bound, readings)
        cause = _cause(bound, value, wrong, analysis)
        if bound.side is Side.NOTE:
            notes.append(f"Note: {cause}.")
            continue
        if reached.rank < outcome.rank:
            outcome, advice = reached, bound.advice
        causes.append(f"{cause[:1].upper()}{cause[1:]}.")
        evidence += (
            _evidence(reading, bound.measure, len(causes), analysis) for reading in wrong[:SHOWN]
        )
    message = " ".join((*causes, *notes))
    return Verdict(rule, outcome, tuple(evidence), message=message, advice=advice)


def judge_count(rule: Rule, of: Measured) -> Verdict:
    """Return whether enough places of all sorts together stand in the article."""
    body = rule.body
    assert isinstance(body, Count)
    enough = max(body.each, len(body.sorts))  # to count, and to show one that no other sort shows
    found = {sort.label: list(islice(_places(sort, of), enough)) for sort in body.sorts}
    total = sum(min(len(places), body.each) for places in found.values())
    evidence = tuple(_one_of_each(found, of.analysis))
    if total >= body.passes:
        return Verdict(rule, Outcome.PASS, evidence)
    missing = tuple(label for label, places in found.items() if not places)
    counts = "1 place counts" if total == 1 else f"{total} places count"
    message = f"{counts}; a pass takes {body.passes}."
    if missing:
        *some, last = missing
        message += (
            f" There are no {', '.join(some)} or {last}." if some else f" There are no {last}."
        )
    outcome = Outcome.WEAK if total >= body.weak else Outcome.FAIL
    return Verdict(rule, outcome, evidence, missing=missing, message=message)


def _one_of_each(found: Mapping[str, Sequence[Reading]], analysis: Analysis) -> Iterator[Evidence]:
    """Yield a place of each sort, where it can be one that no other sort has shown."""
    shown: set[int] = set()
    for number, (label, places) in enumerate(found.items(), start=1):
        if places:
            place = next((p for p in places if _sentence(p).index not in shown), places[0])
            shown.add(_sentence(place).index)
            yield _evidence(place, label, number, analysis)


def _outcome(bound: Bound, value: int) -> Outcome:
    at_least = bound.side is Side.AT_LEAST
    if value >= bound.passes if at_least else value <= bound.passes:
        return Outcome.PASS
    if bound.weak is None or (value >= bound.weak if at_least else value <= bound.weak):
        return Outcome.WEAK
    return Outcome.FAIL


def _wrong(bound: Bound, readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings that have a place and are beyond the bound, the worst first.

    Of what is counted each one is a part of the number.
    """
    placed = [reading for reading in readings if reading.first is not None]
    if bound.side is Side.AT_LEAST:
        return []
    if MEASURES[bound.measure].counted:
        return placed
    over = (reading for reading in placed if reading.value > bound.passes)
    return sorted(over, key=lambda reading: -reading.value)


def _cause(bound: Bound, value: int, wrong: Sequence[Reading], analysis: Analysis) -> str:
    kind = MEASURES[bound.measure]
    said = (
        kind.one if value == 1 and kind.one else kind.many.format(f"{value:,}" if value else "no")
    )
    limit = "at least" if bound.side is Side.AT_LEAST else "at most"
    if bound.passes:
        said += f" ({limit} {bound.passes:,.0f})"
    places = list(dict.fromkeys(_named(reading, analysis) for reading in wrong))
    if not places:
        return said
    if kind.counted:
        return f"{said}: {_some(places)}"
    others = f"; also {_some(places[1:])}" if len(places) > 1 else ""
    return f"{places[0]}: {said}{others}"


def _named(reading: Reading, analysis: Analysis) -> str:
    assert reading.first is not None
    line = f"line {_evidence(reading, '', 1, analysis).start.line}"
    return f"{reading.name} ({line})" if reading.name else line


def _some(places: Sequence[str]) -> str:
    left = len(places) - NAMED
    more = f" and {left} more" if left > 0 else ""
    return ", ".join(places[:NAMED]) + more


def _places(sort: Sort, of: Measured) -> Iterator[Reading]:
    """Yield each place of a sort; headings name things and show none."""
    if sort.measure is not None:
        yield from MEASURES[sort.measure].read(of)
        return
    concepts = set(sort.concepts)
    count = 0
    for sentence in of.analysis.sentences:
        named = sentence.named.get(of.pack.name)
        heading = of.analysis.block_of(sentence).kind is Kind.HEADING
        if named and not heading and not named.isdisjoint(concepts):
            count += 1
            yield Reading(count, sentence, sentence)


def _sentence(reading: Reading) -> Sentence:
    assert reading.first is not None
    return reading.first


def _evidence(reading: Reading, label: str, number: int, analysis: Analysis) -> Evidence:
    first = sentence_evidence(analysis, _sentence(reading), label, number)
    last = sentence_evidence(analysis, reading.last or _sentence(reading), label, number)
    return replace(first, end=last.end)
