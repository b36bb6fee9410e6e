"""The phrase notation: how it is read, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferlint.errors import InferlintError
from inferlint.rules.model import Choice, Element, Gap, Phrase, Word
from inferlint.rules.phrases import expansions, notation, parse_phrase


def parse(source: str) -> Phrase:
    return parse_phrase(source, path="concepts.yaml", line=3)


def words(text: str) -> tuple[Element, ...]:
    return tuple(Word(word) for word in text.split())


@pytest.mark.parametrize(
    ("source", "elements"),
    [
        ("grind", (Word("grind"),)),
        ("  Ground   Coffee ", words("ground coffee")),
        ("=Grinds", (Word("grinds", exact=True),)),
        ("pour-over don't 7b", words("pour-over don't 7b")),
        ("barista’s pour‑over", words("barista's pour-over")),
        ("CAFÉ cafe\u0301", words("café café")),
        ("(hot|very warm) water", (Choice((words("hot"), words("very warm"))), Word("water"))),
        ("(hot)? water", (Choice((words("hot"),), optional=True), Word("water"))),
        ("( a | =b )? c", (Choice((words("a"), (Word("b", exact=True),)), optional=True),
         Word("c"))),
        ("pour ... water", (Word("pour"), Gap(), Word("water"))),
        ("((a|b) ... c|d) e", (Choice(((Choice((words("a"), words("b"))), Gap(), Word("c")),
         words("d"))), Word("e"))),
    ],
)  # fmt: skip
def test_a_phrase_is_read_into_its_elements(source: str, elements: tuple[Element, ...]) -> None:
    assert parse(source) == Phrase(source, elements, 3)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("", "is empty; write some words, or remove the line"),
        ("a (b|c", "has a ( without its ); close the bracket"),
        ("(", "has a ( without its ); close the bracket"),
        ("a) b", "has a ) without its (; remove it, or open the bracket"),
        ("a|b", "has a | outside brackets; write (a|b)"),
        ("a (b|)", "has an empty alternative; write (a|b)? where none will do too"),
        ("a (|b)", "has an empty alternative; write (a|b)? where none will do too"),
        ("a ()", "has an empty alternative; write (a|b)? where none will do too"),
        ("a? b", "has a ? that does not follow ); write (a)? for what may be absent"),
        ("(a) ? b", "has a ? that does not follow ); write (a)? for what may be absent"),
        ("(a)?? b", "has a ? that does not follow ); write (a)? for what may be absent"),
        ("a = b", "has a = without a word right behind it; write =word"),
        ("==a", "has a = without a word right behind it; write =word"),
        ("... a", "can start or end with ...; put a word on both sides of ..., in every "
         "alternative"),
        ("a ...", "can start or end with ...; put a word on both sides of ..., in every "
         "alternative"),
        ("a ... (b)?", "can start or end with ...; put a word on both sides of ..., in every "
         "alternative"),
        ("a ... ... b", "can have ... twice in a row; write one ... only"),
        ("a ... (b)? ... c", "can have ... twice in a row; write one ... only"),
        ("(a)? (b|c)?", "has only optional parts; take the ? from one of them"),
        ("a(b|c)", "runs 'a' and '(' together; put a space between them"),
        ("(b|c)a", "runs ')' and 'a' together; put a space between them"),
        ("a...b", "runs 'a' and '...' together; put a space between them"),
        ("tokens/s", "holds the sign '/', which the notation does not know; use words, =word, "
         "(a|b), (a|b)? and ..."),
        ("a .... b", "holds the sign '.', which the notation does not know; use words, =word, "
         "(a|b), (a|b)? and ..."),
        ("snake_case", "holds the sign '_', which the notation does not know; use words, =word, "
         "(a|b), (a|b)? and ..."),
        ("(a|b|c) " * 7, "stands for more than 2,000 word sequences; split it into several "
         "phrases"),
        ("(a|b)? " * 9000, "stands for more than 2,000 word sequences; split it into several "
         "phrases"),
        ("(" * 11 + "a" + ")" * 11, "nests more than 10 brackets; make several phrases of it"),
        ("(" * 9000, "nests more than 10 brackets; make several phrases of it"),
    ],
)  # fmt: skip
def test_refused_with_the_line_and_what_to_do(source: str, complaint: str) -> None:
    with pytest.raises(InferlintError) as caught:
        parse(source)
    shown = source if len(source) <= 60 else source[:60] + "…"
    expected = f"concepts.yaml:3: the phrase {shown!r} {complaint}"
    assert str(caught.value) == " ".join(expected.split())


def readable(source: str) -> list[str]:
    return [notation(expansion) for expansion in expansions(parse(source))]


@pytest.mark.parametrize(
    ("source", "sequences"),
    [
        ("a =b", ["a =b"]),
        ("(a|b c) d", ["a d", "b c d"]),
        ("(a)? b", ["a b", "b"]),
        ("a (b ...)? c", ["a b ... c", "a c"]),
        ("(a|b|a) c", ["a c", "b c"]),
        ("(a|(b)? c) (d|e)", ["a d", "a e", "b c d", "b c e", "c d", "c e"]),
    ],
)
def test_expansions_come_once_each_in_the_order_written(source: str, sequences: list[str]) -> None:
    assert readable(source) == sequences


WORDS = st.builds(
    Word, st.from_regex(r"[a-z0-9é]{1,4}(['-][a-z]{1,3})?", fullmatch=True), st.booleans()
)


def sequences_of(element: st.SearchStrategy[Element]) -> st.SearchStrategy[tuple[Element, ...]]:
    return st.lists(element, min_size=1, max_size=3).map(tuple)


def choices_of(element: st.SearchStrategy[Element]) -> st.SearchStrategy[Element]:
    options = st.lists(sequences_of(element), min_size=1, max_size=3).map(tuple)
    return st.builds(Choice, options, st.booleans())


ELEMENTS = st.recursive(WORDS | st.just(Gap()), choices_of, max_leaves=6)


@given(sequences_of(ELEMENTS).map(lambda middle: (Word("a"), *middle, Word("z"))))
def test_what_is_written_down_reads_back_the_same(elements: tuple[Element, ...]) -> None:
    try:
        assert parse(notation(elements)).elements == elements
    except InferlintError as error:
        assert error.message.endswith(("twice in a row", "word sequences"))


@given(st.text(alphabet="aB7é=()|?. '-’İ\u0301½²"))
def test_any_text_is_read_or_refused_as_the_editors_mistake(source: str) -> None:
    try:
        phrase = parse(source)
    except InferlintError as error:
        assert (error.path, error.line) == ("concepts.yaml", 3)
    else:
        assert parse(notation(phrase.elements)).elements == phrase.elements
        found = expansions(phrase)
        assert len(set(found)) == len(found)
        assert all(isinstance(e[0], Word) and isinstance(e[-1], Word) for e in found)
