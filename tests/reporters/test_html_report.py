"""The HTML report as a file: what it says, what links where, and that nothing breaks out of it."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest

from command_line import BAD, GOOD, OTHER, PERHAPS, WEAK, inferlint, write
from inferlint.errors import InferlintError
from inferlint.linter import Linter, Run
from inferlint.reporters import REPORTERS, Detail
from inferlint.reporters.html.overview import shared_folder
from inferlint.rules.model import Pack

ROOT = Path(__file__).parents[2]
VOID = ("meta", "input", "rect")


@dataclass
class Element:
    name: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    @property
    def words(self) -> str:
        return " ".join(self.text.split())

    def all(self, name: str = "", css: str = "") -> list[Element]:
        found = []
        for child in self.children:
            if isinstance(child, Element):
                fits = not name or child.name == name
                if fits and (not css or css in child.attributes.get("class", "").split()):
                    found.append(child)
                found += child.all(name, css)
        return found

    def one(self, name: str = "", css: str = "") -> Element:
        (found,) = self.all(name, css)
        return found


class Page(HTMLParser):
    """A page as a tree; every element must be closed where it was opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.root = Element("", {})
        self._open = [self.root]
        self.feed(text)
        self.close()
        assert self._open == [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        assert len(element.attributes) == len(attrs), "an attribute stands there twice"
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().name == tag

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def page_of(text: str) -> Element:
    return Page(text).root


def reported(*args: str, stdin: bytes = b"") -> Element:
    return page_of(inferlint("--format", "html", *args, stdin=stdin).out)


def article(page: Element, path: str) -> Element:
    (found,) = (a for a in page.all("details", "article") if a.one("h3").text == path)
    return found


def entry(page: Element, path: str, check: str) -> str:
    """What the checklist of an article says of a check."""
    items = article(page, path).one(css="checklist").all("li")
    (found,) = (item for item in items if re.search(rf"{check}\b", item.one(css="id").text))
    return found.words


def text_lines(page: Element, path: str) -> list[str]:
    """The article's lines, without the links and suggestions that are put in."""
    for inserted in ("chip", "try"):
        for element in page.all(css=inserted):
            element.children.clear()
    return [item.text for item in article(page, path).one("ol", "text").all("li")]


# --- what it says ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("desk")
def test_the_overview_counts_and_has_a_cell_for_each_article_and_check(desk: Path) -> None:
    write(desk, good=GOOD, weak=WEAK, bad=BAD, other=OTHER, empty="")
    page = reported(".", "missing.md")
    assert page.one("h1").text == page.one("title").text == "1 of 3 articles fails"
    header = page.one("header").words
    assert "1 fail 2 pass 2 not for any checklist, 1 not readable" in header
    rows = [[cell.words for cell in row.children if isinstance(cell, Element)]
            for row in page.one("table").all("tr")]  # fmt: skip
    assert rows == [
        [
            *("Article", "Verdict", "Required checks that pass"),
            *("names-grind 1", "cool-water 2"),
            *("grind-first, warning 3", "short-paragraphs, note 4"),
        ],
        ["bad.md", "fail", "0 of 2", "fail", "fail", "fail", "pass"],
        ["good.md", "pass", "2 of 2", "pass", "pass", "pass", "pass"],
        ["weak.md", "pass", "1 of 2", "weak", "pass", "weak", "pass"],
    ]
    bars = page.one("ol", "bars").all("li")
    assert [bar.one(css="tally").words for bar in bars] == [
        *("1 fail 1 weak 1 pass", "1 fail 2 pass", "1 fail 1 weak 1 pass", "3 pass"),
    ]
    parts = bars[0].one("svg").all("rect")
    assert [(p.attributes["class"], p.attributes["x"], p.attributes["width"]) for p in parts] == [
        ("f", "0", "1"),
        ("w", "1", "1"),
        ("p", "2", "1"),
    ]
    assert [item.text for item in page.one("ul", "trouble").all("li")] == [
        "missing.md: no such file"
    ]
    assert [(d.one("summary").text, d.one("ul").words) for d in page.all("details")[3:]] == [
        ("1: not reviewed: the file is empty", "empty.md"),
        ("1: not reviewed: not for any checklist", "other.md"),
    ]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("paths", "headline"),
    [
        (["good.md"], "good.md passes: 2 of 2 required checks pass"),
        (["bad.md"], "bad.md fails: 0 of 2 required checks pass"),
        (["good.md", "weak.md"], "All 2 articles pass"),
        (["--strict", "good.md", "weak.md", "bad.md"], "2 of 3 articles fail"),
        (["empty.md"], "No article was reviewed"),
    ],
)
def test_the_headline_is_the_news(desk: Path, paths: list[str], headline: str) -> None:
    write(desk, good=GOOD, weak=WEAK, bad=BAD, empty="")
    page = reported(*paths)
    assert page.one("h1").text == headline
    assert len(page.all("table")) == ("articles" in headline)  # a single article needs none


