"""Admonitions and tabs of MkDocs: `!!! note`, `??? tip`, `=== "Tab"` and what is indented below."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Opened:
    """A text, as long as before, in which admonitions are quotes; and the lines of those."""

    text: str
    lines: frozenset[int] = frozenset()


def open_admonitions(text: str) -> Opened:
    """Turn admonitions into quotes: CommonMark would take their indented text for code."""
    if not _MARKER.search(text):
        return Opened(text)
    lines = text.split("\n")
    opened: set[int] = set()
    for number in range(len(lines)):
        # The lines below are changed meanwhile, so an admonition inside another is found too.
        if marker := _MARKER.match(lines[number]):
            end = _end(lines, number + 1, marker["indent"])
            if end > number + 1:
                opened.update(range(number + 1, end))
                _open(lines, number, end, marker["indent"])
    return Opened("\n".join(lines), frozenset(opened))


_MARKER = re.compile(
    r"^(?P<indent>[ >]*)(?:(?:!!!|\?\?\?\+?)[ \t]*\w|===[!+]?[ \t]+\")[^\n]*$", re.MULTILINE
)


def _end(lines: list[str], start: int, indent: str) -> int:
    """Return the line behind the indented lines that begin at `start`."""
    end = start
    for number in range(start, len(lines)):
        if lines[number].startswith(indent + "    "):
            end = number + 1
        elif lines[number].strip():
            break
    return end


def _open(lines: list[str], marker: int, end: int, indent: str) -> None:
    lines[marker] = indent + re.sub(r"[^\r]", " ", lines[marker][len(indent) :])
    for number in range(marker + 1, end):
        if lines[number].strip():
            lines[number] = indent + ">   " + lines[number][len(indent) + 4 :]
