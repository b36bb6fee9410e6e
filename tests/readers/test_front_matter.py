"""Front matter says things about the article; its title is the first heading."""

import pytest

from inferlint.document import Kind
from inferlint.readers import read


@pytest.mark.parametrize(
    ("source", "values"),
    [
        ("---\ntitle: Tea\n---\nText", {"title": "Tea"}),
        ("---\ndraft: no\nweight: 010\n---\nText", {"draft": "no", "weight": "010"}),
        ("---\ntags: [a, b]\nby:\n  name: C\n---\n", {"tags": ["a", "b"], "by": {"name": "C"}}),
        ("---\r\ntitle: Tea\r\n---\r\nText", {"title": "Tea"}),
        ("---\rtitle: Tea\r---\rText", {"title": "Tea"}),
        ("+++\rtitle = 'Tea'\r+++\rText", {"title": "Tea"}),
        ("---\ntitle: Tea\n...\nText", {"title": "Tea"}),
        ("---\n---\nText", {}),
        ('+++\ntitle = "Tea"\na = true\nn = 1\n+++\n', {"title": "Tea", "a": "true", "n": "1"}),
        ("+++\nd = 2024-01-02\n[a]\nb = [1]\n+++\n", {"d": "2024-01-02", "a": {"b": ["1"]}}),
        ("Text\n\n---\ntitle: Tea\n---", {}),
        ("---\n\nText between two rules\n\n---", {}),
    ],
)
def test_values_are_strings(source: str, values: dict[str, object]) -> None:
    document = read(source, "a.md")
    assert document.front_matter == values
    assert document.notes == ()


@pytest.mark.parametrize(
    ("source", "note"),
    [
        ("---\ntitle: [a\n---\n\nText", "front matter is not valid YAML (line "),
        ("---\na: b\na: c\n---\n\nText", "front matter is not valid YAML (line 3: "),
        ("+++\na = \n+++\n\nText", "front matter is not valid TOML ("),
    ],
)
def test_bad_front_matter_is_a_note(source: str, note: str) -> None:
    document = read(source, "a.md")
    assert document.front_matter == {}
    assert [text for text in document.notes if text.startswith(note)] == list(document.notes)
    assert len(document.notes) == 1
    assert [block.text for block in document.blocks] == ["Text"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("---\ntitle: Tea\n---\nText", ["Tea", "Text"]),
        ('---\ntitle: "Tea: a guide"\n---\nText', ["Tea: a guide", "Text"]),
        ("---\ntitle: 'Tea,  a guide '\n---\nText", ["Tea, a guide", "Text"]),
        ("---\nlang: en\ntitle: 'Tea'\n---\n## Part", ["Tea", "Part"]),
        ("---\ntitle: Tea\n---\n# Coffee", ["Tea", "Coffee"]),
        ("---\ntitle: Tea, a Guide\n---\n# Tea: *a guide*", ["Tea: a guide"]),
        ("---\ntitle: Tea\n---\nText\n\n# Tea", ["Text", "Tea"]),
        ("---\ntitle: Tea\n---\n<h1 align='center'>Tea</h1>", ["Tea"]),
        ("---\ntitle: Tea\n---\n## Tea", ["Tea", "Tea"]),
        ("---\ntitle: >\n  Tea\n  guide\n---\nText", ["Text"]),
        ("---\ntitle:\n---\nText", ["Text"]),
        ("---\ntitle: [a, b]\n---\nText", ["Text"]),
        ('+++\ntitle = "Tea"\n+++\nText', ["Tea", "Text"]),
        ("---\ntitle: Tea\n---\n", ["Tea"]),
    ],
)
def test_the_title_is_the_first_heading(source: str, expected: list[str]) -> None:
    assert [block.text for block in read(source, "a.md").blocks] == expected


def test_the_title_stands_in_the_front_matter() -> None:
    source = '---\nlang: en\ntitle: "Tea"  # for all\n---\nText\n\n## Part\n\nMore'
    title, text, part, more = read(source, "a.md").blocks
    assert (title.kind, title.level, title.headings) == (Kind.HEADING, 1, ())
    assert title.origin[0] == source.index("Tea")
    assert (text.headings, part.headings, more.headings) == ((0,), (0,), (0, 2))
