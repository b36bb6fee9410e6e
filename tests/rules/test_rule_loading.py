"""A sound pack becomes records; a pack broken in one way names the file, the line and the cure."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

from inferlint.errors import InferlintError
from inferlint.rules import load_pack, packs_in, shipped_rules
from inferlint.rules.model import (
    Bound,
    Concept,
    Condition,
    Example,
    Forbid,
    Level,
    Measure,
    Part,
    Phrase,
    Require,
    SameAs,
    Statement,
    Where,
    Within,
    Word,
)

COFFEE = Path(__file__).parent / "coffee"


@pytest.fixture
def coffee(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound pack in the current folder."""
    shutil.copytree(COFFEE, tmp_path / "coffee")
    monkeypatch.chdir(tmp_path)
    return Path("coffee")


def test_a_pack_keeps_the_order_of_its_checks_and_concepts(coffee: Path) -> None:
    pack = load_pack(coffee)
    assert (pack.name, pack.title, pack.path) == ("coffee", "Coffee guides", "coffee")
    ids = ["names-grind", "no-boiling", "short-enough", "grind-first"]
    assert [rule.id for rule in pack.rules] == ids
    names = ["coffee", "tea", "cocoa", "grind", "fineness", "boiling water"]
    assert list(pack.concepts) == names
    assert len(pack.sha256) == 64
    assert pickle.loads(pickle.dumps(pack)) == pack


def test_a_concept_knows_its_phrases_decoys_and_rivals(coffee: Path) -> None:
    concepts = load_pack(coffee).concepts
    assert concepts["cocoa"].phrases == (Phrase("=cocoa", (Word("cocoa", exact=True),), 13),)
    assert concepts["tea"] == Concept("tea", (Phrase("tea", (Word("tea"),), 10),), line=8)
    assert [phrase.source for phrase in concepts["coffee"].decoys] == ["coffee table"]
    assert concepts["coffee"].rivals == ("tea", "cocoa")


def test_a_require_rule_knows_its_statement(coffee: Path) -> None:
    in_lists = Condition(("tea", "grind"), 1, Where("lists"))
    assert load_pack(coffee).rules[0].body == Require(
        Statement(
            within=Within("sentence", 2),
            parts=(
                Part("names the grind", Condition(("grind",), 1, Where("first", 100)), must=True),
                Part("names the drink", Condition(("coffee", in_lists), 1)),
                Part("says how fine", Condition(("fineness",), 1)),
            ),
            weak_at=("names the grind", "names the drink"),
            about=("coffee",),
            unless=("boiling water",),
        )
    )


def test_a_rule_keeps_its_words_for_the_writer(coffee: Path) -> None:
    rule = load_pack(coffee).rules[0]
    assert (rule.pack, rule.title, rule.level) == ("coffee", "Say how fine to grind", Level.ERROR)
    assert rule.why == "The grind decides how the cup tastes."
    assert rule.suggest == ("Grind the coffee as fine as sand.",)
    assert rule.vague == "It names the grind and does not say how fine it is."
    assert (rule.path, rule.line) == ("coffee/names-grind.yaml", 1)


def test_examples_keep_their_text_and_line(coffee: Path) -> None:
    shown = "# Coffee\n\nGrind the coffee as fine as sand.\n"
    assert load_pack(coffee).rules[0].examples == (
        Example(shown, "pass", 22, evidence="as fine as sand"),
        Example("Grind your coffee.", "weak", 28, missing=("says how fine",)),
        Example("Brew your coffee.", "fail", 31, note="no grind", needs_scorer=True),
    )


def test_the_other_kinds_of_rules(coffee: Path) -> None:
    _, forbid, measure, same_as = (rule.body for rule in load_pack(coffee).rules)
    boils = Part("pours boiling water", Condition(("boiling water", "coffee"), 2))
    assert forbid == Forbid(Statement(Within("sentence"), (boils,)))
    bounds = (
        Bound("longest paragraph", 120, 200, "words", line=7),
        Bound("heading levels skipped", 0, 1, "times", line=8),
    )
    assert measure == Measure(bounds)
    assert same_as == SameAs("names-grind", 100, 200)


