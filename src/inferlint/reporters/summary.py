"""What every report counts, and how much it is asked to tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from inferlint.linter import Review, Run
from inferlint.rules.model import Count, Level, Measure
from inferlint.verdicts import Outcome, Suggestion, Verdict, Way

BORDERLINE = "A close call: a few words more or less could change it."

_ORDER = (Outcome.FAIL, Outcome.WEAK, Outcome.WAIVED, Outcome.PASS)
_LEVELS = tuple(Level)
"""The gravest first."""


@dataclass(frozen=True, slots=True)
class Detail:
    """How much to tell, and with which characters."""

    quiet: bool = False
    """Only what fails."""
    verbose: bool = False
    """Passes with their evidence in full."""
    ascii: bool = False
    root: str = ""
    """The absolute folder that services know paths from; empty for paths as they were named."""
    text_of: Callable[[Review], str | None] = lambda _: None
    """The source that was reviewed, for the forms that show it; None where it is not at hand."""


def counts(run: Run) -> dict[str, int]:
    """Return how many articles were reviewed, passed, failed, were left out or not readable."""
    verdicts = [review.verdict for review in run.reviews]
    left_out = verdicts.count(Outcome.NOT_APPLICABLE)
    return {
        "articles": len(verdicts),
        "reviewed": len(verdicts) - left_out,
        "passed": verdicts.count(Outcome.PASS),
        "failed": verdicts.count(Outcome.FAIL),
        "not_for_any_checklist": left_out,
        "errors": len(run.errors),
    }


def closing_line(run: Run) -> str:
    """Return `3 reviewed, 2 not for any checklist`, and what went wrong: `; 1 failed`."""
    count = counts(run)
    line = f"{count['reviewed']} reviewed, {count['not_for_any_checklist']} not for any checklist"
    if known := sum(check.known for review in run.reviews for check in review.checks):
        line += f"; {known} known to the baseline"
    if count["failed"]:
        line += f"; {count['failed']} failed"
    if count["errors"]:
        line += f"; {count['errors']} not readable"
    return line


def left_out(run: Run, *, all_of_them: bool = False) -> Iterator[Review]:
    """Yield the articles that were not reviewed; those for no checklist only if all are wanted."""
    for review in run.reviews:
        told = all_of_them or not all("not for any checklist" in note for note in review.notes)
        if review.verdict is Outcome.NOT_APPLICABLE and told:
            yield review


def required(review: Review) -> tuple[int, int]:
    """Return (passed or waived, all) of the checks whose failure fails the article."""
    needed = [check for check in review.checks if check.rule.level is Level.ERROR]
    good = [check for check in needed if check.outcome in (Outcome.PASS, Outcome.WAIVED)]
    return len(good), len(needed)


def names_its_places(verdict: Verdict) -> bool:
    """Tell whether the message says where things are: the words there would tell nothing more."""
    return isinstance(verdict.rule.body, Count | Measure)


def gravity(verdict: Verdict) -> tuple[bool, int, int]:
    """Order checks: what fails before what is weak, mere notes behind both, then what passes."""
    note = verdict.rule.level is Level.NOTE and verdict.outcome in (Outcome.FAIL, Outcome.WEAK)
    outcome = _ORDER.index(Outcome.WEAK if note else verdict.outcome)
    return outcome > 1, outcome, _LEVELS.index(verdict.rule.level)


def place_of(suggestion: Suggestion) -> str:
    """Return where a model sentence goes: `after line 12, under “Why it matters”`."""
    if suggestion.way is Way.REPLACE:
        return f"instead of line {suggestion.line}"
    if suggestion.way is Way.EXTEND:
        return f"in line {suggestion.line}, or after line {suggestion.after_line}"
    under = f", under “{suggestion.under}”" if suggestion.under else ""
    return f"after line {suggestion.after_line}{under}"
