"""Texts that somebody has labelled: a rule's own examples, training passages, whole articles."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inferlint.errors import InferlintError
from inferlint.rule_examples import examples_of
from inferlint.rules.model import Pack, Require, Rule

TRAINING = "training"
FOLDS = 5
LEVELS = {"fail": 0, "weak": 1, "pass": 2}
ANSWERS = {"no": 0, "weak": 1, "yes": 2}
"""Reviewers' words for the same levels."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text, and the level from 0 (fail) to 2 (pass) that some checks must give it."""

    text: str
    levels: Mapping[str, int]
    source: str
    """`example`, `passage` or `article`."""
    group: str
    """What is learnt or left out together: an article's repository, else the text itself."""
    lines: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """For an article, by check: the lines that earned the level, as far as reviewers gave any."""

    @property
    def fold(self) -> int:
        """The part of five that the text belongs to."""
        return fold_of(self.group)


def fold_of(group: str) -> int:
    """Return the fold, from 0 to 4, of a repository or of a text by itself."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % FOLDS


def examples_in(pack: Pack) -> Iterator[Labelled]:
    """Yield the examples and the model sentences of the rules that can be taught."""
    for rule in pack.rules:
        if is_teachable(rule):
            for example in examples_of(rule, pack):
                levels = {rule.id: LEVELS[example.outcome]}
                yield Labelled(example.text, levels, "example", example.text)


def is_teachable(rule: Rule) -> bool:
    """Tell whether weights could decide the rule: it asks for a statement, in whatever place."""
    return isinstance(rule.body, Require) and rule.teach


def passages_of(pack: Pack) -> list[Labelled]:
    """Return the pack's training passages: from its folder, or from `training/` beside the rules.

    A pack that extends others keeps what these were taught by.

    Raises:
        InferlintError: a line is no passage, or names a check that the pack has not.
    """
    found: dict[str, Labelled] = {}
    for place in map(Path, (*pack.extends, pack.path)):
        for folder in (place / TRAINING, place.resolve().parent.parent / TRAINING / pack.name):
            for passage in passages_in(folder, pack):
                found.setdefault(passage.text, passage)
    return list(found.values())


def passages_in(folder: Path, pack: Pack) -> Iterator[Labelled]:
    """Yield the passages in a folder of JSON Lines: `{"text": …, "pass": [checks], …}`."""
    known = {rule.id for rule in pack.rules}
    for path in sorted(folder.glob("*.jsonl")):
        for line, record in _records(path):
            named = {level: record.get(name, []) for name, level in LEVELS.items()}
            sound = isinstance(record.get("text"), str) and all(map(_is_list, named.values()))
            levels = {check: level for level in named for check in named[level]} if sound else {}
            unknown = sorted(set(levels) - known)
            if not levels:
                hint = 'write {"text": "…", "pass": ["a-check"]}'
                raise InferlintError("this is no passage", path=str(path), line=line, hint=hint)
            if unknown:
                message = f"the pack {pack.name!r} has no check {unknown[0]!r}"
                raise InferlintError(message, path=str(path), line=line)
            yield Labelled(record["text"], levels, "passage", record["text"])


def articles_in(folder: Path, *, not_fold: int | None = None) -> list[Labelled]:
    """Return the articles of a corpus but those of one fold.

    `labels.jsonl` holds one article a line: `id`, `repo`, `label` (by check: yes, weak or no) and
    `reviewers` (each, by check: an answer and the lines of the best evidence). The texts lie beside
    it or in `open/`, named `<id>.md`.

    Raises:
        InferlintError: there is no such corpus, or an article is missing.
    """
    labels = folder / "labels.jsonl"
    articles = [_article(row, line, folder, labels) for line, row in _records(labels)]
    return [article for article in articles if not_fold is None or article.fold != not_fold]


def _article(row: Mapping[str, Any], line: int, folder: Path, labels: Path) -> Labelled:
    try:
        return _labelled(row, folder, labels)
    except (KeyError, TypeError, IndexError, AttributeError):
        hint = "it needs id, repo, label and reviewers"
        message = "this is no labelled article"
        raise InferlintError(message, path=str(labels), line=line, hint=hint) from None


def _labelled(row: Mapping[str, Any], folder: Path, labels: Path) -> Labelled:
    places = [*folder.glob(f"{row['id']}.*"), *folder.glob(f"open/{row['id']}.*")]
    if not places:
        raise InferlintError(f"the article {row['id']!r} is missing", path=str(labels))
    reviewers: Sequence[Mapping[str, Any]] = row.get("reviewers", ())
    return Labelled(
        places[0].read_bytes().decode("utf-8", "replace"),
        {check: ANSWERS[answer] for check, answer in row["label"].items()},
        "article",
        row["repo"],
        {
            check: frozenset(line for reviewer in reviewers for line in reviewer[check][1])
            for check in row["label"]
        },
    )


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(member, str) for member in value)


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InferlintError(f"cannot be read: {error.strerror}", path=str(path)) from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError:
            raise InferlintError("this is no JSON", path=str(path), line=number) from None
        if not isinstance(record, dict):
            raise InferlintError("this is no JSON object", path=str(path), line=number)
        yield number, record
