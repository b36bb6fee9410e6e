"""A pack that extends another adds to it; what it may not do names the file and the line."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import PACKS
from inferlint.errors import InferlintError
from inferlint.language.grammar import Grammar
from inferlint.rule_examples import ExampleResult, report_examples
from inferlint.rules import load_pack, load_packs, shipped_rules
from inferlint.rules.model import Example, Level, Pack, Require, Rule, SameAs

COFFEE = Path("coffee")
HOUSE = Path("house")
P, C, G = "pack.yaml", "concepts.yaml", "names-grind.yaml"
CHECKS = ["names-grind", "no-boiling", "short-enough", "grind-first"]

OWN = """\
id: names-cup
title: Say which cup to use
level: warning
why: The cup keeps the heat.
ask: Say which cup the coffee goes into.
require:
  about: coffee
  parts:
    names the cup: cup
suggest:
  - Pour the coffee into a warm cup.
examples:
  pass:
    - text: Pour the coffee into a warm cup.
  fail:
    - text: Pour the coffee.
"""
CUP = "cup:\n  phrases:\n    - cup\n"


@pytest.fixture(autouse=True)
def _desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The current folder holds the pack `coffee`; the one shipped pack is `tea`."""
    shutil.copytree(Path(__file__).parent / "coffee", tmp_path / "coffee")
    shutil.copytree(PACKS / "tea", tmp_path / "shipped" / "tea")
    monkeypatch.setattr("inferlint.rules.loading.shipped_rules", lambda: Path("shipped"))
    monkeypatch.chdir(tmp_path)


def house(files: dict[str, str], folder: Path = HOUSE, *, extends: str = "coffee") -> Path:
    """Write a folder that extends a pack."""
    folder.mkdir()
    for name, content in {P: f"extends: {extends}\n", **files}.items():
        (folder / name).write_text(content, "utf-8")
    return folder


def extended(files: dict[str, str]) -> Pack:
    (pack,) = load_packs([COFFEE, house(files)])
    return pack


def rule_of(pack: Pack, check: str) -> Rule:
    rule = pack.rule(check)
    assert rule is not None
    return rule


# --- what is added


def test_the_pack_takes_the_place_of_the_one_it_extends() -> None:
    shutil.copytree(PACKS / "tea", "tea")
    base, tea = load_pack(COFFEE), load_pack(Path("tea"))
    pack, other = load_packs([COFFEE, Path("tea"), house({})])
    assert other == tea
    assert (pack.name, pack.title, pack.topic) == (base.name, base.title, base.topic)
    assert (pack.concepts, pack.rules) == (base.concepts, base.rules)
    assert pack.path == "house"


PHRASES = [
    # what concepts.yaml says, the concept, its phrases, decoys and rivals
    ("grind:\n  phrases: [mill]\n", "grind", ["grind", "mill"], [], ()),
    ("coffee:\n  phrases: [java]\n", "coffee",
     ["coffee", "(espresso|filter) brew", "java"], ["coffee table"], ("tea", "cocoa")),
    ("coffee:\n  decoys: [coffee break]\n", "coffee",
     ["coffee", "(espresso|filter) brew"], ["coffee table", "coffee break"], ("tea", "cocoa")),
    ("tea:\n  decoys: [tea towel]\n  rivals: [coffee]\n", "tea", ["tea"], ["tea towel"],
     ("coffee",)),
    ("coffee:\n  rivals: [milk]\nmilk:\n  phrases: [milk]\n", "coffee",
     ["coffee", "(espresso|filter) brew"], ["coffee table"], ("tea", "cocoa", "milk")),
    ("coffee:\n  rivals: [milk]\nmilk:\n  phrases: [milk]\n  rivals: [tea]\n", "milk",
     ["milk"], [], ("tea",)),
]  # fmt: skip


@pytest.mark.parametrize(("content", "name", "phrases", "decoys", "rivals"), PHRASES)
def test_phrases_decoys_and_rivals_are_added(
    content: str, name: str, phrases: list[str], decoys: list[str], rivals: tuple[str, ...]
) -> None:
    concept = extended({C: content}).concepts[name]
    assert [phrase.source for phrase in concept.phrases] == phrases
    assert [phrase.source for phrase in concept.decoys] == decoys
    assert concept.rivals == rivals


