"""The Markdown summary: a table with words beside the signs, and details that are folded."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import strict_markdown
from hostile import hostile_run

from command_line import BAD, GOOD, OTHER, WEAK, inferlint, write
from inferlint.reporters import REPORTERS, Detail

WRONG = f"{GOOD}\nPour boiling water over coffee.\n"
WAIVED = f"{WRONG}\n<!-- inferlint: waive-file cool-water -- hot -->\n"


def markdown(*args: str) -> str:
    report = inferlint("--format", "markdown", *args).out
    strict_markdown(report)
    return report


def rows(report: str) -> list[list[str]]:
    lines = [line for line in report.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_table_has_a_row_an_article_and_a_column_a_check_failures_first(desk: Path) -> None:
    write(desk, good=GOOD, weak=WEAK, bad=BAD, waived=WAIVED)
    args = ("--select", "names-grind", "--select", "cool-water", "--select", "grind-first")
    head, _, *body = rows(markdown(*args, "good.md", "weak.md", "waived.md", "bad.md"))
    assert head == [
        *("article", "verdict", "<code>names-grind</code>", "<code>cool-water</code>"),
        "<code>grind-first</code> (warning)",
    ]
    assert body == [
        ["<code>bad.md</code>", "❌ fail", "❌ fail", "❌ fail", "❌ fail"],
        ["<code>good.md</code>", "✅ pass", "✅ pass", "✅ pass", "✅ pass"],
        ["<code>weak.md</code>", "✅ pass", "🟡 weak", "✅ pass", "🟡 weak"],
        ["<code>waived.md</code>", "✅ pass", "✅ pass", "☑️ waived", "✅ pass"],
    ]


def test_details_say_what_the_terminal_says(desk: Path) -> None:
    write(desk, bad=BAD)
    assert markdown("--select", "cool-water", "bad.md").endswith(
        "\n<details>\n"
        "<summary><code>bad.md</code> ❌ fail: 0 of 1 required checks pass</summary>\n\n"
        "- ❌ fail: **Keep the water below boiling (cool-water)**: Line 3 says it.\n"
        "  - Line 3: “You pour boiling water over the coffee.”\n"
        "  - Try, instead of line 3: Let the water cool for a minute.\n"
        "\n</details>\n"
    )


HEADLINES = [
    (["good.md", "weak.md"], "✅ inferlint: pass"),
    (["good.md", "bad.md"], "❌ inferlint: 1 of 2 articles fails"),
    (["bad.md", "bad2.md"], "❌ inferlint: 2 of 2 articles fail"),
    (["--detect", "other.md"], "inferlint: no article to review"),
]


@pytest.mark.parametrize(("args", "headline"), HEADLINES)
def test_the_headline_says_how_it_went(desk: Path, args: list[str], headline: str) -> None:
    write(desk, good=GOOD, weak=WEAK, bad=BAD, bad2=BAD, other=OTHER)
    report = markdown(*args)
    assert report.startswith(f"<!-- inferlint report -->\n### {headline}\n")


def test_what_passes_needs_no_details(desk: Path) -> None:
    write(desk, good=GOOD)
    assert "<details>" not in markdown("good.md")


def test_known_failures_stand_in_the_table_alone(desk: Path) -> None:
    write(desk, bad=BAD)
    inferlint("baseline", "--output", "b.json", "bad.md")
    report = markdown("--baseline", "b.json", "bad.md")
    assert "| 📌 fail, known |" in report
    assert "<details>" not in report


def test_files_that_were_not_reviewed_or_read_are_named(desk: Path) -> None:
    write(desk, empty="")
    report = markdown("empty.md", "missing.md")
    assert "- <code>empty.md</code>: not reviewed: the file is empty\n" in report
    assert "- <code>missing.md</code>: no such file\n" in report


SIZES = [(1, 4), (300, 4), (2_000, 4), (1, 4_000), (20, 200)]


@pytest.mark.parametrize(("articles", "checks"), SIZES)
@pytest.mark.parametrize("word", ["word", "<" * 400, "a " * 300, "@[x](y) " * 50])
def test_however_much_there_is_the_report_is_short_and_says_what_it_left_out(
    articles: int, checks: int, word: str
) -> None:
    run = hostile_run(word, articles=articles, checks=checks // 4)
    report = REPORTERS["markdown"](run, Detail())
    strict_markdown(report)
    whole = report.count("\n| <code>") == report.count("<details>") - 2 == articles
    assert whole or "\nLeft out, or this would be too long: " in report
    shown = report.count("\n- ❌ fail") + report.count("\n- 🟡 weak")
    assert not whole or shown == articles * checks // 2 or "\n- … and " in report
    if articles > 1_000:
        assert " rows of the table" in report
