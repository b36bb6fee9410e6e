"""The JSON report: its form is a contract with programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from command_line import BAD, GOOD, OTHER, WEAK, checked, inferlint, write

ROOT = Path(__file__).parents[2]

REPORT = ["version", "tool", "articles", "errors", "summary"]
TOOL = ["version", "pipeline", "packs"]
PACK = ["name", "sha256"]
ARTICLE = ["path", "verdict", "topic", "topics", "checks", "notes"]
TOPIC = ["pack", "outcome", "score"]
CHECK = [
    *("pack", "id", "level", "outcome", "evidence", "nearest", "missing", "message"),
    *("suggestion", "score", "cuts", "borderline", "waiver", "known"),
]
EVIDENCE = ["start", "end", "text", "label", "passage"]
PLACE = ["line", "column"]
SUGGESTION = ["after_line", "text", "way", "line", "under"]
WAIVER = ["reason", "line"]
ERROR = ["path", "line", "message"]
WAIVED = f"{BAD}\n<!-- inferlint: waive cool-water -- we like it bitter -->\n"


def assert_form(report: dict[str, Any]) -> None:
    """Every object has exactly the keys of the contract, in order, and values of the right kind."""
    assert list(report) == REPORT
    assert report["version"] == 1
    assert list(report["tool"]) == TOOL
    for pack in report["tool"]["packs"]:
        assert list(pack) == PACK
        assert len(bytes.fromhex(pack["sha256"])) == 32
    for article in report["articles"]:
        assert_article(article)
    for error in report["errors"]:
        assert list(error) == ERROR
        assert isinstance(error["message"], str)
        assert error["line"] is None or error["line"] >= 1


def assert_article(article: dict[str, Any]) -> None:
    assert list(article) == ARTICLE
    assert article["verdict"] in ("pass", "fail", "not-applicable")
    assert article["topic"] == article["topics"][0]
    for topic in article["topics"]:
        assert list(topic) == TOPIC
        assert topic["outcome"] in ("pass", "weak", "fail")
        assert 0 <= topic["score"] <= 1
    for check in article["checks"]:
        assert_check(check)


def assert_check(check: dict[str, Any]) -> None:
    assert list(check) == CHECK
    assert check["level"] in ("error", "warning", "note")
    assert check["outcome"] in ("pass", "weak", "fail", "waived")
    shown = [*check["evidence"], *([check["nearest"]] if check["nearest"] else [])]
    for piece in shown:
        assert list(piece) == EVIDENCE
        for place in (piece["start"], piece["end"]):
            assert list(place) == PLACE
            assert min(place.values()) >= 1
        assert piece["passage"] >= 1
        assert isinstance(piece["label"], str)
    assert all(isinstance(label, str) for label in check["missing"])
    assert isinstance(check["message"], str)
    if check["suggestion"] is not None:
        assert list(check["suggestion"]) == SUGGESTION
    assert (check["waiver"] is not None) == (check["outcome"] == "waived")
    if check["waiver"] is not None:
        assert list(check["waiver"]) == WAIVER
    assert_score(check)
    if check["outcome"] == "pass":
        assert (check["missing"], check["nearest"], check["suggestion"]) == ([], None, None)


def assert_score(check: dict[str, Any]) -> None:
    assert isinstance(check["borderline"], bool)
    if check["score"] is None:
        assert (check["cuts"], check["borderline"]) == (None, False)
        return
    weak, passes = check["cuts"]
    assert weak <= passes
    assert check["score"] == round(check["score"], 3)
    if "opposite" not in check["message"]:
        level = (check["score"] >= weak) + (check["score"] >= passes)
        assert check["outcome"] == ("fail", "weak", "pass")[level]


@pytest.mark.usefixtures("desk")
def test_every_object_has_the_keys_of_the_contract_in_order(desk: Path) -> None:
    write(desk, good=GOOD, weak=WEAK, bad=BAD, waived=WAIVED, other=OTHER, empty="")
    done = checked("--detect", ".", "missing.md")
    assert_form(done.report)
    assert len(done.verdicts) == 6
    checks = [check for article in done.report["articles"] for check in article["checks"]]
    assert {check["score"] for check in checks} == {None}, "these packs were never taught"
    assert done.out == json.dumps(done.report, indent=2, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("name", ["good", "weak", "bad"])
def test_the_examples_have_that_form_too(name: str) -> None:
    assert_form(checked(str(ROOT / "examples" / f"{name}.md")).report)


@pytest.mark.usefixtures("desk")
def test_every_check_of_the_pack_stands_there_in_its_order(desk: Path) -> None:
    write(desk, bad=BAD)
    (article,) = checked("bad.md").report["articles"]
    assert [(check["id"], check["level"], check["outcome"]) for check in article["checks"]] == [
        ("names-grind", "error", "fail"),
        ("cool-water", "error", "fail"),
        ("grind-first", "warning", "fail"),
        ("short-paragraphs", "note", "pass"),
    ]
    assert {check["pack"] for check in article["checks"]} == {"coffee"}


@pytest.mark.usefixtures("desk")
def test_the_topics_are_those_of_all_packs_the_best_first(desk: Path) -> None:
    write(desk, good=GOOD)
    (article,) = checked("good.md").report["articles"]
    assert article["topics"] == [
        {"pack": "coffee", "outcome": "pass", "score": 1.0},
        {"pack": "tea", "outcome": "fail", "score": 0.0},
    ]
    (article,) = checked("--pack", "tea", "good.md").report["articles"]
    assert [topic["pack"] for topic in article["topics"]] == ["tea", "coffee"]


@pytest.mark.usefixtures("desk")
def test_a_fail_of_a_forbidding_check_in_full(desk: Path) -> None:
    write(desk, bad=BAD)
    (article,) = checked("--select", "cool-water", "bad.md").report["articles"]
    (check,) = article["checks"]
    assert check["evidence"] == [
        {
            "start": {"line": 3, "column": 1},
            "end": {"line": 3, "column": 40},
            "text": "You pour boiling water over the coffee.",
            "label": "pours boiling water",
            "passage": 1,
        }
    ]
    assert (check["nearest"], check["missing"]) == (None, [])
    assert check["suggestion"]["text"] == "Let the water cool for a minute."


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("before", "line", "column"),
    [
        ("", 1, 1),
        ("# Coffee\n\n", 3, 1),
        ("# Coffee\n\nDrink 🧀 in 世界, über all. ", 3, 26),
        ("# Coffee\r\n\r\n- ", 3, 3),
        ("# Coffee\n\n> Drink this.\n> ", 4, 3),
        ("---\ntitle: Coffee\n---\n\n**Drink** [this](a.md). ", 5, 25),
        ("\ufeff# Coffee\n\n", 3, 1),
    ],
)
def test_places_count_lines_and_code_points_from_one(
    desk: Path, before: str, line: int, column: int
) -> None:
    sentence = "You grind the coffee as fine as sand."
    (desk / "a.md").write_bytes(f"{before}{sentence}\n".encode())
    (article,) = checked("--select", "names-grind", "a.md").report["articles"]
    piece = article["checks"][0]["evidence"][0]
    assert (piece["text"], piece["start"]) == (sentence, {"line": line, "column": column})
    assert piece["end"] == {"line": line, "column": column + len(sentence)}


@pytest.mark.parametrize("name", ["good", "weak", "bad"])
def test_the_source_between_two_places_is_the_text_shown(name: str) -> None:
    path = ROOT / "examples" / f"{name}.md"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    (article,) = checked(str(path)).report["articles"]
    compared = 0
    for check in article["checks"]:
        for piece in (*check["evidence"], *filter(None, [check["nearest"]])):
            start, end = piece["start"], piece["end"]
            if start["line"] != end["line"]:
                continue
            source = lines[start["line"] - 1][start["column"] - 1 : end["column"] - 1]
            if not set(source) & set("*_`[]&\\"):  # markup is not shown
                assert source == piece["text"]
                compared += 1
    assert compared >= 5


@pytest.mark.usefixtures("desk")
def test_errors_name_the_file_the_line_and_what_to_do(desk: Path) -> None:
    (desk / "a.md").write_bytes(b"# Coffee\n\n\xff\n")
    done = checked("a.md", "b.md")
    assert done.report["errors"] == [
        {
            "path": "a.md",
            "line": 3,
            "message": "the file is not UTF-8 (byte 10 is 0xff); save it as UTF-8",
        },
        {"path": "b.md", "line": None, "message": "no such file"},
    ]


@pytest.mark.usefixtures("desk")
def test_the_summary_counts(desk: Path) -> None:
    write(desk, good=GOOD, bad=BAD, other=OTHER, empty="")
    assert checked(".", "missing.md").report["summary"] == {
        "articles": 4,
        "reviewed": 2,
        "passed": 1,
        "failed": 1,
        "not_for_any_checklist": 2,
        "errors": 1,
    }


@pytest.mark.usefixtures("desk")
def test_how_much_is_told_in_the_terminal_does_not_matter_here(desk: Path) -> None:
    write(desk, weak=WEAK)
    plain = checked("weak.md").out
    for args in (["--quiet"], ["--verbose"], ["--color"], ["--no-color"]):
        assert inferlint("--format", "json", *args, "weak.md").out == plain
