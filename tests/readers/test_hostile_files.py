"""Whatever a file holds: one clear error or a document, and soon."""

import time

import pytest

from inferlint.errors import UnreadableError
from inferlint.readers import read
from inferlint.readers.markdown import DEEPEST

SECONDS = 5


@pytest.mark.parametrize(
    "source",
    [pytest.param(marker * DEEPEST + "word", id=repr(marker)) for marker in ("> ", ">", "- ")],
)
def test_deep_but_not_too_deep(source: str) -> None:
    assert [block.text for block in read(source, "a.md").blocks] == ["word"]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("> " * (DEEPEST + 1) + "word", 1),
        ("text\n\n" + ">" * 1000 + " word", 3),
        ("- " * 1000 + "word", 1),
        ("".join("  " * depth + "- a\n" for depth in range(200)), DEEPEST + 1),
        (">- " * 600 + "word", 1),
    ],
)
def test_too_deep_is_said(source: str, line: int) -> None:
    with pytest.raises(UnreadableError, match=f"nested more than {DEEPEST} deep") as caught:
        read(source, "a.md")
    assert caught.value.line == line


@pytest.mark.parametrize(
    "piece",
    ["[", "](", "*", "_", "**a ", "`", "`a", "<", "<a ", "<!--", "&", "!", "~~", "{", "{{", "{%",
     "{/*", "<svg>", "<A b={", "$$\n", ":::\n", "```\n", "|", "\\", "[^", "{:", "<?", "!!! a\n",
     "[a", "{{a}}", "{%a%}b", "{a}", "[a]{.b}", "![", "<!-- a -->\n\n", "{% comment %}", "a\r",
     "\0", "\u00a0\n", "---\n", "- a\n", "> a\n", "<p>a", ": a\n", "a\n: b\n", "* "],
)  # fmt: skip
@pytest.mark.parametrize("path", ["a.md", "a.mdx"])
def test_five_thousand_of_anything(piece: str, path: str) -> None:
    started = time.process_time()
    read(piece * 5000, path)
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("*" * 1000 + "a" + "*" * 1000, "a"),
        ("*a **b " * 500 + "c** d* " * 500, ("a b " * 500 + "c d " * 500).strip()),
        ("[" * 1000 + "a" + "](b)" * 1000, None),
        ("![" * 1000 + "a" + "](b)" * 1000, None),
        ("---\ntitle: a\n\n" + "text\n" * 20_000, None),
        ("+++\ntitle = 1\n\n" + "text\n" * 20_000, None),
        ("".join("`" * count + " " for count in range(500)), None),
        ("w" * 1_000_000, "w" * 1_000_000),
        ("<ul><li>" * 5000 + "a", "a"),
        ("| a |\n|---|\n" + "| b |\n" * 5000, "a: b"),
    ],
    ids=["stars", "emphasis", "links", "images", "YAML", "TOML", "ticks", "word", "HTML", "table"],
)
def test_deep_and_long_texts_are_read_soon(source: str, text: str | None) -> None:
    started = time.process_time()
    document = read(source, "a.md")
    assert time.process_time() - started < SECONDS
    assert document.blocks
    assert text is None or document.blocks[-1].text == text


@pytest.mark.parametrize(
    "front",
    [
        "---\na: " + "[" * 5000 + "]" * 5000 + "\n---\n",
        "---\n" + "".join("  " * depth + "a:\n" for depth in range(500)) + "---\n",
        "+++\na = " + "[" * 5000 + "]" * 5000 + "\n+++\n",
        "+++\n" + "a." * 5000 + "b = 1\n+++\n",
        "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n",
    ],
    ids=["YAML lists", "YAML keys", "TOML lists", "TOML keys", "YAML aliases"],
)
def test_front_matter_that_is_nested_too_deep_is_a_note(front: str) -> None:
    document = read(front + "\nText", "a.md")
    assert [block.text for block in document.blocks] == ["Text"]
    assert document.front_matter == {}
    assert len(document.notes) == 1
    assert "\n" not in document.notes[0]


def test_twice_the_text_takes_about_twice_the_time() -> None:
    piece = "# Tea\n\n{{< a >}} *Leaves* and [water](x).\n\n- a\n- b\n\n|a|b|\n|-|-|\n|c|d|\n\n"
    times = []
    for count in (200, 1600):
        started = time.process_time()
        read(piece * count, "a.md")
        times.append(time.process_time() - started)
    assert times[1] < 8 * 3 * times[0]


def test_one_long_paragraph_takes_no_longer_a_word() -> None:
    sentence = "Tea is *made* from `leaves` and [water](x) &amp; patience. "
    started = time.process_time()
    (block,) = read(sentence * 10_000, "a.md").blocks
    assert time.process_time() - started < SECONDS
    assert block.text.count("patience") == 10_000
