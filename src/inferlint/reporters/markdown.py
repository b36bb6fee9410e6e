"""Markdown for `$GITHUB_STEP_SUMMARY` and comments: a table, and what to do folded below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate, chain

from inferlint.linter import Review, Run
from inferlint.plain import markdown_code, markdown_text, name, one_line
from inferlint.reporters.findings import (
    check_name,
    needs_work,
    quotes_of,
    told,
    told_error,
)
from inferlint.reporters.summary import Detail, closing_line, left_out, required
from inferlint.rules.model import Level, Rule
from inferlint.verdicts import Outcome, Verdict

MOST = 64_900
"""So many characters are taken everywhere: GitHub refuses comments of more than 65,536."""
_TABLES = 40_000
"""Tables take no more of them, so that there is room for what to do."""
_ENDING = 1_000
"""Kept free for what must be said at the end."""
_SECTION = 12_000
"""What is folded in one place takes no more of them."""
_NAME, _LINE = 120, 500
_MARK = "<!-- inferlint report -->"
"""By this a bot finds its earlier comment."""
_SIGNS = {
    Outcome.PASS: "✅ pass",
    Outcome.WEAK: "🟡 weak",
    Outcome.FAIL: "❌ fail",
    Outcome.WAIVED: "☑️ waived",
    Outcome.NOT_APPLICABLE: "➖ not reviewed",
}
_KNOWN = "📌"
"""What the baseline knows; the outcome stands beside it."""


def report_markdown(run: Run, _: Detail) -> str:
    """Return the summary, in under 65,000 characters whatever the run holds."""
    # Those that fail come first: they are what must not be cut.
    reviews = sorted(
        (r for r in run.reviews if r.checks), key=lambda r: r.verdict is not Outcome.FAIL
    )
    head = f"{_MARK}\n### {_headline(run)}\n\n{closing_line(run)}.\n"
    paper = _Paper(head)
    for table in _tables(reviews):
        paper.add_table(*table)
    paper.add(chain([_unread(run)], map(_details, reviews), [_not_reviewed(run)]))
    return paper.text()


class _Paper:
    """A report that takes what still fits, and remembers what did not."""

    def __init__(self, text: str) -> None:
        self._parts = [text]
        self._length = len(text)
        self._rows = self._sections = 0

    def add_table(self, head: str, rows: Iterable[str]) -> None:
        """Add a table as far as its rows fit."""
        fits = self._length + len(head) <= _TABLES
        if fits:
            self._take(head)
        for row in rows:
            fits = fits and self._length + len(row) <= _TABLES
            if fits:
                self._take(row)
            else:
                self._rows += 1

    def add(self, sections: Iterable[str]) -> None:
        """Add the sections that fit, each whole."""
        for section in filter(None, sections):
            if self._length + len(section) <= MOST - _ENDING:
                self._take(section)
            else:
                self._sections += 1

    def text(self) -> str:
        """Return the whole, with what was left out."""
        left = []
        if self._rows:
            left.append(f"{self._rows} {'row' if self._rows == 1 else 'rows'} of the table")
        if self._sections:
            sections = "section" if self._sections == 1 else "sections"
            left.append(f"{self._sections} {sections} of details")
        if left:
            told = f"\nLeft out, or this would be too long: {' and '.join(left)}. "
            self._take(f"{told}Other forms of the report hold everything.\n")
        return "".join(self._parts)

    def _take(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _headline(run: Run) -> str:
    reviewed = [review for review in run.reviews if review.checks]
    failed = sum(review.verdict is Outcome.FAIL for review in reviewed)
    if not reviewed:
        return "inferlint: no article to review"
    if not failed:
        return "✅ inferlint: pass"
    told = "article fails" if len(reviewed) == 1 else f"articles fail{'s' * (failed == 1)}"
    return f"❌ inferlint: {failed} of {len(reviewed)} {told}"


def _tables(reviews: list[Review]) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield head and rows of a table for each pack."""
    packs = dict.fromkeys(check.rule.pack for review in reviews for check in review.checks)
    for pack in packs:
        rules: dict[str, Rule] = {}
        mine = [(r, [c for c in r.checks if c.rule.pack == pack]) for r in reviews]
        for _, checks in mine:
            rules |= {check.rule.id: check.rule for check in checks}
        titles = ["article", "verdict", *map(_column, rules.values())]
        head = f"\n{_row(titles)}{_row(['---'] * len(titles))}"
        yield head, (_table_row(review, checks, rules) for review, checks in mine if checks)


def _column(rule: Rule) -> str:
    level = "" if rule.level is Level.ERROR else f" ({rule.level})"
    return f"{_code(rule.id)}{level}"


def _table_row(review: Review, checks: list[Verdict], rules: Iterable[str]) -> str:
    cells = {check.rule.id: _sign(check) for check in checks}
    path = _code(review.path)
    return _row([path, _SIGNS[review.verdict], *(cells.get(rule, "") for rule in rules)])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _sign(verdict: Verdict) -> str:
    return f"{_KNOWN} {verdict.outcome}, known" if verdict.known else _SIGNS[verdict.outcome]


def _details(review: Review) -> str:
    """Return what to do in one article, folded; nothing where nothing is to do."""
    lines = [_item(check) for check in review.checks if needs_work(check)]
    lines += [_item(check) for check in review.checks if check.outcome is Outcome.WAIVED]
    lines += [f"- Note: {markdown_text(one_line(note, _LINE))}\n" for note in review.notes]
    if not lines:
        return ""
    passed, needed = required(review)
    told = f"{_SIGNS[review.verdict]}: {passed} of {needed} required checks pass"
    return _folded(f"{_code(review.path)} {told}", lines)


def _item(verdict: Verdict) -> str:
    title = markdown_text(one_line(check_name(verdict), _LINE))
    level = "" if verdict.rule.level is Level.ERROR else f" ({verdict.rule.level})"
    first, *more = (
        markdown_text(one_line(line, _LINE)) for line in told(verdict, quotes_of(verdict))
    )
    lines = [f"- {_sign(verdict)}{level}: **{title}**: {first}\n", *(f"  - {m}\n" for m in more)]
    return "".join(lines)


def _unread(run: Run) -> str:
    return _folded(
        f"❌ {len(run.errors)} not readable",
        [
            f"- {_place(e.path)}{markdown_text(one_line(told_error(e), _LINE))}\n"
            for e in run.errors
        ],
    )


def _not_reviewed(run: Run) -> str:
    lines = [
        f"- {_place(r.path)}{markdown_text(one_line('; '.join(r.notes), _LINE))}\n"
        for r in left_out(run)
    ]
    return _folded(f"{_SIGNS[Outcome.NOT_APPLICABLE]}: {len(lines)}", lines)


def _place(path: str | None) -> str:
    return f"{_code(path)}: " if path else ""


def _code(text: str) -> str:
    """Return a name in code font; of a long one the end, which tells more."""
    text = name(text)
    return markdown_code(text if len(text) <= _NAME else f"…{text[1 - _NAME :]}")


def _folded(summary: str, lines: list[str]) -> str:
    """Return lines below a summary, as many as a section may hold."""
    if not lines:
        return ""
    ends = accumulate(map(len, lines))
    shown = [line for line, end in zip(lines, ends, strict=True) if end <= _SECTION]
    if left := len(lines) - len(shown):
        shown.append(f"- … and {left} more\n")
    return f"\n<details>\n<summary>{summary}</summary>\n\n{''.join(shown)}\n</details>\n"
