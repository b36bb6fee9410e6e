"""Every example of the shipped rules comes out as it says, and a wrong one is told by its place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from command_line import inferlint
from conftest import PACKS
from inferlint.language import Analyst
from inferlint.language.grammar import Grammar
from inferlint.rule_examples import (
    examples_of,
    report_examples,
    run_example,
    run_examples,
    with_filler,
)
from inferlint.rules import load_pack, packs_in, shipped_rules
from inferlint.rules.model import Example, Pack, Rule

SHIPPED = [load_pack(place) for place in packs_in(shipped_rules())]
ALL = [
    (pack, rule, example)
    for pack in SHIPPED
    for rule in (pack.topic, *pack.rules)
    for example in examples_of(rule, pack)
]


def _cases() -> Iterator[object]:
    for pack, rule, example in ALL:
        if not example.needs_scorer:
            name = f"{pack.name}/{rule.id}:{example.line} {example.outcome}"
            yield pytest.param(pack, rule, example, id=f"{name} {example.note or ''}".strip())


@cache
def analyst_for(name: str) -> Analyst:
    return Analyst([pack for pack in SHIPPED if pack.name == name])


@pytest.mark.parametrize(("pack", "rule", "example"), list(_cases()))
def test_a_shipped_example_comes_out_as_it_says(
    pack: Pack, rule: Rule, example: Example, grammar: Grammar
) -> None:
    result = run_example(rule, example, pack, analyst_for(pack.name), grammar)
    assert result.problem is None, result.place


@pytest.mark.parametrize("pack", SHIPPED, ids=lambda pack: pack.name)
def test_the_report_on_a_shipped_pack(pack: Pack, grammar: Grammar) -> None:
    """What waits for the scorer is listed with its place and is no mistake."""
    text, mistakes = report_examples(pack, grammar)
    assert mistakes == 0
    heads = [line.partition(":")[0] for line in text.splitlines()]
    expected = [f"{pack.name}/{rule.id}" for rule in (pack.topic, *pack.rules)]
    assert heads[: len(expected)] == expected
    waiting = [f"  {rule.path}:{e.line}: " for p, rule, e in ALL if p is pack and e.needs_scorer]
    listed = text.partition("These need the scorer, and are no mistakes yet:\n")[2].splitlines()
    assert len(listed) == len(waiting)
    assert all(line.startswith(place) for line, place in zip(listed, waiting, strict=True))


@pytest.mark.parametrize("pack", SHIPPED, ids=lambda pack: pack.name)
def test_every_shipped_check_has_near_misses(pack: Pack) -> None:
    for rule in pack.rules:
        outcomes = [example.outcome for example in rule.examples]
        assert outcomes.count("pass") >= 2, rule.id
        assert outcomes.count("fail") >= 2, rule.id


# --- a pack with mistakes


GRIND, WATER = "coffee/names-grind.yaml", "coffee/cool-water.yaml"
WRONG = [
    # file, sound, wrong, the report
    (GRIND, "Grind the coffee as fine as salt.", "Grind the coffee somehow, with salt.",
     "coffee/names-grind.yaml:16: must be pass, is weak (Missing: a passage that says how fine.)\n"
     "    Grind the coffee somehow, with salt.\n"),
    (GRIND, "evidence: as fine as salt", "evidence: as fine as sand",
     "coffee/names-grind.yaml:16: the evidence must hold 'as fine as sand', "
     "but is 'grind the coffee as fine as salt.'\n    Grind the coffee as fine as salt.\n"),
    (GRIND, "missing: [says how fine]", "missing: [names the grind]",
     "coffee/names-grind.yaml:19: must miss ['names the grind'], misses ['says how fine']\n"
     "    Grind the coffee before you boil the water.\n"),
    (GRIND, "- text: Brew the coffee.", "- text: Grind the coffee as fine as sand.",
     "coffee/names-grind.yaml:22: must be fail, is pass\n    Grind the coffee as fine as sand.\n"),
    (GRIND, "suggest:\n  - Grind the coffee as fine as sand.",
     "suggest:\n  - Do something about the coffee.",
     "coffee/names-grind.yaml:1: must be pass, is fail (Missing: a passage that names the grind.)\n"
     "    Do something about the coffee.\n"),
    (WATER, "Never pour boiling water", "Pour boiling water",
     "coffee/cool-water.yaml:14: must be pass, is fail (Line 1 says it.)\n"
     "    Pour boiling water over the coffee.\n"),
    ("coffee/pack.yaml", "- text: Coffee is a drink.", "- text: Milk is a drink.",
     "coffee/pack.yaml:18: must be weak, is fail (Missing: a passage that names coffee.)\n"
     "    Milk is a drink.\n"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "sound", "wrong", "report"), WRONG)
def test_a_wrong_example_is_told_with_its_place_and_what_differs(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    sound: str,
    wrong: str,
    report: str,
) -> None:
    shutil.copytree(PACKS / "coffee", tmp_path / "coffee")
    monkeypatch.chdir(tmp_path)
    content = (tmp_path / file).read_text("utf-8")
    assert sound in content
    (tmp_path / file).write_text(content.replace(sound, wrong, 1), "utf-8")
    done = inferlint("test-rules", "coffee")
    assert (done.code, done.err) == (1, "")
    assert done.out.endswith(f"\n{report}")
    check = "coffee/" + ("topic" if "pack.yaml" in file else Path(file).stem)
    (line,) = (line for line in done.out.splitlines() if line.startswith(f"{check}: "))
    right, _, total = line.removeprefix(f"{check}: ").split()[:3]
    assert int(right) == int(total) - 1


def test_an_example_that_needs_the_scorer_is_listed_and_is_no_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(PACKS / "coffee", tmp_path / "coffee")
    monkeypatch.chdir(tmp_path)
    with (tmp_path / GRIND).open("a", encoding="utf-8") as file:
        file.write("    - text: Grind it as fine as sand.\n      needs: scorer\n")
        file.write("    - text: Brew it.\n      needs: scorer\n")
    done = inferlint("test-rules", ".")
    assert done.code == 0
    assert "coffee/names-grind: 5 of 6 examples come out right; 4 if each is" in done.out
    assert done.out.endswith(
        "These need the scorer, and are no mistakes yet:\n"
        "  coffee/names-grind.yaml:23: must be fail, is pass\n"
        "  coffee/names-grind.yaml:25: comes out right already\n"
    )


# --- how examples are run


def test_results_come_in_the_order_of_the_pack(coffee: Pack, grammar: Grammar) -> None:
    results = list(run_examples(coffee, grammar))
    assert list(dict.fromkeys(result.rule.id for result in results)) == [
        *("topic", "names-grind", "cool-water", "grind-first", "short-paragraphs"),
    ]
    assert [result.got for result in results if result.rule.id == "names-grind"] == [
        *("pass", "weak", "fail", "pass"),
    ]
    assert results[0].place == f"{PACKS / 'coffee' / 'pack.yaml'}:13"


def test_only_what_can_pass_alone_has_model_sentences_as_examples(coffee: Pack) -> None:
    added = {rule.id: len(examples_of(rule, coffee)) - len(rule.examples) for rule in coffee.rules}
    assert added == {
        "names-grind": 1,
        "cool-water": 0,
        "grind-first": 0,
        "short-paragraphs": 0,
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [("<12 words>", 12), ("<1 word>", 1), ("<13 words>", 13), ("# Title\n\n<150 words>", 152)],
)
def test_filler_has_as_many_words_as_asked_and_ends_its_sentence(text: str, words: int) -> None:
    filled = with_filler(text)
    assert len(filled.split()) == words
    assert filled.endswith(".")


def test_text_without_filler_stays_as_it_is() -> None:
    assert with_filler("Write <b>bold</b> words.") == "Write <b>bold</b> words."
