"""Every character of a block's text stands at its origin in the source."""

import pytest
from commonmark_cases import CASES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from placing import disorder, misplaced

from inferlint.readers import read

REPEATABLE = settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
ALL = [
    pytest.param(source, texts, id=f"{section}-{number}")
    for section, cases in CASES.items()
    for number, (source, texts) in enumerate(cases)
]


@pytest.mark.parametrize(("source", "texts"), ALL)
def test_text_is_what_readers_see(source: str, texts: str) -> None:
    assert " / ".join(block.text for block in read(source, "a.md").blocks) == texts


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize(("source", "texts"), ALL)
def test_text_stands_at_its_origin(source: str, texts: str, line_end: str) -> None:
    document = read(source.replace("\n", line_end), "a.md")
    assert misplaced(document) == []
    assert disorder(document) == []
    assert " / ".join(block.text for block in document.blocks) == texts


WORDS = ["model", "data", "a", "GPU", "naïve", "世界", "x_y", "1.5", "I/O", "—", ""]
ODD = (
    "* ** _ ` `` [ ] ( ) < > & ! # - + | \\ ~~ : ; { } $ $$ \t \0 &amp; &#x41; &bogus; \\* \\| "
    "<br> <b> </b> <!-- --> {#id} {{x}} {%y%} [^1] https://a.b/c <http://a.b> ::: [[a|b]] ![[c]] "
    "\f \u00a0 \\\\| {/* */} {%comment%} [a]{.b} [toc] \\` :a: \" ' = \u2028 \v"
).split(" ")
SPANS = [
    *("*{}*", "**{}**", "`{}`", "~~{}~~", "[{}](/url 't')", "![{}](i.png)", "<i>{}</i>"),
    *("{} {}", "{}{}", "{}\n{}", "{}  \n {}", "{}\\\n{}", "[{}][a]", "`` {}`{} ``"),
    *("[{}]{.a}", "{{< a {} >}}", "{% a %}{}", "<A b={1}>{}</A>", "<{}>", "{}[^1]"),
]
LEAVES = [
    *("{}", "{}", "# {}", "{}\n---", "    {}", "```\n{}\n```", "<div>\n{}\n</div>", "***"),
    *("<ul><li>{}</li></ul>", "| {} | {} |\n|---|---|\n| {} | {} |", "{}|{}\n-|-\n{}|{}|"),
    *("{}\n: {}", "[^1]: {}", "!!! note\n    {}", "<Tip a={1}>\n{}\n</Tip>", "[a]: /url"),
    *("$$\n{}\n$$", ":::note {}\n{}\n:::", "<!-- {} -->", "- [ ] {}"),
    *("- [ ]  \n  {}", "<p>{}</p>\n{}", "|a\\|{}|\n|-|\n|{}\\|{}|", "> [!NOTE]\n> {}"),
    *('=== "a"\n    {}', ":::: {.a}\n{}\n::::", "* {}\n{:toc}", "<div>\n!!! note\n    {}"),
    *("{% highlight a %}\n{}\n{% endhighlight %}", "export const a = {\n{}\n}", "<details>\n{}"),
]
NESTS = [
    ("> ", "> "),
    (">", ""),
    ("- ", "  "),
    ("-\t", "\t"),
    ("1. ", "   "),
    ("* ", ""),
    (" ", " "),
]


@st.composite
def spans(draw: st.DrawFn, depth: int = 3) -> str:
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(WORDS if draw(st.booleans()) else ODD))
    return _filled(draw, draw(st.sampled_from(SPANS)), depth - 1)


@st.composite
def articles(draw: st.DrawFn, depth: int = 3) -> str:
    if depth == 0 or draw(st.integers(0, 2)) == 0:
        return _filled(draw, draw(st.sampled_from(LEAVES)), 3)
    if draw(st.booleans()):
        first, rest = draw(st.sampled_from(NESTS))
        return first + draw(articles(depth - 1)).replace("\n", "\n" + rest)
    gap = draw(st.sampled_from(["\n", "\n\n", "\n\n\n"]))
    return draw(articles(depth - 1)) + gap + draw(articles(depth - 1))


def _filled(draw: st.DrawFn, template: str, depth: int) -> str:
    parts = template.split("{}")
    return parts[0] + "".join(draw(spans(depth)) + part for part in parts[1:])


@given(
    source=articles(),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    front=st.sampled_from(
        ["", "---\ntitle: ' a  & b '\n---\n", '+++\ntitle = "a"\n+++\n', "---\n"]
    ),
    path=st.sampled_from(["a.md", "a.mdx"]),
)
@REPEATABLE
def test_any_markdown_keeps_its_places(source: str, line_end: str, front: str, path: str) -> None:
    document = read((front + source).replace("\n", line_end), path)
    assert misplaced(document) == []
    assert disorder(document) == []


@given(st.text(alphabet="ab*_`[](){}<>!&#;:|\\~-+=.1 \t\n\r\0\"'/^$%?é🙂", max_size=80))
@REPEATABLE
def test_any_text_can_be_read(source: str) -> None:
    document = read(source, "a.md")
    assert misplaced(document) == []
    assert disorder(document) == []
