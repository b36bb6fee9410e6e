"""Comments that waive a check: `<!-- inferlint: waive CHECK -- reason -->`.

`waive` is for the block below where the check finds something wrong in it, and for the article
where it misses something; `waive-file` is for the article. Front matter can say it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from inferlint.document import Suppression

FOR_THE_FILE, DRAFT = "waive-file", "inferlint: draft"


@dataclass(frozen=True, slots=True)
class Waivers:
    """The waivers of an article, and notes about those that cannot count."""

    suppressions: tuple[Suppression, ...]
    notes: tuple[str, ...]


def read_waivers(comments: Iterable[tuple[int, str]], blocks: Iterable[tuple[int, int]]) -> Waivers:
    """Read the waivers among comments.

    Args:
        comments: each with the line where it starts.
        blocks: first and last line of each block of text, in order.
    """
    places: list[tuple[int, int]] | None = None
    suppressions: list[Suppression] = []
    notes: list[str] = []
    for line, text in comments:
        order = _ORDER.match(text)
        if order and " ".join(text.split()) != DRAFT:
            waiver = _read(order, line)
            if isinstance(waiver, Suppression):
                places = list(blocks) if places is None else places
                below = next((place for place in places if place[0] > line), None)
                is_local = order["verb"] != FOR_THE_FILE
                suppressions.append(replace(waiver, lines=below if is_local else None))
            else:
                notes.append(f"line {line}: {waiver}")
    return Waivers(tuple(suppressions), tuple(notes))


def waivers_in_front_matter(values: Mapping[str, object], source: str) -> Waivers:
    """Read `inferlint: {waive: {CHECK: reason}}`."""
    said = values.get("inferlint")
    waived = said.get("waive") if isinstance(said, Mapping) else None
    if waived is None:
        return Waivers((), ())
    if not isinstance(waived, Mapping):
        form = "`waive: {CHECK: reason}`"
        return Waivers((), (f"the front matter's waivers are no mapping; write {form}",))
    suppressions: list[Suppression] = []
    notes: list[str] = []
    for check, reason in waived.items():
        line = _line_of(str(check), source)
        if isinstance(reason, str) and reason.strip():
            suppressions.append(Suppression(str(check), " ".join(reason.split()), line))
        else:
            notes.append(f"line {line}: the waiver of {check} gives no reason; write one behind it")
    return Waivers(tuple(suppressions), tuple(notes))


def _line_of(check: str, source: str) -> int:
    found = re.search(rf"(?<![\w-]){re.escape(check)}[\"']?[ \t]*[:=]", source)
    return source.count("\n", 0, found.start()) + 1 if found else 1


_ORDER = re.compile(
    r"\s*inferlint:\s*(?P<verb>[\w-]*)\s*(?P<check>(?:(?!--)[^\s–—])+)?\s*(?:(?:--|–|—)(?P<reason>.*))?",
    re.DOTALL,
)


def _read(order: re.Match[str], line: int) -> Suppression | str:
    """Return the waiver, or what is wrong with it."""
    verb, check = order["verb"], order["check"]
    if verb == "draft":
        return f"a draft begins with the comment `{DRAFT}` and nothing else in it"
    if verb not in ("waive", FOR_THE_FILE):
        return f"no comment {f'inferlint: {verb}'!r} is known; write `{_FORM.format('CHECK')}`"
    if not check:
        return f"a waiver names no check; write `{_FORM.format('CHECK')}`"
    reason = " ".join((order["reason"] or "").split())
    if not reason:
        return f"the waiver of {check} gives no reason; write `{_FORM.format(check)}`"
    return Suppression(check, reason, line)


_FORM = "inferlint: waive {} -- reason"
