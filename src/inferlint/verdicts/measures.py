"""Numbers about an article: a table of small functions, none of which knows a topic."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from inferlint.document import Kind
from inferlint.language import Analysis, Sentence

SHORT_STRETCH = 60
"""So many words in a row need no heading, list or table."""


class Reading(NamedTuple):
    """One value of a measure, and the sentences where it was read."""

    value: int
    first: Sentence
    last: Sentence


def longest_paragraph(analysis: Analysis) -> Iterator[Reading]:
    """Words of each paragraph."""
    return _block_lengths(analysis, Kind.PARAGRAPH)


def longest_list_item(analysis: Analysis) -> Iterator[Reading]:
    """Words of each paragraph of a list item."""
    return _block_lengths(analysis, Kind.ITEM)


def longest_sentence(analysis: Analysis) -> Iterator[Reading]:
    """Words of each sentence of paragraphs and list items."""
    for sentence in analysis.sentences:
        if analysis.block_of(sentence).kind in (Kind.PARAGRAPH, Kind.ITEM):
            yield Reading(len(sentence.words), sentence, sentence)


def words_without_a_heading(analysis: Analysis) -> Iterator[Reading]:
    """Words between one heading and the next."""
    for run in analysis.sections():
        yield Reading(sum(len(s.words) for s in run), run[0], run[-1])


def words_without_a_list_or_table(analysis: Analysis) -> Iterator[Reading]:
    """Words between lists, tables and headings."""
    for run in analysis.sections():
        stretch: list[Sentence] = []
        for sentence in run:
            if analysis.block_of(sentence).kind is Kind.PARAGRAPH:
                stretch.append(sentence)
            elif stretch:
                yield _stretch(stretch)
                stretch = []
        if stretch:
            yield _stretch(stretch)


def longest_stretch_of_plain_paragraphs(analysis: Analysis) -> Iterator[Reading]:
    """Share of the article's words between two headings, lists or tables, in percent.

    A stretch of up to 60 words is no wall of text, however short the article.
    """
    for stretch in words_without_a_list_or_table(analysis):
        if stretch.value > SHORT_STRETCH:
            share = 100 * stretch.value // analysis.prose_words
            yield stretch._replace(value=share)


def heading_levels_skipped(analysis: Analysis) -> Iterator[Reading]:
    """Headings that stand more than one level below the heading before them."""
    count, level = 0, 0
    for index, block in enumerate(analysis.document.blocks):
        if block.kind is Kind.HEADING:
            if level and block.level > level + 1 and analysis.of_block[index]:
                count += 1
                sentence = analysis.sentences[analysis.of_block[index][0]]
                yield Reading(count, sentence, sentence)
            level = block.level


def headings_with_nothing_below(analysis: Analysis) -> Iterator[Reading]:
    """Headings that neither text nor a lower heading follows."""
    blocks = analysis.document.blocks
    count = 0
    for index, block in enumerate(blocks):
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        bare = after is None or (after.kind is Kind.HEADING and after.level <= block.level)
        if block.kind is Kind.HEADING and bare and analysis.of_block[index]:
            count += 1
            sentence = analysis.sentences[analysis.of_block[index][0]]
            yield Reading(count, sentence, sentence)


MEASURES: Mapping[str, Callable[[Analysis], Iterator[Reading]]] = {
    "longest paragraph": longest_paragraph,
    "longest sentence": longest_sentence,
    "longest list item": longest_list_item,
    "words without a heading": words_without_a_heading,
    "words without a list or table": words_without_a_list_or_table,
    "longest stretch of plain paragraphs": longest_stretch_of_plain_paragraphs,
    "heading levels skipped": heading_levels_skipped,
    "headings with nothing below": headings_with_nothing_below,
}


def _block_lengths(analysis: Analysis, kind: Kind) -> Iterator[Reading]:
    for index, block in enumerate(analysis.document.blocks):
        if block.kind is kind and analysis.of_block[index]:
            inside = [analysis.sentences[i] for i in analysis.of_block[index]]
            yield Reading(sum(len(s.words) for s in inside), inside[0], inside[-1])


def _stretch(sentences: list[Sentence]) -> Reading:
    return Reading(sum(len(s.words) for s in sentences), sentences[0], sentences[-1])
