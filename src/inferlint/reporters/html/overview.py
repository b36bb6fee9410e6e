"""All articles at once: which check came out how in which of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from inferlint.linter import Review, Run
from inferlint.reporters.summary import required
from inferlint.rules.model import Rule
from inferlint.verdicts import Outcome, Verdict


class State(StrEnum):
    """What a cell of the overview says of a check; the value is the word shown."""

    FAIL = "fail"
    WEAK = "weak"
    KNOWN = "known"
    """It fails or is weak, and a baseline knows that."""
    WAIVED = "waived"
    PASS = "pass"

    @property
    def css(self) -> str:
        """The class of this state in the page."""
        return _CLASSES[self]


_CLASSES = {
    State.FAIL: "f",
    State.WEAK: "w",
    State.KNOWN: "k",
    State.WAIVED: "v",
    State.PASS: "p",
}
NONE = ""
"""What a cell says where an article was not asked."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar: how many articles, and behind how many others."""

    state: State
    count: int
    before: int


@dataclass(frozen=True, slots=True)
class Column:
    """One check, by the number that it has all over the page."""

    number: int
    name: str
    """The check's id, with its pack where there are several."""
    rule: Rule
    parts: tuple[Part, ...]
    """What became of it, the worst first; together as many as were asked."""

    @property
    def asked(self) -> int:
        """Tell of how many articles it was asked."""
        return sum(part.count for part in self.parts)


@dataclass(frozen=True, slots=True)
class Row:
    """One article: its number in the page, and a state for each column (empty: not asked)."""

    number: int
    review: Review
    path: str
    """Without the folder that all articles share."""
    passed: int
    needed: int
    states: tuple[State | str, ...]

    @property
    def verdict(self) -> State:
        """Return what became of the article as a whole."""
        return State(self.review.verdict.value)

    @property
    def counts(self) -> Mapping[State, int]:
        """Return how often each state occurs, the worst first; those that do not are left out."""
        return {state: self.states.count(state) for state in State if state in self.states}


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows of all articles together."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    folder: str
    """What all paths begin with; empty where they share nothing."""
    left_out: Mapping[str, tuple[str, ...]]
    """By reason: the paths of the articles that were not reviewed."""

    @property
    def numbers(self) -> Mapping[str, int]:
        """Return the number of each check, by `pack/check`."""
        return {key_of(column.rule): column.number for column in self.columns}


def overview(run: Run) -> Overview:
    """Return the overview of a run; articles and checks in the run's order."""
    reviewed = [r for r in run.reviews if r.verdict is not Outcome.NOT_APPLICABLE]
    folder = shared_folder([review.path for review in reviewed])
    columns = tuple(_columns(reviewed))
    numbers = {key_of(column.rule): column.number for column in columns}
    rows = tuple(
        Row(number, review, review.path[len(folder) :], *required(review), _states(review, numbers))
        for number, review in enumerate(reviewed, start=1)
    )
    left_out: dict[str, list[str]] = {}
    for review in run.reviews:
        if review.verdict is Outcome.NOT_APPLICABLE:
            left_out.setdefault("; ".join(review.notes), []).append(review.path)
    reasons = {reason: tuple(paths) for reason, paths in left_out.items()}
    return Overview(columns, rows, folder, reasons)


def state_of(verdict: Verdict) -> State:
    """Return what the overview says of a verdict."""
    return State.KNOWN if verdict.known else State(verdict.outcome.value)


def shared_folder(paths: Sequence[str]) -> str:
    """Return the folder of all paths, with its last slash; empty for a single path."""
    if len(paths) < 2:
        return ""
    folders = [path.split("/")[:-1] for path in paths]
    shared = []
    for names in zip(*folders, strict=False):
        if len(set(names)) > 1:
            break
        shared.append(f"{names[0]}/")
    return "".join(shared)


def key_of(rule: Rule) -> str:
    """Return what tells a check from all others: `pack/check`."""
    return f"{rule.pack}/{rule.id}"


def parts(counts: Mapping[State, int]) -> tuple[Part, ...]:
    """Return the pieces of a bar, the worst first; empty ones are left out."""
    made, before = [], 0
    for state in State:
        if count := counts.get(state, 0):
            made.append(Part(state, count, before))
            before += count
    return tuple(made)


def _columns(reviews: Iterable[Review]) -> Iterator[Column]:
    rules: dict[str, Rule] = {}
    counts: dict[str, Counter[State]] = {}
    for verdict in (verdict for review in reviews for verdict in review.checks):
        key = key_of(verdict.rule)
        rules.setdefault(key, verdict.rule)
        counts.setdefault(key, Counter())[state_of(verdict)] += 1
    several = len({rule.pack for rule in rules.values()}) > 1
    for number, (key, rule) in enumerate(rules.items(), start=1):
        yield Column(number, key if several else rule.id, rule, parts(counts[key]))


def _states(review: Review, numbers: Mapping[str, int]) -> tuple[State | str, ...]:
    states: list[State | str] = [NONE] * len(numbers)
    for verdict in review.checks:
        states[numbers[key_of(verdict.rule)] - 1] = state_of(verdict)
    return tuple(states)
