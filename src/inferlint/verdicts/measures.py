"""Numbers about an article: a table of small functions, none of which knows a topic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlsplit

from inferlint.document import Block, Kind
from inferlint.language import Analysis, Sentence
from inferlint.language.style import has_figure, is_instruction, is_passive
from inferlint.rules.model import Pack
from inferlint.verdicts.jargon import Jargon, jargon_of
from inferlint.verdicts.readability import Lengths, automated_readability, coleman_liau

SHORT_STRETCH = 60
"""So many words in a row need no heading, list or table."""
LONG_PARAGRAPH = 120
"""From so many words on a paragraph is long."""
FULL_PARAGRAPH, MOST = 45, 0.85
"""A wall of text is made of paragraphs of so many words, and so much of the article."""
FEW_WORDS = 100
"""Shares per 1,000 words are taken of at least so many, or one term would be a crowd."""


class Reading(NamedTuple):
    """One value of a measure, and the sentences where it was read (None for no one place)."""

    value: int
    first: Sentence | None = None
    last: Sentence | None = None
    name: str = ""
    """What was found there, where the words alone do not say it."""


@dataclass(frozen=True)
class Measured:
    """An article and the pack whose jargon and sources matter; what is costly is found once."""

    analysis: Analysis
    pack: Pack

    @cached_property
    def jargon(self) -> Jargon:
        """The technical terms of the article."""
        return jargon_of(self.analysis, self.pack.name)

    @cached_property
    def running(self) -> tuple[Sentence, ...]:
        """The sentences of paragraphs and list items."""
        return tuple(
            sentence
            for sentence in self.analysis.sentences
            if self.analysis.block_of(sentence).kind in (Kind.PARAGRAPH, Kind.ITEM)
        )

    @cached_property
    def lengths(self) -> Lengths:
        """What the running text is made of."""
        words = [word for sentence in self.running for word in sentence.words]
        return Lengths(sum([len(word.form) for word in words]), len(words), len(self.running))

    @cached_property
    def themes(self) -> list[tuple[Block, frozenset[str]]]:
        """For each section its last block, the heading where it has no other, and its concepts."""
        analysis, found = self.analysis, []
        for heading, inside in analysis.document.sections():
            blocks = inside if heading is None else [heading, *inside]
            here = (analysis.sentences[i] for block in blocks for i in analysis.of_block[block])
            named = (s.named[self.pack.name] for s in here if self.pack.name in s.named)
            found.append((analysis.document.blocks[blocks[-1]], frozenset().union(*named)))
        return found


Readings = Iterator[Reading]


def longest_paragraph(of: Measured) -> Readings:
    """Words of each paragraph."""
    return _block_lengths(of.analysis, Kind.PARAGRAPH)


def longest_list_item(of: Measured) -> Readings:
    """Words of each paragraph of a list item."""
    return _block_lengths(of.analysis, Kind.ITEM)


def longest_sentence(of: Measured) -> Readings:
    """Words of each sentence of paragraphs and list items."""
    return (Reading(len(sentence.words), sentence, sentence) for sentence in of.running)


def words_in_long_paragraphs(of: Measured) -> Readings:
    """Share of the article's words that stand in paragraphs of 120 words or more, in percent."""
    long = [r for r in longest_paragraph(of) if r.value >= LONG_PARAGRAPH]
    if long:
        worst = max(long, key=lambda reading: reading.value)
        share = 100 * sum(reading.value for reading in long) // of.analysis.prose_words
        yield worst._replace(value=share)


def words_without_a_heading(of: Measured) -> Readings:
    """Words between one heading and the next."""
    for run in of.analysis.sections:
        yield Reading(sum(len(s.words) for s in run), run[0], run[-1])


def words_without_a_list_or_table(of: Measured) -> Readings:
    """Words between lists, tables and headings."""
    for run in of.analysis.sections:
        stretch: list[Sentence] = []
        for sentence in run:
            if of.analysis.block_of(sentence).kind is Kind.PARAGRAPH:
                stretch.append(sentence)
            elif stretch:
                yield _stretch(stretch)
                stretch = []
        if stretch:
            yield _stretch(stretch)