def test_new_concepts_follow_those_of_the_extended_pack() -> None:
    base = load_pack(COFFEE)
    files = {P: "extends: coffee\nchecks: [names-cup]\n", C: CUP + "tea:\n  phrases: [chai]\n"}
    pack = extended({**files, "names-cup.yaml": OWN})
    assert list(pack.concepts) == [*base.concepts, "cup"]
    assert base == load_pack(COFFEE)


def test_own_checks_come_after_those_of_the_extended_pack() -> None:
    early = OWN.replace("names-cup", "cup-first").replace(
        "require:\n  about: coffee\n  parts:\n    names the cup: cup\n",
        "same_as: names-grind\nwithin_first: {pass: 10 words, weak: 20 words}\n",
    )
    pack = extended(
        {
            P: "extends: coffee\nchecks:\n  - cup-first\n  - names-cup\n",
            C: CUP,
            "names-cup.yaml": OWN,
            "cup-first.yaml": early,
        }
    )
    assert [rule.id for rule in pack.rules] == [*CHECKS, "cup-first", "names-cup"]
    first, cup = pack.rules[-2:]
    assert first.body == SameAs("names-grind", 10, 20)
    assert isinstance(cup.body, Require)
    assert (cup.pack, cup.path, cup.level) == ("coffee", "house/names-cup.yaml", Level.WARNING)


ADDED = [
    # what names-grind.yaml says, the level, the added examples and suggestions
    ("level: note\n", Level.NOTE, (), ()),
    ("id: names-grind\nlevel: warning\n", Level.WARNING, (), ()),
    ("suggest:\n  - Grind it coarse.\n", Level.ERROR, (), ("Grind it coarse.",)),
    ("examples:\n  weak:\n    - text: Mill it.\n      missing: [says how fine]\n", Level.ERROR,
     (Example("Mill it.", "weak", 3, missing=("says how fine",), path=f"house/{G}"),), ()),
    ("examples:\n  fail:\n    - {text: Boil it., note: no}\n  pass:\n    - text: Grind coffee.\n",
     Level.ERROR,
     (Example("Boil it.", "fail", 3, note="no", path=f"house/{G}"),
      Example("Grind coffee.", "pass", 5, path=f"house/{G}")), ()),
]  # fmt: skip


@pytest.mark.parametrize(("content", "level", "examples", "suggest"), ADDED)
def test_a_file_named_after_a_check_adds_to_it(
    content: str, level: Level, examples: tuple[Example, ...], suggest: tuple[str, ...]
) -> None:
    base = load_pack(COFFEE)
    pack = extended({G: content})
    before, rule = rule_of(base, "names-grind"), rule_of(pack, "names-grind")
    assert rule.level == level
    assert rule.examples == (*before.examples, *examples)
    assert rule.suggest == (*before.suggest, *suggest)
    assert (rule.title, rule.body, rule.path) == (before.title, before.body, f"coffee/{G}")
    assert pack.rules[1:] == base.rules[1:]


def test_a_file_that_adds_to_a_check_may_be_listed_and_changes_no_order() -> None:
    pack = extended(
        {P: "extends: coffee\nchecks: [no-boiling]\n", "no-boiling.yaml": "level: note"}
    )
    assert [rule.id for rule in pack.rules] == CHECKS
    assert rule_of(pack, "no-boiling").level == Level.NOTE


def test_examples_are_told_with_the_file_they_stand_in() -> None:
    rule = rule_of(extended({G: "examples:\n  fail:\n    - text: Boil it.\n"}), "names-grind")
    places = [ExampleResult(rule, example, "fail", None).place for example in rule.examples]
    assert places == [*(f"coffee/{G}:{line}" for line in (22, 28, 31)), f"house/{G}:3"]


def test_the_examples_of_both_packs_are_judged_with_the_words_of_both(grammar: Grammar) -> None:
    shutil.copytree(PACKS / "coffee", "small/coffee")
    wrong = "    - text: Mill the coffee as fine as sand.\n    - text: Drink the coffee.\n"
    added = house({C: "grind:\n  phrases: [mill]\n", G: f"examples:\n  pass:\n{wrong}"})
    (pack,) = load_packs([Path("small/coffee"), added])
    text, mistakes = report_examples(pack, grammar)
    assert "coffee/names-grind: 5 of 6 examples come out right\n" in text
    assert mistakes == 1
    assert f"\nhouse/{G}:4: must be pass, is fail" in text


