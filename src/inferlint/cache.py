"""Reviews of earlier runs: an article that has not changed is not judged again.

Whatever is wrong with the cache costs time and never a verdict: a value that cannot be read, or
whose checksum differs, is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from inferlint.document import Position
from inferlint.linter import PackHead, Review, Topic
from inferlint.rules.model import (
    Body,
    Count,
    Forbid,
    Level,
    Measure,
    Require,
    Rule,
    SameAs,
    Statement,
    Within,
)
from inferlint.verdicts.outcome import Evidence, Outcome, Suggestion, Verdict, Waiver, Way

FOLDER = ".inferlint_cache"
_FILE = "reviews.sqlite"
_FORM = "2"
"""Raised when what is stored changes its form."""
MOST = 50_000
"""More reviews than this are not kept; the oldest go first."""
_PATIENCE = 5.0
"""Seconds to wait for another run that writes."""
_TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This folder holds reviews that inferlint can make again; see https://bford.info/cachedir/\n"
)
_STATEMENT = Statement(Within("sentence"), ())
_BODIES: Mapping[str, Body] = {
    "require": Require(_STATEMENT),
    "forbid": Forbid(_STATEMENT),
    "measure": Measure(()),
    "count": Count((), 0, 0, 0),
    "same_as": SameAs("", 0, 0),
}
"""Bodies that only tell their kind: reports ask no more of a rule."""


class Cache:
    """The reviews in one folder; nothing in it ever raises."""

    def __init__(self, folder: Path) -> None:
        """Open the cache below a folder, or make it."""
        self.trouble: str | None = None
        """Why it does not work, if it does not."""
        self._file = folder / FOLDER / _FILE
        self._connection: sqlite3.Connection | None = None
        try:
            _make(folder / FOLDER)
            self._connection = _open(self._file)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def reviews(self, keys: Sequence[str]) -> dict[str, Review]:
        """Return the reviews that are there, by key."""
        found = {}
        for key in keys:
            row = self._value("review", key)
            if row is not None and (review := _review_from(row)) is not None:
                found[key] = review
        return found

    def packs(self, key: str) -> list[PackHead] | None:
        """Return the packs of a run, if they are known."""
        row = self._value("packs", key)
        try:
            return [_pack_from(data) for data in row] if row else None
        except (KeyError, TypeError, ValueError):
            return None

    def keep(self, reviews: Iterable[tuple[str, Review]]) -> None:
        """Store reviews, all or none of them; those that lean on other articles are left out."""
        rows = [("review", key, _data_of(r)) for key, r in reviews if not r.leans_on_others]
        self._store(rows)

    def keep_packs(self, key: str, packs: Iterable[PackHead]) -> None:
        """Store the packs of a run."""
        self._store([("packs", key, [_pack_data(pack) for pack in packs])])

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _value(self, kind: str, key: str) -> Any:
        if self._connection is None:
            return None
        query = "SELECT value, checksum FROM kept WHERE kind = ? AND key = ?"
        try:
            row = self._connection.execute(query, (kind, key)).fetchone()
            if row is None or _checksum(row[0]) != row[1]:
                return None
            return json.loads(row[0])
        except (sqlite3.Error, ValueError, TypeError) as error:
            self._give_up(error)
            return None

    def _store(self, rows: Sequence[tuple[str, str, Any]]) -> None:
        if self._connection is None or not rows:
            return
        texts = [(kind, key, json.dumps(value, ensure_ascii=True)) for kind, key, value in rows]
        try:
            with self._connection:  # one transaction
                self._connection.executemany(
                    "INSERT OR REPLACE INTO kept (kind, key, value, checksum) VALUES (?, ?, ?, ?)",
                    [(kind, key, text, _checksum(text)) for kind, key, text in texts],
                )
                self._connection.execute(
                    "DELETE FROM kept WHERE rowid <= (SELECT max(rowid) FROM kept) - ?", (MOST,)
                )
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        self.trouble = f"the cache is not used: {self._file}: {str(error).lower()}"
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None


def fingerprint(*parts: object) -> str:
    """Return a key over texts, bytes and what prints the same in every run."""
    digest = hashlib.sha256(_FORM.encode())
    for part in parts:
        piece = part if isinstance(part, bytes) else repr(part).encode("utf-8", "surrogatepass")
        digest.update(len(piece).to_bytes(8, "big") + piece)
    return digest.hexdigest()


def _make(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n", "utf-8")
        (folder / "CACHEDIR.TAG").write_text(_TAG, "utf-8")


def _open(file: Path) -> sqlite3.Connection:
    try:
        return _connected(file)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise  # locked, or read-only: the file may be sound
        file.unlink(missing_ok=True)
        return _connected(file)


def _connected(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=_PATIENCE)
    try:
        connection.execute("PRAGMA synchronous = OFF")  # a lost cache is no loss
        with closing(connection.execute("SELECT name FROM sqlite_master")) as tables:
            if not tables.fetchall():
                with connection:
                    connection.execute(
                        "CREATE TABLE IF NOT EXISTS kept (kind TEXT, key TEXT, value TEXT, "
                        "checksum TEXT, PRIMARY KEY (kind, key))"
                    )
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# --- packs and reviews as data --------------------------------------------------------------------


def _pack_data(pack: PackHead) -> list[Any]:
    rules = [[*_rule_data(rule), rule.why, rule.ask, list(rule.suggest)] for rule in pack.rules]
    return [pack.name, pack.sha256, pack.title, rules]


def _pack_from(data: Sequence[Any]) -> PackHead:
    name, digest, title, rules = data
    made = ((_rule_from(rule[:5]), *rule[5:]) for rule in rules)
    whole = (
        replace(rule, why=why, ask=ask, suggest=tuple(suggest)) for rule, why, ask, suggest in made
    )
    return PackHead(name, digest, title, tuple(whole))


def _rule_data(rule: Rule) -> list[str]:
    kind = next(kind for kind, body in _BODIES.items() if type(body) is type(rule.body))
    return [rule.id, rule.pack, rule.title, rule.level, kind]


def _rule_from(data: Sequence[str]) -> Rule:
    check, pack, title, level, kind = data
    return Rule(check, pack, title, Level(level), "", "", _BODIES[kind], ())


def _data_of(review: Review) -> dict[str, Any]:
    return {
        "path": review.path,
        "verdict": review.verdict,
        "topics": [[t.pack, t.outcome, t.score] for t in review.topics],
        "checks": [_check_data(check) for check in review.checks],
        "notes": list(review.notes),
        "strict": review.strict,
        "digest": review.digest,
        "outline": list(review.outline),
    }


def _check_data(verdict: Verdict) -> dict[str, Any]:
    advice = verdict.suggestion
    return {
        "rule": _rule_data(verdict.rule),
        "outcome": verdict.outcome,
        "evidence": [_evidence_data(e) for e in verdict.evidence],
        "nearest": _evidence_data(verdict.nearest) if verdict.nearest else None,
        "missing": list(verdict.missing),
        "message": verdict.message,
        "suggestion": advice
        and [advice.after_line, advice.under, advice.text, advice.way, advice.line, advice.others],
        "score": verdict.score,
        "cuts": verdict.cuts,
        "borderline": verdict.borderline,
        "waiver": verdict.waiver and [verdict.waiver.reason, verdict.waiver.line],
    }


def _evidence_data(evidence: Evidence) -> list[Any]:
    start, end = evidence.start, evidence.end
    place = [start.line, start.column, end.line, end.column]
    return [*place, evidence.text, evidence.label, evidence.passage]


def _review_from(data: Any) -> Review | None:
    """Return the review, or None where the data are not what this version writes."""
    try:
        return Review(
            path=data["path"],
            verdict=Outcome(data["verdict"]),
            topics=tuple(Topic(pack, Outcome(o), score) for pack, o, score in data["topics"]),
            checks=tuple(_check_from(check) for check in data["checks"]),
            notes=tuple(data["notes"]),
            strict=data["strict"],
            digest=data["digest"],
            outline=tuple(data["outline"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _check_from(data: Mapping[str, Any]) -> Verdict:
    return Verdict(
        _rule_from(data["rule"]),
        Outcome(data["outcome"]),
        tuple(_evidence_from(e) for e in data["evidence"]),
        _evidence_from(data["nearest"]) if data["nearest"] else None,
        tuple(data["missing"]),
        data["message"],
        suggestion=_suggestion_from(data["suggestion"]),
        score=data["score"],
        cuts=tuple(data["cuts"]) if data["cuts"] else None,
        borderline=data["borderline"],
        waiver=Waiver(*data["waiver"]) if data["waiver"] else None,
    )


def _suggestion_from(data: Sequence[Any] | None) -> Suggestion | None:
    if data is None:
        return None
    after_line, under, text, way, line, others = data
    return Suggestion(after_line, under, text, Way(way), line, tuple(others))


def _evidence_from(data: Sequence[Any]) -> Evidence:
    line, column, last_line, last_column, text, label, passage = data
    start, end = Position(line, column), Position(last_line, last_column)
    return Evidence(start, end, text, label, passage)
