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


class _Node(Generic[Key]):
    """A state of the walk, made of what is left of the phrases that have led to it.

    The first walk that comes by unfolds it: most of the many ways in which phrases could go on no
    article ever takes.
    """

    __slots__ = ("ends", "forms", "gap", "lemmas", "rests")

    def __init__(self) -> None:
        self.rests: list[tuple[Sequence[Element], Key]] = []
        """What is left of each phrase, and the key that it was given with."""
        self.forms: dict[str, _Node[Key]] = {}
        self.lemmas: dict[str, _Node[Key]] = {}
        self.gap: _Node[Key] | None = None
        self.ends: tuple[Key, ...] = ()

    def unfold(self) -> None:
        """Turn what is left into the words that may come next."""
        rests, self.rests = self.rests, []
        ends: dict[Key, None] = {}
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

    def _child(self, word: PhraseWord) -> _Node[Key]:
        if word.exact or not is_dictionary_form(word.text):
            return _below(self.forms, word.text)
        return _below(self.lemmas, lemma_of(word.text))


class PhraseFinder(Generic[Key]):
    """Finds phrases, each under the key it was given with."""

    def __init__(self, phrases: Iterable[tuple[Key, Phrase]]) -> None:
        self._root: _Node[Key] = _Node()
        self._root.rests.extend((phrase.elements, key) for key, phrase in phrases)
        self._root.unfold()

    def find(self, words: Sequence[Word]) -> list[tuple[Key, int, int]]:
        """Return (key, first word, word after the last) for every phrase in one sentence."""
        found: set[tuple[Key, int, int]] = set()
        waiting: list[tuple[_Node[Key], int]] = []
        forms, lemmas = self._root.forms, self._root.lemmas
        for start, (_, _, form, lemma, verb) in enumerate(words):
            if form in forms:
                waiting.append((forms[form], start + 1))
            if lemma in lemmas:
                waiting.append((lemmas[lemma], start + 1))
            if verb is not None and verb in lemmas:
                waiting.append((lemmas[verb], start + 1))
            if waiting:
                _follow(waiting, words, start, found)
        return sorted(found, key=lambda match: (match[1], -match[2], match[0]))


def _follow(
    waiting: list[tuple[_Node[Key], int]],
    words: Sequence[Word],
    start: int,
    found: set[tuple[Key, int, int]],
) -> None:
    """Add every phrase that begins at a word and goes on from the waiting states."""
    count = len(words)
    while waiting:
        node, at = waiting.pop()
        if node.rests:
            node.unfold()
        for key in node.ends:
            found.add((key, start, at))
        if at < count:
            _, _, form, lemma, verb = words[at]
            if form in node.forms:
                waiting.append((node.forms[form], at + 1))
            if lemma in node.lemmas:
                waiting.append((node.lemmas[lemma], at + 1))
            if verb is not None and verb in node.lemmas:
                waiting.append((node.lemmas[verb], at + 1))
        if node.gap is not None:
            waiting += _leaps(node.gap, words, at)


def _leaps(gap: _Node[Key], words: Sequence[Word], at: int) -> Iterator[tuple[_Node[Key], int]]:
    """Yield where a phrase goes on behind a gap that begins here."""
    if gap.rests:
        gap.unfold()
    for leap, word in enumerate(words[at : at + LONGEST_GAP + 1]):
        if word.form in gap.forms or word.lemma in gap.lemmas or word.verb in gap.lemmas:
            yield gap, at + leap


def _below(children: dict[str, _Node[Key]], name: str) -> _Node[Key]:
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
