"""Where in the article a model sentence of the rule could go."""

from __future__ import annotations

from inferlint.document import Block, Kind
from inferlint.language import Analysis
from inferlint.verdicts.outcome import Outcome, Suggestion, Verdict


def suggestion_for(verdict: Verdict, analysis: Analysis) -> Suggestion | None:
    """Return where and what to write, for a check that did not pass."""
    if verdict.outcome not in (Outcome.FAIL, Outcome.WEAK) or not verdict.rule.suggest:
        return None
    block = _anchor(verdict, analysis)
    if block is None:
        return Suggestion(_last_line(analysis), None, verdict.rule.suggest[0])
    line = analysis.document.position(max(block.origin, default=0)).line
    heading = analysis.document.blocks[block.headings[-1]].text if block.headings else None
    return Suggestion(line, heading, verdict.rule.suggest[0])


def _anchor(verdict: Verdict, analysis: Analysis) -> Block | None:
    """Return the block of the nearest miss, of the weak evidence, or the opening paragraph."""
    near = verdict.nearest or next(iter(verdict.evidence), None)
    blocks = analysis.document.blocks
    if near is not None:
        for block in blocks:
            lines = _lines(block, analysis)
            if lines[0] <= near.start.line <= lines[1]:
                return block
    return next((block for block in blocks if block.kind is Kind.PARAGRAPH), None)


def _lines(block: Block, analysis: Analysis) -> tuple[int, int]:
    span = block.source_span(0, len(block.text))
    return analysis.document.position(span.start).line, analysis.document.position(span.end).line


def _last_line(analysis: Analysis) -> int:
    return len(analysis.document.line_starts)
