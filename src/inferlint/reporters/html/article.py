"""One article: its checklist, and its text with what the checks found in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from inferlint.reporters.html.lines import Highlight, Line, Role, marked_lines
from inferlint.reporters.html.overview import Row, State, key_of, state_of
from inferlint.reporters.summary import BORDERLINE, gravity, place_of
from inferlint.verdicts import Evidence, Outcome, Suggestion, Verdict, Way

MOST = 12
"""So many lines of one check are linked; the text shows the others."""

_ROLES = {
    Outcome.PASS: Role.PASS,
    Outcome.WEAK: Role.WEAK,
    Outcome.FAIL: Role.WRONG,
    Outcome.WAIVED: Role.WAIVED,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage begins, as a link where the text is shown and in its words elsewhere."""

    line: int
    anchor: str
    quote: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A check in the checklist of one article."""

    number: int
    verdict: Verdict
    state: State
    remarks: tuple[str, ...]
    """Sentences about it: what is missing, how sure it is, why it is waived."""
    lead: str
    """What the places are: `Nearest`, `Stands in`."""
    places: tuple[Place, ...]
    more: int
    """How many further lines there are."""
    to_do: str
    """What to do, where that is no sentence for the text."""
    advice: Advice | None
    """A model sentence for the text."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A model sentence, and where it goes."""

    anchor: str
    check: str
    """The anchor of its check."""
    number: int
    state: State
    title: str
    place: str
    under: str | None
    """The heading above that place."""
    text: str
    table: bool
    line: int
    """The line that it is shown below."""


@dataclass(frozen=True, slots=True)
class Article:
    """What the page says of one article."""

    row: Row
    anchor: str
    entries: tuple[Entry, ...]
    """What needs work first."""
    lines: tuple[Line, ...] | None
    """None where the text is not at hand."""
    advice: Mapping[int, tuple[Advice, ...]]
    """By line: the model sentences shown below it."""


def article(row: Row, numbers: Mapping[str, int], source: str | None) -> Article:
    """Return the view of an article.

    Args:
        row: its row in the overview.
        numbers: the number of each check, by `pack/check`.
        source: the text that was reviewed, or None if it is not at hand.
    """
    name = f"a{row.number}"
    numbered = [(numbers[key_of(verdict.rule)], verdict) for verdict in row.review.checks]
    numbered.sort(key=lambda pair: _turn(pair[1]))
    if source is None:
        entries = tuple(_entry(number, verdict, name, {}) for number, verdict in numbered)
        return Article(row, name, entries, None, {})
    found = [h for number, verdict in numbered for h in _highlights(number, verdict)]
    lines, anchors = marked_lines(source, found, name)
    entries = tuple(_entry(number, verdict, name, anchors) for number, verdict in numbered)
    return Article(row, name, entries, tuple(lines), _by_line(entries, len(lines)))


def _turn(verdict: Verdict) -> tuple[bool, bool, int, int]:
    good, outcome, level = gravity(verdict)
    return good, verdict.known, outcome, level


def _highlights(number: int, verdict: Verdict) -> Iterator[Highlight]:
    for evidence in verdict.evidence:
        yield _highlight(number, verdict, evidence)
    if verdict.nearest is not None:
        yield _highlight(number, verdict, verdict.nearest)


def _highlight(number: int, verdict: Verdict, evidence: Evidence) -> Highlight:
    role = _ROLES[verdict.outcome]
    if evidence is verdict.nearest:
        role = Role.NEAREST
    elif evidence.label == "context":
        role = Role.CONTEXT
    return Highlight(evidence.start, evidence.end, role, number)


def _entry(number: int, verdict: Verdict, name: str, anchors: Mapping[Highlight, str]) -> Entry:
    places: dict[int, Place] = {}
    for evidence in _told(verdict):
        line, anchor = evidence.start.line, anchors.get(_highlight(number, verdict, evidence), "")
        places.setdefault(line, Place(line, anchor, evidence.text))
    shown = tuple(places.values())[:MOST]
    suggestion = verdict.suggestion
    to_do = suggestion is not None and suggestion.way is Way.DO
    return Entry(
        number,
        verdict,
        state_of(verdict),
        tuple(_remarks(verdict)),
        _lead(verdict),
        shown,
        len(places) - len(shown),
        suggestion.text if suggestion and to_do else "",
        _advice(number, verdict, suggestion, name) if suggestion and not to_do else None,
    )


def _told(verdict: Verdict) -> Iterator[Evidence]:
    """Yield the passages to link: what came nearest, or the evidence without its context."""
    if verdict.nearest is not None:
        yield verdict.nearest
    else:
        yield from (e for e in verdict.evidence if e.label != "context")


def _lead(verdict: Verdict) -> str:
    if verdict.nearest is not None:
        return "Nearest:"
    return "Stands in" if verdict.outcome is Outcome.PASS else "See"


def _remarks(verdict: Verdict) -> Iterator[str]:
    if verdict.waiver is not None:
        yield f"Waived in line {verdict.waiver.line}: {verdict.waiver.reason}"
        return
    if verdict.known:
        yield "The baseline knows it: it fails nothing."
    if verdict.message:
        yield verdict.message
    if verdict.borderline:
        yield BORDERLINE


def _advice(number: int, verdict: Verdict, suggestion: Suggestion, name: str) -> Advice:
    below = suggestion.after_line if suggestion.way is Way.ADD else suggestion.line
    return Advice(
        f"{name}s{number}",
        f"{name}c{number}",
        number,
        state_of(verdict),
        verdict.rule.title,
        place_of(replace(suggestion, under=None)),
        suggestion.under if suggestion.way is Way.ADD else None,
        suggestion.text,
        suggestion.text.startswith("|"),
        below or suggestion.after_line,
    )


def _by_line(entries: Iterable[Entry], last: int) -> Mapping[int, tuple[Advice, ...]]:
    found: dict[int, list[Advice]] = defaultdict(list)
    for entry in entries:
        if entry.advice is not None:
            found[min(max(entry.advice.line, 1), last)].append(entry.advice)
    return {line: tuple(advice) for line, advice in found.items()}
