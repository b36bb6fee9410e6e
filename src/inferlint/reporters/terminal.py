"""The report for people: failures first, each with its nearest passage and what to write."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click

from inferlint.linter import Review, Run
from inferlint.plain import name, no_commands, one_line, plain
from inferlint.reporters.findings import QUOTE, evidence_told
from inferlint.reporters.summary import (
    BORDERLINE,
    Detail,
    closing_line,
    gravity,
    left_out,
    names_its_places,
    place_of,
    required,
)
from inferlint.rules.model import Level
from inferlint.verdicts import Evidence, Outcome, Verdict, Way

__all__ = ["Detail", "report_terminal"]

WIDTH = 80

_COLOURS = {
    Outcome.PASS: "green",
    Outcome.WEAK: "yellow",
    Outcome.FAIL: "red",
    Outcome.WAIVED: "cyan",
    Outcome.NOT_APPLICABLE: "cyan",
}
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-", "\u00a0": " "}
)


def report_terminal(run: Run, detail: Detail) -> str:
    """Return the report with ANSI styles; the caller strips them where they are not wanted."""
    lines: list[str] = []
    for review in run.reviews:
        if review.verdict is Outcome.FAIL or (
            not detail.quiet and review.verdict is not Outcome.NOT_APPLICABLE
        ):
            lines.extend(_article(review, detail))
    if not detail.quiet:
        lines.extend(_left_out(run, detail))
        lines.append(closing_line(run))
    text = no_commands("".join(f"{line.rstrip()}\n" for line in lines))
    return text.translate(_PLAIN).encode("ascii", "replace").decode() if detail.ascii else text


def _article(review: Review, detail: Detail) -> Iterator[str]:
    passed, needed = required(review)
    badge = click.style(review.verdict.upper(), fg=_COLOURS[review.verdict], bold=True)
    yield f"{click.style(name(review.path), bold=True)}  {badge}  " + (
        f"{passed} of {needed} required checks pass{_others(review)}"
    )
    for note in review.notes:
        yield from _wrapped(f"Note: {note}{'' if note.endswith('?') else '.'}", "  ")
    yield ""
    for verdict in sorted(review.checks, key=gravity):
        if verdict.known and not detail.verbose:
            continue  # the last line counts them
        if not detail.quiet or verdict.outcome is Outcome.FAIL:
            yield from _check(verdict, detail)
    if any(v.outcome is Outcome.PASS for v in review.checks) and not detail.quiet:
        yield ""


def _others(review: Review) -> str:
    """Say of the required checks that do not pass how many are weak, or known: the rest fail."""
    needed = [v for v in review.checks if v.rule.level is Level.ERROR]
    known = sum(v.known for v in needed)
    weak = sum(v.outcome is Outcome.WEAK and not v.known for v in needed)
    told = f", {weak} {'is' if weak == 1 else 'are'} weak" if weak else ""
    return told + (f", {known} known to the baseline" if known else "")


def _check(verdict: Verdict, detail: Detail) -> Iterator[str]:
    if verdict.outcome is Outcome.PASS:
        yield from _passed(verdict, detail)
        return
    yield from _headline(verdict)
    if verdict.waiver is not None:
        yield from _wrapped(f"Line {verdict.waiver.line}: {verdict.waiver.reason}", "        ")
    else:
        yield from _wrapped(verdict.message, "        ")
        if verdict.borderline:
            yield from _wrapped(BORDERLINE, "        ")
        if detail.verbose or not names_its_places(verdict):
            yield from _nearest(verdict)
        yield from _advice(verdict, detail)
    yield ""


def _headline(verdict: Verdict, place: str = "") -> Iterator[str]:
    badge = click.style(f"{verdict.outcome.upper():4}", fg=_COLOURS[verdict.outcome], bold=True)
    aside = [] if verdict.rule.level is Level.ERROR else [str(verdict.rule.level)]
    aside += ["known"] if verdict.known else []
    level = f" ({', '.join(aside)})" if aside else ""
    title, check = f"{one_line(verdict.rule.title)}{level}", f"{name(verdict.rule.id)}{place}"
    lead = " " * (2 + len(click.unstyle(badge)) + 2)
    if len(f"{lead}{title:<44} {check}") <= WIDTH:
        yield f"  {badge}  {title:<44} {click.style(check, dim=True)}"
        return
    yield f"  {badge}  {''.join(_wrapped(title, lead)[:1]).strip()}"
    yield from _wrapped(title, lead)[1:]
    yield f"{lead}{click.style(check, dim=True)}"


def _passed(verdict: Verdict, detail: Detail) -> Iterator[str]:
    told = evidence_told(verdict)
    doubt = " (borderline)" if verdict.borderline else ""
    yield from _headline(verdict, f", line {told[0].start.line}{doubt}" if told else "")
    if verdict.message:
        yield from _wrapped(verdict.message, "        ")
    if detail.verbose:
        for evidence in told:
            yield from _quotation(evidence, f"Line {evidence.start.line}")


def _nearest(verdict: Verdict) -> Iterator[str]:
    if verdict.nearest is not None:
        yield from _quotation(verdict.nearest, f"Nearest, line {verdict.nearest.start.line}")
        return
    for evidence in evidence_told(verdict)[:3]:
        yield from _quotation(evidence, f"Line {evidence.start.line}")


def _quotation(evidence: Evidence, lead: str) -> Iterator[str]:
    text = textwrap.shorten(evidence.text, QUOTE, placeholder=" …")
    yield from _wrapped(f"{lead}: “{text}”", "        ")


def _advice(verdict: Verdict, detail: Detail) -> Iterator[str]:
    suggestion = verdict.suggestion
    if suggestion is None:
        return
    if suggestion.way is Way.DO:
        yield from _wrapped(f"To do: {suggestion.text}", "        ")
        return
    if suggestion.text.startswith("|") and not detail.verbose:
        place = f"Try, {place_of(suggestion)}: a table; “inferlint suggest” drafts it."
        yield from _wrapped(place, "        ")
        return
    yield from _wrapped(f"Try, {place_of(suggestion)}:", "        ")
    for line in suggestion.text.splitlines():
        # Wrapped, a table could not be pasted.
        yield from (
            [f"          {plain(line)}"] if line.startswith("|") else _wrapped(line, "          ")
        )


def _left_out(run: Run, detail: Detail) -> Iterator[str]:
    shown = list(left_out(run, all_of_them=detail.verbose))
    for review in shown:
        yield from _wrapped(f"{name(review.path)}: {'; '.join(review.notes)}", "")
    if shown:
        yield ""


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        plain(text),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}",
        break_long_words=False,
        break_on_hyphens=False,
    )
