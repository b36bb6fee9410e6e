"""The text in a block of HTML: what a browser would show, placed in the source."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from inferlint.document import Kind
from inferlint.readers.prose import Placed, Placement, Prose


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of text between two tags that break a line."""

    kind: Kind
    level: int
    """The rank of a heading, the depth of an item, else 0."""
    placed: Placed


def read_html(content: str, place: Placement) -> Iterator[Passage]:
    """Yield the passages of a block of HTML, in order."""
    reading = _Reading(place)
    for piece in _PIECE.finditer(content):
        yield from reading.take(piece)
    yield from reading.flush()


_PIECE = re.compile(
    r"""
      <!--(?s:.*?)(?:-->|\Z) | <\?(?s:.*?)(?:\?>|\Z) | <!(?s:.*?)(?:>|\Z)
    | <(?P<opaque>script|style|pre|svg|textarea|template|iframe|math)\b
        (?s:.*?)(?:</(?P=opaque)\s*>|\Z)
    | <(?P<end>/?)(?P<tag>[a-zA-Z][\w-]*+)(?:[^<>"']|"[^"]*"|'[^']*')*+(?:>|\Z)
    | (?P<entity>&(?:\#\d+|\#[xX][\da-fA-F]+|\w+);)
    | (?P<text>[^<&]+|[<&])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_INLINE = re.compile(
    "a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|input|ins|kbd|label|mark|nobr|q|s|"
    "samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr"
)
_LISTS = frozenset({"ul", "ol", "dl", "menu"})
_ITEMS = frozenset({"li", "dd", "dt"})
_RANKS = {f"h{rank}": rank for rank in range(1, 7)}


class _Reading:
    def __init__(self, place: Placement) -> None:
        self._place = place
        self._prose = Prose()
        self._kind = Kind.PARAGRAPH
        self._level = 0
        self._lists = 0

    def take(self, piece: re.Match[str]) -> Iterator[Passage]:
        start, end = piece.span()
        if piece["text"]:
            self._prose.add(piece["text"], self._place.span(start, end))
        elif piece["entity"]:
            self._prose.add_at(html.unescape(piece["entity"]), self._place(start))
        elif piece["tag"]:
            yield from self._tag(piece["tag"].lower(), piece["end"] == "/", start)

    def _tag(self, name: str, closes: bool, start: int) -> Iterator[Passage]:  # noqa: FBT001
        if name == "br":
            self._prose.add_at(" ", self._place(start))
        elif not _INLINE.fullmatch(name):
            yield from self.flush()
            self._enter(name, closes)

    def _enter(self, name: str, closes: bool) -> None:  # noqa: FBT001
        if name in _LISTS:
            self._lists = max(0, self._lists + (-1 if closes else 1))
        rank = 0 if closes else _RANKS.get(name, 0)
        if rank:
            self._kind, self._level = Kind.HEADING, rank
        elif self._lists or (name in _ITEMS and not closes):
            self._kind, self._level = Kind.ITEM, max(1, self._lists)
        else:
            self._kind, self._level = Kind.PARAGRAPH, 0

    def flush(self) -> Iterator[Passage]:
        placed = self._prose.finish()
        self._prose = Prose()
        if placed.text:
            yield Passage(self._kind, self._level, placed)
