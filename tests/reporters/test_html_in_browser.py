"""The HTML report in Chromium: usable by eye, by keyboard, by screen reader, and without script.

These need the extra `browser` and Chromium, and run with `pytest -m browser`. INFERLINT_CHROMIUM
names a browser that is not in the usual place.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from command_line import inferlint

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SIZES = {"wide": {"width": 1280, "height": 900}, "narrow": {"width": 400, "height": 800}}
HOSTILE = """\
# Inference </li></ol><script>document.title = "broken"</script>

Inference is running a trained model <img src=x onerror="document.title='broken'"> on new input.
<a href="javascript:document.title='broken'" onclick="document.title='broken'">x</a> \u202ea\u202c
{word}

| a | b |
|---|---|
| {word} | \u202e |
""".format(word="long" * 80)
Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the examples, a hostile article, one for no checklist and one that is gone."""
    folder = tmp_path_factory.mktemp("report")
    (folder / "hostile.md").write_text(HOSTILE, "utf-8")
    (folder / "other.md").write_text("# Water\n\nWater is a drink.\n", "utf-8")
    file = folder / "report.html"
    examples = [str(ROOT / "examples" / f"{name}.md") for name in ("bad", "good", "weak")]
    done = inferlint(
        *("--no-cache", "--jobs", "1", "--output", f"html={file}", *examples),
        *(str(folder), str(folder / "hostile.md"), str(folder / "gone.md")),
    )
    assert done.code == 2  # gone.md
    return file


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    named = os.environ.get("INFERLINT_CHROMIUM")
    place = named or shutil.which("chromium") or shutil.which("chromium-browser")
    assert place, "no Chromium; set INFERLINT_CHROMIUM"
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=place)
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Any, report: Path) -> Iterator[Opened]:
    """Open the report; whatever it asks of a network, or says on the console, fails the test."""
    trouble: list[str] = []
    contexts = []

    def open_(anchor: str = "", size: str = "wide", **options: Any) -> Any:
        context = browser.new_context(viewport=SIZES[size], **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5_000)
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("request", lambda r: trouble.append(r.url) if r.resource_type != "document" else 0)
        page.goto(report.as_uri() + anchor)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert trouble == []


