"""Markdown rules are asked only where their sign stands: that must not change what is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from inferlint.readers.markdown import _parse, full_parser

ROOT = Path(__file__).parents[2]
PIECES = [
    *"\\`~*_[]()!<>&|:^-#.=+ \n\tab1\"'é",
    *("**", "``", "~~", "![", "](", "]: ", "[^1]", "[^1]: ", "\n\n", "    ", "> ", "> [!NOTE]\n"),
    *(
        "- [ ] ",
        "1. ",
        "---",
        "|---|",
        "&amp;",
        "&#35;",
        "<b>",
        "</b>",
        "<http://a.b>",
        "[a]",
        "```\n",
    ),
]


def told(tokens: list[Token]) -> list[dict[str, Any]]:
    return [token.as_dict() for token in tokens]


@settings(max_examples=600, deadline=None)
@given(text=st.lists(st.sampled_from(PIECES), max_size=40).map("".join), mdx=st.booleans())
@example(text="a | b\n--|--\n1 | 2\n", mdx=False)
@example(text="[a]: /b\n\n[a] and ![x](y) and [^1]\n\n[^1]: note\n", mdx=False)
@example(text="*a **b* c** \\* `x` &lt; <i>y</i>  \nend", mdx=True)
@example(text="", mdx=False)
def test_every_text_is_read_as_by_the_library(*, text: str, mdx: bool) -> None:
    assert told(_parse(text, "a.md", mdx=mdx)) == told(full_parser(mdx=mdx).parse(text))


@pytest.mark.parametrize("path", sorted((ROOT / "docs").rglob("*.md")), ids=lambda path: path.name)
def test_every_page_of_the_project_is_read_as_by_the_library(path: Path) -> None:
    text = path.read_text("utf-8")
    assert told(_parse(text, "a.md", mdx=False)) == told(full_parser(mdx=False).parse(text))
