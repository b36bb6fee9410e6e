"""YAML with lines: what stays text, what is refused, and where."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from inferlint import yaml_lines
from inferlint.errors import InferlintError
from inferlint.yaml_lines import Items, Table, Text, plain, read_yaml


@pytest.fixture(params=["CBaseLoader", "BaseLoader"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_lines, "_LOADER", getattr(yaml, request.param))


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("on: no\nyes: 1.0\nnull: ~\ndate: 2024-01-01\n",
         {"on": "no", "yes": "1.0", "null": "~", "date": "2024-01-01"}),
        ("", {}),
        ("# only a remark\n", {}),
        ("---\n", {}),
        ("a:\nb: ''\n", {"a": "", "b": ""}),
        ("- a\n-\n- [b, c]\n- {d: e}\n", ["a", "", ["b", "c"], {"d": "e"}]),
        ("a: >\n  one\n  two\n", {"a": "one two\n"}),
        ("just text\n", "just text"),
        ("a: =b\n", {"a": "=b"}),
        ("a: 1\r\nb: 2\r\n", {"a": "1", "b": "2"}),
    ],
)  # fmt: skip
def test_all_scalars_stay_text(source: str, content: Any) -> None:
    assert plain(read_yaml(source, path="x.yaml")) == content


def test_every_node_and_key_knows_its_line() -> None:
    node = read_yaml("a: b\nc:\n  - d\n  -\n  - e: f\n", path="x.yaml", first_line=11)
    inner = Table({"e": Text("f", 15)}, 15, {"e": 15})
    items = Items((Text("d", 13), Text("", 14), inner), 13)
    assert node == Table({"a": Text("b", 11), "c": items}, 11, {"a": 11, "c": 12})
    assert isinstance(node, Table)
    assert (node.line_of("c"), node.line_of("z")) == (12, 11)


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("source", "message"),
    [
        (BOMB, "x.yaml:1: the anchor &a is not allowed; remove it, or quote text that starts with "
         "&"),
        ("a: *b\n", "x.yaml:1: the alias *b is not allowed; write the content out, or quote text "
         "that starts with *"),
        ("*b : c\n", "x.yaml:1: the alias *b is not allowed; write the content out, or quote text "
         "that starts with *"),
        ("a: b\nc: !!int 3\n", "x.yaml:2: the tag tag:yaml.org,2002:int is not allowed; remove "
         "it, or quote text that starts with !"),
        ("a: !b c\n", "x.yaml:1: the tag !b is not allowed; remove it, or quote text that starts "
         "with !"),
        ("a: 1\nb: 2\na: 3\n", "x.yaml:3: 'a' stands here again (first in line 1); keep one of "
         "the two"),
        ("{a, b}: c\n", "x.yaml:1: a key must be text; quote what stands before the colon"),
        ("'': c\n", "x.yaml:1: a key is empty; write a name before the colon"),
        ("a: 1\n---\nb: 2\n", "x.yaml:2: a second document starts here; remove the line `---`"),
        ("a:\n\tb: c\n", "x.yaml:2: a tab stands where spaces are expected; indent with spaces"),
        ("a: |\n\tb\n", "x.yaml:2: a tab stands where spaces are expected; indent with spaces"),
        ("a: 1\nb\nc: 2\n", "x.yaml:2: this line has no colon; write `key: value`, or indent a "
         "line that goes on from the one above"),
        ("a: b: c\n", "x.yaml:1: a colon stands where none is expected; put text that holds a "
         "colon in quotes, and check the indentation"),
        ("a: @b\n", "x.yaml:1: text cannot start with this sign; put it in quotes"),
        ('a: 1\nb: "c\nd: e\n', "x.yaml:2: a quotation mark is never closed; close it"),
        ("a: [b\nc: d\n", "x.yaml:1: a bracket is not closed, or a comma is missing; put text "
         "that holds brackets or commas in quotes"),
        ('a: "\\q"\n', "x.yaml:1: a backslash inside double quotes starts no known sign; use "
         "single quotes, or write two backslashes"),
        ("a:\n  - b\n - c\n", "x.yaml:3: the indentation or the quotation marks do not fit the "
         "lines above; line it up with its neighbours"),
        ("- a\nb: c\n", "x.yaml:2: the indentation or the quotation marks do not fit the lines "
         "above; line it up with its neighbours"),
        ("a: b\nc: \x01\n", "x.yaml:2: the invisible character U+0001 is not allowed; delete it"),
        ("a: \ud800\n", "x.yaml:1: the invisible character U+D800 is not allowed; delete it"),
        ("[" * 60 + "]" * 60, "x.yaml:1: nested more than 50 levels deep; make it flatter"),
        ("{a: " * 5000, "x.yaml:1: nested more than 50 levels deep; make it flatter"),
    ],
)  # fmt: skip
def test_refused_with_the_line_and_what_to_do(source: str, message: str) -> None:
    with pytest.raises(InferlintError) as caught:
        read_yaml(source, path="x.yaml")
    assert str(caught.value) == message


def test_lines_of_mistakes_count_from_the_first_line() -> None:
    with pytest.raises(InferlintError, match=r"^x\.md:8: this line has no colon"):
        read_yaml("a: 1\nb\nc: 2\n", path="x.md", first_line=7)


@given(st.text(alphabet=" \t\n\r\x85\u2028ab:-?'\"[]{}#&*!|>%@`,=\\0\ufeff\U0001f600"))
def test_any_text_gives_nodes_or_a_mistake_of_the_editor(source: str) -> None:
    try:
        plain(read_yaml(source, path="x.yaml"))
    except InferlintError as error:
        assert error.path == "x.yaml"


def test_lines_agree_with_and_without_the_c_loader(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "a:\n  b: >\n    c\n    d\n  e: [f,\n    g]\n# h\ni:\n  j:\nk: 'l\n  m'\n"
    fast = read_yaml(source, path="x.yaml")
    monkeypatch.setattr(yaml_lines, "_LOADER", yaml.BaseLoader)
    assert read_yaml(source, path="x.yaml") == fast
