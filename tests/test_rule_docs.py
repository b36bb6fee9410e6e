"""The pages made from rules: everything that a rule says, the same in every run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import PACKS
from inferlint.rule_docs import explain_rule, pack_page, write_pages
from inferlint.rules import load_pack, packs_in, shipped_rules
from inferlint.rules.model import Pack

SHIPPED = [load_pack(place) for place in packs_in(shipped_rules())]

PAGE = {
    "names-grind": """\
## names-grind: Say how fine to grind

Level: error. Say how fine the coffee must be ground.

Why: The grind decides how the cup tastes.

Passes where one passage (one sentence):

- names the grind (always: grind)
- says how fine (fineness)

Weak where it only names the grind.

Sentences to adapt:

- Grind the coffee as fine as sand.

Examples that pass:

> Grind the coffee as fine as salt.

Examples that are weak:

> Grind the coffee before you boil the water.

Examples that fail:

> Brew the coffee.
""",
    "cool-water": """\
## cool-water: Keep the water below boiling

Level: error. Do not tell readers to pour boiling water.

Why: Boiling water makes coffee bitter.

Fails where one passage (one sentence):

- pours boiling water (boiling water and coffee)

Sentences to adapt:

- Let the water cool for a minute.

Examples that pass:

> Never pour boiling water over the coffee.

Examples that fail:

> You pour boiling water over the coffee.
""",
    "grind-first": """\
## grind-first: Begin with the grind, which is the first thing that your readers have to do

Level: warning. Say how to grind at the top.

Why: It is the first thing to do.

Passes where the evidence of `names-grind` starts within the first 30 words; \
weak within the first 60.

Sentences to adapt:

- Move the sentence to the top.

Examples that pass:

> Grind the coffee as fine as sand.

Examples that fail:

> Brew the coffee first.
""",
    "short-paragraphs": """\
## short-paragraphs: Keep it short

Level: note. Cut long paragraphs.

Why: Thirsty people skim.

Bounds:

- longest paragraph: above 40 weak, above 80 fail

Sentences to adapt:

- Split the paragraph.

Examples that pass:

> <40 words>

Examples that are weak:

> <41 words>

Examples that fail:

> <90 words>
""",
}


@pytest.mark.parametrize("check", PAGE)
def test_a_page_holds_what_the_rule_says(coffee: Pack, check: str) -> None:
    (rule,) = (rule for rule in coffee.rules if rule.id == check)
    assert explain_rule(rule) == PAGE[check]


def test_a_pack_is_one_page_with_its_checks_in_order(coffee: Pack) -> None:
    head = "# Coffee guides\n\nMade from the rule files; do not edit by hand.\n\n"
    assert pack_page(coffee) == head + "\n".join(PAGE.values())


@pytest.mark.parametrize("pack", SHIPPED, ids=lambda pack: pack.name)
def test_a_shipped_page_leaves_out_nothing_that_writers_need(pack: Pack) -> None:
    page = " ".join(line.lstrip("> ") for line in pack_page(pack).splitlines())
    for rule in pack.rules:
        for text in (rule.title, rule.ask, rule.why, *rule.suggest):
            assert " ".join(text.split()) in page, rule.id
        for example in rule.examples:
            lines = [line.lstrip("> ") for line in example.text.rstrip().splitlines()]
            assert " ".join(lines) in page, f"{rule.path}:{example.line}"


def test_a_page_ends_with_one_line_end_and_has_no_spaces_at_line_ends(coffee: Pack) -> None:
    for pack in (coffee, *SHIPPED):
        page = pack_page(pack)
        assert page.endswith("\n")
        assert not page.endswith("\n\n")
        assert [line for line in page.splitlines() if line != line.rstrip()] == []


def test_pages_do_not_differ_between_runs(tmp_path: Path) -> None:
    pages = set()
    for seed in ("0", "1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-m", "inferlint.rule_docs", str(out)]
        env = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(command, check=True, env=env, timeout=60, capture_output=True)
        written = sorted(out.iterdir())
        assert [path.name for path in written] == [f"{pack.name}.md" for pack in SHIPPED]
        pages.add("".join(path.read_text("utf-8") for path in written))
    assert pages == {"".join(pack_page(pack) for pack in SHIPPED)}


def test_a_page_for_each_pack_is_written(tmp_path: Path, coffee: Pack, tea: Pack) -> None:
    write_pages(PACKS, tmp_path / "new" / "pages")
    files = {path.name: path.read_text("utf-8") for path in (tmp_path / "new" / "pages").iterdir()}
    assert files == {"coffee.md": pack_page(coffee), "tea.md": pack_page(tea)}
