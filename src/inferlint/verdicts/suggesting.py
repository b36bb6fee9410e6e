"""What a writer could do about a check: a model sentence in the article's own words, and where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from inferlint.document import Block, Document, Kind
from inferlint.language import Analysis
from inferlint.rules.model import Forbid, Pack, Require, Rule, SameAs
from inferlint.verdicts.conditions import asks_for, names_in
from inferlint.verdicts.measures import Measured
from inferlint.verdicts.outcome import Outcome, Suggestion, Verdict, Way
from inferlint.verdicts.quoting import CONTRADICTS
from inferlint.verdicts.surroundings import names_sources

OFTEN = 2
"""So often an article must use a word before it is taken for its own."""


def suggestion_for(verdict: Verdict, of: Measured, words: Mapping[str, str]) -> Suggestion:
    """Return where and what to write, for a check that did not pass.

    `words` are the article's own words for the slots of model sentences (see `own_words`).
    """
    analysis = of.analysis
    sentences = verdict.advice or verdict.rule.suggest
    texts = tuple(dict.fromkeys(filled(text, words) for text in sentences))
    texts = tuple(text for text in texts if "{" not in text) or (verdict.rule.ask,)
    way, near = _way(verdict), verdict.nearest or next(iter(verdict.evidence), None)
    block = _block_at(near.start.line, analysis) if near else _fitting_block(verdict.rule, of)
    if isinstance(verdict.rule.body, SameAs) and way is Way.EXTEND:
        opening = _fitting_block(verdict.rule, of)
        if opening is not block:  # what stands too late is said once more at the top
            block, near, way = opening, None, Way.ADD
    if block is None:
        return Suggestion(_last_line(analysis), None, texts[0], way, others=texts[1:])
    below, line = _gap_after(block, analysis), near.start.line if near else None
    return Suggestion(below, _heading_at(below, analysis), texts[0], way, line, texts[1:])


def own_words(of: Measured) -> Mapping[str, str]:
    """Return what stands for each slot of a model sentence in this article.

    Two slots need nothing from the pack: `{term}` is the technical term that stands unexplained
    and is used most, `{plain}` what it means; where there is none they stay unfilled.
    """
    analysis, pack = of.analysis, of.pack
    words = {
        name: _favourite(fill.concept, analysis, pack) or fill.otherwise
        for name, fill in pack.fills.items()
    }
    jargon = of.jargon
    uses = Counter(use.term for use in jargon.uses if use.term not in jargon.explained)
    if uses:
        term = pack.terms[uses.most_common(1)[0][0]]
        words |= {"term": term.name, "plain": term.plain}
    return words


def filled(sentence: str, words: Mapping[str, str]) -> str:
    """Return a model sentence with words in its slots, `a` and `an` as they ask for."""
    for name, word in words.items() if "{" in sentence else ():
        slot = f"{{{name}}}"
        if slot not in sentence:
            continue
        article = "n" if _VOWEL_SOUND.match(word) else ""
        sentence = re.sub(rf"\b([Aa])n? {re.escape(slot)}", rf"\g<1>{article} {slot}", sentence)
        sentence = sentence.replace(slot, word)
    return sentence


_VOWEL_SOUND = re.compile(
    r"(?!one\b|once\b|eu|U[A-Z]|uni|use|usu)(?:[aeiouAEIOU]|[FHLMNRSX](?=[A-Z\d]|\b)|hour|honest)"
)


def _favourite(concept: str, analysis: Analysis, pack: Pack) -> str | None:
    """Return the article's most frequent word for a concept, in the singular."""
    seen: Counter[str] = Counter()
    for sentence in analysis.sentences:
        block = analysis.block_of(sentence)
        for mention in sentence.mentions.get(pack.name, ()):
            if mention.concept == concept:
                seen[_singular(block.text[mention.start : mention.end])] += 1
    word, count = seen.most_common(1)[0] if seen else ("", 0)
    return word if count >= OFTEN else None


def _singular(text: str) -> str:
    """Return `LLM` for `LLMs`, `voice assistant` for `Voice assistants`."""
    single = text.removesuffix("s") if not text.endswith("ss") else text
    return single if _CAPITALS.search(single[1:]) else single.lower()


_CAPITALS = re.compile(r"[A-Z]")


# --- where ---------------------------------------------------------------------------------------


def _way(verdict: Verdict) -> Way:
    if isinstance(verdict.rule.body, Forbid):
        return Way.REPLACE
    if verdict.evidence and verdict.evidence[0].label == CONTRADICTS:
        return Way.REPLACE
    if not isinstance(verdict.rule.body, Require | SameAs):
        return Way.DO
    return Way.EXTEND if verdict.outcome is Outcome.WEAK and verdict.evidence else Way.ADD


def _block_at(line: int, analysis: Analysis) -> Block | None:
    for block, (first, last) in zip(analysis.document.blocks, analysis.block_lines, strict=True):
        if first <= line <= last:
            return block
    return None


def _fitting_block(rule: Rule, of: Measured) -> Block | None:
    """Return the last block of the section that speaks most of what the check is about.

    That may be the heading, where nothing stands below it yet.

    Where none does, that is the opening paragraph.
    """
    opening = next((b for b in of.analysis.document.blocks if b.kind is Kind.PARAGRAPH), None)
    if not isinstance(rule.body, Require):
        return opening
    if any(asks_for(part.condition, "last") for part in rule.body.statement.parts):
        return _closing_block(of.analysis) or opening
    concepts = frozenset(_telling(rule.body))
    best: tuple[int, Block] | None = None
    for last, named in of.themes:
        count = len(concepts & named)
        if count > (best[0] if best else 0):
            best = (count, last)
    return best[1] if best else opening


def _closing_block(analysis: Analysis) -> Block | None:
    """Return the last block that is no list of sources."""
    blocks = analysis.document.blocks
    for block in reversed(blocks):
        above = blocks[block.headings[-1]].text if block.headings else ""
        if block.kind is not Kind.HEADING and not names_sources(above):
            return block
    return None


def _telling(body: Require) -> Iterator[str]:
    """Yield the concepts that only this check's passages should hold."""
    for part in body.statement.parts:
        if not asks_for(part.condition, "article"):
            yield from names_in(part.condition)


def _gap_after(block: Block, analysis: Analysis) -> int:
    """Return the first line at or behind the block's end after which a paragraph may stand."""
    document = analysis.document
    end = document.position(max(block.origin, default=0)).line
    return _outside(next((gap for gap in document.gaps if gap >= end), end), document)


def _heading_at(line: int, analysis: Analysis) -> str | None:
    """Return the heading that a paragraph below this line stands under."""
    blocks = analysis.document.blocks
    above = [b for b, (first, _) in zip(blocks, analysis.block_lines, strict=True) if first <= line]
    return blocks[above[-1].headings[-1]].text if above and above[-1].headings else None


def _last_line(analysis: Analysis) -> int:
    document = analysis.document
    return _outside(document.gaps[-1] if document.gaps else len(document.line_starts), document)


def _outside(line: int, document: Document) -> int:
    """Return the line, or where the element ends that it is inside of: its content is its own."""
    return next((last for first, last in document.elements if first <= line < last), line)
