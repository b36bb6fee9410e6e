"""What failed when a team began, so that only what is new or worse fails from then on.

A baseline knows an article by its path, and where that is gone by most of its paragraphs; what is
missing by the check, and what is wrong by its words. So edits elsewhere and a renamed file change
nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from inferlint.errors import InferlintError
from inferlint.linter import Review, Run
from inferlint.rules.model import Forbid
from inferlint.verdicts import Evidence, Outcome, Verdict

VERSION = 1
SAME = 0.5
"""A file is another one renamed if it has so large a share of its paragraphs."""
_BAD = (Outcome.FAIL, Outcome.WEAK)


@dataclass(frozen=True, slots=True)
class Failure:
    """One check that failed, or was weak."""

    outcome: Outcome
    words: frozenset[str] = frozenset()
    """Hashes of what is wrong in the article; none for a check that misses something."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What failed in one article."""

    path: str
    digest: str
    """SHA-256 of the article, to tell whether it has been touched."""
    outline: frozenset[str]
    failures: Mapping[str, Failure]
    """By `pack/check`."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What failed on one day, and by which rules."""

    packs: Mapping[str, str]
    """By name: the hash of each pack."""
    entries: tuple[Entry, ...]
    folder: Path = field(default_factory=Path)
    """Where the file lies: its paths are relative to this."""

    def place_of(self, path: str) -> str:
        """Return a path as the baseline writes it."""
        return _place_of(path, self.folder)


@dataclass(frozen=True, slots=True)
class Flip:
    """A verdict that changed although its article did not."""

    path: str
    check: str
    before: str
    now: str


def recorded(run: Run, folder: Path, before: Baseline | None = None) -> Baseline:
    """Return the failures of a run, for a file in this folder.

    Articles of `before` that the run did not review stay as they are, unless they are gone.
    """
    packs = {pack.name: pack.sha256 for pack in run.packs}
    now = [_entry(review, folder) for review in _reviewed(run)]
    entries = {entry.path: entry for entry in now if entry.failures}
    if before is not None:
        find = _Finder(before, _paths(run))
        for review in _reviewed(run):
            find.entry(review)
        reviewed = {entry.path for entry in now} | find.taken
        left = (e for e in before.entries if e.path not in reviewed and _is_there(e, folder))
        entries |= {entry.path: entry for entry in left}
    return Baseline(packs, _sorted(entries.values()), folder)


def pruned(run: Run, before: Baseline) -> Baseline:
    """Return the baseline without what passes now, or has become less bad; nothing is added."""
    find = _Finder(before, _paths(run))
    entries = {}
    for review in _reviewed(run):
        known = find.entry(review)
        if known is None:
            continue
        now = _entry(review, before.folder)
        left = {
            check: failure
            if not _is_worse(failure, known.failures[check])
            else known.failures[check]
            for check, failure in now.failures.items()
            if check in known.failures
        }
        if left:
            entries[now.path] = replace(now, failures=left)
    for entry in before.entries:
        if entry.path not in find.taken and _is_there(entry, before.folder):
            entries.setdefault(entry.path, entry)
    return replace(before, entries=_sorted(entries.values()))


class Comparison:
    """Marks what a baseline knows, one review after the other, in the order of the run."""

    def __init__(self, baseline: Baseline, paths: Iterable[str]) -> None:
        """Take the paths of all articles of the run: none of them was renamed to another."""
        self._find = _Finder(baseline, paths)

    def compared(self, review: Review) -> Review:
        """Return the review with every failure marked that is known and no worse."""
        entry = self._find.entry(review)
        if entry is None or not review.checks:
            return review
        checks = tuple(_marked(check, entry) for check in review.checks)
        if review.verdict is not Outcome.FAIL:
            return replace(review, checks=checks)
        fails = any(check.fails(strict=review.strict) for check in checks)
        return replace(review, checks=checks, verdict=Outcome.FAIL if fails else Outcome.PASS)


def flips(run: Run, baseline: Baseline) -> Iterator[Flip]:
    """Yield the verdicts that differ from the baseline on articles that are as they were."""
    find = _Finder(baseline, _paths(run))
    for review in _reviewed(run):
        known = find.entry(review)
        if known is None or known.digest != review.digest:
            continue
        now = _entry(review, baseline.folder).failures
        for check in sorted({*known.failures, *now}):
            before, after = (_told(failures.get(check)) for failures in (known.failures, now))
            if before != after:
                yield Flip(review.path, check, before, after)


def fingerprint(verdict: Verdict, wrong: Iterable[Evidence] = ()) -> str:
    """Return what a baseline knows a failure by: its check, and the words that are wrong.

    As the file writes them: `inference/covers-batch`, or `inference/no-misconceptions 3f2a…`.
    """
    return " ".join((_name(verdict), *sorted(_hash(evidence.text) for evidence in wrong)))


def has_other_rules(run: Run, baseline: Baseline) -> bool:
    """Tell whether a pack of the run has changed since the baseline was recorded."""
    return any(baseline.packs.get(pack.name, pack.sha256) != pack.sha256 for pack in run.packs)


