"""Drafts in articles: what `suggest`, `new` and `--fix` write, and what it is worth once kept."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from command_line import inferlint as run
from inferlint.drafting import accepted, draft_into, file_name, skeleton, unified_diff
from inferlint.linter import Linter
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

- Latency matters.
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
    drafted = draft_into(source, path, linter)
    assert {insertion.check for insertion in drafted.insertions} == failing(source, linter, path)
    assert len(drafted.insertions) > 8
    assert failing(drafted.text, linter, path) == failing(source, linter, path)
    notes = linter.review_text(drafted.text, path).notes
    assert [note for note in notes if note.startswith("draft text left in lines ")]
    kept = MARKERS.sub("", drafted.text.replace("\r\n", "\n")).replace("\n", end)
    assert failing(kept, linter, path) == set()
    assert failing(accepted(source, drafted.insertions), linter, path) == set()


def test_a_draft_takes_nothing_from_the_article(linter: Linter) -> None:
    drafted = draft_into(BAD, "a.md", linter)
    parts = re.split(r"\n<!-- inferlint: draft -->.*?<!-- /inferlint: draft -->\n",
                     drafted.text, flags=re.DOTALL)  # fmt: skip
    assert "".join(parts) == BAD


def test_a_diff_can_be_applied(tmp_path: Path, linter: Linter) -> None:
    for name, source in (("a.md", BAD), ("b.md", BAD.rstrip("\n"))):
        (tmp_path / name).write_text(source, "utf-8", newline="")
        drafted = draft_into(source, name, linter).text
        patch = unified_diff(source, drafted, name)
        subprocess.run(
            ["git", "apply", "--unsafe-paths", "-"], cwd=tmp_path, input=patch.encode(), check=True
        )
        assert (tmp_path / name).read_text("utf-8") == drafted


def test_a_sound_article_gets_no_draft(linter: Linter) -> None:
    good = (Path(__file__).parents[1] / "examples" / "good.md").read_text("utf-8")
    drafted = draft_into(good, "good.md", linter)
    assert [insertion.check for insertion in drafted.insertions] == sorted(failing(good, linter))


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


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--diff", "a.md"], "--diff shows what --fix would change; add --fix"),
        (["--fix", "-"], "standard input cannot be mended in place; name a file"),
        (["suggest"], "nothing to draft for; name files"),
        (["suggest", "none.md"], "none.md: cannot be read: no such file or directory"),
        (["suggest", "b.md"], "b.md: only UTF-8 can be changed; save it as UTF-8 first"),
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
