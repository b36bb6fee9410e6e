"""Draft text between markers is hidden, and noted."""

import pytest

from inferlint.readers import read

CASES = {
    "a paragraph": (
        "One.\n\n<!-- inferlint: draft -->\nTwo.\n<!-- /inferlint: draft -->\n\nThree.\n",
        ["One.", "Three."],
        ["draft text left in line 3; make it yours, then remove the markers"],
    ),
    "a heading and a table": (
        "One.\n\n<!-- inferlint: draft -->\n\n## Two\n\n| a |\n|---|\n| b |\n\n"
        "<!-- /inferlint: draft -->\n\nThree.\n",
        ["One.", "Three."],
        ["draft text left in line 3; make it yours, then remove the markers"],
    ),
    "two drafts": (
        "A <!--inferlint:  draft-->B<!--/inferlint: draft--> C\n\n"
        "<!-- inferlint: draft -->\nD\n<!-- /inferlint: draft -->\n",
        ["A C"],
        [
            "draft text left in lines 1 and 3; make it yours, then remove the markers",
        ],
    ),
    "no end": (
        "One.\n\n<!-- inferlint: draft -->\n\nTwo.\n",
        ["One."],
        ["line 3: draft text without an end; write the comment `/inferlint: draft` below it"],
    ),
    "an end alone": ("One.\n\n<!-- /inferlint: draft -->\n\nTwo.\n", ["One.", "Two."], []),
    "MDX": (
        "import A from 'a'\n\nOne.\n\n{/* inferlint: draft */}\n\nTwo.\n\n"
        "{/* /inferlint: draft */}\n",
        ["One."],
        ["draft text left in line 5; make it yours, then remove the markers"],
    ),
    "in a list": (
        "1. one\n\n   <!-- inferlint: draft -->\n\n   D.\n\n   <!-- /inferlint: draft -->\n\n"
        "   More.\n\n2. two\n",
        ["one", "More.", "two"],
        ["draft text left in line 3; make it yours, then remove the markers"],
    ),
    "a marker with more in it": (
        "<!-- inferlint: draft please -->\n\nA.\n\n<!-- /inferlint: draft -->\n",
        ["A."],
        ["line 1: a draft begins with the comment `inferlint: draft` and nothing else in it"],
    ),
    "in a code block": (
        "One.\n\n```\n<!-- inferlint: draft -->\n```\n\nTwo.\n",
        ["One.", "Two."],
        [],
    ),
    "Windows line ends": (
        "One.\r\n\r\n<!-- inferlint: draft -->\r\nTwo.\r\n<!-- /inferlint: draft -->\r\n",
        ["One."],
        ["draft text left in line 3; make it yours, then remove the markers"],
    ),
}


@pytest.mark.parametrize(("source", "texts", "notes"), CASES.values(), ids=CASES)
def test_drafts_are_hidden(source: str, texts: list[str], notes: list[str]) -> None:
    document = read(source, "article.md")
    assert [block.text for block in document.blocks] == texts
    assert list(document.notes) == notes