@pytest.mark.usefixtures("desk")
def test_the_checklist_says_what_the_terminal_says(desk: Path) -> None:
    write(desk, bad=BAD, weak=WEAK)
    page = reported("bad.md", "weak.md")
    assert entry(page, "bad.md", "names-grind") == (
        "1 fail Say how fine to grind names-grind Missing: a passage that names the grind. "
        "Try, after line 3, under “Coffee”"
    )
    assert entry(page, "bad.md", "cool-water") == (
        "2 fail Keep the water below boiling cool-water Line 3 says it. See line 3 "
        "Try, instead of line 3"
    )
    assert entry(page, "weak.md", "short-paragraphs") == (
        "4 pass Keep it short short-paragraphs, note"
    )
    assert article(page, "weak.md").one("summary").words == (
        "pass weak.md 1 of 2 required checks pass; 2 weak, 2 pass"
    )


@pytest.mark.usefixtures("desk")
def test_the_text_stands_line_by_line_with_suggestions_where_they_go(desk: Path) -> None:
    write(desk, bad=BAD)
    page = reported("bad.md")
    third = article(page, "bad.md").one("ol", "text").all("li")[2]
    assert third.one("mark").text == "You pour boiling water over the coffee."
    assert [one.words for one in third.all(css="try")] == [
        "1 Say how fine to grind try, after line 3: Grind the coffee as fine as sand.",
        "2 Keep the water below boiling try, instead of line 3: Let the water cool for a minute.",
        "3 Begin with the grind, which is the first thing that your readers have to do "
        "try, after line 3: Move the sentence to the top.",
    ]
    assert text_lines(page, "bad.md") == BAD.split("\n")


@pytest.mark.usefixtures("desk")
def test_waivers_notes_and_what_a_baseline_knows_are_told(desk: Path) -> None:
    waiver = "\n<!-- inferlint: waive names-grind -- we grind elsewhere -->\n"
    write(desk, bad=BAD, waived=BAD + waiver, perhaps=PERHAPS)
    (desk / "inferlint.toml").write_text('baseline = "known.json"\n', "utf-8")
    assert inferlint("baseline", "bad.md").code == 0
    page = reported("bad.md", "waived.md", "perhaps.md")
    assert entry(page, "bad.md", "names-grind").startswith(
        "1 known Say how fine to grind names-grind The baseline knows it: it fails nothing."
    )
    assert entry(page, "waived.md", "names-grind") == (
        "1 waived Say how fine to grind names-grind Waived in line 5: we grind elsewhere"
    )
    note = article(page, "perhaps.md").one(css="note").text
    assert note == "Note: the article may not be meant for the checklist 'Coffee guides'."
    bars = page.one("ol", "bars").all("li")
    assert bars[0].one(css="tally").words == "1 fail 1 known 1 waived"


