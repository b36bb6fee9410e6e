"""What becomes of each thing that Markdown can hold."""

import pytest

from inferlint.document import ADDED, Block, Document
from inferlint.readers import read

Line = tuple[str, int, int | None, str]


def lines(source: str, path: str = "a.md") -> list[str]:
    """Return one line a block: its kind with its level, its introduction, its text."""
    return [_line(block) for block in read(source, path).blocks]


def _line(block: Block) -> str:
    level = str(block.level or "")
    intro = "" if block.intro is None else f" <{block.intro}"
    quoted = " quoted" if block.quoted else ""
    return f"{block.kind}{level}{intro}{quoted}: {block.text}"


def above(document: Document) -> list[list[str]]:
    blocks = document.blocks
    return [[blocks[index].text for index in block.headings] for block in blocks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "Intro:\n\n- a\n- b",
            ["paragraph: Intro:", "item1 <0: a", "item1 <0: b"],
            id="introduced list",
        ),
        pytest.param(
            "Intro:\n1. a\n\n   more\n2. b",
            ["paragraph: Intro:", "item1 <0: a", "item1 <0: more", "item1 <0: b"],
            id="numbered list, two paragraphs",
        ),
        pytest.param(
            "Intro:\n\n- a\n  - b\n    - c\n- d",
            ["paragraph: Intro:", "item1 <0: a", "item2 <1: b", "item3 <2: c", "item1 <0: d"],
            id="nested lists are introduced by their item",
        ),
        pytest.param(
            "- a\n\n  ```\n  code\n  ```\n\n  - b",
            ["item1: a", "item2 <0: b"],
            id="code between an item and its list",
        ),
        pytest.param(
            "Intro:\n\n<!-- note to self -->\n\n- a",
            ["paragraph: Intro:", "item1 <0: a"],
            id="a comment is nothing between",
        ),
        pytest.param(
            "> Intro:\n> - a",
            ["paragraph quoted: Intro:", "item1 <0 quoted: a"],
            id="list in a quote",
        ),
        pytest.param(
            "Intro:\n\n***\n\n- a", ["paragraph: Intro:", "item1: a"], id="a rule between"
        ),
        pytest.param(
            "Intro:\n\n```\ncode\n```\n\n- a", ["paragraph: Intro:", "item1: a"], id="code between"
        ),
        pytest.param(
            "Intro:\n\n## Head\n\n- a",
            ["paragraph: Intro:", "heading2: Head", "item1: a"],
            id="heading between",
        ),
        pytest.param(
            "Intro:\n\n> quote\n\n- a",
            ["paragraph: Intro:", "paragraph quoted: quote", "item1: a"],
            id="quote between",
        ),
        pytest.param(
            "Intro:\n\n- a\n\n1. b",
            ["paragraph: Intro:", "item1 <0: a", "item1: b"],
            id="a second list",
        ),
        pytest.param("![only](an.png)\n\n- a", ["item1: a"], id="an image introduces nothing"),
    ],
)
def test_lists_know_what_introduces_them(source: str, expected: list[str]) -> None:
    assert lines(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Tea\n: a drink\n: a meal", ["term: Tea", "item1 <0: a drink", "item1 <0: a meal"]),
        ("Tea\n: one\n\n  two\n", ["term: Tea", "item1 <0: one", "item1 <0: two"]),
        ("A\n: x\n\nB\n: y", ["term: A", "item1 <0: x", "term: B", "item1 <2: y"]),
        ("- [ ] open\n- [X] done\n- [y] other", ["item1: open", "item1: done", "item1: [y] other"]),
        ("> a\n\nb", ["paragraph quoted: a", "paragraph: b"]),
        ("> [!NOTE]\n> a\n> > b", ["paragraph: a", "paragraph quoted: b"]),
        ("> [!warning]\n> a", ["paragraph: a"]),
        ("> [!OTHER]\n> a", ["paragraph quoted: [!OTHER] a"]),
    ],
)
def test_definitions_tasks_quotes_and_alerts(source: str, expected: list[str]) -> None:
    assert lines(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# A\n\na\n\n## B\n\nb\n\n# C\n\nc", [[], ["A"], ["A"], ["A", "B"], [], ["C"]]),
        ("### A\n\n## B\n\n#### C\n\nc", [[], [], ["B"], ["B", "C"]]),
        ("# A\n\n> ## B\n> b\n\na", [[], ["A"], ["A", "B"], ["A"]]),
        ("# A\n\n- ## B\n  b\n- c\n\na", [[], ["A"], ["A", "B"], ["A"], ["A"]]),
        ("a\n===\n\n<h2>B</h2>\n\nb", [[], ["a"], ["a", "B"]]),
        ("# ![only](an.png)\n\na", [[]]),
    ],
)
def test_blocks_know_the_headings_above(source: str, expected: list[list[str]]) -> None:
    assert above(read(source, "a.md")) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |", ["row: A: 1; B: 2", "row: A: 3; B: 4"]),
        ("| A | |\n|---|---|\n| 1 | 2 |", ["row: A: 1; 2"]),
        ("| A | B |\n|---|---|\n| | 2 |\n| | |", ["row: B: 2"]),
        ("| A | B |\n|---|---|", []),
        ("| **A** | [B](x) |\n|---|---|\n| `1` | a<br>b |", ["row: A: 1; B: a b"]),
        ("| A |\n|---|\n| x \\| y |\n| `a\\|b` |", ["row: A: x | y", "row: A: a|b"]),
        ("Intro:\n\n| A |\n|---|\n| 1 |\n\n- a", ["paragraph: Intro:", "row: A: 1", "item1: a"]),
    ],
)
def test_table_rows_repeat_their_header(source: str, expected: list[str]) -> None:
    assert lines(source) == expected


