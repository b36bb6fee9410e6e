"""Model sentences put into an article as a draft, and skeletons of new articles.

A draft stands between markers that the reader hides, so that it counts for nothing until the
writer has made it theirs and taken the markers away.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath

from inferlint.document import line_end, line_starts
from inferlint.errors import InferlintError
from inferlint.linter import Choice, Linter, Review
from inferlint.readers.drafts import CLOSE, OPEN
from inferlint.rules.model import Pack, Require, SameAs
from inferlint.verdicts import Outcome, Suggestion, Verdict, Way

SKELETON = "skeleton.md"
LONGEST_NAME = 80
"""So many characters of a title make a file's name."""
_COMMENT = {False: ("<!-- ", " -->"), True: ("{/* ", " */}")}


@dataclass(frozen=True, slots=True)
class Insertion:
    """A model sentence and the line (from 1) that it follows."""

    check: str
    after_line: int
    text: str


@dataclass(frozen=True, slots=True)
class Drafted:
    """An article with drafts in it."""

    text: str
    insertions: tuple[Insertion, ...]
    left: tuple[Verdict, ...]
    """The checks that no model sentence helps: what they ask for is no sentence."""


def draft_into(
    source: str, review: Review, linter: Linter, choice: Choice | None = None
) -> Drafted:
    """Return the article with a model sentence for each check that asks for one.

    `choice` is what held for the review of this article alone.

    Each sentence is tried: one that would not earn its check a pass once its markers are gone
    gives way to the rule's next, and in the end to the first. A check of which the article holds
    a sentence already, in a draft, gets no second one.
    """
    path = review.path
    review_again = partial(linter.review_text, path=path, choice=choice)
    insertions: list[Insertion] = []
    left: list[Verdict] = []
    for verdict in review.checks:
        suggestion = verdict.suggestion
        if suggestion is None or any(text in source for text in _texts(suggestion)):
            continue
        if not isinstance(verdict.rule.body, Require | SameAs) or suggestion.way is Way.REPLACE:
            left.append(verdict)
            continue
        best = _best(source, verdict, suggestion, insertions, review_again)
        if best is None:
            left.append(verdict)
        else:
            insertions.append(best)
    mdx = PurePath(path).suffix.lower() == ".mdx"
    return Drafted(_inserted(source, insertions, mdx=mdx), tuple(insertions), tuple(left))


def _texts(suggestion: Suggestion) -> tuple[str, ...]:
    return (suggestion.text, *suggestion.others)


def accepted(source: str, insertions: Iterable[Insertion]) -> str:
    """Return the article as it is once the markers are gone."""
    return _inserted(source, insertions, marked=False)


def skeleton(title: str, pack: Pack) -> str:
    """Return a new article in the form that the pack's checklist has in mind, all still to write.

    Raises:
        InferlintError: the pack has no skeleton.
    """
    for folder in (pack.path, *reversed(pack.extends)):
        place = Path(folder) / SKELETON
        if place.is_file():
            return place.read_text("utf-8").replace("{title}", " ".join(title.split()))
    hint = f"write {SKELETON} into its folder, with {{title}} where the title belongs"
    raise InferlintError(f"the pack {pack.name!r} has no skeleton", path=pack.path, hint=hint)


def file_name(title: str) -> str:
    """Return the name of a file for an article with this title: `what-is-inference.md`."""
    words = re.findall(r"[^\W_]+", title.lower())
    return f"{'-'.join(words)[:LONGEST_NAME].rstrip('-') or 'article'}.md"


def unified_diff(before: str, after: str, path: str) -> str:
    r"""Return a unified diff, fit for `git apply` and `patch`; empty where nothing changes."""
    path = path.lstrip("/")
    lines = difflib.unified_diff(
        _LINE.findall(before),
        _LINE.findall(after),
        f"a/{path}",
        f"b/{path}",
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


_LINE = re.compile(r"[^\n]*\n|[^\n]+")
"""Lines as `git apply` and `patch` count them: no other sign than this ends one."""


def _best(
    source: str,
    verdict: Verdict,
    suggestion: Suggestion,
    before: Sequence[Insertion],
    review_again: Callable[[str], Review],
) -> Insertion | None:
    """Return the first of the rule's sentences that earns its check a pass in this place.

    Where none does, the first of all will do, but for a `same_as`: its sentences may be advice.
    """
    tries = [Insertion(verdict.rule.id, suggestion.after_line, text) for text in _texts(suggestion)]
    for attempt in tries:
        review = review_again(accepted(source, [*before, attempt]))
        if _outcome(review, verdict.rule.id) is Outcome.PASS:
            return attempt
    return tries[0] if isinstance(verdict.rule.body, Require) else None


def _outcome(review: Review, check: str) -> Outcome | None:
    return next((v.outcome for v in review.checks if v.rule.id == check), None)


def _inserted(
    source: str, insertions: Iterable[Insertion], *, marked: bool = True, mdx: bool = False
) -> str:
    end = line_end(source)
    starts = [*line_starts(source), len(source)]
    at: dict[int, list[str]] = {}
    for insertion in insertions:
        offset = starts[min(insertion.after_line, len(starts) - 1)]
        at.setdefault(offset, []).append(insertion.text)
    parts = []
    done = 0
    for offset in sorted(at):
        before = source[done:offset]
        if before and not before.endswith(("\n", "\r")):
            before += end
        parts.append(before)
        for text in at[offset]:
            parts.extend(f"{line}{end}" for line in _lines(text, marked=marked, mdx=mdx))
        if not _NEXT_IS_BLANK.match(source, offset):
            parts.append(end)
        done = offset
    parts.append(source[done:])
    return "".join(parts)


_NEXT_IS_BLANK = re.compile(r"[ \t]*(?:\r|\n|\Z)")


def _lines(text: str, *, marked: bool, mdx: bool) -> Iterator[str]:
    left, right = _COMMENT[mdx]
    yield ""
    if marked:
        yield f"{left}{OPEN}{right}"
        yield ""
    yield from text.splitlines()
    if marked:
        yield ""
        yield f"{left}{CLOSE}{right}"
