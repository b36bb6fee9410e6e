"""What a sentence does not assert, and why."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from inferlint.language.claims.parse import Parse


class Refusal(StrEnum):
    """Why words do not count as a statement."""

    NEGATED = "negated"
    NOT_COVERED = "not covered"
    PROMISED = "promised"
    REFUTED = "refuted"
    ATTRIBUTED = "attributed"
    """The words of others, and what a condition or a contrast sets aside."""
    ASKED = "asked"
    CITED = "cited"
    NO_SENTENCE = "no sentence"


class Denial(NamedTuple):
    """Tokens that are not asserted, and the words that say so (offsets in the parsed text)."""

    why: Refusal
    cue: tuple[int, int]
    spans: tuple[tuple[int, int], ...]
    subject: tuple[tuple[int, int], ...] = ()
    """The rest of the clause: what it says of its subject falls with the predicate."""
    adjunct: bool = False
    """True where the words only hang on what is asserted: `a trained model, without changes`."""

    def covers(self, start: int, end: int) -> bool:
        """Tell whether any of the denied words stands in `start` to `end`.

        What begins before an adjunct and only ends in it is not denied.
        """
        if self.adjunct and start < self.spans[0][0]:
            return False
        return any(s < end and start < e for s, e in self.spans)

    def is_about(self, start: int, end: int) -> bool:
        """Tell whether `start` to `end` stands in the denied clause, but is not itself denied."""
        return any(s < end and start < e for s, e in self.subject)


def denial_of(parse: Parse, why: Refusal, cue: int, tokens: set[int]) -> Denial:
    """Return the denial of some tokens by one of them."""
    return Denial(why, (parse.tokens[cue].start, parse.tokens[cue].end), spans_of(parse, tokens))


def spans_of(parse: Parse, tokens: set[int]) -> tuple[tuple[int, int], ...]:
    """Return where the tokens stand, in text order."""
    return tuple((parse.tokens[i].start, parse.tokens[i].end) for i in sorted(tokens))
