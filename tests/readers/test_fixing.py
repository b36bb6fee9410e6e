"""What `--fix` mends, and that it touches nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferlint.readers import read
from inferlint.readers.fixing import fixed

MENDED = {
    "a level skipped": ("## A\n\n#### B\n", "## A\n\n### B\n"),
    "and what is below it": ("# A\n\n### B\n\n#### C\n", "# A\n\n## B\n\n### C\n"),
    "siblings stay siblings": ("# A\n\n### B\n\n### C\n", "# A\n\n## B\n\n## C\n"),
    "back up again": ("# A\n\n### B\n\n# C\n\n## D\n", "# A\n\n## B\n\n# C\n\n## D\n"),
    "closing signs stay": ("# A\n\n### B ###\n", "# A\n\n## B ###\n"),
    "a heading without a space": ("##Why\n\nText.\n", "## Why\n\nText.\n"),
    "a list without a blank line": ("Text:\n- a\n- b\n", "Text:\n\n- a\n- b\n"),
    "a numbered list": ("Text:\n1. a\n", "Text:\n\n1. a\n"),
    "a table": ("Text:\n| a |\n|---|\n| b |\n", "Text:\n\n| a |\n|---|\n| b |\n"),
    "Windows line ends": ("# A\r\n\r\n### B\r\nText:\r\n- a\r\n",
                          "# A\r\n\r\n## B\r\nText:\r\n\r\n- a\r\n"),
    "below a title in the front matter": (
        "---\ntitle: x\n---\n### A\n\n#### B\n", "---\ntitle: x\n---\n## A\n\n### B\n"),
    "below front matter": ("---\ntitle: x\n---\n# A\n### B\n", "---\ntitle: x\n---\n# A\n## B\n"),
}  # fmt: skip
KEPT = {
    "sound": "# A\n\n## B\n\nText:\n\n- a\n\n### C\n\n# D\n",
    "begins below the top": "### A\n\n#### B\n\n## C\n",
    "code": "```\n##A\n\n#### B\nText:\n- a\n```\n",
    "a hashtag": "#AI is loud.\n",
    "a hashtag in a text": "##AI is loud\nand goes on.\n",
    "a list in a list": "- a\n  - b\n",
    "front matter": "---\n##a: b\nc:\n- d\n---\n",
    "a comment": "<!--\n# A\n### B\n-->\n",
    "an underlined heading": "A\n===\n\nB\n---\n",
    "no line end": "# A",
    "a template around a list": "{% for p in posts %}\n- {{ p }}\n{% endfor %}\n",
    "attributes of a list": "Text.\n\n{: .steps}\n1. one\n",
    "a comment above a table": "{/* keep */}\n| a |\n|---|\n| b |\n",
    "cell magic": "##%% x\n",
    "a template in a heading": "##{{ title }}\n",
    "nothing": "",
}


@pytest.mark.parametrize(("source", "expected"), MENDED.values(), ids=MENDED)
def test_what_is_mended(source: str, expected: str) -> None:
    assert fixed(source, "a.md") == expected
    assert fixed(expected, "a.md") == expected


@pytest.mark.parametrize("source", KEPT.values(), ids=KEPT)
def test_what_stays(source: str) -> None:
    assert fixed(source, "a.md") == source


LINES = st.sampled_from(
    ["# A", "## B", "#### C", "##D", "Text", "Text:", "- a", "1. b", "", "| a |", "|---|", "> q",
     "```", "    code", "<!-- c -->", "---"]
)  # fmt: skip


@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n"]))
def test_mending_keeps_every_word_and_is_done_in_one_go(lines: list[str], end: str) -> None:
    source = end.join(lines)
    mended = fixed(source, "a.md")
    assert fixed(mended, "a.md") == mended
    before = "".join(char for char in source if char not in "# \r\n")
    assert "".join(char for char in mended if char not in "# \r\n") == before
    assert len(read(mended, "a.md").blocks) >= len(read(source, "a.md").blocks)
