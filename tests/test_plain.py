"""Words of others: what stays as it is, and what is written out."""

from __future__ import annotations

import json

import pytest

from inferlint.plain import (
    json_text,
    markdown_code,
    markdown_text,
    name,
    no_commands,
    one_line,
    plain,
    uri_path,
)

STAYS = ["", "naïve 世界 🧀", "👩\u200d💻", "a\u00adb", "a\tb\nc", "# #", "a ##"]
PLAIN = [
    # stays
    *(
        (text, text)
        for text in ("", "naïve 世界 🧀", "👩\u200d💻", "a\u00adb", "a\tb\nc", "# #", "a ##")
    ),
    # is written out
    ("\x1b[31m", r"\x1b[31m"),
    ("a\x00b\x7f\x85", r"a\x00b\x7f\x85"),
    ("\u202egpj", r"\u202egpj"),
    ("a\u2028b", r"a\u2028b"),
    ("\ud800", r"\ud800"),
    ("caf\udce9", r"caf\xe9"),
    ("\uffff\U0010ffff", r"\uffff\U0010ffff"),
    ("a\r\nb\rc", "a\nb\nc"),
    ("##[error]a ##vso[b]", "# #[error]a # #vso[b]"),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_only_what_cannot_be_seen_is_written_out(text: str, expected: str) -> None:
    assert plain(text) == expected


MARKDOWN = [
    ("Say it, in a (short) sentence.", "Say it, in a (short) sentence."),
    ("a-b 1.5 = 2", "a-b 1.5 = 2"),
    ("**a** `b` [c](d)", r"\*\*a\*\* \`b\` \[c\](d)"),
    ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
    ("- a", r"\- a"),
    ("12. a", r"12\. a"),
    ("# a", r"\# a"),
    ("@a #1 www.a", r"@<!-- -->a \#<!-- -->1 www<!-- -->.a"),
    ("https://a", "https:<!-- -->//a"),
    (":a_b:", r":<!-- -->a\_b:"),
    ("at 10:30: now", "at 10:<!-- -->30: now"),
    ("a | b", r"a \| b"),
    ("a\n\n# b", r"a \# b"),
]


@pytest.mark.parametrize(("text", "expected"), MARKDOWN)
def test_markdown_shows_the_characters(text: str, expected: str) -> None:
    assert markdown_text(text) == expected


LOG = [
    ("a::b\nc: d\n", "a::b\nc: d\n"),
    ("::error::a\n", ": :error::a\n"),
    ("a\n \t ::error::b", "a\n \t : :error::b"),
    ("\x1b[1m\x1b[31m::error::a\x1b[0m", "\x1b[1m\x1b[31m: :error::a\x1b[0m"),
    ("\n\n:::\n", "\n\n: ::\n"),
]


@pytest.mark.parametrize(("text", "expected"), LOG)
def test_no_line_is_a_command(text: str, expected: str) -> None:
    assert no_commands(text) == expected


@pytest.mark.parametrize(
    "text", ["\x1b\u202e\ud800\x7f\x85", "##[error]", "🧀\U000e0041", "\\##[a"]
)
def test_json_says_the_same_without_a_steering_character(text: str) -> None:
    told = json_text({text: [text]})
    assert json.loads(told) == {text: [text]}
    assert plain(told) == told


def test_names_and_lines() -> None:
    assert name("a\nb\tc.md") == r"a\nb\tc.md"
    assert one_line(" a \n b ") == "a b"
    assert one_line("one two three", 9) == "one two …"
    assert markdown_code("a_b|c") == "<code>a&#95;b&#124;c</code>"
    assert uri_path("a b/é\udcff#.md") == "a%20b/%C3%A9%FF%23.md"
