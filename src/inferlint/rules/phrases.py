"""The phrase notation: how editors write down the words that name a concept.

`word`, `=word` (this form only), `(a|b c)` (one of), `(a|b)?` (or none), `...` (up to five words).
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from typing import TYPE_CHECKING

from inferlint.errors import InferlintError
from inferlint.rules.model import Choice, Element, Gap, Phrase, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Expansion = tuple[Word | Gap, ...]

MOST_EXPANSIONS = 2_000
_DEEPEST = 10
_SHOWN = 60


def parse_phrase(source: str, *, path: str, line: int) -> Phrase:
    """Read one line of the notation; what it cannot mean is an error."""
    parser = _Parser(source, path, line)
    phrase = Phrase(source, parser.elements(), line)
    _check(phrase, parser)
    return phrase


def expansions(phrase: Phrase) -> tuple[Expansion, ...]:
    """Return every word sequence that the phrase stands for, once each, in the order written."""
    return tuple(dict.fromkeys(_expand(phrase.elements)))


def notation(elements: Iterable[Element]) -> str:
    """Write elements down so that they read back the same."""
    return " ".join(map(_written, elements))


def _written(element: Element) -> str:
    match element:
        case Word(text, exact):
            return f"={text}" if exact else text
        case Choice(options, optional):
            return f"({'|'.join(map(notation, options))})" + "?" * optional
        case Gap():
            return "..."


def _expand(elements: tuple[Element, ...]) -> list[Expansion]:
    variants = itertools.product(*map(_variants, elements))
    return [tuple(itertools.chain.from_iterable(variant)) for variant in variants]


def _variants(element: Element) -> list[Expansion]:
    if not isinstance(element, Choice):
        return [(element,)]
    found = [expansion for option in element.options for expansion in _expand(option)]
    return [*found, ()] if element.optional else found


def _count(elements: tuple[Element, ...]) -> int:
    """Return how many expansions there are, without making them."""
    return math.prod(
        sum(map(_count, element.options)) + element.optional
        for element in elements
        if isinstance(element, Choice)
    )


def _check(phrase: Phrase, parser: _Parser) -> None:
    if _count(phrase.elements) > MOST_EXPANSIONS:
        message = f"stands for more than {MOST_EXPANSIONS:,} word sequences"
        raise parser.mistake(message, "split it into several phrases")
    for shape in sorted(_shapes(phrase.elements)):
        if not shape:
            raise parser.mistake("has only optional parts", "take the ? from one of them")
        if shape[0] == "." or shape[-1] == ".":
            hint = "put a word on both sides of ..., in every alternative"
            raise parser.mistake("can start or end with ...", hint)
        if ".." in shape:
            raise parser.mistake("can have ... twice in a row", "write one ... only")


def _shapes(elements: tuple[Element, ...]) -> set[str]:
    """Return how the expansions can look: `w` for words in a row, `.` for a gap.

    There are few shapes where there are thousands of expansions.
    """
    shapes = {""}
    for element in elements:
        following = _shapes_of(element)
        shapes = {(a + b).replace("ww", "w") for a in shapes for b in following}
    return shapes


def _shapes_of(element: Element) -> set[str]:
    if not isinstance(element, Choice):
        return {"." if isinstance(element, Gap) else "w"}
    shapes = {shape for option in element.options for shape in _shapes(option)}
    return shapes | {""} if element.optional else shapes


_TOKEN = re.compile(
    r"(?P<word>=?[^\W_]+(?:['-][^\W_]+)*)|(?P<gap>\.{3})|(?P<open>\()|(?P<bar>\|)"
    r"|(?P<close>\)\??)|(?P<other>\S)"
)
_TYPOGRAPHIC = str.maketrans({"’": "'", "‐": "-", "‑": "-"})
_ENDS = {"word", "gap", "close"}
_STARTS = {"word", "gap", "open"}


class _Parser:
    """Reads one phrase from left to right."""

    def __init__(self, source: str, path: str, line: int) -> None:
        self._source, self._path, self._line = source, path, line
        normal = unicodedata.normalize("NFC", source.lower()).translate(_TYPOGRAPHIC)
        self._tokens = [(match.lastgroup, match.group()) for match in self._matches(normal)]
        self._next = 0

    def elements(self) -> tuple[Element, ...]:
        """Return the elements of the whole phrase."""
        found = self._sequence(depth=0)
        match self._peek():
            case "close", _:
                raise self.mistake("has a ) without its (", "remove it, or open the bracket")
            case "bar", _:
                raise self.mistake("has a | outside brackets", "write (a|b)")
        if not found:
            raise self.mistake("is empty", "write some words, or remove the line")
        return found

    def mistake(self, message: str, hint: str) -> InferlintError:
        """Return the error that says what is wrong with the phrase, and what to do."""
        shown = self._source if len(self._source) <= _SHOWN else self._source[:_SHOWN] + "…"
        text = f"the phrase {shown!r} {message}"
        return InferlintError(text, path=self._path, line=self._line, hint=hint)

    def _matches(self, text: str) -> Iterator[re.Match[str]]:
        before: re.Match[str] | None = None
        for match in _TOKEN.finditer(text):
            if match.lastgroup == "other":
                raise self._unknown_sign(match.group())
            if before and before.end() == match.start() and _touch(before, match):
                message = f"runs {before.group()!r} and {match.group()!r} together"
                raise self.mistake(message, "put a space between them")
            yield match
            before = match

    def _unknown_sign(self, sign: str) -> InferlintError:
        if sign == "?":
            return self.mistake(
                "has a ? that does not follow )", "write (a)? for what may be absent"
            )
        if sign == "=":
            return self.mistake("has a = without a word right behind it", "write =word")
        message = f"holds the sign {sign!r}, which the notation does not know"
        return self.mistake(message, "use words, =word, (a|b), (a|b)? and ...")

    def _sequence(self, *, depth: int) -> tuple[Element, ...]:
        found: list[Element] = []
        while (token := self._peek())[0] in _STARTS:
            self._next += 1
            found.append(self._choice(depth=depth + 1) if token[0] == "open" else _leaf(token[1]))
        return tuple(found)

    def _choice(self, *, depth: int) -> Choice:
        if depth > _DEEPEST:
            raise self.mistake(f"nests more than {_DEEPEST} brackets", "make several phrases of it")
        options = [self._option(depth=depth)]
        while self._peek()[0] == "bar":
            self._next += 1
            options.append(self._option(depth=depth))
        kind, sign = self._peek()
        if kind != "close":
            raise self.mistake("has a ( without its )", "close the bracket")
        self._next += 1
        return Choice(tuple(options), optional=sign.endswith("?"))

    def _option(self, *, depth: int) -> tuple[Element, ...]:
        found = self._sequence(depth=depth)
        if not found and self._peek()[0] is not None:
            raise self.mistake("has an empty alternative", "write (a|b)? where none will do too")
        return found

    def _peek(self) -> tuple[str | None, str]:
        return self._tokens[self._next] if self._next < len(self._tokens) else (None, "")


def _touch(before: re.Match[str], match: re.Match[str]) -> bool:
    return before.lastgroup in _ENDS and match.lastgroup in _STARTS


def _leaf(text: str) -> Word | Gap:
    return Gap() if text == "..." else Word(text.removeprefix("="), exact=text.startswith("="))