def article_without_any_list_or_table(of: Measured) -> Readings:
    """Words of an article that has neither; 0 of one that has."""
    kinds = {block.kind for block in of.analysis.document.blocks}
    if kinds.isdisjoint({Kind.ITEM, Kind.ROW}):
        yield Reading(of.analysis.prose_words)


def longest_stretch_of_plain_paragraphs(of: Measured) -> Readings:
    """Share of the article's words between two headings, lists or tables, in percent.

    A stretch of up to 60 words is no wall of text, however short the article.
    """
    for stretch in words_without_a_list_or_table(of):
        if stretch.value > SHORT_STRETCH:
            share = 100 * stretch.value // of.analysis.prose_words
            yield stretch._replace(value=share)


def wall_of_text(of: Measured) -> Readings:
    """Words of a run of paragraphs of 45 words or more that makes up most of the article."""
    run: list[Reading] = []
    for index, block in enumerate(of.analysis.document.blocks):
        inside = [of.analysis.sentences[i] for i in of.analysis.of_block[index]]
        paragraph = _stretch(inside) if inside and block.kind is Kind.PARAGRAPH else Reading(0)
        if paragraph.value >= FULL_PARAGRAPH:
            run.append(paragraph)
        else:
            yield from _wall(run, of)
            run = []
    yield from _wall(run, of)


def _wall(run: Sequence[Reading], of: Measured) -> Readings:
    words = sum(paragraph.value for paragraph in run)
    if words > of.analysis.prose_words * MOST:
        yield Reading(words, run[0].first, run[-1].last)


def heading_levels_skipped(of: Measured) -> Readings:
    """Headings that stand more than one level below the heading before them."""
    count, level = 0, 0
    for index, block in enumerate(of.analysis.document.blocks):
        if block.kind is Kind.HEADING:
            if level and block.level > level + 1 and of.analysis.of_block[index]:
                count += 1
                yield _at_block(count, index, of.analysis)
            level = block.level


def headings_with_nothing_below(of: Measured) -> Readings:
    """Headings that neither text, code nor a picture follows, nor a lower heading."""
    document = of.analysis.document
    headings = [
        (index, block, document.position(block.source_span(0, len(block.text)).start).line)
        for index, block in enumerate(document.blocks)
        if block.kind is Kind.HEADING and of.analysis.of_block[index]
    ]
    count = 0
    for number, (index, block, line) in enumerate(headings):
        after = headings[number + 1] if number + 1 < len(headings) else None
        end = after[2] if after else len(document.line_starts) + 1
        below = document.blocks[index + 1 : index + 2]
        bare = not below or below[0].kind is Kind.HEADING
        if (
            bare
            and not any(line < gap < end for gap in document.gaps)
            and (after is None or after[1].level <= block.level)
        ):
            count += 1
            yield _at_block(count, index, of.analysis)


def headings_that_ask(of: Measured) -> Readings:
    """Headings that end in a question mark, and paragraphs that are one bold question."""
    return _counted(
        of.analysis.sentences[inside[0]]
        for block, inside in zip(of.analysis.document.blocks, of.analysis.of_block, strict=True)
        if len(inside) == 1
        and block.text.rstrip(' *_"”').endswith("?")
        and (block.kind in (Kind.HEADING, Kind.TERM) or _is_bold(block, of.analysis))
    )


def _is_bold(block: Block, analysis: Analysis) -> bool:
    start = block.source_span(0, 1).start
    marks = analysis.document.source[max(0, start - 2) : start]
    return block.kind is Kind.PARAGRAPH and marks in ("**", "__")


def jargon_per_1000_words(of: Measured) -> Readings:
    """Technical terms per 1,000 words; those explained and words in code font count half."""
    jargon = of.jargon
    weight = sum(0.5 if use.term in jargon.explained else 1.0 for use in jargon.uses)
    weight += 0.5 * len(of.analysis.document.code)
    words = max(FEW_WORDS, of.analysis.prose_words)
    yield Reading(round(1000 * weight / words))