def test_close_calls_and_stopped_runs_are_told(coffee: Pack) -> None:
    review = Linter([coffee]).review_text(WEAK, "a.md")
    close = tuple(replace(check, borderline=True) for check in review.checks)
    stopped = (InferlintError("stopped: 1 of 9 articles are reviewed"),)
    run = Run((replace(review, checks=close),), stopped, (), "", stopped=True)
    page = page_of(REPORTERS["html"](run, Detail()))
    assert "A close call" in entry(page, "a.md", "names-grind")
    assert page.one("header").one(css="warning").words.startswith("Stopped before the end.")
    assert "stopped: 1 of 9 articles are reviewed" in page.one("ul", "trouble").text


# --- where the text comes from --------------------------------------------------------------------


@pytest.mark.usefixtures("desk")
def test_cached_reviews_make_the_same_bytes(desk: Path) -> None:
    write(desk, good=GOOD, weak=WEAK, bad=BAD, other=OTHER)
    args = ("--format", "html", ".")
    fresh = inferlint("--no-cache", *args).out
    assert [inferlint(*args).out for _ in range(2)] == [fresh, fresh]
    inferlint("--output", "html=out/report.html", ".")
    assert (desk / "out/report.html").read_bytes().decode() == fresh


@pytest.mark.usefixtures("desk")
def test_standard_input_has_its_text_too(desk: Path) -> None:
    write(desk, a=GOOD)  # of the same name, and another article
    page = reported("-", "--stdin-filename", "a.md", stdin=BAD.encode())
    assert text_lines(page, "a.md") == BAD.split("\n")


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("change", ["another text", None])
def test_a_file_that_changed_meanwhile_shows_its_quotations_alone(
    desk: Path, coffee: Pack, change: str | None
) -> None:
    from inferlint.linter import source_of

    write(desk, a=BAD)
    run = Run((Linter([coffee]).review_text(BAD, "a.md"),), (), (), "")
    if change is None:
        (desk / "a.md").unlink()
    else:
        write(desk, a=change)
    page = page_of(REPORTERS["html"](run, Detail(text_of=source_of)))
    shown = article(page, "a.md")
    assert "the file has changed since it was reviewed" in shown.one("p", "warning").text
    assert shown.all("mark") == shown.all("ol", "text") == []
    assert shown.one("blockquote").text == "You pour boiling water over the coffee."
    assert "Let the water cool for a minute." in entry(page, "a.md", "cool-water")


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("head", [b"\xef\xbb\xbf", b"", b"---\r\ntitle: a\r\n---\r\n"])
def test_marks_stand_on_the_words_that_were_found(desk: Path, head: bytes) -> None:
    text = "# Caf\u00e9 \U0001f600\r\n\r\nGrind the coffee as fine as sand.\r\n"
    (desk / "a.md").write_bytes(head + text.encode())
    marks = article(reported("a.md"), "a.md").one("ol", "text").all("mark", "p")
    assert [mark.text for mark in marks] == ["Grind the coffee as fine as sand."]


