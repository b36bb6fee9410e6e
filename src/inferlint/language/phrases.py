"""All phrases of all rules in one trie, found in one walk over a sentence's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from inferlint.language.words import Word, is_dictionary_form, lemma_of, words_of
from inferlint.rules.model import Choice, Element, Gap, Phrase
from inferlint.rules.model import Word as PhraseWord

LONGEST_GAP = 5
"""How many words `...` may stand for."""

_Rest = tuple[Sequence[Element], str]
"""What is left of a phrase, and the key that it was given with."""


class _Node:
    """A state of the walk, made of what is left of the phrases that have led to it.

    The first walk that comes by unfolds it: most of the many ways in which phrases could go on no
    article ever takes.
    """

    __slots__ = ("ends", "forms", "gap", "lemmas", "rests")

    def __init__(self) -> None:
        self.rests: list[_Rest] = []
        self.forms: dict[str, _Node] = {}
        self.lemmas: dict[str, _Node] = {}
        self.gap: _Node | None = None
        self.ends: tuple[str, ...] = ()

    def unfold(self) -> None:
        """Turn what is left into the words that may come next."""
        rests, self.rests = self.rests, []
        ends: dict[str, None] = {}
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


class PhraseFinder:
    """Finds phrases, each under the key it was given with."""

    def __init__(self, phrases: Iterable[tuple[str, Phrase]]) -> None:
        self._root = _Node()
        self._root.rests.extend((phrase.elements, key) for key, phrase in phrases)
        self._root.unfold()

    def find(self, words: Sequence[Word]) -> list[tuple[str, int, int]]:
        """Return (key, first word, word after the last) for every phrase in one sentence."""
        found: set[tuple[str, int, int]] = set()
        forms, lemmas = self._root.forms, self._root.lemmas
        for start, word in enumerate(words):
            # The check of `_walk`, before the cost of calling it.
            if word.lemma in lemmas or word.form in forms or word.verb in lemmas:
                ends: list[tuple[str, int]] = []
                _walk(self._root, words, start, ends)
                found.update((key, start, end) for key, end in ends)
        return sorted(found, key=lambda match: (match[1], -match[2], match[0]))


def _walk(node: _Node, words: Sequence[Word], at: int, ends: list[tuple[str, int]]) -> None:
    """Add (key, word after the last) for every phrase that goes on from here."""
    if at < len(words):
        _, _, form, lemma, verb = words[at]
        at += 1
        for child in (node.forms.get(form), node.lemmas.get(lemma), node.lemmas.get(verb or "")):
            if child is not None:
                if child.rests:
                    child.unfold()
                if child.ends:
                    ends += [(key, at) for key in child.ends]
                _walk(child, words, at, ends)
        at -= 1
    if node.gap is not None:
        if node.gap.rests:
            node.gap.unfold()
        forms, lemmas = node.gap.forms, node.gap.lemmas
        for after, word in enumerate(words[at : at + LONGEST_GAP + 1], start=at):
            if word.lemma in lemmas or word.form in forms or word.verb in lemmas:
                _walk(node.gap, words, after, ends)


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
