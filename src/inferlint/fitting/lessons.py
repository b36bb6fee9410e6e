"""What a check can learn from a text: the features of every passage that could be meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from inferlint.fitting.texts import Labelled, is_teachable
from inferlint.language import Analyst
from inferlint.linter import TOGETHER
from inferlint.readers import read
from inferlint.rules.model import Pack
from inferlint.verdicts import Case, Parser


@dataclass(frozen=True, slots=True)
class Lesson:
    """One text for one check."""

    text: Labelled
    level: int
    passages: tuple[frozenset[str], ...]
    """Features of each passage that holds the guards, the best by parts first."""
    evident: tuple[int, ...]
    """Which of the passages may have earned the level."""


def lessons_of(pack: Pack, texts: Sequence[Labelled], parser: Parser) -> dict[str, list[Lesson]]:
    """Return the lessons of each check that can be taught, in the order of the texts."""
    analyst = Analyst([pack])
    lessons: dict[str, list[Lesson]] = defaultdict(list)
    for first in range(0, len(texts), TOGETHER):
        batch = texts[first : first + TOGETHER]
        cases = [
            Case(pack.rules, pack, analyst.analyse(read(text.text, "lesson.md")), parser, None)
            for text in batch
        ]
        parser.parse_all(t for case in cases for t in case.texts_that_matter())
        for text, case in zip(batch, cases, strict=True):
            for check, lesson in _lessons(text, case):
                lessons[check].append(lesson)
    return dict(lessons)


def _lessons(text: Labelled, case: Case) -> Iterator[tuple[str, Lesson]]:
    for rule in case.rules:
        if rule.id in text.levels and is_teachable(rule):
            looked_at = case.every_passage(rule)
            passages = tuple(features for _, features in looked_at)
            wanted = text.lines.get(rule.id)
            evident = (
                _on(wanted, (lines for lines, _ in looked_at))
                if wanted is not None
                else tuple(range(len(passages)))
            )
            yield rule.id, Lesson(text, text.levels[rule.id], passages, evident)


def _on(wanted: frozenset[int], passages: Iterable[range]) -> tuple[int, ...]:
    return tuple(number for number, lines in enumerate(passages) if not wanted.isdisjoint(lines))
