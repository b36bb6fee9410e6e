"""All phrases of all rules in one trie, found in one walk over a sentence's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from inferlint.language.words import Word, is_dictionary_form, lemma_of, words_of
from inferlint.rules.model import Choice, Element, Gap, Phrase
from inferlint.rules.model import Word as PhraseWord

LONGEST_GAP = 5
"""How many words `...` may stand for."""


@dataclass(slots=True, eq=False)
class _Node:
    forms: dict[str, _Node] = field(default_factory=dict)
    lemmas: dict[str, _Node] = field(default_factory=dict)
    gap: _Node | None = None
    ends: list[str] = field(default_factory=list)


class PhraseFinder:
    """Finds phrases, each under the key it was given with."""

    def __init__(self, phrases: Iterable[tuple[str, Phrase]]) -> None:
        self._root = _Node()
        for key, phrase in phrases:
            for node in _after(phrase.elements, [self._root]):
                if key not in node.ends:
                    node.ends.append(key)

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
                if child.ends:
                    ends += [(key, at) for key in child.ends]
                _walk(child, words, at, ends)
        at -= 1
    if node.gap is not None:
        forms, lemmas = node.gap.forms, node.gap.lemmas
        for after, word in enumerate(words[at : at + LONGEST_GAP + 1], start=at):
            if word.lemma in lemmas or word.form in forms or word.verb in lemmas:
                _walk(node.gap, words, after, ends)


def _after(elements: Sequence[Element], nodes: list[_Node]) -> list[_Node]:
    """Return the nodes where the elements end that begin at `nodes`; build what is not there."""
    for element in elements:
        nodes = list(dict.fromkeys(_after_one(element, nodes)))
    return nodes


def _after_one(element: Element, nodes: list[_Node]) -> list[_Node]:
    if isinstance(element, Choice):
        ends = [end for option in element.options for end in _after(option, nodes)]
        return [*ends, *nodes] if element.optional else ends
    if isinstance(element, Gap):
        return [_gap_below(node) for node in nodes]
    ends = []
    for spelling in _spellings(element):
        below = nodes
        for word in spelling:
            below = _word_below(word, below)
        ends += below
    return ends


def _gap_below(node: _Node) -> _Node:
    if node.gap is None:
        node.gap = _Node()
    return node.gap


def _word_below(word: PhraseWord, nodes: list[_Node]) -> list[_Node]:
    if word.exact or not is_dictionary_form(word.text):
        return [_child(node.forms, word.text) for node in nodes]
    lemma = lemma_of(word.text)
    return [_child(node.lemmas, lemma) for node in nodes]


def _child(children: dict[str, _Node], name: str) -> _Node:
    child = children.get(name)
    if child is None:
        child = children[name] = _Node()
    return child


def _spellings(word: PhraseWord) -> list[tuple[PhraseWord, ...]]:
    """Return the word as texts are read: contractions apart, hyphens as breaks or as nothing."""
    if "'" in word.text:
        return [tuple(PhraseWord(part.form, word.exact) for part in words_of(word.text))]
    if "-" not in word.text:
        return [(word,)]
    pieces = [piece for piece in word.text.split("-") if piece]
    apart = tuple(PhraseWord(piece, word.exact) for piece in pieces)
    return [apart, (PhraseWord("".join(pieces), word.exact),)]
