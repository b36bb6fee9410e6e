"""All phrases of all rules in one trie, found in one walk over a sentence's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from inferlint.language.words import Word, is_dictionary_form, lemma_of, words_of
from inferlint.rules.model import Choice, Element, Gap, Phrase
from inferlint.rules.model import Word as PhraseWord

LONGEST_GAP = 5
"""How many words `...` may stand for."""

Key = TypeVar("Key", str, tuple[str, str, str])


class _Node:
    """A state of the walk, made of what is left of the phrases that have led to it.

    The first walk that comes by unfolds it: most of the many ways in which phrases could go on no
    article ever takes.
    """

    __slots__ = ("ends", "forms", "gap", "lemmas", "rests")

    def __init__(self) -> None:
        self.rests: list[tuple[Sequence[Element], int]] = []
        """What is left of each phrase, and the number of its key."""
        self.forms: dict[str, _Node] = {}
        self.lemmas: dict[str, _Node] = {}
        self.gap: _Node | None = None
        self.ends: tuple[int, ...] = ()

    def unfold(self) -> None:
        """Turn what is left into the words that may come next."""
        rests, self.rests = self.rests, []
        ends: dict[int, None] = {}
        for rest, key in rests:
            for element, behind in _firsts(rest):
                if element is None:
                    ends[key] = None
                elif isinstance(element, Gap):
                    self.gap = self.gap or _Node()
                    self.gap.rests.append((behind, key))
                else:
                    self._child(element).rests.append((behind, key))
        self.ends = tuple(ends)

    def _child(self, word: PhraseWord) -> _Node:
        if word.exact or not is_dictionary_form(word.text):
            return _below(self.forms, word.text)
        return _below(self.lemmas, lemma_of(word.text))


class PhraseFinder(Generic[Key]):
    """Finds phrases, each under the key it was given with."""

    def __init__(self, phrases: Iterable[tuple[Key, Phrase]]) -> None:
        given = list(phrases)
        self._keys: list[Key] = sorted({key for key, _ in given})
        numbers = {key: number for number, key in enumerate(self._keys)}
        self._root = _Node()
        self._root.rests.extend((phrase.elements, numbers[key]) for key, phrase in given)
        self._root.unfold()

    def find(self, words: Sequence[Word]) -> list[tuple[Key, int, int]]:
        """Return (key, first word, word after the last) for every phrase in one sentence.

        They come in text order, where several begin the longest first.
        """
        walk = _Walk(words)
        for start in range(len(words)):
            walk.follow(self._root, start, start)
        keys = self._keys
        return [(keys[key], start, -end) for start, end, key in sorted(walk.found)]


class _Walk:
    """The walk over the words of one sentence."""

    __slots__ = ("_held", "_words", "found")

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._held: set[str | None] | None = None
        """All that the words are and stand for."""
        self.found: set[tuple[int, int, int]] = set()
        """(first word, word after the last, negative; number of the key), as they are sorted."""

    def follow(self, node: _Node, start: int, at: int) -> None:
        """Add every phrase that began at a word and has led to this state before another."""
        if node.rests:
            node.unfold()
        for key in node.ends:
            self.found.add((start, -at, key))
        forms, lemmas = node.forms, node.lemmas
        if (forms or lemmas) and at < len(self._words):
            _, _, form, lemma, verb = self._words[at]
            if form in forms:
                self.follow(forms[form], start, at + 1)
            if lemma in lemmas:
                self.follow(lemmas[lemma], start, at + 1)
            if verb is not None and verb in lemmas:
                self.follow(lemmas[verb], start, at + 1)
        if node.gap is not None:
            self._leap(node.gap, start, at)

    def _leap(self, gap: _Node, start: int, at: int) -> None:
        """Follow wherever a phrase goes on behind a gap that begins here."""
        if gap.rests:
            gap.unfold()
        forms, lemmas = gap.forms, gap.lemmas
        if self._held is None:
            self._held = {said for word in self._words for said in word[2:]}
        if self._held.isdisjoint(forms) and self._held.isdisjoint(lemmas):
            return
        for leap, word in enumerate(self._words[at : at + LONGEST_GAP + 1], at):
            if word.form in forms or word.lemma in lemmas or word.verb in lemmas:
                self.follow(gap, start, leap)


def _below(children: dict[str, _Node], name: str) -> _Node:
    child = children.get(name)
    if child is None:
        child = children[name] = _Node()
    return child


def _firsts(rest: Sequence[Element]) -> Iterator[tuple[PhraseWord | Gap | None, Sequence[Element]]]:
    """Yield what may come first, and what is left then; None where all may be over."""
    if not rest:
        yield None, ()
        return
    first, behind = rest[0], rest[1:]
    if isinstance(first, Choice):
        for option in first.options:
            yield from _firsts((*option, *behind))
        if first.optional:
            yield from _firsts(behind)
    elif isinstance(first, Gap) or ("'" not in first.text and "-" not in first.text):
        yield first, behind
    else:
        for spelling in _spellings(first):
            yield from _firsts((*spelling, *behind))


def _spellings(word: PhraseWord) -> Iterator[Sequence[PhraseWord]]:
    """Yield the word as texts are read: contractions apart, hyphens as breaks or as nothing."""
    if "'" in word.text:
        yield [PhraseWord(part.form, word.exact) for part in words_of(word.text)]
        return
    pieces = [piece for piece in word.text.split("-") if piece]
    yield [PhraseWord(piece, word.exact) for piece in pieces]
    yield [PhraseWord("".join(pieces), word.exact)]
