"""What readers see of a paragraph: the words between the markup, each placed in the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from inferlint.document import Link, Span
from inferlint.readers.prose import Placed, Placement, Prose

END = "end"
"""The key under which the parser notes where a link, an image or a footnote mark ends."""

_LINE_BREAK = re.compile(r"[ \t]*\\?(\n)[ \t]*")
_BR = re.compile(r"<br[ \t\n]*/?>", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)\S+")
_WORD = re.compile(r"\w+")
_ANCHOR = re.compile(r"""<a\s(?:[^>]*\s)?href\s*=\s*["']?(?P<target>[^"'\s>]+)""", re.IGNORECASE)
_ANCHOR_END = re.compile(r"</a\s*>", re.IGNORECASE)
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
    def level(self) -> int: ...  # noqa: D102
    @property
    def nesting(self) -> int: ...  # noqa: D102
    @property
    def markup(self) -> str: ...  # noqa: D102
    @property
    def meta(self) -> Mapping[Any, Any]: ...  # noqa: D102
    @property
    def attrs(self) -> Mapping[str, Any]: ...  # noqa: D102
    @property
    def map(self) -> Sequence[int] | None: ...  # noqa: D102
    @property
    def children(self) -> Sequence[Token] | None: ...  # noqa: D102


def links_in_html(content: str, place: Placement) -> Iterator[Link]:
    """Yield the links of a block of HTML."""
    for opening in _ANCHOR.finditer(content):
        end = _ANCHOR_END.search(content, opening.end())
        last = end.start() if end else opening.end()
        yield Link(Span(place(opening.start()), place(last - 1) + 1), opening["target"])


@dataclass(slots=True)
class Marks:
    """What markup says about stretches of the prose."""

    links: list[Link] = field(default_factory=list)
    code: list[Span] = field(default_factory=list)


def read_inline(tokens: Iterable[Token], content: str, place: Placement, marks: Marks) -> Placed:
    """Walk the tokens of a content and collect what readers see of it; `marks` grows."""
    walk = _Walk(content, place, marks)
    for token in tokens:
        _STEPS.get(token.type, _Walk.markup)(walk, token)
    return walk.prose.finish()


def links_in(tokens: Iterable[Token], offset: int) -> Iterator[Link]:
    """Yield the links, each as if it stood at this offset, for a text that is not read."""
    for token in tokens:
        if token.type == "link_open":
            yield Link(Span(offset, offset), str(token.attrs.get("href", "")))
        for address in _URL.findall(token.content if token.type == "text" else ""):
            yield Link(Span(offset, offset), address)


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

    __slots__ = ("content", "cursor", "marks", "opened", "place", "prose")

    def __init__(self, content: str, place: Placement, marks: Marks) -> None:
        self.content = content
        self.place = place
        self.marks = marks
        self.cursor = 0
        self.opened: list[tuple[int, str]] = []
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
        self.marks.code.append(self._span(start + padding, end))
        self.cursor = end + padding + len(token.markup)

    def line_break(self, _: Token) -> None:
        if gap := _LINE_BREAK.match(self.content, self.cursor):
            self.prose.add_at(" ", self.place(gap.start(1)))
            self.cursor = gap.end()

    def html(self, token: Token) -> None:
        if _BR.match(token.content):
            self.prose.add_at(" ", self.place(self.cursor))
        if opening := _ANCHOR.match(token.content):
            self.opened.append((self.cursor, opening["target"]))
        elif _ANCHOR_END.match(token.content):
            self._close_link(self.cursor)
        self.cursor += len(token.content)

    def link_open(self, token: Token) -> None:
        self.opened.append((self.cursor, str(token.attrs.get("href", ""))))
        self.cursor += 1

    def link_close(self, token: Token) -> None:
        self._close_link(self.cursor)
        self.to_end(token)

    def _close_link(self, end: int) -> None:
        if self.opened:
            start, target = self.opened.pop()
            self.marks.links.append(Link(self._span(start, end), target))

    def _span(self, start: int, end: int) -> Span:
        return Span(self.place(start), self.place(max(start, end - 1)) + 1)

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
    "link_close": _Walk.link_close,
    "image": _Walk.to_end,
    "footnote_ref": _Walk.to_end,
}
