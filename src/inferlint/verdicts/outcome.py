"""What a review says: verdicts with their evidence. Built whole, then frozen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from inferlint.document import Position
from inferlint.rules.model import Level, Rule


class Outcome(StrEnum):
    """What became of one check."""

    PASS = "pass"
    WEAK = "weak"
    """Nearly: something that the check asks for is missing or vague."""
    FAIL = "fail"
    WAIVED = "waived"
    """Suppressed by the writer, with a reason."""
    NOT_APPLICABLE = "not-applicable"

    @property
    def rank(self) -> int:
        """Order fail < weak < pass."""
        return _RANKS.get(self, 0)


_RANKS = {Outcome.PASS: 2, Outcome.WEAK: 1}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the article that a verdict rests on; `end` stands after the last character."""

    start: Position
    end: Position
    text: str
    label: str
    """The parts that the words supply, or `context` for a heading, introduction or header cell."""
    passage: int
    """Which passage the words belong to, counted from 1."""


class Way(StrEnum):
    """What to do with a model sentence."""

    ADD = "add"
    """Add it below a line."""
    EXTEND = "extend"
    """Work it into the words of a line, or add it below."""
    REPLACE = "replace"
    """Write it in place of a line."""
    DO = "do"
    """It is no sentence for the article: it says what to do."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A model sentence and where it could go."""

    after_line: int
    """A line (from 1) that a new paragraph may follow."""
    under: str | None
    """The heading above that line, as far as there is one."""
    text: str
    way: Way = Way.ADD
    line: int | None = None
    """The line of the nearest miss, of the weak evidence or of what is wrong."""
    others: tuple[str, ...] = ()
    """The other sentences of the rule, for a run that has used this one already."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """Why the writer waived the check, and the line that says so."""

    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check says of one article."""

    rule: Rule
    outcome: Outcome
    evidence: tuple[Evidence, ...] = ()
    nearest: Evidence | None = None
    """For a fail the passage that came closest."""
    missing: tuple[str, ...] = ()
    message: str = ""
    advice: tuple[str, ...] = ()
    """What to do about just this; where there is none the rule's model sentences serve."""
    suggestion: Suggestion | None = None
    score: float | None = None
    cuts: tuple[float, float] | None = None
    """(weak, pass): the scores from which a passage is weak, and passes."""
    borderline: bool = False
    waiver: Waiver | None = None
    known: bool = False
    """True where a baseline knows the failure, which then fails nothing."""

    def fails(self, *, strict: bool = False) -> bool:
        """Tell whether this verdict fails the article."""
        bad = {Outcome.FAIL, Outcome.WEAK} if strict else {Outcome.FAIL}
        return self.rule.level is Level.ERROR and self.outcome in bad and not self.known