def unexplained_terms(of: Measured) -> Readings:
    """Technical terms that nothing explains where they first stand."""
    for count, use in enumerate(of.jargon.unexplained, start=1):
        yield Reading(count, use.sentence, use.sentence, use.term)


def sentences_in_the_passive(of: Measured) -> Readings:
    """Share of the sentences with a passive, in percent."""
    passive = [sentence for sentence in of.running if is_passive(sentence.words)]
    if passive:
        yield Reading(100 * len(passive) // len(of.running), passive[0], passive[0])


def coleman_liau_grade(of: Measured) -> Readings:
    """School grade by the Coleman-Liau index."""
    yield Reading(round(coleman_liau(of.lengths)))


def automated_readability_grade(of: Measured) -> Readings:
    """School grade by the Automated Readability Index."""
    yield Reading(round(automated_readability(of.lengths)))


def numbered_steps(of: Measured) -> Readings:
    """Items of numbered lists."""
    analysis = of.analysis
    return _counted(
        analysis.sentences[inside[0]]
        for block, inside in zip(analysis.document.blocks, analysis.of_block, strict=True)
        if block.step and inside
    )


def instructions(of: Measured) -> Readings:
    """Sentences that tell the reader what to do."""
    return _counted(sentence for sentence in of.running if is_instruction(sentence.words))


def figures(of: Measured) -> Readings:
    """Sentences, cells and items that give a number of something."""
    return _counted(
        sentence
        for sentence in of.analysis.sentences
        if of.analysis.block_of(sentence).kind is not Kind.HEADING
        and has_figure(of.analysis.text_of(sentence))
    )


def links_to_other_sites(of: Measured) -> Readings:
    """Different pages of other sites that the article links to; badges and sharing do not count."""
    yield Reading(len(set(_pages(of.analysis))))


def links_to_primary_sources(of: Measured) -> Readings:
    """Different pages among these whose host the pack counts as primary."""
    hosts = of.pack.primary
    yield Reading(len({page for page in _pages(of.analysis) if _is_at(page, hosts)}))


class MeasureKind(NamedTuple):
    """How a number is read, and what the report says of it (`{}` is the number)."""

    read: Callable[[Measured], Readings]
    many: str
    one: str = ""
    """What the report says of a single one, where that differs."""
    counted: bool = False
    """Whether each reading is one thing more, and the last says how many there are."""


MEASURES: Mapping[str, MeasureKind] = {
    "longest paragraph": MeasureKind(longest_paragraph, "a paragraph of {} words"),
    "longest sentence": MeasureKind(longest_sentence, "a sentence of {} words"),
    "longest list item": MeasureKind(longest_list_item, "a list item of {} words"),
    "words in long paragraphs": MeasureKind(
        words_in_long_paragraphs, "{} percent of the words stand in long paragraphs"
    ),
    "words without a heading": MeasureKind(words_without_a_heading, "{} words without a heading"),
    "words without a list or table": MeasureKind(
        words_without_a_list_or_table, "{} words without a list or table"
    ),
    "article without any list or table": MeasureKind(
        article_without_any_list_or_table, "{} words, and no list or table among them"
    ),
    "longest stretch of plain paragraphs": MeasureKind(
        longest_stretch_of_plain_paragraphs, "{} percent of the article in plain paragraphs"
    ),
    "wall of text": MeasureKind(wall_of_text, "{} words of text without a break"),
    "heading levels skipped": MeasureKind(
        heading_levels_skipped, "{} headings skip a level", "a heading skips a level", counted=True
    ),
    "headings with nothing below": MeasureKind(
        headings_with_nothing_below,
        "{} headings with nothing below",
        "a heading with nothing below",
        counted=True,
    ),
    "headings that ask": MeasureKind(
        headings_that_ask,
        "{} headings that ask a question",
        "one heading that asks a question",
        counted=True,
    ),
    "jargon per 1,000 words": MeasureKind(
        jargon_per_1000_words, "{} technical terms or names in code per 1,000 words"
    ),
    "unexplained terms": MeasureKind(
        unexplained_terms,
        "{} technical terms unexplained",
        "one technical term unexplained",
        counted=True,
    ),
    "sentences in the passive": MeasureKind(
        sentences_in_the_passive, "{} percent of the sentences are passive"
    ),
    "Coleman-Liau grade": MeasureKind(coleman_liau_grade, "reading grade {} (Coleman-Liau)"),
    "automated readability grade": MeasureKind(
        automated_readability_grade, "reading grade {} (ARI)"
    ),
    "numbered steps": MeasureKind(
        numbered_steps, "{} numbered steps", "one numbered step", counted=True
    ),
    "instructions": MeasureKind(
        instructions,
        "{} sentences that say what to do",
        "one sentence that says what to do",
        counted=True,
    ),
    "figures": MeasureKind(
        figures, "{} sentences with a figure", "one sentence with a figure", counted=True
    ),
    "links to other sites": MeasureKind(
        links_to_other_sites, "{} links to other sites", "one link to another site"
    ),
    "links to primary sources": MeasureKind(
        links_to_primary_sources, "{} links to primary sources", "one link to a primary source"
    ),
}


def _block_lengths(analysis: Analysis, kind: Kind) -> Readings:
    for index, block in enumerate(analysis.document.blocks):
        if block.kind is kind and analysis.of_block[index]:
            inside = [analysis.sentences[i] for i in analysis.of_block[index]]
            yield Reading(sum(len(s.words) for s in inside), inside[0], inside[-1])


def _stretch(sentences: list[Sentence]) -> Reading:
    return Reading(sum(len(s.words) for s in sentences), sentences[0], sentences[-1])


def _at_block(count: int, block: int, analysis: Analysis) -> Reading:
    sentence = analysis.sentences[analysis.of_block[block][0]]
    return Reading(count, sentence, sentence)


def _counted(sentences: Iterable[Sentence]) -> Readings:
    """Yield each with its number: the last says how many there are."""
    for count, sentence in enumerate(sentences, start=1):
        yield Reading(count, sentence, sentence)


_ADDRESS = re.compile(r"https?://[^\s<>()\"'`]+")
_NO_SOURCES = ("shields.io", "badge.fury.io", "badgen.net", "localhost", "127.0.0.1", "example.com")
"""Hosts that decorate or exemplify."""
_SHARES = re.compile(
    r"(?:twitter\.com|x\.com)/(?:intent|share)|facebook\.com/shar|linkedin\.com/shar"
    r"|reddit\.com/submit|news\.ycombinator\.com/submitlink|pinterest\.com/pin/create"
)


def _pages(analysis: Analysis) -> Iterator[str]:
    """Yield `host/path` of each page of another site that a link or a bare address leads to."""
    document = analysis.document
    for link in document.links:
        shown = document.source[link.span.start : link.span.end]
        if link.target.startswith(("http://", "https://")) and not shown.startswith("[!["):
            yield from _page(link.target)
    in_code = {offset for span in document.code for offset in range(span.start, span.end)}
    for block in document.blocks:
        for address in _ADDRESS.finditer(block.text):
            if block.origin[address.start()] not in in_code:
                yield from _page(address.group())


def _page(address: str) -> Iterator[str]:
    try:
        parts = urlsplit(address.rstrip(".,;:!?"))
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return  # no address at all: `http://[`
    query = f"?{parts.query}" if parts.query and not parts.query.startswith("utm_") else ""
    page = f"{host}{parts.path.rstrip('/')}{query}"
    if host and not _is_at(page, _NO_SOURCES) and not _SHARES.match(page):
        yield page


def _is_at(page: str, hosts: Iterable[str]) -> bool:
    host = re.split(r"[/?]", page, maxsplit=1)[0]
    return any(host == known or host.endswith(f".{known}") for known in hosts)
