"""What other tools make of Markdown: their readers' text is there, in its place, and no more."""

import pytest
from placing import disorder, misplaced

from inferlint.document import Block
from inferlint.readers import read

MDX = [
    (
        "import A from '@b/c';\nimport { D } from \"e\";\n\nexport const meta = {\n  title: 'x',\n"
        '\n  more: [1],\n};\n\n# Head\n\n<A prop={1} other="two">\n  Inside **text**.\n</A>\n\n'
        "The {value} is {a ? 'b' : 'c'} here.",
        "Head / Inside text. / The is here.",
    ),
    (
        '<Tabs>\n  <TabItem value="a" label="A">\n\n    Indented text.\n\n  </TabItem>\n</Tabs>',
        "Indented text.",
    ),
    (
        "export default function Page({ children }) {\n  return <div>{children}</div>;\n}\n\nText",
        "Text",
    ),
    ("export default ({ children }) => <div>\n  {children}\n</div>\n\nText", "Text"),
    ("{/*\nHidden\n\n```js\ncode\n```\n\nHidden too\n*/}\n\nEnd", "End"),
    (
        '<Card\n  title="A"\n  icon={<Icon name="x" />}\n  onClick={() => { go() }}\n>\n'
        "  Text.\n</Card>",
        "Text.",
    ),
    ("- item {x}\n- <Badge>new</Badge> item", "item / new item"),
    ("| a | b |\n|---|---|\n| {x} c | <B/>d |", "a: c; b: d"),
    ("{items.map(i => (\n  <li key={i}>{i}</li>\n))}\n\nText", "Text"),
    ("<A.B c>\n\n- one\n- two\n\n</A.B>", "one / two"),
    ('text <br/> more <img src={x} alt="y" /> end', "text more end"),
    ("Use `{x}` and `<A b={1}>`.", "Use {x} and <A b={1}>."),
]
QUARTO = [
    ("```{r}\n#| echo: false\nx <- 1\n```\n\nText", "Text"),
    ("```{python}\n#| label: a\nprint(1)\n```\n\n```{=html}\n<b>x</b>\n```\n\nText", "Text"),
    ("::: {.callout-note}\n## Head\n\nText.\n:::\n\nAfter", "Head / Text. / After"),
    (
        ':::: {.columns}\n\n::: {.column width="40%"}\nLeft\n:::\n\n'
        "::: {.column}\nRight\n:::\n\n::::",
        "Left / Right",
    ),
    ("![Caption](f.png){#fig-a width=50%}\n\nSee @fig-a.", "See @fig-a."),
    ("A [spanned *word*]{.mark} and [more]{#id .x}", "A spanned word and more"),
    ("[a][b]{.x} and [c](d){.y}\n\n[b]: e", "a and c"),
    ("{{< include x.qmd >}}\n\n# Head {#sec-a .unnumbered}\n\nText", "Head / Text"),
]
DIRECTIVES = [
    (":::note\n\nText.\n\n:::\n\n:::tip[Title]\nMore.\n:::", "Text. / More."),
    (":::info A title\nText\n:::\n\nAfter", "Text / After"),
    ("::::info\n\n:::tip\ndeep\n:::\n\n::::\n\nAfter", "deep / After"),
    ("- a\n\n  :::note\n\n  b\n\n  :::\n- c", "a / b / c"),
    ("> [!NOTE]\n> Text *here*.\n> - item\n\n> quote", "Text here. / item / quote"),
    ("> [!IMPORTANT]  \n> One\n>\n> Two", "One / Two"),
    ("!!! note\n\n    Text.\n\n    - item\n\nAfter", "Text. / item / After"),
    ('!!! warning "Title"\n    One.\n\n    Two.\n\nAfter', "One. / Two. / After"),
    ('???+ tip "Open"\n    One\n\n!!! danger ""\n    Two', "One / Two"),
    ("!!! note\n    ```\n    code\n    ```\n    | a |\n    |---|\n    | b |", "a: b"),
    ('=== "A"\n\n    text a\n\n=== "B"\n\n    text b', "text a / text b"),
]
TEMPLATES = [
    ('{{< figure src="a.png" title="b" >}}\n\nText {{< ref "x" >}} more.', "Text more."),
    ("{{% notice tip %}}\nInside *it*.\n{{% /notice %}}\n\nAfter", "Inside it. / After"),
    ("{{< highlight go >}}\nfunc main() {}\n\nreturn\n{{< /highlight >}}\n\nText", "Text"),
    ('[a]({{< relref "b.md" >}}) text', "a text"),
    ('{% include figure.html\n   src="x" %}\n\nText {{ page.title }} more.', "Text more."),
    ("{% highlight ruby %}\ncode here\n{% endhighlight %}\n\nText", "Text"),
    ("{%- comment -%}\nhidden\n{%- endcomment -%}\n\nText", "Text"),
    ("{% raw %}\nshown\n{% endraw %}\n\n{% highlight", "shown / {% highlight"),
    ("[link]({% post_url 2020-01-01-a %}) text\n{: .lead }", "link text"),
    ("# A title[[a-title]]\n\nSee [[notes]] here.", "A title / See [[notes]] here."),
    ("* TOC\n{:toc}\n\n[TOC]\n\n[[_TOC_]]\n\n[toc] stays", "[toc] stays"),
]
NOTES_AND_LISTS = [
    ("Text[^a] goes on.\n\n[^a]: Smith, *Book*, https://a.b.\n\nEnd", "Text goes on. / End"),
    (
        "Text[^a].\n\n[^a]: The note says something.\n\n    And more of it.\n\nEnd",
        "Text. / The note says something. / And more of it. / End",
    ),
    ("Term *one*\n: First.\n: Second.", "Term one / First. / Second."),
    ("Term\n\n: First\n\n    ```\n    code\n    ```\n\n  more", "Term / First / more"),
    ("- [ ] one\n- [x] two\n  - [X] three\n1. [ ] four", "one / two / three / four"),
    (
        "1. one\n   - two\n\n     more\n   - three\n\n     ```\n     code\n     ```\n"
        "2. four\n   > five\n\n   six",
        "one / two / more / three / four / five / six",
    ),
]
TABLES_AND_HTML = [
    (
        "| a \\| b | `c\\|d` |\n|:--|--:|\n| e \\| f | [g](h) \\| |\n| i | j | k |\n| l |",
        "a | b: e | f; c|d: g | / a | b: i; c|d: j / a | b: l",
    ),
    ("|a\\|\\|b|\n|-|\n|\\|c\\||\n|\\\\| d|", "a||b: |c| / a||b: | d"),
    ("- > a | b\n  > --|--\n  > c | d\n  > `e` | *f*", "a: c; b: d / a: e; b: f"),
    (
        "<table>\n  <thead>\n    <tr><th>A</th><th>B</th></tr>\n  </thead>\n  <tbody>\n    <tr>\n"
        "      <td>one</td>\n      <td>two <b>bold</b> &amp; more</td>\n    </tr>\n"
        "  </tbody>\n</table>",
        "A / B / one / two bold & more",
    ),
    (
        "<details>\n<summary>Click <b>me</b></summary>\n\nHidden **text**.\n\n- item\n\n"
        "</details>\n\nAfter",
        "Click me / Hidden text. / item / After",
    ),
    ("<details><summary>S</summary>one line</details>", "S / one line"),
    (
        "![alt](a.png)\n*Caption*\n\n[![badge](b.svg)](c) [![d](e)](f)\n\n"
        "See ![it](g) and ![it][h] here\n\n"
        "[h]: i.png",
        "Caption / See and here",
    ),
    (
        '<figure><img src="x" alt="y"><figcaption>Caption</figcaption></figure>\n\n'
        '<img src="x"> text',
        "Caption / text",
    ),
]
ALL = [
    pytest.param(path, source, texts, id=f"{name}-{number}")
    for name, path, cases in (
        ("mdx", "a.mdx", MDX),
        ("quarto", "a.qmd", QUARTO),
        ("directives", "a.md", DIRECTIVES),
        ("templates", "a.md", TEMPLATES),
        ("notes and lists", "a.md", NOTES_AND_LISTS),
        ("tables and html", "a.md", TABLES_AND_HTML),
    )
    for number, (source, texts) in enumerate(cases)
]


