"""All phrases of all rules in one trie, found in one walk over a sentence's words."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from inferlint.language.words import Word, is_dictionary_form, lemma_of
from inferlint.rules.model import Gap, Phrase
from inferlint.rules.model import Word as PhraseWord
from inferlint.rules.phrases import expansions

LONGEST_GAP = 5
"""How many words `...` may stand for."""


@dataclass(slots=True)
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
            for sequence in expansions(phrase):
                for spelled in _spellings(sequence):
                    self._insert(key, spelled)

    def find(self, words: Sequence[Word]) -> list[tuple[str, int, int]]:
        """Return (key, first word, word after the last) for every phrase in one sentence."""
        found: set[tuple[str, int, int]] = set()
        forms, lemmas = self._root.forms, self._root.lemmas
        for start, word in enumerate(words):
            if word.lemma in lemmas or word.form in forms or word.verb in lemmas:
                for key, end in _walk(self._root, words, start):
                    found.add((key, start, end))
        return sorted(found, key=lambda match: (match[1], -match[2], match[0]))

    def _insert(self, key: str, sequence: Sequence[PhraseWord | Gap]) -> None:
        node = self._root
        for element in sequence:
            node = _child_for(node, element)
        if key not in node.ends:
            node.ends.append(key)


def _walk(node: _Node, words: Sequence[Word], at: int) -> Iterator[tuple[str, int]]:
    """Yield (key, word after the last) for every phrase that goes on from here."""
    if at < len(words):
        word = words[at]
        for child in (
            node.forms.get(word.form),
            node.lemmas.get(word.lemma),
            node.lemmas.get(word.verb) if word.verb else None,
        ):
            if child is not None:
                for key in child.ends:
                    yield key, at + 1
                yield from _walk(child, words, at + 1)
    if node.gap is not None:
        for skipped in range(min(LONGEST_GAP, len(words) - at) + 1):
            yield from _walk(node.gap, words, at + skipped)


def _child_for(node: _Node, element: PhraseWord | Gap) -> _Node:
    if isinstance(element, Gap):
        if node.gap is None:
            node.gap = _Node()
        return node.gap
    if element.exact or not is_dictionary_form(element.text):
        return node.forms.setdefault(element.text, _Node())
    return node.lemmas.setdefault(lemma_of(element.text), _Node())


def _spellings(
    sequence: Sequence[PhraseWord | Gap],
) -> Iterator[tuple[PhraseWord | Gap, ...]]:
    """Yield the sequence with each hyphen read as a break between words, and as nothing."""
    yield from (
        tuple(itertools.chain.from_iterable(choice))
        for choice in itertools.product(*(_hyphen_readings(element) for element in sequence))
    )


def _hyphen_readings(element: PhraseWord | Gap) -> list[tuple[PhraseWord | Gap, ...]]:
    if isinstance(element, Gap) or "-" not in element.text:
        return [(element,)]
    pieces = element.text.split("-")
    apart = tuple(PhraseWord(piece, element.exact) for piece in pieces if piece)
    return [apart, (PhraseWord("".join(pieces), element.exact),)]
