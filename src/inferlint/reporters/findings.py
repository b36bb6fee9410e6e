"""What needs work, one finding a place: what reports share that show no passes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from inferlint.baseline import fingerprint
from inferlint.document import Position
from inferlint.errors import InferlintError
from inferlint.linter import Review, Run
from inferlint.plain import name, one_line
from inferlint.reporters.summary import BORDERLINE, Detail, names_its_places, place_of
from inferlint.rules.model import Forbid, Level
from inferlint.verdicts import Evidence, Outcome, Suggestion, Verdict, Way

QUOTE = 220
"""Longer quotations are cut; the place tells the rest."""
TEXT = 2_000
"""Longer messages and model sentences are cut: no checklist needs them, services refuse them."""


class Severity(StrEnum):
    """How much a finding weighs in this run."""

    ERROR = "error"
    """It fails the article."""
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to work on, or that a writer has waived, and the place to look at."""

    path: str
    verdict: Verdict
    severity: Severity
    start: Position
    end: Position | None
    """None where the whole line is meant."""
    related: tuple[Evidence, ...]
    """The nearest passage, or what else the verdict rests on; not what stands at the place."""
    fingerprint: str
    """What a baseline knows it by; the same whatever is edited elsewhere."""

    @property
    def text(self) -> tuple[str, ...]:
        """What to say beside the place, a line each; what stands there is not quoted again."""
        nearest = self.verdict.nearest
        return tuple(told(self.verdict, (nearest,) if nearest else ()))


def findings(run: Run, *, waived: bool = False) -> Iterator[Finding]:
    """Yield what needs work, in the order of the articles and their checks.

    What the baseline knows is no work. `waived` adds what writers gave a reason for.
    """
    for review in run.reviews:
        for verdict in review.checks:
            if needs_work(verdict) or (waived and verdict.outcome is Outcome.WAIVED):
                yield from _findings(review, verdict)


def needs_work(verdict: Verdict) -> bool:
    """Tell whether the writer should look at a check."""
    return verdict.outcome in (Outcome.FAIL, Outcome.WEAK) and not verdict.known


def severity(verdict: Verdict, *, strict: bool = False) -> Severity:
    """Return how much a check that is not passed weighs: a weak one less than its level says."""
    if verdict.fails(strict=strict):
        return Severity.ERROR
    level = verdict.rule.level
    if verdict.outcome is Outcome.WEAK:
        return Severity.WARNING if level is Level.ERROR else Severity.NOTE
    return Severity(level)


def told(verdict: Verdict, quotes: Iterable[Evidence]) -> Iterator[str]:
    """Yield what a writer should hear, a line each: what is wrong, the passages, what to write."""
    if verdict.waiver is not None:
        yield f"Waived in line {verdict.waiver.line}: {one_line(verdict.waiver.reason, TEXT)}"
        return
    yield one_line(verdict.message, TEXT) or f"{one_line(verdict.rule.title, TEXT)}."
    if verdict.borderline:
        yield BORDERLINE
    for evidence in quotes:
        nearest = evidence is verdict.nearest
        lead = f"Nearest, line {evidence.start.line}" if nearest else f"Line {evidence.start.line}"
        yield f"{lead}: {quoted(evidence)}"
    if verdict.suggestion is not None:
        yield advice(verdict.suggestion)


def quotes_of(verdict: Verdict) -> tuple[Evidence, ...]:
    """Return the passages to quote where a report does not show the article beside itself."""
    if names_its_places(verdict):
        return ()
    return (verdict.nearest,) if verdict.nearest else evidence_told(verdict)[:3]


def quoted(evidence: Evidence) -> str:
    """Return the words of an article in quotation marks, cut where they are many."""
    return f"“{one_line(evidence.text, QUOTE)}”"


def advice(suggestion: Suggestion) -> str:
    """Return in one line what to do or to write, and where."""
    if suggestion.way is Way.DO:
        return f"To do: {one_line(suggestion.text, TEXT)}"
    place = one_line(place_of(suggestion), TEXT)
    if suggestion.text.startswith("|"):
        return f"Try, {place}: a table; “inferlint suggest” drafts it."
    return f"Try, {place}: {one_line(suggestion.text, TEXT)}"


def in_repository(path: str, detail: Detail) -> str:
    """Return a path relative to the repository, with slashes; absolute where it leads out of it."""
    if not detail.root:
        return Path(path).as_posix()
    whole = os.path.abspath(path)  # noqa: PTH100 - Path keeps `..`
    try:
        inside = os.path.relpath(whole, detail.root)
    except ValueError:  # another drive
        return Path(whole).as_posix()
    leads_out = Path(inside).parts[:1] == (os.pardir,)
    return Path(whole if leads_out else inside).as_posix()


def told_error(error: InferlintError) -> str:
    """Return in one line what went wrong and what to do, without the place."""
    return one_line(f"{error.message}; {error.hint}" if error.hint else error.message, TEXT)


def check_name(verdict: Verdict) -> str:
    """Return `Say what batch inference is (covers-batch)`."""
    return f"{one_line(verdict.rule.title, QUOTE)} ({name(verdict.rule.id)})"


def evidence_told(verdict: Verdict) -> tuple[Evidence, ...]:
    """Return the evidence that says something of its own, each piece once."""
    pieces = {(e.start, e.text): e for e in verdict.evidence if e.label != "context"}
    return tuple(pieces.values())


def _findings(review: Review, verdict: Verdict) -> Iterator[Finding]:
    weight = severity(verdict, strict=review.strict)
    pieces = evidence_told(verdict)
    if not isinstance(verdict.rule.body, Forbid) or not pieces:
        start, end, related = _place(verdict, pieces)
        known_by = fingerprint(verdict)
        yield Finding(review.path, verdict, weight, start, end, related, known_by)
        return
    for _, group in groupby(pieces, key=lambda piece: piece.passage):
        wrong = tuple(group)
        first, known_by = wrong[0], fingerprint(verdict, wrong)
        yield Finding(review.path, verdict, weight, first.start, first.end, wrong[1:], known_by)


def _place(
    verdict: Verdict, pieces: tuple[Evidence, ...]
) -> tuple[Position, Position | None, tuple[Evidence, ...]]:
    """Return where to look: at the evidence, else where to write, else at the top."""
    nearest = (verdict.nearest,) if verdict.nearest else ()
    if pieces:
        return pieces[0].start, pieces[0].end, (*nearest, *pieces[1:])
    if verdict.suggestion is not None and verdict.suggestion.way is not Way.DO:
        return Position(max(verdict.suggestion.after_line, 1), 1), None, nearest
    return Position(1, 1), None, nearest