def test_a_pack_extends_what_another_has_extended() -> None:
    bar = Path("bar")
    house({C: "tea:\n  phrases: [chai]\n", G: "level: note\n"}, bar)
    house({C: "tea:\n  phrases: [mate]\n", G: "suggest: [Grind it.]\n"})
    (pack,) = load_packs([COFFEE, bar, HOUSE])
    assert [phrase.source for phrase in pack.concepts["tea"].phrases] == ["tea", "chai", "mate"]
    rule = rule_of(pack, "names-grind")
    assert (rule.level, rule.suggest[-1], pack.path) == (Level.NOTE, "Grind it.", "house")
    (other,) = load_packs([COFFEE, HOUSE, bar])
    assert [phrase.source for phrase in other.concepts["tea"].phrases] == ["tea", "mate", "chai"]


def test_a_shipped_pack_can_be_extended_without_being_among_the_places() -> None:
    steep = house({C: "steep:\n  phrases: [brew]\n"}, extends="tea")
    (pack,) = load_packs([steep])
    assert (pack.name, pack.path) == ("tea", "house")
    assert [phrase.source for phrase in pack.concepts["steep"].phrases] == ["steep", "brew"]
    assert load_packs([Path("shipped/tea"), steep]) == [pack]


def test_the_packs_that_really_are_shipped_can_be_extended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inferlint.rules.loading.shipped_rules", shipped_rules)
    (pack,) = load_packs([house({}, extends="inference")])
    assert pack.rules == load_pack(shipped_rules() / "inference").rules


def test_what_the_manual_shows_comes_out_right(
    monkeypatch: pytest.MonkeyPatch, grammar: Grammar
) -> None:
    monkeypatch.setattr("inferlint.rules.loading.shipped_rules", shipped_rules)
    manual = (Path(__file__).parents[2] / "docs" / "rules.md").read_text("utf-8")
    section = manual.partition("## Add to a pack without copying it")[2]
    shown = re.findall(r"```yaml\n# (\S+)\n(.+?)```", section, re.DOTALL)
    assert [name for name, _ in shown] == [P, C, "explains-cost.yaml"]
    own = OWN.replace("names-cup", "own-check").replace(
        "names the cup: cup", "says it: house style"
    )
    own = own.replace("  about: coffee\n", "").replace("a warm cup.", "a cup in house style.")
    (pack,) = load_packs([house({**dict(shown), "own-check.yaml": own})])
    assert rule_of(pack, "explains-cost").level == Level.WARNING
    small = replace(pack, rules=(rule_of(pack, "explains-cost"), rule_of(pack, "own-check")))
    assert report_examples(small, grammar)[1] == 0


def test_one_pack_can_be_read_with_the_bases_that_are_offered() -> None:
    assert load_pack(house({}), [load_pack(COFFEE)]).path == "house"


def test_weights_of_the_extending_pack_replace_those_of_the_other() -> None:
    taught = {"fitted_on": {}, "sha256": "0", "cuts": [0, 1], "error": 0.1, "features": {}}
    house({})
    for folder, check, error in (
        (COFFEE, "names-grind", 0.1),
        (COFFEE, "no-boiling", 0.2),
        (HOUSE, "no-boiling", 0.3),
    ):
        (folder / "weights").mkdir(exist_ok=True)
        content = json.dumps({**taught, "error": error})
        (folder / "weights" / f"{check}.json").write_text(content, "utf-8")
    (pack,) = load_packs([COFFEE, HOUSE])
    errors = [rule.weights and rule.weights.error for rule in pack.rules]
    assert errors == [0.1, 0.3, None, None]


