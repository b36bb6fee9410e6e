"""Draft text that a tool put into an article: `<!-- inferlint: draft -->` to its end marker.

It is there for the writer to work on, and counts for nothing until the markers are gone.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inferlint.readers.masks import Comment, blank_lines, hide

OPEN = "inferlint: draft"
CLOSE = "/inferlint: draft"
_LEFT = "draft text left in {}; make it yours, then remove the markers"
_NO_END = "line {}: draft text without an end; write the comment `/inferlint: draft` below it"


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text, as long as before, without its drafts; and notes about them."""

    text: str
    notes: tuple[str, ...] = ()


def hide_drafts(text: str, comments: Iterable[Comment], starts: Sequence[int]) -> Hidden:
    """Hide what stands between draft markers; without an end marker that is all that follows.

    Args:
        text: the masked source.
        comments: its comments, in order.
        starts: the offset of each line's first character.
    """
    lines: list[int] = []
    opened: int | None = None
    for comment in comments:
        wording = re.sub(r"\s+", " ", comment.text).strip()
        if wording == OPEN and opened is None:
            opened = comment.start
        elif wording == CLOSE and opened is not None:
            # What stands before the end marker in its line keeps it in its list or quote.
            end = _margin(text, comment.start)
            text = text[:opened] + hide(text[opened:end]) + text[end:]
            lines.append(bisect.bisect_right(starts, opened))
            opened = None
    notes = [_LEFT.format(_listed(lines))] if lines else []
    if opened is not None:
        text = text[:opened] + hide(text[opened:])
        notes.append(_NO_END.format(bisect.bisect_right(starts, opened)))
    return Hidden(blank_lines(text) if notes else text, tuple(notes))


def _listed(lines: Sequence[int]) -> str:
    """Return `line 3`, or `lines 3, 7 and 12`."""
    *first, last = map(str, lines)
    return f"lines {', '.join(first)} and {last}" if first else f"line {last}"


def _margin(text: str, at: int) -> int:
    """Return where the white space and quote signs begin that lead up to a place in its line."""
    while at > 0 and text[at - 1] in " \t>":
        at -= 1
    return at
