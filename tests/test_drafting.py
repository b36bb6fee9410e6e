"""Drafts in articles: what `suggest`, `new` and `--fix` write, and what it is worth once kept."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from command_line import inferlint as run
from inferlint.drafting import accepted, draft_into, file_name, skeleton, unified_diff
from inferlint.errors import InferlintError
from inferlint.linter import Choice, Linter
from inferlint.rules import load_pack, packs_in, shipped_rules
from inferlint.rules.model import Pack, Require, SameAs
from inferlint.verdicts import Outcome

BAD = """# Inference in practice

Inference is a word that vendors use a lot.

## Money

Some say that it is a question of cost.

| Month | Bill |
|---|---|
| May | 100 |

## Time

- Model latency matters.
- So does throughput.
"""
MARKERS = re.compile(r"(<!--|\{/\*) /?inferlint: draft (-->|\*/\})\n")


@pytest.fixture(scope="module")
def pack() -> Pack:
    (place,) = packs_in(shipped_rules())
    return load_pack(place)


@pytest.fixture(scope="module")
def linter(pack: Pack) -> Linter:
    return Linter([pack])


def failing(text: str, linter: Linter, path: str = "a.md") -> set[str]:
    """Return the checks whose model sentences are drafted and that do not pass."""
    return {
        verdict.rule.id
        for verdict in linter.review_text(text, path).checks
        if verdict.outcome is not Outcome.PASS and isinstance(verdict.rule.body, Require | SameAs)
    }


@pytest.mark.parametrize("path", ["a.md", "a.mdx"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_drafts_count_for_nothing_and_pass_once_their_markers_are_gone(
    path: str, end: str, linter: Linter
) -> None:
    source = BAD.replace("\n", end)
    drafted = draft_into(source, linter.review_text(source, path), linter)
    assert {insertion.check for insertion in drafted.insertions} == failing(source, linter, path)
    assert len(drafted.insertions) > 8
    assert failing(drafted.text, linter, path) == failing(source, linter, path)
    notes = linter.review_text(drafted.text, path).notes
    assert [note for note in notes if note.startswith("draft text left in lines ")]
    kept = MARKERS.sub("", drafted.text.replace("\r\n", "\n")).replace("\n", end)
    assert failing(kept, linter, path) == set()
    assert failing(accepted(source, drafted.insertions), linter, path) == set()


def test_a_draft_takes_nothing_from_the_article(linter: Linter) -> None:
    drafted = draft_into(BAD, linter.review_text(BAD, "a.md"), linter)
    parts = re.split(r"\n<!-- inferlint: draft -->.*?<!-- /inferlint: draft -->\n",
                     drafted.text, flags=re.DOTALL)  # fmt: skip
    assert "".join(parts) == BAD


def test_a_diff_can_be_applied(tmp_path: Path, linter: Linter) -> None:
    odd = BAD.replace("question", "ques\u2028tion\x0c\x85 of \x1c it")
    for name, source in (("a.md", BAD), ("b.md", BAD.rstrip("\n")), ("c.md", odd)):
        (tmp_path / name).write_text(source, "utf-8", newline="")
        drafted = draft_into(source, linter.review_text(source, name), linter).text
        patch = unified_diff(source, drafted, name)
        subprocess.run(
            ["git", "apply", "--unsafe-paths", "-"], cwd=tmp_path, input=patch.encode(), check=True
        )
        assert (tmp_path / name).read_bytes().decode() == drafted


def test_a_sound_article_gets_no_draft(linter: Linter) -> None:
    good = (Path(__file__).parents[1] / "examples" / "good.md").read_text("utf-8")
    review = linter.review_text(good, "good.md")
    drafted = draft_into(good, review, linter)
    assert (drafted.insertions, drafted.text) == ((), good)
    assert [v.rule.id for v in review.checks if v.outcome is not Outcome.PASS] == []


def test_a_draft_that_is_there_is_not_made_again(linter: Linter) -> None:
    once = draft_into(BAD, linter.review_text(BAD, "a.md"), linter).text
    assert draft_into(once, linter.review_text(once, "a.md"), linter).text == once


PLACES = {
    "not between a line and what it introduces": (
        "# Speed\n\nModel latency matters:\n\n- a\n- b\n\nEnd.\n",
        6,
    ),
    "not inside an admonition": (
        "# Speed\n\n!!! note\n    Model latency matters.\n\n    It does.\n\nEnd.\n",
        6,
    ),
    "not inside a list": ("# Speed\n\n- Model latency matters.\n\n  It does.\n- b\n\nEnd.\n", 6),
    "not inside a quote": ("# Speed\n\n> Model latency matters.\n>\n> It does.\n\nEnd.\n", 5),
    "not inside a table": ("# Speed\n\n| a |\n|---|\n| Model latency |\n| b |\n\nEnd.\n", 6),
    "not inside a component": (
        "# Speed\n\n<Tabs>\n<Tab>\n\nModel latency matters.\n\n</Tab>\n</Tabs>\n\nEnd.\n",
        9,
    ),
    "not inside a component that text follows": (
        "# Speed\n\n<Note>\n\nModel latency matters.\n\nYes.\n</Note>\nEnd.\n\n## B\n",
        8,
    ),
    "not inside a component of a list": (
        "# Speed\n\n- <Note>\n\n  Model latency matters.\n\n  </Note>\n\n- b\n\nEnd.\n",
        9,
    ),
    "not inside HTML with Markdown in it": (
        "# Speed\n\n<details>\n<summary>More</summary>\n\nModel latency matters.\n\n"
        "<div>\n\nYes.\n\n</div>\n\n</details>\n\nEnd.\n",
        14,
    ),
    "not inside HTML that text follows": (
        "# Speed\n\n<div>\n\nModel latency matters.\n\n</div>\nEnd.\n\n## B\n",
        7,
    ),
    "behind a component that stands above": (
        "# Speed\n\n<Note>\n\nLook.\n\n</Note>\n\nModel latency matters.\n\n<End />\n",
        9,
    ),
    "not inside a fragment": (
        "import Note from './note'\n\n# Speed\n\n<>\n\nModel latency matters.\n\n</>\n\nEnd.\n",
        9,
    ),
    "behind a tag that nothing closes": (
        "# Speed\n\n<br>\n\n<Note>\n\nModel latency matters.\n\nYes.\n",
        7,
    ),
    "behind tags that are only named": (
        "# Speed\n\nModel latency `<Note>` matters.\n\n```\n</Note>\n```\n",
        3,
    ),
}


@pytest.mark.parametrize("path", ["a.md", "a.mdx"])
@pytest.mark.parametrize(("source", "line"), PLACES.values(), ids=PLACES)
def test_a_draft_tears_nothing_apart(source: str, line: int, path: str, pack: Pack) -> None:
    linter = Linter([pack], Choice(frozenset(), frozenset({"explains-speed"})))
    drafted = draft_into(source, linter.review_text(source, path), linter)
    assert [insertion.after_line for insertion in drafted.insertions] == [line]


def test_a_skeleton_gets_its_drafts_below_the_fitting_headings(pack: Pack, linter: Linter) -> None:
    text = skeleton("What is inference?", pack)
    insertions = draft_into(text, linter.review_text(text, "a.md"), linter).insertions
    assert len({insertion.after_line for insertion in insertions}) > 3


def test_a_skeleton_alone_fails_and_lists_what_is_to_write(pack: Pack, linter: Linter) -> None:
    text = skeleton("What is  inference?", pack)
    assert text.startswith("# What is inference?\n")
    review = linter.review_text(text, "what-is-inference.md")
    assert review.verdict is Outcome.FAIL
    wanted = {rule.id for rule in pack.rules if isinstance(rule.body, Require)}
    assert wanted <= {v.rule.id for v in review.checks if v.outcome is Outcome.FAIL}
    for heading in ("The stages side by side", "Trade-offs at a glance", "Bottom line", "Sources"):
        assert f"## {heading}\n" in text


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("What is inference?", "what-is-inference.md"),
        ("Inférence à la carte", "inférence-à-la-carte.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        ("???", "article.md"),
        ("long " * 60, f"{'long-' * 15}long.md"),
    ],
)
def test_a_title_makes_a_file_name(title: str, name: str) -> None:
    assert file_name(title) == name


# --- the commands


def test_suggest_prints_a_diff_or_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_bytes(b"\xef\xbb\xbf" + BAD.replace("\n", "\r\n").encode())
    before = Path("a.md").read_bytes()
    shown = run("suggest", "a.md", "--select", "covers-batch")
    assert shown.code == 0
    assert shown.out.startswith("--- a/a.md\n+++ b/a.md\n")
    assert "+<!-- inferlint: draft -->" in shown.out
    assert "a.md: one model sentence\n" in shown.err
    assert Path("a.md").read_bytes() == before
    assert run("suggest", "a.md", "--select", "covers-batch", "--write").out == ""
    after = Path("a.md").read_bytes()
    assert after.startswith(b"\xef\xbb\xbf# Inference")
    assert b"\r\n<!-- inferlint: draft -->\r\n" in after
    assert b"\n" not in after.replace(b"\r\n", b"")


def test_suggest_says_what_no_sentence_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("# A\n\nInference is training.\n", "utf-8")
    shown = run("suggest", "a.md", "--select", "no-misconceptions", "--select", "cites-sources")
    assert shown.out == ""
    assert "a.md: no model sentences\n  not drafted: no-misconceptions. Line 3 " in shown.err
    assert "  not drafted: cites-sources. No links to other sites (at least 2)." in shown.err


def test_new_writes_a_skeleton_and_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "What is inference?", "--pack", "inference").code == 0
    assert Path("what-is-inference.md").read_text("utf-8").startswith("# What is inference?\n")
    again = run("new", "What is inference?", "--pack", "inference")
    assert (again.code, again.err) == (
        2,
        "inferlint: what-is-inference.md: there is a file already; "
        "name another with --output FILE\n",
    )
    assert run("new", "A", "--pack", "inference", "--output", "-").out.startswith("# A\n")
    unknown = run("new", "A", "--pack", "inferense")
    assert (unknown.code, unknown.err) == (
        2,
        "inferlint: unknown pack 'inferense'; did you mean 'inference'?\n",
    )


def test_new_takes_the_only_pack_and_asks_where_there_are_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "A", "--output", "-").out.startswith("# A\n")
    packs = str(pytestconfig.rootpath / "tests" / "packs")
    several = run("new", "A", "--rules", packs)
    assert (several.code, several.err) == (
        2,
        "inferlint: there are several packs; name one with --pack: coffee, inference, tea\n",
    )
    Path("inferlint.toml").write_text('packs = ["inference"]\n', "utf-8")
    assert run("new", "A", "--rules", packs, "--output", "-").out.startswith("# A\n")


def test_fix_mends_then_reviews(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("# A\n\n### B\nText:\n- c\n", "utf-8")
    shown = run("--fix", "--diff", "a.md")
    assert (shown.code, shown.err) == (0, "")
    assert "-### B\n+## B\n" in shown.out
    assert Path("a.md").read_text("utf-8") == "# A\n\n### B\nText:\n- c\n"
    mended = run("--fix", "a.md")
    assert mended.err == "a.md: mended\n"
    assert mended.out.startswith("a.md  FAIL")
    assert Path("a.md").read_text("utf-8") == "# A\n\n## B\nText:\n\n- c\n"
    assert run("--fix", "a.md").err == ""


def test_fix_leaves_alone_what_is_not_reviewed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("docs").mkdir()
    texts = {
        "docs/cats.md": "# Cats\n\nThey knead:\n- dough\n",
        "docs/out.md": "---\ninferlint: false\n---\n\n# Inference\n\nIt is:\n- fast\n",
    }
    for name, text in texts.items():
        Path(name).write_text(text, "utf-8")
    finished = run("--fix", "docs", "docs/out.md")
    assert "mended" not in finished.err
    assert {name: Path(name).read_text("utf-8") for name in texts} == texts


def test_a_file_that_cannot_be_mended_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("# A\n\n### B\n", "utf-8")

    def refuse(path: Path, _: str) -> None:
        raise InferlintError("cannot be written: no space", path=str(path))

    monkeypatch.setattr("inferlint.textfiles.write_whole", refuse)
    finished = run("--fix", "a.md")
    assert (finished.code, finished.err) == (2, "a.md: cannot be written: no space\n")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--diff", "a.md"], "--diff shows what --fix would change; add --fix"),
        (["--fix", "-"], "standard input cannot be mended in place; name a file"),
        (["suggest"], "nothing to draft for; name files"),
    ],
)
def test_mistakes(
    args: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("# A\n", "utf-8")
    Path("b.md").write_bytes(b"caf\xe9\n")
    finished = run(*args)
    assert (finished.code, finished.err) == (2, f"inferlint: {message}\n")


def test_suggest_goes_on_where_one_file_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "c.md"):
        Path(name).write_text(BAD, "utf-8")
    Path("b.md").write_bytes(b"caf\xe9\n")
    finished = run("suggest", "a.md", "none.md", "b.md", "c.md", "--select", "covers-batch")
    assert finished.code == 2
    assert "none.md: cannot be read: no such file or directory\n" in finished.err
    assert "b.md: only UTF-8 can be changed; save it as UTF-8 first\n" in finished.err
    drafts = [line for line in finished.out.splitlines() if re.match(r"\+[A-Z]", line)]
    assert len(drafts) == len(set(drafts)) == 2  # the sentences take turns
