"""Counts, bounds, jargon, primary sources and slots: how they are read, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from inferlint.errors import InferlintError
from inferlint.rules import load_pack
from inferlint.rules.model import Bound, Count, Fill, Measure, Pack, Side, Sort

CHECK = """
id: steps
title: Show steps
level: warning
why: They help.
ask: Show steps.
{body}
suggest: [{suggest}]
examples: {{pass: [{{text: a}}], fail: [{{text: b}}]}}
"""
FILES = {
    "pack.yaml": """
name: tea
title: Tea
fill:
  drink: {from: tea, else: cup of tea}
topic: {title: Tea, require: {parts: {names tea: {must: tea}}}}
checks: [steps]
""",
    "concepts.yaml": "tea: {phrases: [tea]}\n",
    "terms.yaml": "infuser: {plain: a small sieve, phrases: [tea ball], decoys: [oil infuser]}\n",
    "sources.yaml": "primary: [tea.org, docs.tea.net]\n",
}
COUNT = "count: {of: {cups: tea, steps: {measure: numbered steps}}, pass: 3 places, weak: 1 place}"


def pack_with(
    folder: Path, body: str = COUNT, suggest: str = "Drink {drink}.", **files: str
) -> Pack:
    """Return the pack with some of its files written otherwise."""
    place = folder / "tea"
    place.mkdir()
    written = {**FILES, **{f"{name}.yaml": text for name, text in files.items()}}
    written["steps.yaml"] = CHECK.format(body=body, suggest=f'"{suggest}"')
    for name, text in written.items():
        (place / name).write_text(text, "utf-8")
    return load_pack(place)


def test_a_count(tmp_path: Path) -> None:
    sorts = (Sort("cups", ("tea",)), Sort("steps", measure="numbered steps"))
    assert pack_with(tmp_path).rules[0].body == Count(sorts, each=3, passes=3, weak=1)


BOUNDS = {
    "{weak: 3 steps, fail: 5 steps}": (3, 5, Side.AT_MOST),
    "{weak: 3 steps}": (3, None, Side.AT_MOST),
    "{pass: 5 steps, weak: 1 step}": (5, 1, Side.AT_LEAST),
    "{note: 3 steps}": (3, None, Side.NOTE),
}


@pytest.mark.parametrize(("written", "expected"), BOUNDS.items(), ids=BOUNDS)
def test_bounds(written: str, expected: tuple[float, float | None, Side], tmp_path: Path) -> None:
    passes, weak, side = expected
    body = pack_with(tmp_path, f"measure:\n  numbered steps: {written}").rules[0].body
    assert body == Measure((Bound("numbered steps", passes, weak, "steps", side, line=8),))


def test_terms_sources_and_slots(tmp_path: Path) -> None:
    pack = pack_with(tmp_path)
    term = pack.terms["infuser"]
    assert term.plain == "a small sieve"
    assert [phrase.source for phrase in term.phrases] == ["infuser", "tea ball"]
    assert [phrase.source for phrase in term.decoys] == ["oil infuser"]
    assert pack.primary == ("tea.org", "docs.tea.net")
    assert pack.fills == {"drink": Fill("tea", "cup of tea")}


def test_a_pack_needs_neither_terms_nor_sources(tmp_path: Path) -> None:
    place = pack_with(tmp_path)
    for name in ("terms.yaml", "sources.yaml"):
        (Path(place.path) / name).unlink()
    pack = load_pack(Path(place.path))
    assert (pack.terms, pack.primary) == ({}, ())


def test_a_table_among_the_model_sentences_keeps_its_lines(tmp_path: Path) -> None:
    pack = pack_with(tmp_path, suggest="| a |\\n|---|\\n| b |")
    assert pack.rules[0].suggest == ("| a |\n|---|\n| b |",)


WRONG = {
    "no such concept": ({"body": COUNT.replace("cups: tea", "cups: milk")},
                        "steps.yaml:7: unknown concept 'milk'; choose from tea"),
    "no such measure": ({"body": COUNT.replace("numbered steps", "numbered step")},
                        "steps.yaml:7: unknown measure 'numbered step'; "
                        "did you mean 'numbered steps'?"),
    "not enough": ({"body": COUNT.replace("pass: 3 places", "pass: 0 places")},
                   "steps.yaml:7: 'pass' of 'count' is less than 'weak'; "
                   "exchange the two, or make them equal"),
    "no such slot": ({"suggest": "Drink {drinc}."},
                     "steps.yaml:8: unknown slot 'drinc'; did you mean 'drink'?"),
    "a term without a meaning": ({"terms": "infuser: {phrases: [tea ball]}\n"},
                                 "terms.yaml:1: the term 'infuser' lacks the key 'plain'; "
                                 "add `plain:`"),
    "two terms with one phrase": (
        {"terms": "infuser: {plain: a sieve}\nsieve: {plain: b, phrases: [infuser]}\n"},
        "terms.yaml:2: the phrase 'infuser' stands for 'infuser' already; keep one of the two",
    ),
    "no host": ({"sources": "primary: [https://tea.org/a]\n"},
                "sources.yaml:1: 'https://tea.org/a' is no host; "
                "write for example `docs.example.org`"),
    "fill from nothing": (
        {"pack": FILES["pack.yaml"].replace("from: tea", "from: milk")},
        "pack.yaml:5: unknown concept 'milk'; choose from tea",
    ),
    "teach a count": ({"body": f"{COUNT}\nteach: no"},
                      "steps.yaml:8: 'teach' has no meaning here; "
                      "only a check with 'require' can be taught"),
    "teach perhaps": (
        {"body": "require: {parts: {a: tea}}\nteach: perhaps"},
        "steps.yaml:8: unknown answer 'perhaps'; choose from no, yes",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "message"), WRONG.values(), ids=WRONG)
def test_mistakes(files: dict[str, str], message: str, tmp_path: Path) -> None:
    with pytest.raises(InferlintError) as caught:
        pack_with(tmp_path, **files)
    assert str(caught.value) == f"{tmp_path / 'tea'}/{message}"