def rows(page: Any) -> list[str]:
    """The names of the rows that the overview shows, in order."""
    shown = page.locator("tbody tr:not([hidden]) th").all_inner_texts()
    return [path.rpartition("/")[2] for path in shown]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened: Opened, size: str, scheme: str) -> None:
    page = opened(size=size, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    page.evaluate(axe)
    tags = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()
    found = page.evaluate("(values) => axe.run({runOnly: {type: 'tag', values}})", tags)
    told = [
        (v["id"], v["nodes"][0]["html"][:200], v["help"], len(v["nodes"]))
        for v in found["violations"]
    ]
    assert told == []
    assert len(found["passes"]) > 20


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("script", [True, False])
def test_the_page_never_scrolls_sideways(opened: Opened, size: str, script: bool) -> None:  # noqa: FBT001
    page = opened(size=size, java_script_enabled=script)
    for summary in page.locator("summary").all():
        if not summary.evaluate("(s) => s.parentElement.open"):
            summary.click()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide == SIZES[size]["width"]


def test_without_script_all_can_be_read(opened: Opened, report: Path) -> None:
    page = opened(java_script_enabled=False)
    assert page.locator("tbody tr").count() == 4
    assert page.locator(".controls:visible").count() == 0  # what would do nothing is not shown
    for summary in page.locator("summary").all():
        summary.click()
    for name in ("bad", "good", "weak"):
        source = (ROOT / "examples" / f"{name}.md").read_text("utf-8").split("\n")
        article = page.locator("details.article", has=page.locator("h3", has_text=f"{name}.md"))
        lines = article.locator("ol.text > li")
        assert lines.count() == len(source)
        assert all(line.is_visible() for line in lines.all()[:: len(source) // 5])
        assert article.locator(".checklist li:visible").count() == 19
    assert page.get_by_text(f"{report.parent}/other.md").is_visible()


def test_the_keyboard_sorts(opened: Opened) -> None:
    page = opened()
    before = rows(page)
    assert before == ["bad.md", "good.md", "weak.md", "hostile.md"]
    head = page.locator("thead th", has_text="defines-inference")
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert rows(page)[0] == "bad.md"  # the worst first
    assert rows(page)[-1] in ("good.md", "hostile.md")
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "descending"
    assert rows(page)[-1] == "bad.md"
    required = page.locator("thead th", has_text="Required")
    required.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") is None
    shares = [
        text.split(" of ") for text in page.locator("tbody td:nth-child(3)").all_inner_texts()
    ]
    ratios = [int(good) / int(all_) for good, all_ in shares]
    assert ratios == sorted(ratios)


def test_the_keyboard_filters(opened: Opened) -> None:
    page = opened()
    status = page.get_by_role("status")
    assert status.inner_text() == "4 of 4 articles"
    page.get_by_label("Check", exact=True).focus()
    page.keyboard.type("5 exp")  # as a keyboard chooses in a list
    page.keyboard.press("Tab")
    page.keyboard.type("fail")
    assert rows(page) == ["bad.md", "hostile.md"]
    assert status.inner_text() == "2 of 4 articles"
    assert page.locator("details.article:visible").count() == 2
    page.get_by_label("Path has").focus()
    page.keyboard.type("BAD.md")
    assert rows(page) == ["bad.md"]
    page.get_by_role("button", name="Clear").press("Enter")
    assert len(rows(page)) == 4
    page.get_by_label("Articles that").select_option("fail")
    assert rows(page) == ["bad.md", "hostile.md"]


def test_links_open_the_article_that_they_lead_into(opened: Opened) -> None:
    page = opened()
    page.locator("tbody th a", has_text="bad.md").press("Enter")
    article = page.locator("#a1")
    assert article.evaluate("(d) => d.open")
    line = article.locator(".checklist a", has_text="line 11").first
    line.press("Enter")
    mark = page.locator("mark:target, li:target")
    assert mark.inner_text().startswith("Inference is the process of training")
    chip = article.locator("ol.text > li").nth(10).locator(".chip").nth(1)
    chip.press("Enter")
    assert page.locator(".checklist li:target").inner_text().startswith(chip.inner_text())


def test_a_link_from_outside_opens_its_article(opened: Opened) -> None:
    page = opened("#a2c3")
    assert page.locator("#a2").evaluate("(d) => d.open")
    assert page.locator("#a2c3").is_visible()


def test_a_click_on_a_cell_shows_its_check(opened: Opened) -> None:
    page = opened()
    page.locator("tbody tr").nth(2).locator("td").nth(3).click()
    assert page.url.endswith("#a3c2")
    assert page.locator("#a3c2").is_visible()


def test_all_articles_open_and_close(opened: Opened) -> None:
    page = opened()
    page.get_by_role("button", name="Open all").click()
    assert page.locator("details.article[open]").count() == 4
    page.get_by_role("button", name="Close all").click()
    assert page.locator("details.article[open]").count() == 0


def test_an_article_cannot_run_anything(opened: Opened) -> None:
    page = opened()
    page.get_by_role("button", name="Open all").click()
    assert page.locator("img, iframe, [onclick], [onerror], a:not([href^='#'])").count() == 0
    assert page.title() == "2 of 4 articles fail"


def test_the_policy_refuses_what_is_not_of_the_page(browser: Any, report: Path) -> None:
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(report.as_uri())
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "document.title = 'broken'";
            document.body.append(script);
            document.body.setAttribute("style", "display: none");
            fetch("https://example.org/").catch(() => {});
            document.body.insertAdjacentHTML("beforeend", "<img src='https://example.org/a.png'>");
        }"""
    )
    page.wait_for_timeout(200)
    assert page.title() == "2 of 4 articles fail"
    assert page.locator("h1").is_visible()
    directives = ("script-src", "style-src", "default-src", "img-src")
    assert [sum(d in text for text in refused) > 0 for d in directives] == [True] * 4, refused
    page.close()