def test_the_topic_is_a_rule(coffee: Path) -> None:
    topic = load_pack(coffee).topic
    assert (topic.id, topic.level, topic.title) == ("topic", Level.NOTE, "Is about coffee")
    parts = (Part("names coffee", Condition(("coffee",), 1)),)
    assert topic.body == Require(Statement(Within("article"), parts))
    assert topic.examples == (Example("Coffee is a drink.", "pass", 11),)


G, B, S, F = "names-grind.yaml", "no-boiling.yaml", "short-enough.yaml", "grind-first.yaml"
P, C = "pack.yaml", "concepts.yaml"
MUST = "names the grind: {must: grind, where: first 100 words}"
ANY = "{any: [coffee, {at least 1 of: [tea, grind], where: lists}]}"

BROKEN = [
    # the pack
    (P, "name: coffee", "name: tea", "1: the name 'tea' differs from the folder's; write 'coffee', "
     "or rename the folder"),
    (P, "title: Coffee guides\n", "", "1: the pack lacks the key 'title'; add `title:`"),
    (P, "topic:\n", "topik:\n", "3: unknown key 'topik'; did you mean 'topic'?"),
    (P, "  title: Is about coffee\n", "", "4: 'topic' lacks the key 'title'; add `title:`"),
    (P, "names coffee: coffee", "names coffee: coffe",
     "8: unknown concept 'coffe'; did you mean 'coffee'?"),
    (P, "- names-grind", "- names-grynd",
     "13: the check 'names-grynd' has no file names-grynd.yaml; did you mean 'names-grind'?"),
    (P, "- names-grind", "- ../secret", "13: '../secret' cannot be the id of a check; use small "
     "letters, digits and hyphens"),
    (P, "- names-grind", "- topic",
     "13: 'topic' means something else in a pack; choose another id"),
    (P, "- no-boiling", "- names-grind",
     "14: 'names-grind' stands twice in 'checks' (first in line "
     "13); keep one of the two"),
    (P, "checks:\n", "checks: {}\nother:\n",
     "13: unknown key 'other'; choose from checks, extends, fill, name, title, topic"),
    # the vocabulary
    (C, "coffee:\n  phrases:\n    - coffee\n    - (espresso|filter) brew\n", "coffee:\n",
     "2: the concept 'coffee' lacks the key 'phrases'; add `phrases:`"),
    (C, "  phrases:\n    - tea\n", "  phrases: tea\n",
     "9: 'phrases' must be a list, not text; write `- ` before each member"),
    (C, "  phrases:\n    - tea\n", "  phrases: []\n",
     "9: 'phrases' must be a list, not an empty list; write `- ` before each member"),
    (C, "    - tea\n", "    -\n", "10: a phrase is empty; write something after it"),
    (C, "  decoys:", "  decoy:", "5: unknown key 'decoy'; did you mean 'decoys'?"),
    (C, "[tea, cocoa]", "[tea, coco]", "7: unknown concept 'coco'; did you mean 'cocoa'?"),
    (C, "[tea, cocoa]", "[tea]", "11: no check uses the concept 'cocoa'; use it, or remove it"),
    (C, "    - grind\n", "    - grind\n    - Grind\n",
     "17: the phrase 'Grind' repeats line 16; keep one of the two"),
    (C, "    - coffee table\n", "    - Coffee\n",
     "6: the phrase 'Coffee' repeats line 3; keep one of the two"),
    (C, "    - tea\n", "    - tea (pot|\n",
     "10: the phrase 'tea (pot|' has a ( without its ); close the bracket"),
    (C, "tea:\n", "coffee:\n",
     "8: 'coffee' stands here again (first in line 1); keep one of the two"),
    (C, "tea:\n  phrases:\n    - tea\n", "tea:\n", "8: the concept 'tea' must be a mapping, not "
     "empty; write lines of `key: value`"),
    # a rule's own words
    (G, "id: names-grind", "id: names-grin", "1: the id 'names-grin' differs from the file's name; "
     "write 'names-grind', or rename the file"),
    (G, "level: error", "level: eror", "3: unknown level 'eror'; did you mean 'error'?"),
    (G, "ask: Say how fine the coffee must be ground.", "ask:",
     "7: 'ask' is empty; write something after it"),
    (G, "ask: Say how fine the coffee must be ground.", "ask: [a]",
     "7: 'ask' must be text, not a list; write it behind the colon, or below `>`"),
    (G, "suggest:", "sugest:", "18: unknown key 'sugest'; did you mean 'suggest'?"),
    (G, "suggest:\n  - Grind the coffee as fine as sand.\n", "",
     "1: the check lacks the key 'suggest'; add `suggest:`"),
    (G, "require:", "requires:", "8: unknown key 'requires'; did you mean 'require'?"),
    (S, "measure:", "vague: Long.\nmeasure:",
     "6: 'vague' has no meaning here; it belongs to 'require' or 'forbid'"),
    (S, "measure:", "within_first: {pass: 1 word, weak: 2 words}\nmeasure:",
     "6: 'within_first' has no meaning here; it belongs to 'same_as'"),
    (F, "suggest:", "forbid: {}\nsuggest:",
     "8: 'forbid' stands beside 'same_as'; make two checks of them"),
    (F, "same_as: names-grind\nwithin_first: {pass: 100 words, weak: 200 words}\n", "",
     "1: the check does not say what to look for; "
     "add one of require, forbid, measure, count, same_as"),
    # statements
    (G, "within: 2 sentences", "within: 2 pages",
     "9: unknown unit '2 pages'; choose from sentence, "
     "block, section, article, N sentences"),
    (G, "within: 2 sentences", "within: 0 sentences", "9: unknown unit '0 sentences'; choose from "
     "sentence, block, section, article, N sentences"),
    (G, "about: coffee", "about: cofee", "10: unknown concept 'cofee'; did you mean 'coffee'?"),
    (G, "about: coffee", "about: [cofee]", "10: unknown concept 'cofee'; did you mean 'coffee'?"),
    (G, "[boiling water]", "[boiling watr]",
     "16: unknown concept 'boiling watr'; did you mean 'boiling water'?"),
    (G, "unless: [boiling water]", "unless: boiling water",
     "16: 'unless' must be a list, not text; write `- ` before each member"),
    (G, "unless: [boiling water]", "contradicts: [boiling]",
     "16: unknown concept 'boiling'; did you mean 'boiling water'?"),
    (G, "fine: fineness", "fine: finenes",
     "14: unknown concept 'finenes'; did you mean 'fineness'?"),
    (G, "fine: fineness", "fine: [fineness]", "14: the part 'says how fine' must be a concept or a "
     "mapping, not a list; write {any: [...]} or {all: [...]}"),
    (G, "fine: fineness", "fine: {any: [fineness], all: [tea]}", "14: the part 'says how fine' has "
     "'any' and 'all' of the keys any, all, at least N of; write exactly one of them"),
    (G, "fine: fineness", "fine: {where: lists}",
     "14: the part 'says how fine' has none of the keys "
     "any, all, at least N of; write exactly one of them"),
    (G, "fine: fineness", "fine: {any: [fineness, fineness]}",
     "14: a member of 'any' stands there twice; keep one of the two"),
    (G, "fine: fineness", "fine: {any: [{must: fineness}]}", "14: 'must' stands inside another "
     "condition; it belongs right behind the part's label"),
    (G, "fine: fineness", "fine: {must: fineness, any: [tea]}",
     "14: unknown key 'any'; choose from must, where"),
    (G, "fine: fineness", "fine: {one of: [fineness]}",
     "14: unknown key 'one of'; choose from must, any, all, at least N of, where"),
    (G, "at least 1 of", "at least 3 of", "13: 'at least 3 of' stands over a list of 2; take a "
     "number from 1 to the list's length"),
    (G, "where: lists", "where: list",
     "13: unknown place 'list'; choose from headings, lists, tables, article, first N words, "
     "last N words"),
    (G,
     "  parts:\n    " + MUST + "\n    names the drink: " + ANY + "\n    says how fine: fineness\n",
     "", "9: 'require' lacks the key 'parts'; add `parts:`"),
    (G, "weak_at: [names the grind, names the drink]", "weak_at: [names the grind, names a drink]",
     "15: unknown label 'names a drink'; did you mean 'names the drink'?"),
    (G, "weak_at: [names the grind, names the drink]", "weak_at: [names the drink]",
     "15: 'weak_at' leaves out 'names the grind', which is a must; add it, for without it no "
     "passage "
     "is even weak"),
    # measures and places
    (S, "longest paragraph:", "longest pargraph:",
     "7: unknown measure 'longest pargraph'; did you mean 'longest paragraph'?"),
    (S, "120 words", "120 times",
     "7: 'weak' must be a number of words, not '120 times'; write for example `120 words`"),
    (S, "120 words", "many",
     "7: 'weak' must be a number of words, not 'many'; write for example `120 words`"),
    (S, "fail: 200 words", "fail: 100 words",
     "7: 'fail' of 'longest paragraph' is less than 'weak'; "
     "exchange the two, or make them equal"),
    (S, "{weak: 120 words, fail: 200 words}", "{fail: 120 words}",
     "7: 'longest paragraph' has the bounds fail; "
     "write {weak: …, fail: …}, {pass: …, weak: …} or {note: …}"),
    (S, "{weak: 120 words, fail: 200 words}", "{pass: 12 words, weak: 20 words}",
     "7: 'pass' of 'longest paragraph' is less than 'weak'; "
     "exchange the two, or make them equal"),
    (F, "same_as: names-grind", "same_as: name-grind",
     "6: 'name-grind' is no check with 'require'; did you mean 'names-grind'?"),
    (F, "same_as: names-grind", "same_as: short-enough",
     "6: 'short-enough' is no check with 'require'; choose from names-grind"),
    (F, "within_first: {pass: 100 words, weak: 200 words}\n", "",
     "6: 'same_as' lacks a bound; add `within_first:`"),
    (F, "weak: 200 words", "weak: 20 words", "7: 'weak' of 'within_first' is less than 'pass'; "
     "exchange the two, or make them equal"),
    # examples
    (B, "  fail:\n    - text: Pour boiling water over the coffee.\n", "",
     "12: 'examples' lacks the key 'fail'; add `fail:`"),
    (B, "  fail:", "  wrong:", "14: unknown key 'wrong'; choose from fail, pass, weak"),
    (B, "  fail:", "  weak:\n    - text: Nearly boiling.\n  fail:",
     "15: the example is weak, but the "
     "check never is; add 'weak_at' to the check, or 'needs: scorer' to the example"),
    (B, "    - text: Let the water cool.", "    - Let the water cool.",
     "13: an example must be a mapping, not text; write lines of `key: value`"),
    (B, "    - text: Let the water cool.", "    - text: ''",
     "13: 'text' is empty; write something after it"),
    (B, "    - text: Let the water cool.", "    - evidence: cool",
     "13: an example lacks the key 'text'; add `text:`"),
    (G, "missing: [says how fine]", "missing: [says how fin]",
     "29: unknown label 'says how fin'; did you mean 'says how fine'?"),
    (G, "needs: scorer", "needs: luck", "33: unknown need 'luck'; the only one is 'scorer'"),
    (S, "    - text: Rather long.", "    - {text: Long., missing: [a]}",
     "15: 'missing' has no meaning "
     "here; it belongs to checks with 'require' or 'forbid'"),
    (G, "within: 2 sentences", "within: [2 sentences", "9: a bracket is not closed, or a comma is "
     "missing; put text that holds brackets or commas in quotes"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "sound", "broken", "complaint"), BROKEN)