def read_baseline(path: Path) -> Baseline:
    """Return the baseline in a file.

    Raises:
        InferlintError: it is missing, or no baseline of this version.
    """
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        reason = (error.strerror or "error").lower()
        hint = "record one with `inferlint baseline`"
        message = f"the baseline cannot be read: {reason}"
        raise InferlintError(message, path=str(path), hint=hint) from None
    except UnicodeDecodeError:
        raise _no_baseline(path) from None
    try:
        data = json.loads(text)
        version = data["version"]
        if version == VERSION:
            return Baseline(
                dict(data["packs"]), tuple(map(_read_entry, data["articles"])), path.parent
            )
    except (ValueError, TypeError, KeyError, AttributeError):
        raise _no_baseline(path) from None
    message = f"this baseline has version {version}, and this inferlint reads version {VERSION}"
    hint = "delete it, and record it anew with `inferlint baseline`"
    raise InferlintError(message, path=str(path), hint=hint)


def baseline_text(baseline: Baseline) -> str:
    """Return the file's content: sorted, an article a few lines, so that diffs can be read."""
    data = {
        "version": VERSION,
        "packs": dict(sorted(baseline.packs.items())),
        "articles": [_entry_data(entry) for entry in baseline.entries],
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


class _Finder:
    """Finds the entry of an article, each entry for one article only."""

    def __init__(self, baseline: Baseline, paths: Iterable[str]) -> None:
        self._baseline = baseline
        self._by_path = {entry.path: entry for entry in baseline.entries}
        present = {baseline.place_of(path) for path in paths}
        self._gone = [
            entry
            for entry in baseline.entries
            if entry.path not in present and not _is_there(entry, baseline.folder)
        ]
        self._found: dict[str, Entry | None] = {}
        self.taken: set[str] = set()

    def entry(self, review: Review) -> Entry | None:
        """Return what the baseline knows of an article."""
        if review.path not in self._found:
            self._found[review.path] = found = self._find(review)
            if found is not None:
                self.taken.add(found.path)
        return self._found[review.path]

    def _find(self, review: Review) -> Entry | None:
        known = self._by_path.get(self._baseline.place_of(review.path))
        if known is not None or not review.outline:
            return known
        outline = frozenset(review.outline)
        best: tuple[float, Entry] | None = None
        for entry in self._gone:
            same = len(entry.outline & outline) / len(entry.outline | outline)
            if entry.path not in self.taken and same >= SAME and (best is None or same > best[0]):
                best = (same, entry)
        return best[1] if best else None


def _reviewed(run: Run) -> Iterator[Review]:
    return (review for review in run.reviews if review.checks)


def _paths(run: Run) -> Iterator[str]:
    return (review.path for review in run.reviews)


def _marked(verdict: Verdict, entry: Entry) -> Verdict:
    known = entry.failures.get(_name(verdict))
    if verdict.outcome not in _BAD or known is None or _is_worse(_failure(verdict), known):
        return verdict
    return replace(verdict, known=True)


def _is_worse(now: Failure, before: Failure) -> bool:
    return now.outcome.rank < before.outcome.rank or not now.words <= before.words


def _place_of(path: str, folder: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()


def _is_there(entry: Entry, folder: Path) -> bool:
    return (folder / entry.path).is_file()


def _entry(review: Review, folder: Path) -> Entry:
    failures = {_name(check): _failure(check) for check in review.checks if check.outcome in _BAD}
    path = _place_of(review.path, folder)
    return Entry(path, review.digest, frozenset(review.outline), failures)


def _name(verdict: Verdict) -> str:
    return f"{verdict.rule.pack}/{verdict.rule.id}"


def _failure(verdict: Verdict) -> Failure:
    if not isinstance(verdict.rule.body, Forbid):
        return Failure(verdict.outcome)
    told = [e for e in verdict.evidence if e.label != "context"]
    return Failure(verdict.outcome, frozenset(_hash(e.text) for e in told))


def _hash(text: str) -> str:
    return hashlib.sha256(" ".join(text.lower().split()).encode("utf-8", "replace")).hexdigest()[
        :12
    ]


def _told(failure: Failure | None) -> str:
    return str(failure.outcome) if failure else "pass"


def _sorted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.path))


def _entry_data(entry: Entry) -> dict[str, Any]:
    return {
        "path": entry.path,
        "sha256": entry.digest,
        "outline": " ".join(sorted(entry.outline)),
        "failures": {
            check: " ".join((failure.outcome, *sorted(failure.words)))
            for check, failure in sorted(entry.failures.items())
        },
    }


def _read_entry(data: Mapping[str, Any]) -> Entry:
    failures = {}
    for check, told in data["failures"].items():
        outcome, *words = told.split()
        failures[check] = Failure(Outcome(outcome), frozenset(words))
    outline = frozenset(data["outline"].split())
    return Entry(data["path"], data["sha256"], outline, failures)


def _no_baseline(path: Path) -> InferlintError:
    hint = "name another file, or delete it and run `inferlint baseline`"
    return InferlintError("this is no baseline", path=str(path), hint=hint)
