"""What other tools put into Markdown is no prose; what only looks like it stays."""

import pytest

from inferlint.readers import read
from inferlint.readers.prose import MASK


def texts(source: str, path: str = "a.md") -> list[str]:
    return [block.text for block in read(source, path).blocks]


@pytest.mark.parametrize(
    "text",
    [
        "A set {1, 2} and a {placeholder}",
        "100 % {so what}",
        "Ratio a:b, or a::b, or a ::: b",
        "import taxes from abroad",
        "export default values are fine",
        "It costs $5 and then $6",
        "Vec<T> and x < y > z",
        "#id {}",
        "!!! is no note",
        "a {{ b",
        "a {% b",
        "a {/* b",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert texts(text) == [text.replace("<T>", "")]


@pytest.mark.parametrize(
    "code", ["{% raw %}", "{{ x }}", "{{< x >}}", "{#id}", "{: .x}", "<Tip a={1}>", "{/* x */}"]
)
@pytest.mark.parametrize("path", ["a.md", "a.mdx"])
def test_code_spans_stay(code: str, path: str) -> None:
    assert texts(f"Write `{code}` here", path) == [f"Write {code} here"]
    assert texts(f"Write ``{code} ` `` here", path) == [f"Write {code} ` here"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% note %}\nText\n{% endnote %}", ["Text"]),
        ("{% note %} Text after", ["Text after"]),
        ("a {% b %} c{% d %}e", ["a ce"]),
        ("{% set x = {\n 'a': 1 } %}\nText", ["Text"]),
        ("{{< figure src='x'\n caption='y' >}}\n\nText", ["Text"]),
        ("{{% notice %}}\n- a\n- b\n{{% /notice %}}", ["a", "b"]),
        ("![a]({{ '/b c' | url }}) d", ["d"]),
        ("**{{ x }}bold** text", ["bold text"]),
        ("## Head {#id .class}", ["Head"]),
        ("## Head ## {#id}", ["Head ##"]),
        ("Text\n{: .note }\n\nMore", ["Text", "More"]),
        ("> Text\n{: .prompt-tip}", ["Text"]),
        ("![a](b){width=50%} text", ["text"]),
        ("[a](b){.button} text", ["a text"]),
        ("see {ref}`here`", ["see here"]),
        (":::note Title\nText\n:::", ["Text"]),
        ("::: {.callout-tip}\n## Head\nText\n:::", ["Head", "Text"]),
        ("::::{tab-set}\n:::{tab-item} A\n:sync: a\n\nText\n:::\n::::", ["Text"]),
        ("- a\n\n  :::tip\n  b\n  :::", ["a", "b"]),
        ("Text\n\n$$\na = b\n$$\n\nMore", ["Text", "More"]),
        ("Text\n$$a = b$$\nMore", ["Text", "More"]),
        ("$$\na\n\nb\n$$ (eq)", []),
        ("Let $$a$$ be", ["Let $$a$$ be"]),
        ("![[picture.png]]\n\nText", ["Text"]),
        ("<svg>\n\n<text>a</text>\n\n</svg>\n\nText", ["Text"]),
        ("<figure markdown>\n![a](b){ width=5 }\n**c**\n</figure>", ["c"]),
        ('<Frame a="b">\n  Text *a*\n</Frame>', ["Text a"]),
        ("<div style={{a: 1}}>\n<h2 id={b}>Head</h2>\n</div>", ["Head"]),
        (":label:`sec_x`\n\nText", ["Text"]),
    ],
)
def test_templates_attributes_and_directives_are_no_prose(source: str, expected: list[str]) -> None:
    assert texts(source) == expected
    assert texts(source.replace("\n", "\r\n")) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import A from 'a'\n\nText", ["Text"]),
        ("import {\n  A,\n  B,\n} from 'a';\nimport './b.css'\n\nText", ["Text"]),
        ("export const a = {\n  b: 1,\n\n  c: 2,\n}\n\nText", ["Text"]),
        ("<Tabs\n  values={[\n    {a: 'b > c'},\n\n  ]}\n>\n\nText\n\n</Tabs>", ["Text"]),
        ("<Tip>\n\n    Indented *text*\n\n</Tip>", ["Indented text"]),
        ("<Tip>one *line*</Tip>", ["one line"]),
        ("{/* a\n\ncomment */}\n\nText {props.a} end", ["Text end"]),
        ("# Title {frontMatter.x}\n\n<Video id='x' />", ["Title"]),
        ("<div className='a'>\n**Text**\n</div>", ["Text"]),
        ("<>\nText\n</>", ["Text"]),
    ],
)
def test_mdx_code_is_no_prose(source: str, expected: list[str]) -> None:
    assert texts(source, "a.mdx") == expected
    assert texts(source.replace("\n", "\r\n"), "a.mdx") == expected


def test_markdown_with_imports_is_read_like_mdx() -> None:
    assert texts("import A from '@x/a'\n\n<A>\n\n    Text {b}\n\n</A>") == ["Text"]
    assert texts("Text\n\n    import a from 'b'") == ["Text"]


def test_what_stands_in_fences_hides_nothing_outside() -> None:
    source = "```\n{% a\n{/* b\n<svg>\n$$\n```\n\nText\n\n~~~\n%} */} </svg>\n$$\n~~~\n\nMore"
    assert texts(source) == ["Text", "More"]


def test_no_mask_reaches_a_block() -> None:
    source = "a{% x %}b {{ c }}\n\n| {#a} | b {#c}\n|---|---|\n| {% d %} | e\n\n<p>{% f %}g</p>"
    assert MASK not in "".join(texts(source))
