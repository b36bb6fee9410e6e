"""The examples in rule files as tests: every example must get the outcome that it states."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from inferlint.language import Analyst
from inferlint.readers import read
from inferlint.rules.model import Example, Pack, Require, Rule
from inferlint.verdicts import Parser, Verdict, filled, judge


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """One example and what came of it."""

    rule: Rule
    example: Example
    got: str
    problem: str | None
    """What differs from what the example states, or None."""

    @property
    def place(self) -> str:
        """Where the example stands: `rules/x/y.yaml:12`."""
        return f"{self.example.path or self.rule.path}:{self.example.line}"


def run_examples(pack: Pack, parser: Parser) -> Iterator[ExampleResult]:
    """Yield the result of every example of a pack, its topic's included, in file order."""
    analyst = Analyst([pack])
    for rule in (pack.topic, *pack.rules):
        for example in examples_of(rule, pack):
            yield run_example(rule, example, pack, analyst, parser)


def examples_of(rule: Rule, pack: Pack) -> tuple[Example, ...]:
    """Return the examples of a rule and its model sentences: each must earn a pass by itself."""
    if not isinstance(rule.body, Require):
        return rule.examples
    words = {name: fill.otherwise for name, fill in pack.fills.items()}
    models = (
        Example(filled(text, words), "pass", rule.line, note="model sentence")
        for text in rule.suggest
    )
    return (*rule.examples, *models)


def run_example(
    rule: Rule, example: Example, pack: Pack, analyst: Analyst, parser: Parser
) -> ExampleResult:
    """Judge one example and say what differs from what it states."""
    verdict = judge_example(rule, example, pack, analyst, parser)
    return ExampleResult(rule, example, verdict.outcome, _problem(verdict, example))


def judge_example(
    rule: Rule, example: Example, pack: Pack, analyst: Analyst, parser: Parser
) -> Verdict:
    """Judge one example as an article of its own."""
    analysis = analyst.analyse(read(with_filler(example.text), "example.md"))
    (verdict,) = judge([rule], pack, analysis, None if rule.id == "topic" else parser)
    return verdict


def with_filler(text: str) -> str:
    """Return the text with `<150 words>` written out as so many words of plain prose."""
    return re.sub(r"<(\d+) words?>", lambda match: _filler(int(match.group(1))), text)


_FILLER = "This sentence only fills the page with twelve short words in a row.".split()[:12]


def _filler(count: int) -> str:
    words = [_FILLER[i % len(_FILLER)] for i in range(count)]
    ends = [i % len(_FILLER) == len(_FILLER) - 1 or i == count - 1 for i in range(count)]
    return " ".join(f"{word}." if end else word for word, end in zip(words, ends, strict=True))


def _problem(verdict: Verdict, example: Example) -> str | None:
    if verdict.outcome != example.outcome:
        why = f" ({verdict.message})" if verdict.message else ""
        return f"must be {example.outcome}, is {verdict.outcome}{why}"
    shown = " ".join(evidence.text for evidence in verdict.evidence).lower()
    if example.evidence and " ".join(example.evidence.split()).lower() not in " ".join(
        shown.split()
    ):
        return f"the evidence must hold {example.evidence!r}, but is {shown!r}"
    if example.missing and set(example.missing) != set(verdict.missing):
        return f"must miss {list(example.missing)}, misses {list(verdict.missing)}"
    return None


def report_examples(
    pack: Pack, parser: Parser, left_out: Callable[[Rule], str] = lambda _: ""
) -> tuple[str, int]:
    """Return a report on the pack's examples, and how many came out wrong.

    `left_out` may add to a rule's line how well it does on examples that it has not seen.
    Examples that say `needs: scorer` are listed but are no mistakes.
    """
    results = list(run_examples(pack, parser))
    lines = []
    for rule in (pack.topic, *pack.rules):
        mine = [result for result in results if result.rule is rule]
        right = sum(result.problem is None for result in mine)
        lines.append(
            f"{pack.name}/{rule.id}: {right} of {len(mine)} examples come out right{left_out(rule)}"
        )
    wrong = [r for r in results if r.problem is not None and not r.example.needs_scorer]
    for result in wrong:
        lines += [f"{result.place}: {result.problem}", f"    {_first_words(result.example.text)}"]
    waiting = [result for result in results if result.example.needs_scorer]
    if waiting:
        lines.append("These need the scorer, and are no mistakes yet:")
        lines += [f"  {r.place}: {r.problem or 'comes out right already'}" for r in waiting]
    return "".join(f"{line}\n" for line in lines), len(wrong)


def _first_words(text: str) -> str:
    return textwrap.shorten(text, 90, placeholder=" …")
