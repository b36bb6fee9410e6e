"""Where in an article a statement may stand: windows of sentences, and what stands around them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from inferlint.language import Analysis, Sentence
from inferlint.rules.model import Within

FEWEST_ACROSS = 4
"""A passage of so many sentences may run on below the next heading of the same level.

Two things set apart often stand under two headings; a shorter passage is about one of them.
"""


class Windows:
    """The stretches of one article that are as long as a statement of one pack may be."""

    def __init__(self, within: Within, pack: str, analysis: Analysis) -> None:
        self._within = within
        self._pack = pack
        self._analysis = analysis

    def windows(
        self, concepts: Collection[str], musts: Collection[str]
    ) -> Iterator[Sequence[Sentence]]:
        """Yield the stretches that may hold a statement made of these concepts.

        One without any of the `musts`, should there be some, is about something else, however many
        of the concepts it holds.
        """
        unit, count = self._within.unit, self._within.count
        if unit == "article":
            if self._analysis.sentences:
                yield self._analysis.sentences
        elif unit == "section":
            yield from self._analysis.sections
        elif unit == "block":
            for run in self._analysis.sections:
                yield from _blocks(run)
        else:
            across = count >= FEWEST_ACROSS
            for run in self._analysis.chapters if across else self._analysis.sections:
                yield from self._neighbours(run, concepts, musts)

    def context(self, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
        """Return the context of the first sentence, and of the first below each further heading."""
        found = self.context_of(sentences[0])
        block = sentences[0].block
        if sentences[-1].block == block:
            return found
        blocks = self._analysis.document.blocks
        heading = blocks[block].headings[-1:]
        known = {sentence.index: sentence for sentence in found}
        for sentence in sentences:
            if sentence.block != block:
                block = sentence.block
                if blocks[block].headings[-1:] != heading:
                    heading = blocks[block].headings[-1:]
                    known |= {s.index: s for s in self.context_of(sentence) if s.index not in known}
        return tuple(known.values())

    def context_of(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """Return the nearest heading and the line that introduces the list (and its own)."""
        return () if self._within.unit == "article" else self._analysis.contexts[sentence.block]

    def _neighbours(
        self, run: list[Sentence], concepts: Collection[str], musts: Collection[str]
    ) -> Iterator[Sequence[Sentence]]:
        """Yield windows of up to `count` sentences that begin and end with a relevant one."""
        named = [sentence.named.get(self._pack, _NOTHING) for sentence in run]
        relevant = [not names.isdisjoint(concepts) for names in named]
        for first, begins in enumerate(relevant):
            if begins:
                holds = not musts
                for last in range(first, min(first + self._within.count, len(run))):
                    holds = holds or self._holds(run[last], musts)
                    if holds and relevant[last]:
                        yield run[first : last + 1]

    def _holds(self, sentence: Sentence, musts: Collection[str]) -> bool:
        return self.names(sentence, musts) or any(
            self.names(around, musts) for around in self.context_of(sentence)
        )

    def names(self, sentence: Sentence, concepts: Collection[str]) -> bool:
        """Tell whether a sentence names one of the concepts."""
        return not sentence.named.get(self._pack, _NOTHING).isdisjoint(concepts)


_NOTHING: frozenset[str] = frozenset()


def _blocks(run: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    block: list[Sentence] = []
    for sentence in run:
        if block and sentence.block != block[-1].block:
            yield block
            block = []
        block.append(sentence)
    if block:
        yield block
