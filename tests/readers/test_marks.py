"""Links, code and steps are noted where they stand in the source."""

import pytest

from inferlint.document import Document
from inferlint.readers import read


def links(document: Document) -> list[tuple[str, str]]:
    """Return (source of the link, target) of each link."""
    source = document.source
    return [(source[link.span.start : link.span.end], link.target) for link in document.links]


LINKS = {
    "inline": ('See [the docs](https://x.org/a "t").', [("[the docs", "https://x.org/a")]),
    "by reference": ("See [docs].\n\n[docs]: https://x.org", [("[docs", "https://x.org")]),
    "an address": ("See <https://x.org>.", [("<https://x.org", "https://x.org")]),
    "in a cell": (
        "| a |\n|---|\n| [b](https://x.org) |",
        [("[b", "https://x.org")],
    ),
    "HTML": (
        'See <a class="x" href="https://x.org">b</a>.',
        [('<a class="x" href="https://x.org">b', "https://x.org")],
    ),
    "an image inside": (
        "[![alt](a.png)](https://x.org)",
        [("[![alt](a.png)", "https://x.org")],
    ),
    "a footnote that only cites": ("A.[^1]\n\n[^1]: [b](https://x.org)", [("", "https://x.org")]),
    "a footnote with a bare address": (
        "A.[^1]\n\n[^1]: https://x.org/a",
        [("", "https://x.org/a")],
    ),
    "in code": ("`[a](https://x.org)`", []),
    "a block of HTML": (
        '<p>See <a href="https://x.org">a</a>, <a href=https://y.org>b</a>.</p>',
        [
            ('<a href="https://x.org">a', "https://x.org"),
            ("<a href=https://y.org>b", "https://y.org"),
        ],
    ),
}


@pytest.mark.parametrize(("source", "expected"), LINKS.values(), ids=LINKS)
def test_links(source: str, expected: list[tuple[str, str]]) -> None:
    assert links(read(source, "article.md")) == expected


def test_code_is_noted_where_it_stands() -> None:
    source = "Call `run()` or ``a ` b``.\n\n```\nnot `this`\n```\n\n| a |\n|---|\n| `c\\|d` |\n"
    document = read(source, "article.md")
    noted = [source[span.start : span.end] for span in document.code]
    assert noted == ["run()", "a ` b", "c\\|d"]


def test_steps_are_the_first_paragraphs_of_numbered_items() -> None:
    source = "1. one\n\n   more\n2. two\n   - three\n\n- four\n"
    blocks = read(source, "article.md").blocks
    assert [(block.text, block.step) for block in blocks] == [
        ("one", True),
        ("more", False),
        ("two", True),
        ("three", False),
        ("four", False),
    ]


ELEMENTS = {
    "none": ("<br>\n\na <b>b</b> <Icon />\n", ()),
    "a component": ("<Tabs>\n\na\n\n</Tabs>\n\nb\n", ((1, 5),)),
    "HTML": ("<details>\n\na\n\n</details>\n", ((1, 5),)),
    "behind front matter": ('---\nx: y\n---\n\n<A\n  b="</A>"\n>\n\na\n</A>\n', ((5, 10),)),
    "inside each other": ("<A>\n<B>\n<B>\n</B>\na\n</B>\n</A>\n<B>\n</B>\n", ((1, 7), (8, 9))),
    "across each other": ("<A>\n<B>\na\n</A>\nb\n</B>\nc\n", ((1, 6),)),
    "never opened, never closed": ("</A>\n\n<A>\n\n<B>\n\n<C />\n\n</C>\n</B>\n", ((5, 10),)),
    "in code": ("`<A>`\n\n```\n<A>\n```\n\n</A>\n", ()),
}


@pytest.mark.parametrize(("source", "expected"), ELEMENTS.values(), ids=ELEMENTS)
@pytest.mark.parametrize("path", ["article.md", "article.mdx"])
def test_elements(source: str, path: str, expected: tuple[tuple[int, int], ...]) -> None:
    assert read(source, path).elements == expected


GAPS = {
    "paragraphs": ("# A\n\nB\nC\n\nD\n", (1, 4, 6)),
    "a list is one block": ("- a\n\n- b\n\n  c\n\nd\n", (5, 7)),
    "a table": ("| a |\n|---|\n| b |\n\nc\n", (3, 5)),
    "a fence": ("a\n\n```\nb\n\n```\n", (1, 6)),
    "a quote": ("> a\n>\n> b\n\nc\n", (3, 5)),
    "a line that introduces": ("Look:\n\n- a\n\nEnd:\n", (3, 5)),
    "an admonition": ("!!! note\n    A.\n\n    B.\n\nC.\n", (4, 6)),
    "front matter": ("---\ntitle: a\n---\n\nb\n", (5,)),
}


@pytest.mark.parametrize(("source", "expected"), GAPS.values(), ids=GAPS)
def test_gaps(source: str, expected: tuple[int, ...]) -> None:
    assert read(source, "article.md").gaps == expected