# --- links ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("paths", [["examples/bad.md"], ["examples"]])
def test_every_link_leads_somewhere_and_back(
    paths: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    page = reported(*paths)
    ids = Counter(e.attributes["id"] for e in page.all() if "id" in e.attributes)
    assert max(ids.values()) == 1
    links = {link.attributes["href"] for link in page.all("a")}
    assert {link for link in links if not link.startswith("#")} == set()
    assert {link[1:] for link in links} <= set(ids)
    for shown in page.all("details", "article"):
        name = shown.attributes["id"]
        marks = {m.attributes["id"] for m in shown.all("mark") if "id" in m.attributes}
        told = {a.attributes["href"][1:] for a in shown.one(css="checklist").all("a")}
        checks = {item.attributes["id"] for item in shown.one(css="checklist").all("li")}
        chips = {a.attributes["href"][1:] for a in shown.all("a", "chip")}
        assert len(marks & told) > 5
        assert len(chips & checks) > 5
        assert chips <= checks
        assert all(anchor.startswith(name) for anchor in ids if anchor in marks | checks)


# --- nothing breaks out ---------------------------------------------------------------------------

HOSTILE = """\
# Coffee </li></ol><script>alert(1)</script> &lt;b&gt;

You pour boiling water over the "coffee" </mark><img src=x onerror=alert(2)> \u202ereversed\u202c.

</script><style>*{display:none}</style> {{ 7 * 7 }} {% raw %} <!-- --> ]]>

\x00\x07\x1b[31m \u2066x\u2069

<!-- inferlint: waive names-grind -- <b onclick="alert(3)">reason</b> \u202e -->
"""


@pytest.mark.usefixtures("desk")
def test_articles_and_their_names_cannot_break_out(desk: Path) -> None:
    name = "a\"'><script>alert(4)<\u202e {{ 1 }}.md"
    (desk / name).write_text(HOSTILE, "utf-8")
    write(desk, good=GOOD)
    page = reported("--pack", "coffee", name, "good.md", f"{name} none")
    assert [len(page.all(tag)) for tag in ("script", "style", "img", "iframe", "base")] == [
        *(1, 1, 0, 0, 0)
    ]
    shown = name.replace("\u202e", "[U+202E]")
    assert [h.text for h in page.all("h3")] == [shown, "good.md"]
    attributes = {name for element in page.all() for name in element.attributes}
    assert {name for name in attributes if name.startswith("on")} | attributes & {"style"} == set()
    told = "".join(
        f"[U+{ord(c):04X}]" if c in "\u202e\u202c\u2066\u2069\0\x07\x1b" else c for c in HOSTILE
    )
    assert text_lines(page, shown) == told.split("\n")
    assert '<b onclick="alert(3)">reason</b> [U+202E]' in entry(page, shown, "names-grind")


@pytest.mark.usefixtures("desk")
def test_the_page_lets_in_its_own_style_and_script_alone(desk: Path) -> None:
    write(desk, a=GOOD)
    page = reported("a.md")
    (policy,) = (
        meta.attributes["content"]
        for meta in page.all("meta")
        if meta.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    hashes = {
        name: base64.b64encode(hashlib.sha256(page.one(name).text.encode()).digest()).decode()
        for name in ("style", "script")
    }
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes['style']}'; "
        f"script-src 'sha256-{hashes['script']}'; base-uri 'none'; form-action 'none'"
    )


@pytest.mark.usefixtures("desk")
def test_an_output_that_can_do_no_better_gets_references(desk: Path, coffee: Pack) -> None:
    write(desk, a=GOOD.replace("sand", "sand – “naïve” \U0001f600"))
    source = (desk / "a.md").read_text("utf-8")
    run = Run((Linter([coffee]).review_text(source, "a.md"),), (), (), "")
    whole, plain = (
        REPORTERS["html"](run, Detail(ascii=ascii_, text_of=lambda _: source))
        for ascii_ in (False, True)
    )
    assert plain.isascii()
    assert page_of(plain) == page_of(whole)


@pytest.mark.parametrize("name", ["report.css", "report.js"])
def test_style_and_script_hold_nothing_that_needs_references(name: str) -> None:
    text = files("inferlint.reporters.html").joinpath(name).read_text("utf-8")
    assert text.isascii()
    assert not re.search("</|<!--", text)


def test_other_reports_load_no_template_engine() -> None:
    code = "import sys, inferlint.reporters; sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("paths", "folder"),
    [
        ([], ""),
        (["docs/a.md"], ""),
        (["docs/a.md", "docs/b.md"], "docs/"),
        (["docs/x/a.md", "docs/y/b.md"], "docs/"),
        (["docs/a.md", "docs/a/b.md"], "docs/"),
        (["/docs/a.md", "docs/b.md"], ""),
        (["/a.md", "/b.md"], "/"),
        (["a.md", "b.md"], ""),
        (["docs-a/a.md", "docs-b/b.md"], ""),
    ],
)
def test_the_folder_that_paths_share(paths: list[str], folder: str) -> None:
    assert shared_folder(paths) == folder