def test_a_mistake_is_told_with_file_and_line(
    coffee: Path, name: str, sound: str, broken: str, complaint: str
) -> None:
    path = coffee / name
    content = path.read_text("utf-8")
    assert sound in content
    path.write_text(content.replace(sound, broken, 1), "utf-8")
    with pytest.raises(InferlintError) as caught:
        load_pack(coffee)
    assert str(caught.value) == f"coffee/{name}:{complaint}"


def complaint_about(folder: Path) -> str:
    with pytest.raises(InferlintError) as caught:
        load_pack(folder)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        (
            "extra.yaml",
            ":1: the check is not listed under 'checks' of pack.yaml; "
            "add `- extra` there, or take the file away",
        ),
        (
            "source.yaml",
            ":1: the check is not listed under 'checks' of pack.yaml; "
            "add `- source` there, or name the file sources.yaml",
        ),
        (
            "My Check.yaml",
            ":1: 'My Check' cannot be the id of a check; use small letters, digits and hyphens",
        ),
        (
            "topic.yaml",
            ":1: this file would not be read; write the topic under 'topic' of pack.yaml",
        ),
        ("extra.yml", ": this file would not be read; name it .yaml"),
        ("extra.YAML", ": this file would not be read; name it .yaml"),
    ],
)
def test_a_file_that_would_be_overlooked_is_refused(
    coffee: Path, name: str, complaint: str
) -> None:
    (coffee / name).write_text("", "utf-8")
    assert complaint_about(coffee) == f"coffee/{name}{complaint}"


