"""The first pass over an article: its sentences, and every concept of every pack found in them."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from inferlint.document import Block, Document, Kind
from inferlint.language.phrases import PhraseFinder
from inferlint.language.words import Word, pieces_of, sentences_of, words_of
from inferlint.rules.model import Pack


class Mention(NamedTuple):
    """A concept named in a sentence; `start` and `end` are offsets in the block's text."""

    concept: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, heading or table row, with what it mentions."""

    index: int
    block: int
    start: int
    end: int
    words: tuple[Word, ...]
    before: int
    """How many words of prose stand before it in the article (headings not counted)."""
    mentions: Mapping[str, tuple[Mention, ...]]
    """By pack: what the sentence mentions, in text order."""
    terms: Mapping[str, tuple[Mention, ...]]
    """By pack: the jargon in the sentence, each mention under the term's name."""
    named: Mapping[str, frozenset[str]]
    """By pack: the names of the concepts in `mentions`."""


@dataclass(frozen=True)
class Analysis:
    """An article with its sentences in text order."""

    document: Document
    sentences: tuple[Sentence, ...]
    of_block: tuple[range, ...]
    """For each block the indices of its sentences."""
    prose_words: int

    def block_of(self, sentence: Sentence) -> Block:
        """Return the block that the sentence stands in."""
        return self.document.blocks[sentence.block]

    def text_of(self, sentence: Sentence) -> str:
        """Return the sentence as its readers see it."""
        return self.block_of(sentence).text[sentence.start : sentence.end]

    @functools.cached_property
    def block_lines(self) -> list[tuple[int, int]]:
        """The first and the last line of each block."""
        spans = (block.source_span(0, len(block.text)) for block in self.document.blocks)
        position = self.document.position
        return [(position(span.start).line, position(span.end).line) for span in spans]

    @functools.cached_property
    def sections(self) -> list[list[Sentence]]:
        """The sentences below each heading, headings themselves left out."""
        runs = []
        for _, blocks in self.document.sections():
            run = [self.sentences[i] for block in blocks for i in self.of_block[block]]
            if run:
                runs.append(run)
        return runs

    @functools.cached_property
    def chapters(self) -> list[list[Sentence]]:
        """The sentences of neighbouring sections with the same headings above their own.

        What stands above the first of them, as an introduction, goes with them.
        """
        chapters: list[list[Sentence]] = []
        before: tuple[int, ...] = ()
        for run in self.sections:
            above = self.block_of(run[0]).headings
            if chapters and above[:-1] in (before, before[:-1]):
                chapters[-1] += run
            else:
                chapters.append([*run])
            before = above
        return chapters

    @functools.cached_property
    def contexts(self) -> list[tuple[Sentence, ...]]:
        """For each block the nearest heading and the lines that introduce its list (and that's)."""
        blocks = self.document.blocks
        contexts = []
        for block in blocks:
            around = list(block.headings[-1:])
            intro = block.intro
            while intro is not None and len(around) < 4:
                around.append(intro)
                intro = blocks[intro].intro
            above = (self.of_block[number] for number in dict.fromkeys(around))
            contexts.append(tuple(self.sentences[index] for indices in above for index in indices))
        return contexts


class Analyst:
    """Finds the concepts of several packs in articles; build it once, use it for all."""

    def __init__(
        self, packs: Sequence[Pack], only: Collection[tuple[str, str]] | None = None
    ) -> None:
        """Take the packs, and if not all is to be found, the (pack, concept) that are."""
        self._finder = PhraseFinder(
            ((pack.name, named.name, sort), phrase)
            for pack in packs
            for sorts, vocabulary in ((_CONCEPTS, pack.concepts), (_TERMS, pack.terms))
            for named in vocabulary.values()
            if only is None or (sorts is _CONCEPTS and (pack.name, named.name) in only)
            for sort, phrases in zip(sorts, (named.phrases, named.decoys), strict=True)
            for phrase in phrases
        )

    def analyse(self, document: Document) -> Analysis:
        """Split the article into sentences and find what each mentions."""
        sentences: list[Sentence] = []
        of_block: list[range] = []
        before = 0
        for number, block in enumerate(document.blocks):
            first = len(sentences)
            for start, end in _sentence_spans(block):
                words = tuple(words_of(block.text, start, end))
                found = self._mentions(words)
                sentences.append(
                    Sentence(len(sentences), number, start, end, words, before, *found)
                )
                if block.kind is not Kind.HEADING:
                    before += len(words)
            of_block.append(range(first, len(sentences)))
        return Analysis(document, tuple(sentences), tuple(of_block), before)

    def again(self, analysis: Analysis) -> Analysis:
        """Look through the sentences of another's analysis for what this one finds."""
        sentences = (
            Sentence(s.index, s.block, s.start, s.end, s.words, s.before, *self._mentions(s.words))
            for s in analysis.sentences
        )
        return replace(analysis, sentences=tuple(sentences))

    def _mentions(self, words: Sequence[Word]) -> tuple[_ByPack, _ByPack, _Names]:
        """Return what the words mention: concepts, jargon, and the concepts' names."""
        concepts: dict[str, list[_Match]] = {}
        terms: dict[str, list[_Match]] = {}
        for (pack, name, sort), first, last in self._finder.find(words):
            match = (name, sort in _DECOYS, words[first].start, words[last - 1].end)
            found = concepts if sort in _CONCEPTS else terms
            found.setdefault(pack, []).append(match)
        mentions = {pack: _without_decoys(matches) for pack, matches in concepts.items()}
        return (
            mentions,
            {pack: _longest(_without_decoys(matches)) for pack, matches in terms.items()},
            {pack: frozenset(m.concept for m in named) for pack, named in mentions.items()},
        )


_Match = tuple[str, bool, int, int]
"""Name, whether it is a decoy, start, end."""
_ByPack = dict[str, tuple[Mention, ...]]
_Names = dict[str, frozenset[str]]
_CONCEPTS = ("concept", "decoy of a concept")
_TERMS = ("term", "decoy of a term")
_DECOYS = frozenset({_CONCEPTS[1], _TERMS[1]})


def _sentence_spans(block: Block) -> list[tuple[int, int]]:
    if block.kind in (Kind.HEADING, Kind.ROW, Kind.TERM):
        return pieces_of(block.text, 0, len(block.text)) if block.text.strip() else []
    return sentences_of(block.text)


def _without_decoys(matches: Sequence[_Match]) -> tuple[Mention, ...]:
    """Drop what a decoy of the same concept overlaps, and what a longer mention holds.

    The matches come in text order, where several begin the longest first: a mention that ends no
    later than one before it is held by that one.
    """
    decoys = [(concept, start, end) for concept, decoy, start, end in matches if decoy]
    kept: list[Mention] = []
    ends: dict[str, int] = {}
    for concept, decoy, start, end in matches:
        if decoy or ends.get(concept, 0) >= end:
            continue
        if decoys and any(c == concept and s < end and start < e for c, s, e in decoys):
            continue
        ends[concept] = end
        kept.append(Mention(concept, start, end))
    return tuple(kept)


def _longest(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Drop a term inside a longer one: `attention` in `flash attention`."""
    return tuple(
        mention
        for mention in mentions
        if not any(
            other is not mention
            and other.start <= mention.start
            and mention.end <= other.end
            and other.end - other.start > mention.end - mention.start
            for other in mentions
        )
    )