def test_cells_say_where_they_are() -> None:
    source = "| A | |\n|---|---|\n| x \\| y | 2 |"
    (row,) = read(source, "a.md").blocks
    said = [
        (cell.header and row.text[cell.header.start : cell.header.end],
         row.text[cell.body.start : cell.body.end])
        for cell in row.cells
    ]  # fmt: skip
    assert said == [("A", "x | y"), (None, "2")]
    assert row.origin[0] == source.index("A")
    assert row.origin[row.text.index("|")] == source.index("\\|") + 1
    assert [index for index, at in enumerate(row.origin) if at == ADDED] == [1, 2, 8, 9]


@pytest.mark.parametrize(
    ("note", "stays"),
    [
        ("Batches wait until a machine is free, so nobody should count on them.", True),
        ("See [the manual](x), where the same thing is said in far more words than here.", True),
        ("A note without any link.", True),
        ("[The manual](https://a.b)", False),
        ("https://a.b/c", False),
        ("<https://a.b/c>", False),
        ("2025, Dec 11. [The manual - Someone](x). Published: 2024-04-02", False),
        ("Someone: *The book*, https://a.b, page 3.", False),
    ],
)
def test_footnotes_that_only_cite_are_no_prose(note: str, *, stays: bool) -> None:
    blocks = read(f"Text[^1] goes on.\n\n[^1]: {note}\n\nEnd.", "a.md").blocks
    assert [block.text for block in blocks[:1]] == ["Text goes on."]
    assert blocks[-1].text == "End."
    assert (len(blocks) == 3) is stays


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>a</p>\n<h3>B</h3>\n<p>c</p>", ["paragraph: a", "heading3: B", "paragraph: c"]),
        (
            "<ul>\n<li>a</li>\n<li>b<ul><li>c</li></ul></li>\n</ul>",
            ["item1: a", "item1: b", "item2: c"],
        ),
        ("<p>Intro:</p><ol><li>a</ol>", ["paragraph: Intro:", "item1 <0: a"]),
        (
            "<details>\n<summary>More</summary>\n\nHidden *text*.\n\n</details>",
            ["paragraph: More", "paragraph: Hidden text."],
        ),
        ("<div>a<script>b</script>c<!-- d -->e</div>", ["paragraph: ace"]),
        ("<div>\n<svg><text>label</text></svg>\ntext\n</div>", ["paragraph: text"]),
        ("<p>x &lt; y&nbsp;z &#65;</p>", ["paragraph: x < y\u00a0z A"]),
        ("<p>a<br>b<br/>c</p>", ["paragraph: a b c"]),
        ('<img alt="no prose" src="x">', []),
        ("<table><tr><th>A</th></tr><tr><td>1</td></tr></table>", ["paragraph: A", "paragraph: 1"]),
        ("- item\n\n  <p>html</p>", ["item1: item", "item1: html"]),
    ],
)
def test_html_shows_its_text(source: str, expected: list[str]) -> None:
    assert lines(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("!!! note\n    a\n\n    - b", ["paragraph: a", "item1: b"]),
        ('!!! note "Title"\n\n    a\n\nb', ["paragraph: a", "paragraph: b"]),
        ("??? tip\n    !!! note\n        deep\n\n    a", ["paragraph: deep", "paragraph: a"]),
        ('=== "Tab"\n\n    a\n\n    ```\n    code\n    ```', ["paragraph: a"]),
        ("- item\n\n    !!! note\n        a", ["item1: item", "item1: a"]),
        ("!!! note\nnot below", ["paragraph: !!! note not below"]),
    ],
)
def test_admonitions_are_prose(source: str, expected: list[str]) -> None:
    assert lines(source) == expected
