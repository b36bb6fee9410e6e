"""The text of an article in the HTML report: cut where highlights begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferlint.document import LINE_END, Position
from inferlint.reporters.html.lines import LONG, Highlight, Line, Role, marked_lines

PASS, WEAK, WRONG, NEAREST, CONTEXT = (
    Role.PASS,
    Role.WEAK,
    Role.WRONG,
    Role.NEAREST,
    Role.CONTEXT,
)


def mark(start: tuple[int, int], end: tuple[int, int], role: Role, check: int = 1) -> Highlight:
    return Highlight(Position(*start), Position(*end), role, check)


def shown(line: Line) -> str:
    """Write a line as `[p:words]1`: roles and words of a highlight, and the checks it ends for."""
    return "".join(
        (f"[{''.join(piece.roles)}:{piece.text}]" if piece.roles else piece.text)
        + "".join(str(check) for _, check in piece.ends)
        for piece in line.pieces
    )


@pytest.mark.parametrize(
    ("highlights", "expected"),
    [
        ([], ["one two three", "four"]),
        ([mark((1, 5), (1, 8), PASS)], ["one [p:two]1 three", "four"]),
        (
            [mark((1, 1), (1, 8), PASS), mark((1, 5), (1, 14), WEAK, 2)],
            ["[p:one ][wp:two]1[w: three]2", "four"],
        ),
        (
            [mark((1, 1), (1, 14), PASS), mark((1, 5), (1, 8), NEAREST, 2)],
            ["[p:one ][np:two]2[p: three]1", "four"],
        ),
        ([mark((1, 5), (2, 5), WRONG)], ["one [f:two three]", "[f:four]1"]),
        # The same passage for two checks, and twice for one: as evidence and as context.
        ([mark((2, 1), (2, 5), PASS, 2), mark((2, 1), (2, 5), PASS, 1)], ["", "[p:four]12"]),
        ([mark((2, 1), (2, 5), CONTEXT), mark((2, 1), (2, 5), PASS)], ["", "[px:four]1"]),
        # What cannot be: cut at the end of its line, or left out.
        ([mark((2, 3), (2, 99), PASS)], ["", "fo[p:ur]1"]),
        ([mark((7, 1), (7, 5), PASS)], ["", "four"]),
    ],
)
def test_highlights_are_split_where_they_overlap(
    highlights: list[Highlight], expected: list[str]
) -> None:
    lines, _ = marked_lines("one two three\nfour", highlights, "a1")
    assert [shown(line) for line in lines] == [expected[0] or "one two three", expected[1]]


def test_each_highlight_has_an_anchor_where_it_begins() -> None:
    first, second = mark((1, 5), (1, 14), PASS), mark((1, 9), (2, 5), WEAK, 2)
    lines, anchors = marked_lines("one two three\nfour", [first, second], "a7")
    assert anchors == {first: "a7l1c5", second: "a7l1c9"}
    assert [p.anchor for line in lines for p in line.pieces] == ["", "a7l1c5", "a7l1c9", ""]


def test_a_long_passage_stands_beside_its_lines() -> None:
    text = "word " * 40
    source = "\n".join(["# Title", *[text] * 6])
    long = mark((2, 1), (7, len(text) + 1), WRONG, 3)
    assert 5 * len(text) > LONG
    lines, anchors = marked_lines(source, [long], "a1")
    assert [line.bars for line in lines] == [(), *[(WRONG,)] * 6]
    assert [line.begins for line in lines] == [(), ((WRONG, 3),), *[()] * 5]
    assert {piece.roles for line in lines for piece in line.pieces} == {()}
    assert anchors == {long: "a1l2"} == {long: lines[1].anchor}


@pytest.mark.parametrize(
    ("source", "looks"),
    [
        ("text", [""]),
        ("# One\n###### Six\n#hash", ["h1", "h6", ""]),
        ("---\ntitle: a\n---\n# b", ["meta", "meta", "meta", "h1"]),
        ("---\nno end", ["", ""]),
        ("```sh\n# no heading\n```\ntext", ["code", "code", "code", ""]),
        ("````\n```\n````\nx", ["code", "code", "code", ""]),
        ("- ~~~\n  a\n  ~~~\nx", ["code", "code", "code", ""]),
        ("> ```\n> a\n> ```\nx", ["code", "code", "code", ""]),
        ("| a |\n|---|\n\nx", ["table", "table", "", ""]),
        ("<!-- a -->\n<!-- b\nc\n-->\nx", ["meta", "meta", "meta", "meta", ""]),
        ("{/* a */}\nx", ["meta", ""]),
    ],
)
def test_lines_are_set_by_what_they_are(source: str, looks: list[str]) -> None:
    lines, _ = marked_lines(source, [], "a1")
    assert [line.look for line in lines] == looks


_PLACES = st.builds(Position, st.integers(1, 5), st.integers(1, 12))
_HIGHLIGHTS = st.lists(
    st.builds(Highlight, _PLACES, _PLACES, st.sampled_from(Role), st.integers(1, 3)), max_size=6
)


@given(st.text("ab \t\r\n|#`>é\u202e\U0001f600", max_size=40), _HIGHLIGHTS)
def test_no_character_is_lost_or_added(source: str, highlights: list[Highlight]) -> None:
    lines, anchors = marked_lines(source, highlights, "a1")
    assert ["".join(p.text for p in line.pieces) for line in lines] == LINE_END.split(source)
    placed = [line.anchor for line in lines] + [p.anchor for line in lines for p in line.pieces]
    used = [anchor for anchor in placed if anchor]
    assert len(used) == len(set(used))
    assert set(anchors.values()) <= set(used)
