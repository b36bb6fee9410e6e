"""Text in the making that knows where each of its characters stands."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MASK = "\ufdd0"
"""Stands in the parsed text for every character that is no prose; the reader drops it.

A noncharacter, because spaces could end emphasis or make indented code.
"""

SPACES = " \t\n\r\f\v"
EDGES = (
    SPACES + "\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
)
"""What the parser takes off the ends of a paragraph, a row or a cell."""

_RUN = re.compile(f"[{SPACES}{MASK}]+")
_BLANK = re.compile(r"[\s>]*")
_UNTIDY = re.compile(f"[\t\n\r\f\v{MASK}]|^ |  | $")


@dataclass(frozen=True, slots=True)
class Placed:
    """A text with the source offset of each of its characters."""

    text: str
    origin: tuple[int, ...]


class Prose:
    """Collects text piece by piece, each with its origins in the source."""

    __slots__ = ("_origins", "_parts")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._origins: list[int] = []

    def add(self, text: str, origins: Iterable[int]) -> None:
        """Append a text and one origin for each of its characters."""
        self._parts.append(text)
        self._origins.extend(origins)

    def add_at(self, text: str, origin: int) -> None:
        """Append a text whose characters all stand at one place (an entity, a line end)."""
        self._parts.append(text)
        self._origins.extend([origin] * len(text))

    def finish(self) -> Placed:
        """Return what was collected, each run of white space as one space, none at the ends."""
        text = "".join(self._parts)
        if not _UNTIDY.search(text):
            return Placed(text, tuple(self._origins))
        return _tidy(text, self._origins)


def _tidy(text: str, origins: Sequence[int]) -> Placed:
    parts: list[str] = []
    kept: list[int] = []
    end = 0
    for run in _RUN.finditer(text):
        parts.append(text[end : run.start()])
        kept.extend(origins[end : run.start()])
        end = run.end()
        if kept and end < len(text) and (space := _gap(run)) is not None:
            parts.append(" ")
            kept.append(origins[space])
    parts.append(text[end:])
    kept.extend(origins[end:])
    return Placed("".join(parts), tuple(kept))


def _gap(run: re.Match[str]) -> int | None:
    """Return where the run's line end is, else its first white space, None if all are masks.

    Before a line end hidden lines have spaces that stand for what was hidden.
    """
    if (line_end := run.group().find("\n")) >= 0:
        return run.start() + line_end
    for index, char in enumerate(run.group(), run.start()):
        if char != MASK:
            return index
    return None


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the content of a token stands in the source, stretch by stretch."""

    starts: Sequence[int]
    """Offsets in the content where a stretch begins; the first is 0."""
    shifts: Sequence[int]
    """For each stretch what to add to get from content to source."""

    def __call__(self, index: int) -> int:
        """Return the source offset of one character of the content."""
        return index + self.shifts[bisect.bisect_right(self.starts, index) - 1]

    def span(self, start: int, end: int) -> Iterable[int]:
        """Return the source offsets of `content[start:end]`."""
        stretch = bisect.bisect_right(self.starts, start) - 1
        if stretch + 1 == len(self.starts) or end <= self.starts[stretch + 1]:
            shift = self.shifts[stretch]
            return range(start + shift, end + shift)
        return [self(index) for index in range(start, end)]


class Lines:
    r"""The lines of the parsed text (`\n` ends them), each with the offset where it starts."""

    __slots__ = ("_lines", "_starts")

    def __init__(self, text: str, starts: Sequence[int]) -> None:
        self._lines = text.split("\n")
        self._starts = starts

    def __len__(self) -> int:
        return len(self._lines)

    def line(self, number: int) -> str:
        r"""Return one line (from 0) without its end (but for the `\r` of Windows)."""
        return self._lines[number]

    def start(self, number: int) -> int:
        """Return the offset where a line (from 0) starts."""
        return self._starts[number]

    def place_within(self, content: str, start: int, end: int) -> Placement:
        """Return where a content stands that is all there is to see in the lines start to end.

        The parser takes blank lines off it: behind a task's box nothing may stand but the text
        below, and a line of no-break spaces may stand at the end.
        """
        while end - start > 1 and _BLANK.fullmatch(self._lines[end - 1]):
            end -= 1
        return self.place(content, max(start, end - 1 - content.count("\n")))

    def place(self, content: str, first: int) -> Placement:
        """Return where a content stands whose first line is in line `first`.

        The parser takes markers and indentation off the left of each line, so what is left
        stands at the line's end; behind a heading `#` signs may follow.
        """
        starts: list[int] = []
        shifts: list[int] = []
        start = 0
        for number, part in enumerate(content.split("\n"), first):
            words = part.strip(SPACES)
            column = self._lines[number].rfind(words) - part.rfind(words)
            starts.append(start)
            shifts.append(self._starts[number] + column - start)
            start += len(part) + 1
        return Placement(starts, shifts)
