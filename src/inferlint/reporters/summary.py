"""What every report counts, and how much it is asked to tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inferlint.linter import Review, Run
from inferlint.rules.model import Level
from inferlint.verdicts import Outcome


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
