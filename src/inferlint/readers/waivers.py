"""Comments that waive a check: `<!-- inferlint: waive CHECK -- reason -->`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from inferlint.document import Suppression


@dataclass(frozen=True, slots=True)
class Waivers:
    """The waivers of an article, and notes about those that cannot count."""

    suppressions: tuple[Suppression, ...]
    notes: tuple[str, ...]


def read_waivers(comments: Iterable[tuple[int, str]]) -> Waivers:
    """Read the waivers among comments, each with the line where it starts."""
    suppressions: list[Suppression] = []
    notes: list[str] = []
    for line, text in comments:
        order = _ORDER.match(text)
        if order and order["verb"] != "draft":
            waiver = _read(order, line)
            if isinstance(waiver, Suppression):
                suppressions.append(waiver)
            else:
                notes.append(f"line {line}: {waiver}")
    return Waivers(tuple(suppressions), tuple(notes))


_ORDER = re.compile(
    r"\s*inferlint:\s*(?P<verb>\w*)\s*(?P<check>(?:(?!--)[^\s–—])+)?\s*(?:(?:--|–|—)(?P<reason>.*))?",
    re.DOTALL,
)


def _read(order: re.Match[str], line: int) -> Suppression | str:
    """Return the waiver, or what is wrong with it."""
    verb, check = order["verb"], order["check"]
    if verb != "waive":
        return f"no comment {f'inferlint: {verb}'!r} is known; write `{_FORM.format('CHECK')}`"
    if not check:
        return f"a waiver names no check; write `{_FORM.format('CHECK')}`"
    reason = " ".join((order["reason"] or "").split())
    if not reason:
        return f"the waiver of {check} gives no reason; write `{_FORM.format(check)}`"
    return Suppression(check, reason, line)


_FORM = "inferlint: waive {} -- reason"
