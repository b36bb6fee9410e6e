"""Technical terms that puzzle readers, and whether the article explains them where they come up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from inferlint.document import Kind
from inferlint.language import Analysis, Mention, Sentence

_EXPLAINED_BEHIND = re.compile(
    r"""
    ["”'’]?s?\s*                                    # end of a quotation, plural
    (?: \((?!(?:e\.g|see|for\ example|\W*\d)\b) [^()]* \w [^()]* \s [^()]* \)   # (some words)
      | \s*(?:,|--?|–|—|;)\s*
        (?: or | that\ is | i\.e | meaning | in\ other\ words | in\ short | basically | essentially
          | which\ (?:is|are|was|means?|lets?|stores?|holds?|keeps?|turns?|uses?|runs?|makes?)
          | where | (?:a\ )?kind\ of | short\ for | so\ that )\b
      | \s*(?:,|--?|–|—)\s*(?:an?|the)\ (?!(?:[\w-]+\ ){1,2}(?:and|or)\b)   # no list: `, a b and`
      | \s*[:=–—]\s*\w
      | \s+(?:\([^()]*\)\s+)?
        (?: (?:is|are|was|were)\s+
            (?:(?:an?|the|one|when|where|how|what|simply|just|basically)\b(?!\ must\b))
          | means? | refers?\ to | stands?\ for | describes? | works?\ by
          | lets?\ (?!you\ down) | stores? | holds? | keeps? | measures? | turns? | converts?
          | splits? | happens?\ when | shrinks? | reduces? | replaces? | remembers? | compresses
          | counts? | allows? )(?:\b|(?<=\ ))
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ACT_BEHIND = re.compile(r"\s+(?:is|are)\s+\w+ing\b", re.IGNORECASE)
"""What opens a sentence and goes on like this says what it is: `Pruning is removing …`."""
_EXPLAINED_BEFORE = re.compile(
    r"""
    \b(?:called|termed|named|dubbed|so-called|known\ as|referred\ to\ as|terms?|means?\ by
        |this\ is|that\ is|name\ for\ (?:this|it)\ is)
    \s*(?:an?|the)?\s*["“'‘*_(]*$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BRACKET_BEFORE = re.compile(
    r"\w\s*\((?:also|aka|a\.k\.a\.|or|known as|called)?\s*[\"“'‘*_]*$", re.IGNORECASE
)
_BRACKET_BEHIND = re.compile(r"[\"”'’*_]*\s*\)")
_NEXT_EXPLAINS = re.compile(
    r"(?:that is|that means|this means|this is|these are|it is|they are|in other words"
    r"|in plain (?:words|terms|english)|put simply|think of|imagine|it means|it lets|it keeps"
    r"|it stores|it works)\b",
    re.IGNORECASE,
)
_GLOSSARY = re.compile(r"glossar|definition|terminolog|wiktionary|wikipedia|what-is-|what-are-")
_LOOK = 160
"""How many characters behind a term may hold its explanation."""


@dataclass(frozen=True, slots=True)
class Use:
    """A term where it stands."""

    term: str
    sentence: Sentence
    mention: Mention


@dataclass(frozen=True, slots=True)
class Jargon:
    """The technical terms of one article."""

    uses: tuple[Use, ...]
    """In text order, headings left out."""
    explained: frozenset[str]
    """The terms that are explained where they first stand."""

    @property
    def unexplained(self) -> tuple[Use, ...]:
        """The first use of each term that is not explained there."""
        first: dict[str, Use] = {}
        for use in self.uses:
            first.setdefault(use.term, use)
        return tuple(use for term, use in first.items() if term not in self.explained)


def jargon_of(analysis: Analysis, pack: str) -> Jargon:
    """Return the terms of a pack that the article uses."""
    uses = tuple(_uses(analysis, pack))
    linked = _glossary_links(analysis)
    explained: set[str] = set()
    met: set[str] = set()
    for use in uses:
        if use.term not in met:
            met.add(use.term)
            if _is_explained(use, analysis, linked):
                explained.add(use.term)
    return Jargon(uses, frozenset(explained))


def _uses(analysis: Analysis, pack: str) -> Iterator[Use]:
    for sentence in analysis.sentences:
        if analysis.block_of(sentence).kind is not Kind.HEADING:
            for mention in sentence.terms.get(pack, ()):
                yield Use(mention.concept, sentence, mention)


def _is_explained(use: Use, analysis: Analysis, linked: list[tuple[int, int]]) -> bool:
    block = analysis.block_of(use.sentence)
    text, start, end = block.text, use.mention.start, use.mention.end
    if block.kind is Kind.TERM or _heads_a_row(use, analysis):
        return True
    before, behind = text[:start][-_LOOK:], text[end : min(end + _LOOK, use.sentence.end)]
    if _EXPLAINED_BEHIND.match(behind) or _EXPLAINED_BEFORE.search(before):
        return True
    if _BRACKET_BEFORE.search(before) and _BRACKET_BEHIND.match(behind):
        return True
    if start == use.sentence.start and _ACT_BEHIND.match(behind):
        return True
    following = use.sentence.index + 1
    if following < len(analysis.sentences):
        after = analysis.sentences[following]
        if after.block == use.sentence.block and _NEXT_EXPLAINS.match(analysis.text_of(after)):
            return True
    at = block.origin[start]
    return any(first <= at < last for first, last in linked)


def _heads_a_row(use: Use, analysis: Analysis) -> bool:
    """Tell whether the term is a table row's first cell: the other cells say what it is."""
    cells = analysis.block_of(use.sentence).cells
    return len(cells) > 1 and cells[0].body.start <= use.mention.start < cells[0].body.end


def _glossary_links(analysis: Analysis) -> list[tuple[int, int]]:
    return [
        (link.span.start, link.span.end)
        for link in analysis.document.links
        if _GLOSSARY.search(link.target.lower())
    ]
