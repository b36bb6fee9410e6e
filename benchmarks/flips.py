"""Counts the verdicts that differ from the last release, on texts that stay the same.

usage: python benchmarks/flips.py [--record]

The texts are examples/*.md and the articles of tests/adversarial. benchmarks/verdicts.json holds
what the last release said of them; --record writes what this version says, for the next.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml

from inferlint.linter import Choice, Linter, Review, Target
from inferlint.rules import load_pack, packs_in, shipped_rules

ROOT = Path(__file__).parents[1]
OUTCOMES = {"p": "pass", "w": "weak", "f": "fail"}
RECORD = Path(__file__).with_name("verdicts.json")


def main() -> None:
    """Print the count of flips by kind, or write the record."""
    now = verdicts()
    if "--record" in sys.argv[1:]:
        RECORD.write_text(_written(now), "utf-8")
        return
    before = _read(RECORD.read_text("utf-8"))
    for name in sorted({key.split("/")[0] for key in now}):
        pairs = [
            (before[article][check], outcome)
            for article, checks in now.items()
            for check, outcome in checks.items()
            if article.startswith(f"{name}/") and check in before.get(article, {})
        ]
        flips = Counter(f"{old} to {new}" for old, new in pairs if old != new)
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(flips.items()))
        told = f" ({kinds})" if kinds else ""
        print(f"{name}: {flips.total()} of {len(pairs)} verdicts flipped{told}")


def _written(verdicts: dict[str, dict[str, str]]) -> str:
    """Return the verdicts with one letter for each: `ppwf`."""
    checks = sorted({check for outcomes in verdicts.values() for check in outcomes})
    articles = {
        name: "".join(outcomes.get(check, "-")[0] for check in checks)
        for name, outcomes in sorted(verdicts.items())
    }
    return json.dumps({"checks": checks, "articles": articles}, indent=0) + "\n"


def _read(text: str) -> dict[str, dict[str, str]]:
    record = json.loads(text)
    return {
        name: {
            check: OUTCOMES[letter]
            for check, letter in zip(record["checks"], letters, strict=True)
            if letter != "-"
        }
        for name, letters in record["articles"].items()
    }


def verdicts() -> dict[str, dict[str, str]]:
    """Return, by article, the outcome of each check."""
    packs = [load_pack(place) for place in packs_in(shipped_rules())]
    linter = Linter(packs, Choice(forced=tuple(pack.name for pack in packs)))
    targets = [Target(Path(name), content=text.encode()) for name, text in texts()]
    reviews = (review for review in linter.run(targets) if isinstance(review, Review))
    return {
        Path(review.path).as_posix(): {v.rule.id: str(v.outcome) for v in review.checks}
        for review in reviews
    }


def texts() -> Iterator[tuple[str, str]]:
    """Yield (name, text) of each article."""
    for path in sorted((ROOT / "examples").glob("*.md")):
        yield f"examples/{path.name}", path.read_text("utf-8")
    for path in sorted((ROOT / "tests" / "adversarial").glob("*.yaml")):
        for article in yaml.safe_load(path.read_text("utf-8"))["articles"]:
            yield f"adversarial/{article['id']}.md", article["text"]


if __name__ == "__main__":
    main()
