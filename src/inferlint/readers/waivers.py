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
        said = _WAIVE.match(text)
        if said is None:
            continue
        check, reason = said["check"], " ".join((said["reason"] or "").split())
        if check and reason:
            suppressions.append(Suppression(check, reason, line))
        else:
            notes.append(_complaint(check, line))
    return Waivers(tuple(suppressions), tuple(notes))


_WAIVE = re.compile(
    r"\s*inferlint:\s*waive\b\s*(?P<check>(?!--)\S+)?(?:\s+--\s+|\s*--\s*|\s+|$)(?P<reason>.*)?",
    re.DOTALL,
)


def _complaint(check: str | None, line: int) -> str:
    if not check:
        return f"line {line}: a waiver names no check; write `inferlint: waive CHECK -- reason`"
    return (
        f"line {line}: the waiver of {check} gives no reason; "
        f"write `inferlint: waive {check} -- reason`"
    )