@pytest.mark.parametrize("front", ["", "---\ntitle: Front\n---\n\n"], ids=["bare", "front matter"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize(("path", "source", "texts"), ALL)
def test_readers_see_this_and_nothing_else(
    path: str, source: str, texts: str, line_end: str, front: str
) -> None:
    document = read((front + source).replace("\n", line_end), path)
    assert misplaced(document) == []
    assert disorder(document) == []
    title = ["Front"] if front else []
    assert " / ".join(block.text for block in document.blocks[len(title) :]) == texts
    assert [block.text for block in document.blocks[: len(title)]] == title


@pytest.mark.parametrize(
    ("path", "source", "word", "line", "column"),
    [
        ("a.mdx", "<A>\n\n    Some *text*\n\n</A>", "text", 3, 11),
        ("a.mdx", "a {b} <C/> word", "word", 1, 12),
        ("a.md", "!!! note\n    !!! tip\n        - a word", "word", 3, 13),
        ("a.md", "> [!TIP]\n> a\n> word", "word", 3, 3),
        ("a.md", "- a {% b %}\n  [word]({{ c }})", "word", 2, 4),
        ("a.md", "|a|\n|-|\n|b \\| c \\| word|", "word", 3, 12),
        ("a.md", "> - |a|b|\n>   |-|-|\n>   |a|word|", "word", 3, 8),
        ("a.md", "# word # #", "word", 1, 3),
        ("a.md", "- [x] \n      a\n  word", "word", 3, 3),
        ("a.md", "<ul>\n\t<li>a &lt; <b>word</b></li>\n</ul>", "word", 2, 16),
        ("a.qmd", "[a]{.b} [word]{.c}", "word", 1, 10),
        ("a.md", "Text[^1]\n\n[^1]: A note about\n    a word", "word", 4, 7),
        ("a.md", "Term\n:   a\n    word", "word", 3, 5),
        ("a.md", "word word\nword", "word", 1, 1),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_a_word_is_where_its_writer_sees_it(
    path: str, source: str, word: str, line: int, column: int, line_end: str
) -> None:
    document = read(source.replace("\n", line_end), path)
    block: Block = next(block for block in document.blocks if word in block.text)
    place = document.position(block.origin[block.text.index(word)])
    assert (place.line, place.column) == (line, column)