def test_the_fingerprint_follows_both_packs_and_no_line_ends() -> None:
    house({C: "tea:\n  phrases: [chai]\n"})
    places = [COFFEE, HOUSE]
    (before,) = load_packs(places)
    assert before.sha256 != load_pack(COFFEE).sha256
    for path in HOUSE.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    (same,) = load_packs(places)
    assert (same.concepts, same.rules) == (before.concepts, before.rules)
    for path in HOUSE.iterdir():
        path.write_bytes(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    assert load_packs(places)[0].sha256 == before.sha256
    seen = {before.sha256}
    for folder in places:
        with (folder / C).open("a", encoding="utf-8") as file:
            file.write("# a remark\n")
        seen.add(load_packs(places)[0].sha256)
    assert len(seen) == 3


# --- what is refused


BROKEN = [
    # the files of the extending pack, the file and what is said of it
    # the pack
    ({P: "extends: cofee\n"}, P,
     "1: extends: the pack 'cofee' is not known; did you mean 'coffee'?"),
    ({P: "checks: [a]\nextends: milk\n"}, P,
     "2: extends: the pack 'milk' is not known; choose from coffee, tea"),
    ({P: "extends: [coffee]\n"}, P, "1: 'extends' must be text, not a list; write it behind the "
     "colon, or below `>`"),
    ({P: "extends:\n"}, P, "1: 'extends' is empty; write something after it"),
    ({P: "extends: coffee\nname: house\n"}, P,
     "2: a pack that extends another keeps its name; leave 'name' out"),
    ({P: "title: House\nextends: coffee\n"}, P,
     "1: a pack that extends another keeps its title; leave 'title' out"),
    ({P: "extends: coffee\ntopic: {}\n"}, P,
     "2: a pack that extends another keeps its topic; leave 'topic' out"),
    ({P: "extends: coffee\ncheks: [a]\n"}, P, "2: unknown key 'cheks'; did you mean 'checks'?"),
    ({P: "extend: coffee\n"}, P, "1: unknown key 'extend'; did you mean 'extends'?"),
    ({P: "extends: coffee\nchecks: []\n"}, P,
     "2: 'checks' must be a list, not an empty list; write `- ` before each member"),
    ({P: "extends: coffee\nchecks: [names-cup]\n"}, P,
     "2: the check 'names-cup' has no file names-cup.yaml; write the file"),
    ({P: "extends: coffee\nchecks:\n  - no-boiling\n"}, P,
     "3: the extended pack has the check 'no-boiling' already; leave it out"),
    ({"names-grnd.yaml": "level: note\n"}, "names-grnd.yaml",
     "1: the check is not listed under 'checks' of pack.yaml; add `- names-grnd` there, or name "
     "the file after a check of the extended pack"),
    ({"topic.yaml": "title: Cups\n"}, "topic.yaml",
     "1: this file would not be read; a pack that extends another keeps its topic"),
    # the vocabulary
    ({C: CUP}, C, "1: no check uses the concept 'cup'; use it, or remove it"),
    ({C: "cup:\n  decoys: [cup tie]\n"}, C,
     "2: the concept 'cup' lacks the key 'phrases'; add `phrases:`"),
    ({C: "grind:\n  phrase: [mill]\n"}, C, "2: unknown key 'phrase'; did you mean 'phrases'?"),
    ({C: "grind:\n"}, C,
     "1: the concept 'grind' must be a mapping, not empty; write lines of `key: value`"),
    ({C: ""}, C, "1: the file must be a mapping, not empty; write lines of `key: value`"),
    ({C: "grind:\n  phrases:\n    - mill\n    - Grind\n"}, C,
     "4: the phrase 'Grind' stands in 'phrases' of the extended pack already; leave it out"),
    ({C: "coffee:\n  phrases: [coffee table]\n"}, C,
     "2: the phrase 'coffee table' stands in 'decoys' of the extended pack already; leave it out"),
    ({C: "coffee:\n  decoys:\n    - coffee\n"}, C,
     "3: the phrase 'coffee' stands in 'phrases' of the extended pack already; leave it out"),
    ({C: "grind:\n  phrases:\n    - mill\n    - mill\n"}, C,
     "4: the phrase 'mill' repeats line 3; keep one of the two"),
    ({C: "grind:\n  phrases:\n    - (mill\n"}, C,
     "3: the phrase '(mill' has a ( without its ); close the bracket"),
    ({C: "coffee:\n  rivals: [tea]\n"}, C,
     "2: 'tea' stands in 'rivals' of the extended pack already; leave it out"),
    ({C: "coffee:\n  rivals: [grinds]\n"}, C,
     "2: unknown concept 'grinds'; did you mean 'grind'?"),
    # what is added to a check
    ({G: "title: Grind\n"}, G, "1: 'title' cannot be changed in a pack that extends another; "
     "write only id, level, examples, suggest"),
    ({G: "level: note\nwhy: So.\n"}, G, "2: 'why' cannot be changed in a pack that extends "
     "another; write only id, level, examples, suggest"),
    ({G: "id: names-grind\nrequire: {}\n"}, G, "2: 'require' cannot be changed in a pack that "
     "extends another; write only id, level, examples, suggest"),
    ({G: "within_first: {}\n"}, G, "1: 'within_first' cannot be changed in a pack that extends "
     "another; write only id, level, examples, suggest"),
    ({G: "sugest: [Grind.]\n"}, G, "1: unknown key 'sugest'; did you mean 'suggest'?"),
    ({G: "level: note\nother: b\n"}, G,
     "2: unknown key 'other'; choose from examples, id, level, suggest"),
    ({G: "id: names-grid\n"}, G,
     "1: the id 'names-grid' differs from the file's name; write 'names-grind', or rename the "
     "file"),
    ({G: "level: eror\n"}, G, "1: unknown level 'eror'; did you mean 'error'?"),
    ({G: "level:\n"}, G, "1: 'level' is empty; write something after it"),
    ({G: ""}, G, "1: the check must be a mapping, not empty; write lines of `key: value`"),
    ({G: "suggest:\n  - Mill it.\n  - Grind the coffee as fine as sand.\n"}, G,
     "3: 'Grind the coffee as fine as sand.' stands in 'suggest' of the extended pack already; "
     "leave it out"),
    ({G: "examples: []\n"}, G,
     "1: 'examples' must be a mapping, not an empty list; write lines of `key: value`"),
    ({G: "examples:\n  good:\n    - text: a\n"}, G,
     "2: unknown key 'good'; choose from fail, pass, weak"),
    ({G: "examples:\n  weak:\n    - {text: a, missing: [says how fin]}\n"}, G,
     "3: unknown label 'says how fin'; did you mean 'says how fine'?"),
    ({"no-boiling.yaml": "examples:\n  weak:\n    - text: a\n"}, "no-boiling.yaml",
     "3: the example is weak, but the check never is; add 'weak_at' to the check, or 'needs: "
     "scorer' to the example"),
    # a check of its own
    ({P: "extends: coffee\nchecks: [names-cup]\n", "names-cup.yaml": OWN}, "names-cup.yaml",
     "9: unknown concept 'cup'; choose from boiling water, cocoa, coffee, fineness, grind, tea"),
    ({P: "extends: coffee\nchecks: [names-cup]\n", "names-cup.yaml": "id: names-cup\n"},
     "names-cup.yaml", "1: the check lacks the key 'title'; add `title:`"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "name", "complaint"), BROKEN)
def test_a_mistake_is_told_with_file_and_line(
    files: dict[str, str], name: str, complaint: str
) -> None:
    assert complaint_about([COFFEE, house(files)]) == f"house/{name}:{complaint}"


def test_the_pack_to_extend_must_be_offered() -> None:
    with pytest.raises(InferlintError) as caught:
        load_pack(house({}))
    assert str(caught.value) == (
        "house/pack.yaml:1: extends: the pack 'coffee' is missing; "
        "load it first, for this pack only adds to it"
    )


def test_the_pack_to_extend_must_come_before() -> None:
    said = "house/pack.yaml:1: extends: the pack 'coffee' is not known; choose from tea"
    assert complaint_about([house({}), COFFEE]) == said


def test_a_pack_cannot_extend_itself() -> None:
    said = "milk/pack.yaml:1: extends: the pack 'milk' is not known; choose from tea"
    assert complaint_about([house({}, Path("milk"), extends="milk")]) == said


@pytest.mark.parametrize("between", [[], [HOUSE]], ids=["alone", "extended before"])
def test_a_second_pack_of_the_same_name_is_refused(between: list[Path]) -> None:
    house({})
    shutil.copytree(COFFEE, "other/coffee")
    said = "other/coffee: a second pack is named 'coffee'; rename one of them"
    assert complaint_about([COFFEE, *between, Path("other/coffee")]) == said


def complaint_about(places: list[Path]) -> str:
    with pytest.raises(InferlintError) as caught:
        load_packs(places)
    return str(caught.value)
