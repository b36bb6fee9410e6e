"""Training passages keep their form: every line is a passage that some check can learn from."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from inferlint.rules import load_pack, shipped_rules

FOLDER = Path(__file__).parents[1] / "training"
FILES = sorted(FOLDER.glob("*/*.jsonl"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_line_is_a_passage_with_known_checks(file: Path) -> None:
    pack = load_pack(shipped_rules() / file.parent.name)
    known = {rule.id for rule in pack.rules}
    assert file.stem in known
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        passage = json.loads(line)
        assert passage.keys() <= {"text", "pass", "weak", "fail"}, number
        assert passage["text"].strip(), number
        checks = [check for level in ("pass", "weak", "fail") for check in passage.get(level, ())]
        assert checks, number
        assert set(checks) <= known, number
        assert len(checks) == len(set(checks)), f"line {number} labels a check twice"


def test_no_passage_stands_twice() -> None:
    lines = [line for file in FILES for line in file.read_text("utf-8").splitlines()]
    texts = Counter(json.loads(line)["text"] for line in lines)
    assert len(texts) >= 2_000
    assert [text for text, count in texts.items() if count > 1] == []
