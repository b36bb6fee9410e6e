"""What readers see of a paragraph: the words between the markup, each placed in the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from inferlint.readers.prose import Placed, Placement, Prose

END = "end"
"""The key under which the parser notes where a link, an image or a footnote mark ends."""

_LINE_BREAK = re.compile(r"[ \t]*\\?(\n)[ \t]*")
_BR = re.compile(r"<br[ \t\n]*/?>", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)\S+")
_WORD = re.compile(r"\w+")
_SPARSE = 8
"""A note with a link and fewer words around it than this only cites."""


class Token(Protocol):
    """What is used of the parser's tokens."""

    @property
    def type(self) -> str: ...  # noqa: D102
    @property
    def tag(self) -> str: ...  # noqa: D102
    @property
    def content(self) -> str: ...  # noqa: D102
    @property
    def markup(self) -> str: ...  # noqa: D102
    @property
    def meta(self) -> Mapping[Any, Any]: ...  # noqa: D102
    @property
    def map(self) -> Sequence[int] | None: ...  # noqa: D102
    @property
    def children(self) -> Sequence[Token] | None: ...  # noqa: D102


def read_inline(tokens: Iterable[Token], content: str, place: Placement) -> Placed:
    """Walk the tokens of a content and collect what readers see of it."""
    walk = _Walk(content, place)
    for token in tokens:
        _STEPS.get(token.type, _Walk.markup)(walk, token)
    return walk.prose.finish()


def only_cites(tokens: Iterable[Token]) -> bool:
    """Tell whether a footnote is a link or an address with a few words, and says nothing."""
    around: list[str] = []
    cites = False
    depth = 0
    for token in tokens:
        depth += (token.type == "link_open") - (token.type == "link_close")
        cites = cites or depth > 0
        if depth == 0:
            around.append(token.content)
    text, addresses = _URL.subn("", " ".join(around))
    return (cites or addresses > 0) and len(_WORD.findall(text)) < _SPARSE


class _Walk:
    """Goes through a content token by token; every step moves the cursor behind its token."""

    __slots__ = ("content", "cursor", "place", "prose")

    def __init__(self, content: str, place: Placement) -> None:
        self.content = content
        self.place = place
        self.cursor = 0
        self.prose = Prose()

    def text(self, token: Token) -> None:
        words, start = token.content, self.cursor
        if self.content.startswith(words, start):
            self.cursor = end = start + len(words)
            self.prose.add(words, self.place.span(start, end))
        else:
            self._scattered(words)

    def _scattered(self, words: str) -> None:
        """Place a text that does not stand whole in the content; what is not there is dropped."""
        for char in words:
            found = self.content.find(char, self.cursor)
            if found >= 0:
                self.prose.add_at(char, self.place(found))
                self.cursor = found + 1

    def special(self, token: Token) -> None:
        """Read an entity, or a backslash and what it escapes (or itself, if nothing)."""
        if token.content == token.markup:
            self.text(token)
        else:
            # Of two backslashes before a bar in a table the second is meant; one was taken off.
            self.prose.add_at(token.content, self.place(self.cursor + 1) - 1)
            self.cursor += len(token.markup)

    def code(self, token: Token) -> None:
        words, start = token.content, self.cursor + len(token.markup)
        padding = self.content[start : start + len(words)].replace("\n", " ") != words
        end = start + padding + len(words)
        self.prose.add(words, self.place.span(start + padding, end))
        self.cursor = end + padding + len(token.markup)

    def line_break(self, _: Token) -> None:
        if gap := _LINE_BREAK.match(self.content, self.cursor):
            self.prose.add_at(" ", self.place(gap.start(1)))
            self.cursor = gap.end()

    def html(self, token: Token) -> None:
        if _BR.match(token.content):
            self.prose.add_at(" ", self.place(self.cursor))
        self.cursor += len(token.content)

    def link_open(self, _: Token) -> None:
        self.cursor += 1

    def to_end(self, token: Token) -> None:
        self.cursor = int(token.meta[END])

    def markup(self, token: Token) -> None:
        self.cursor += len(token.markup)


_STEPS: dict[str, Callable[[_Walk, Token], None]] = {
    "text": _Walk.text,
    "text_special": _Walk.special,
    "code_inline": _Walk.code,
    "softbreak": _Walk.line_break,
    "hardbreak": _Walk.line_break,
    "html_inline": _Walk.html,
    "link_open": _Walk.link_open,
    "link_close": _Walk.to_end,
    "image": _Walk.to_end,
    "footnote_ref": _Walk.to_end,
}
