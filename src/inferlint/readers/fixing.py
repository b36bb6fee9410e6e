"""Mend the form of an article where that cannot change what it says."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from markdown_it.token import Token

from inferlint.document import line_end, line_starts
from inferlint.readers.front_matter import read_front_matter
from inferlint.readers.markdown import tokens_of

_ATX = re.compile(r"(?P<indent>[ \t]*)(?P<signs>#{1,6})(?=[ \t])")
_NO_SPACE = re.compile(r"(?P<signs>#{2,6})(?=[^\W_]|[\"“'‘¿*`\[(])")


def fixed(source: str, path: str) -> str:
    """Return the article with these mended, and everything else as it was.

    - A heading that skips a level moves up: behind `##` a `####` becomes `###`.
    - `##Heading` gets the space without which it is no heading.
    - A list or a table gets the blank line above it that some renderers need.
    """
    if PurePath(path).suffix.lower() not in (".md", ".mdx", ".markdown", ".qmd", ".rmd"):
        return source
    lines = _lines(source)
    for number in _headings_without_space(tokens_of(source, path), lines):
        lines[number] = _NO_SPACE.sub(r"\g<signs> ", lines[number], count=1)
    tokens = tokens_of("".join(lines), path)
    titled = "title" in read_front_matter(source, path).values
    for number, level in _moved_headings(tokens, lines, titled=titled):
        lines[number] = _ATX.sub(rf"\g<indent>{'#' * level}", lines[number], count=1)
    end = line_end(source)
    for number in sorted(_needs_blank_above(tokens), reverse=True):
        lines.insert(number, end)
    return "".join(lines)


def _lines(source: str) -> list[str]:
    starts = [*line_starts(source), len(source)]
    return [source[start:end] for start, end in itertools.pairwise(starts)]


def _moved_headings(
    tokens: Sequence[Token], lines: Sequence[str], *, titled: bool
) -> Iterator[tuple[int, int]]:
    """Yield (line, new level) of each heading that skips a level.

    A title in the front matter is the heading of the first level.
    """
    above: list[tuple[int, int]] = [(1, 1)] if titled else []
    for token in tokens:
        if token.type != "heading_open" or token.level or token.map is None:
            continue
        level = int(token.tag[1:])
        while above and above[-1][0] >= level:
            above.pop()
        new = min(level, above[-1][1] + 1) if above else level
        above.append((level, new))
        if new != level and _ATX.match(lines[token.map[0]]):
            yield token.map[0], new


def _headings_without_space(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines of paragraphs that are one line and were meant as headings."""
    for token in tokens:
        if token.type == "paragraph_open" and not token.level and token.map:
            first, end = token.map
            if end - first == 1 and _NO_SPACE.match(lines[first]):
                yield first


def _needs_blank_above(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the first lines of lists and tables that stand right below a paragraph."""
    before: Token | None = None
    for token in tokens:
        if token.level or token.map is None or token.nesting < 0:
            continue
        if (
            token.type in ("bullet_list_open", "ordered_list_open", "table_open")
            and before is not None
            and before.type == "paragraph_open"
            and before.map is not None
            and before.map[1] == token.map[0]
        ):
            yield token.map[0]
        if token.type != "inline":
            before = token
