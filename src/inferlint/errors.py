"""What can go wrong in the user's hands, said in one line: where, what, and what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class InferlintError(Exception):
    """A mistake in the input, the rules, the settings or the installation.

    `message` says what is wrong, `hint` what to do about it.
    `path` and `line` (from 1) say where, as far as known.
    """

    def __init__(
        self,
        message: str,
        *,
        path: str | None = None,
        line: int | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.hint = hint

    def __str__(self) -> str:
        """One line: `path:line: message; hint`."""
        place = ":".join(str(part) for part in (self.path, self.line) if part is not None)
        text = f"{self.message}; {self.hint}" if self.hint else self.message
        return " ".join((f"{place}: {text}" if place else text).split())


class UnreadableError(InferlintError):
    """One article cannot be read; the others still can."""


def nearest(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str | None:
    """Return the nearest of `known`, if it is so much like the word (1 is the same), or None."""
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=likeness)), None)


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return `did you mean 'x'?` for the nearest of `known`, or all of a short list, or None."""
    choices = sorted(set(known))
    close = nearest(word, choices)
    if close is not None:
        return f"did you mean {close!r}?"
    if 0 < len(choices) <= 12:
        return "choose from " + ", ".join(choices)
    return None