def test_hidden_files_and_other_kinds_are_no_rules(coffee: Path) -> None:
    before = load_pack(coffee)
    for name in (".yamllint.yaml", ".pre-commit-config.yml", "notes.md", "extra.json"):
        (coffee / name).write_text("- a", "utf-8")
    assert load_pack(coffee) == before


def test_missing_files(coffee: Path) -> None:
    (coffee / C).unlink()
    assert complaint_about(coffee) == (
        "coffee/concepts.yaml: the file is missing; write the pack's concepts there"
    )
    (coffee / P).unlink()
    assert complaint_about(coffee) == (
        "coffee: there is no pack.yaml; a pack is a folder that holds pack.yaml"
    )


def test_a_file_must_be_utf8(coffee: Path) -> None:
    (coffee / B).write_bytes(b"id: a\ntitle: caf\xe9\n")
    assert complaint_about(coffee) == (
        "coffee/no-boiling.yaml:2: this is no UTF-8 text; save it as UTF-8"
    )


def test_a_byte_order_mark_is_no_part_of_the_text(coffee: Path) -> None:
    content = (coffee / B).read_bytes()
    (coffee / B).write_bytes(b"\xef\xbb\xbf" + content)
    assert load_pack(coffee).rules[1].id == "no-boiling"


def test_a_pack_may_be_loaded_from_within(coffee: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(coffee)
    assert load_pack(Path()).rules[0].path == "names-grind.yaml"


def test_weak_examples_may_need_the_scorer(coffee: Path) -> None:
    content = (coffee / B).read_text("utf-8")
    weak = "  weak:\n    - {text: Nearly boiling., needs: scorer}\n  fail:"
    (coffee / B).write_text(content.replace("  fail:", weak), "utf-8")
    assert load_pack(coffee).rules[1].examples[1].outcome == "weak"


@pytest.mark.parametrize(
    ("part", "condition"),
    [
        ("{any: [tea], where: tables}", Condition(("tea",), 1, Where("tables"))),
        ("{at least 2 of: [tea, cocoa, grind]}", Condition(("tea", "cocoa", "grind"), 2)),
        ("{must: {all: [tea, cocoa]}}", Condition(("tea", "cocoa"), 2)),
        ("{must: {any: [tea, cocoa]}, where: headings}",
         Condition(("tea", "cocoa"), 1, Where("headings"))),
        ("{must: {any: [tea], where: lists}, where: first 9 words}",
         Condition((Condition(("tea",), 1, Where("lists")),), 1, Where("first", 9))),
        ("{all: [tea, {any: [cocoa, grind]}]}",
         Condition(("tea", Condition(("cocoa", "grind"), 1)), 2)),
    ],
)  # fmt: skip
def test_the_values_of_a_part(coffee: Path, part: str, condition: Condition) -> None:
    content = (coffee / B).read_text("utf-8")
    (coffee / B).write_text(content.replace("{all: [boiling water, coffee]}", part), "utf-8")
    body = load_pack(coffee).rules[1].body
    assert isinstance(body, Forbid)
    found = body.statement.parts[0]
    assert found == Part("pours boiling water", condition, must=part.startswith("{must"))


def test_the_fingerprint_follows_content_and_names_and_no_line_ends(coffee: Path) -> None:
    before = load_pack(coffee).sha256
    for path in coffee.glob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_pack(coffee).sha256 == before
    with (coffee / B).open("a", encoding="utf-8") as file:
        file.write("# a remark\n")
    assert load_pack(coffee).sha256 != before


def test_packs_are_the_folder_itself_or_those_right_below(coffee: Path) -> None:
    shutil.copytree(coffee, "bikes")
    assert packs_in(coffee) == [coffee]
    assert packs_in(Path()) == [Path("bikes"), coffee]


def test_a_folder_without_packs_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(InferlintError, match="no pack of rules is in this folder"):
        packs_in(tmp_path)
    with pytest.raises(InferlintError, match="there is no such folder of rules"):
        packs_in(tmp_path / "nowhere")


def test_shipped_rules_are_found_in_the_checkout() -> None:
    assert shipped_rules() == Path(__file__).parents[2] / "rules"
