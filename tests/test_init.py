"""`inferlint init`: what it sees in repositories of each kind, and what it writes for them."""

from __future__ import annotations

import json
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from command_line import BAD, GOOD, OTHER, Finished, checked, inferlint

GERMAN = "# Kaffee\n\n" + "Der Kaffee wird so fein wie Sand gemahlen, und dann wartet man. " * 10
ENGLISH = GOOD + "\n" + "This is how it is done by those who know what they are doing. " * 10
CONFIG, BASELINE = Path("inferlint.toml"), Path("inferlint-baseline.json")


def fill(files: dict[str, str], folder: Path = Path()) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def begun() -> Finished:
    """Run `inferlint init` and see that it goes well."""
    finished = inferlint("init")
    assert (finished.code, finished.err) == (0, "")
    assert "inferlint.toml is written.\n" in finished.out
    return finished


def written() -> dict[str, Any]:
    """Return the settings in the file, which the program itself must be able to read."""
    assert inferlint("config").code == 0
    return tomllib.loads(CONFIG.read_text("utf-8"))


@pytest.fixture(autouse=True)
def _repository(desk: Path) -> None:
    (desk / ".git").mkdir()


KINDS: dict[str, tuple[dict[str, str], str, dict[str, list[str]]]] = {
    # the files, what is told first, what is written
    "plain": ({"a.md": GOOD, "docs/b.md": GOOD}, "2 Markdown files; no site generator.", {}),
    "plain, with other people's texts": (
        {"a.md": GOOD, "vendor/x/README.md": OTHER, "docs/vendor/b.md": OTHER},
        "3 Markdown files; no site generator.\nLeft out: other people's texts (2).",
        {"exclude": ["docs/vendor/**", "vendor/**"]},
    ),
    "Docusaurus": (
        {
            "docusaurus.config.js": "export default {i18n: {path: 'i18n'}}",
            "docs/a.md": GOOD,
            "blog/2024/b.mdx": GOOD,
            "README.md": OTHER,
            "versioned_docs/version-1.0/a.md": GOOD,
            "i18n/de/docusaurus-plugin-content-docs/current/a.md": GERMAN,
            "i18n/fr/docusaurus-plugin-content-docs/current/a.md": GERMAN,
        },
        "6 Markdown files; Docusaurus site (blog, docs).\n"
        "Left out: old versions (1), translations (2).",
        {"include": ["blog/**", "docs/**"]},
    ),
    "Docusaurus in a folder, with pages elsewhere": (
        {
            "website/docusaurus.config.ts": "docs: {\n  path: '../guides',\n  routeBasePath: '/'},"
            "\npages: {path: 'src/pages'}, blog: {path: `news`}, plugin: {path: './'}",
            "guides/a.md": GOOD,
            "website/news/b.md": GOOD,
            "website/src/pages/c.mdx": GOOD,
            "website/README.md": OTHER,
        },
        "4 Markdown files; Docusaurus site (guides, website/news, website/src/pages).",
        {"include": ["guides/**", "website/news/**", "website/src/pages/**"]},
    ),
    "MkDocs": (
        {"mkdocs.yml": "site_name: x\n", "docs/a.md": GOOD, "docs/de/a.md": GERMAN, "b.md": OTHER},
        "3 Markdown files; MkDocs site (docs).\nLeft out: translations (1).",
        {"include": ["docs/**"], "exclude": ["docs/de/**"]},
    ),
    "MkDocs with tags that no reader knows": (
        {
            "mkdocs.yml": "docs_dir: 'pages' # here\nx: !!python/name:material.twemoji\n",
            "pages/a.md": GOOD,
            "pages/a.de.md": GERMAN,
            "pages/b.zh-CN.md": GERMAN,
            "pages/v1.en.md": ENGLISH,
        },
        "4 Markdown files; MkDocs site (pages).\nLeft out: translations (2).",
        {"include": ["pages/**"], "exclude": ["*.de.md", "*.zh-CN.md"]},
    ),
    "MkDocs, one for each language": (
        {
            "docs/en/mkdocs.yml": "a: b\n",
            "docs/de/mkdocs.yml": "a: b\n",
            "docs/en/docs/a.md": GOOD,
            "docs/de/docs/a.md": GERMAN,
        },
        "2 Markdown files; MkDocs site (docs/de/docs) and MkDocs site (docs/en/docs).\n"
        "Left out: translations (1).",
        {"include": ["docs/en/docs/**"]},
    ),
    "Jekyll": (
        {
            "_config.yml": "theme: minima\n",
            "_posts/2024-01-01-a.md": GOOD,
            "_site/a.md": GOOD,
            "vendor/bundle/b.md": OTHER,
        },
        "3 Markdown files; Jekyll site.\n"
        "Left out: built pages (1), other people's texts (1).",
        {"exclude": ["_site/**", "vendor/**"]},
    ),
    "Jekyll in a folder": (
        {"docs/_config.yml": "", "docs/a.md": GOOD, "b.md": OTHER},
        "2 Markdown files; Jekyll site (docs).",
        {"include": ["docs/**"]},
    ),
    "Jekyll, with sites to copy and to test": (
        {
            "docs/_config.yml": "",
            "docs/a.md": GOOD,
            "lib/site_template/_config.yml": "",
            "lib/site_template/about.md": OTHER,
            "test/source/_config.yml": "",
            "test/source/b.md": OTHER,
        },
        "3 Markdown files; Jekyll site (docs).",
        {"include": ["docs/**"]},
    ),
    "Hugo": (
        {
            "hugo.toml": "baseURL = '/'\n",
            "content/en/a.md": ENGLISH,
            "content/de/a.md": GERMAN,
            "content/it/a.md": ENGLISH,  # not Italian
            "themes/x/hugo.toml": "",
            "themes/x/content/b.md": GOOD,
        },
        "4 Markdown files; Hugo site (content).\nLeft out: translations (1).",
        {"include": ["content/**"], "exclude": ["content/de/**"]},
    ),
    "Hugo, as it was": (
        {"site/config.toml": 'contentDir = "text"\n', "site/content/a.md": GOOD,
         "site/text/b.md": GOOD},
        "2 Markdown files; Hugo site (site/content, site/text).",
        {"include": ["site/content/**", "site/text/**"]},
    ),
    "Hugo, split settings": (
        {"config/_default/hugo.yaml": "", "content/a.md": GOOD},
        "1 Markdown file; Hugo site (content).",
        {"include": ["content/**"]},
    ),
    "no Hugo": ({"config.toml": "", "a.md": GOOD}, "1 Markdown file; no site generator.", {}),
    "Sphinx": (
        {
            "docs/source/conf.py": "extensions = ['myst_parser']\n",
            "docs/source/a.md": GOOD,
            "docs/source/_build/a.md": GOOD,
            "src/conf.py": "DEBUG = True\n",
            "src/README.md": OTHER,
        },
        "3 Markdown files; Sphinx site (docs/source).\nLeft out: built pages (1).",
        {"include": ["docs/source/**"], "exclude": ["docs/source/_build/**"]},
    ),
    "MyST": (
        {"myst.yml": "version: 1\n", "a.md": GOOD}, "1 Markdown file; Sphinx site.", {},
    ),
    "Jupyter Book": (
        {"book/_config.yml": "title: x\n", "book/_toc.yml": "format: jb-book\n", "book/a.md": GOOD},
        "1 Markdown file; Sphinx site (book).",
        {"include": ["book/**"]},
    ),
    "VitePress": (
        {
            "docs/.vitepress/config.mts": "export default {}",
            "docs/a.md": GOOD,
            "docs/zh/a.md": GERMAN,
            "src/config.ts": "",
            "src/README.md": OTHER,
        },
        "3 Markdown files; VitePress site (docs).\nLeft out: translations (1).",
        {"include": ["docs/**"], "exclude": ["docs/zh/**"]},
    ),
    "VitePress with a folder for its source": (
        {".vitepress/config.js": "{srcDir: './src'}", "src/a.md": GOOD, "README.md": OTHER},
        "2 Markdown files; VitePress site (src).",
        {"include": ["src/**"]},
    ),
    "two sites": (
        {"mkdocs.yml": "", "docs/a.md": GOOD, "web/hugo.toml": "", "web/content/a.md": GOOD},
        "2 Markdown files; Hugo site (web/content) and MkDocs site (docs).",
        {"include": ["docs/**", "web/content/**"]},
    ),
    "sites that are tests": (
        {"tests/site/mkdocs.yml": "", "tests/site/docs/a.md": OTHER, "a.md": GOOD},
        "2 Markdown files; no site generator.",
        {},
    ),
    "a site without Markdown": (
        {"docs/conf.py": "extensions = []\n", "docs/index.rst": "", "README.md": GOOD},
        "1 Markdown file; no site generator.",
        {},
    ),
    "names that patterns take for signs": (
        {"a [1]/mkdocs.yml": "", 'a [1]/docs/"!"/de/a.md': GERMAN, "a [1]/docs/b.md": GOOD},
        "2 Markdown files; MkDocs site (a [1]/docs).\nLeft out: translations (1).",
        {"include": ["a \\[1\\]/docs/**"], "exclude": ['a \\[1\\]/docs/"\\!"/de/**']},
    ),
    "what git ignores": (
        {".gitignore": "docs/\n", "docs/mkdocs.yml": "", "docs/docs/b.md": BAD, "a.md": GOOD},
        "1 Markdown file; no site generator.",
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "told", "settings"), KINDS.values(), ids=KINDS)
def test_the_settings_suit_the_kind_of_repository(
    files: dict[str, str], told: str, settings: dict[str, list[str]]
) -> None:
    fill(files)
    finished = begun()
    assert finished.out.startswith(f"{told}\n")
    assert written() == settings
    run = checked(".")
    assert (run.code, run.err) == (0, "")
    reviewed = [path for path, verdict in run.verdicts.items() if verdict == "pass"]
    assert f"\n{len(reviewed)} article" in finished.out
    assert not any("de/" in path or "vendor" in path or "_site" in path for path in run.verdicts)


def test_each_setting_has_one_comment_line_above_it() -> None:
    fill({"mkdocs.yml": "", "docs/a.md": BAD, "docs/de/a.md": GERMAN})
    begun()
    assert CONFIG.read_text("utf-8") == (
        "# What inferlint reviews here; `inferlint config` prints all settings in force.\n\n"
        "# Folders are searched only here: the pages of the site.\n"
        'include = ["docs/**"]\n\n'
        "# Folders are not searched here: translations.\n"
        'exclude = ["docs/de/**"]\n\n'
        "# 1 of 1 articles failed when this was written: runs report, and fail nothing until this "
        "line is gone.\n"
        "report-only = true\n\n"
        "# Those failures are known: they are not told again, only what is new or worse.\n"
        'baseline = "inferlint-baseline.json"\n'
    )


def test_where_nothing_needs_to_be_set_nothing_is() -> None:
    fill({"a.md": GOOD})
    begun()
    lines = CONFIG.read_text("utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == []


def test_many_folders_stand_one_a_line() -> None:
    languages = ("de", "es", "fr", "ja", "ko", "pt-br", "zh_CN")
    fill({"docs/a.md": GOOD, **{f"docs/{name}/a.md": GERMAN for name in languages}})
    begun()
    text = CONFIG.read_text("utf-8")
    assert 'exclude = [\n    "docs/de/**",\n    "docs/es/**",\n' in text
    assert written()["exclude"] == [f"docs/{name}/**" for name in languages]


# --- how the articles stand


STANDS = [
    # good, bad: whether runs only report, what the first run exits with
    (0, 0, False, 0),
    (2, 0, False, 0),
    (2, 1, False, 1),
    (2, 2, False, 1),
    (1, 2, True, 0),
    (0, 1, True, 0),
]


@pytest.mark.parametrize(("good", "bad", "report_only", "code"), STANDS)
def test_where_most_articles_fail_runs_only_report(
    good: int, bad: int, *, report_only: bool, code: int
) -> None:
    fill({f"good{n}.md": f"{GOOD}\n{n}\n" for n in range(good)} | {"other.md": OTHER})
    fill({f"bad{n}.md": f"{BAD}\n{n}\n" for n in range(bad)})
    out = begun().out
    count = good + bad
    if count:
        articles = "1 article" if count == 1 else f"{count} articles"
        assert (
            f"\n{articles} for a checklist (coffee); {bad or 'none'} of them "
            f"{'fails' if bad == 1 else 'fail'} today.\n" in out
        )
    else:
        assert "\nNo article for a checklist yet.\n" in out
    hint = (
        "  `inferlint baseline` records what fails; with\n"
        f'  `baseline = "{BASELINE}"` in {CONFIG} only what is new fails a build\n'
    )
    assert (hint in out) == ("inferlint baseline" in out) == (bool(bad) and not report_only)
    expected = {"report-only": True, "baseline": str(BASELINE)} if report_only else {}
    assert written() == expected
    assert BASELINE.exists() == report_only
    assert inferlint(".").code == code


def test_the_baseline_is_the_one_that_the_command_writes_and_what_is_new_is_told() -> None:
    fill({"mkdocs.yml": "", "docs/a.md": BAD, "docs/de/a.md": GERMAN, "b.md": BAD})
    begun()
    by_init = BASELINE.read_bytes()
    assert [entry["path"] for entry in json.loads(by_init)["articles"]] == ["docs/a.md"]
    assert inferlint("baseline").code == 0
    assert BASELINE.read_bytes() == by_init
    fill({"docs/new.md": BAD})
    finished = checked(".")
    assert (finished.code, finished.verdicts) == (0, {"docs/a.md": "pass", "docs/new.md": "fail"})
    CONFIG.write_text(CONFIG.read_text("utf-8").replace("report-only = true", ""), "utf-8")
    assert inferlint(".").code == 1


def test_articles_outside_of_the_pages_are_named() -> None:
    fill({"mkdocs.yml": "", "docs/a.md": GOOD, "README.md": BAD, "notes/b.md": GOOD})
    out = begun().out
    assert "\n1 article for a checklist (coffee); none of them fail today.\n" in out
    assert "\n2 more outside of the pages: README.md, notes/b.md; see `include`.\n" in out


def test_the_first_run_finds_the_reviews_in_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    fill({"mkdocs.yml": "", "docs/a.md": GOOD, "docs/b.md": BAD})
    begun()

    def refuse(*_: object) -> None:
        raise AssertionError("everything has been judged already")

    monkeypatch.setattr("inferlint.linter.Linter.run", refuse)
    assert inferlint(".").code == 1


# --- where it stands


def test_from_a_folder_of_the_repository_the_root_gets_the_file(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill({"mkdocs.yml": "", "docs/guides/a.md": BAD})
    monkeypatch.chdir(desk / "docs" / "guides")
    finished = inferlint("init")
    assert (finished.code, finished.err) == (0, "")
    assert "\n../../inferlint.toml is written.\n" in finished.out
    assert tomllib.loads((desk / CONFIG).read_text("utf-8"))["include"] == ["docs/**"]
    assert [e["path"] for e in json.loads((desk / BASELINE).read_text())["articles"]] == [
        "docs/guides/a.md"
    ]
    assert inferlint("../..").code == 0


def test_without_git_the_folder_is_the_repository(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / ".git").rmdir()
    (desk / "inside").mkdir()
    monkeypatch.chdir(desk / "inside")
    monkeypatch.setenv("PATH", "")
    fill({"a.md": BAD})
    begun()
    assert written()["report-only"] is True
    assert not (desk / CONFIG).exists()


def test_without_markdown_it_says_so() -> None:
    fill({"main.py": "", "mkdocs.yml": "site_name: x\n"})
    assert begun().out.startswith("No Markdown files here yet.\n")
    assert written() == {}
    assert not BASELINE.exists()


def test_what_cannot_be_read_is_told() -> None:
    fill({"a.md": GOOD})
    Path("b.md").write_bytes(b"caf\xe9\n")
    Path("c.md").symlink_to("c.md")
    finished = inferlint("init")
    assert finished.code == 0
    assert [line.partition(":")[0] for line in finished.err.splitlines()] == ["c.md", "b.md"]
    assert CONFIG.is_file()


# --- what it leaves alone


THERE = {
    "settings": ({"inferlint.toml": "# mine\n"}, "inferlint.toml"),
    "a table": ({"pyproject.toml": "[tool.inferlint]\n"}, "pyproject.toml"),
    "one of both": ({"pyproject.toml": "[tool.ruff]\n", "inferlint.toml": ""}, "inferlint.toml"),
}
REFUSED = "there are settings already; `inferlint config` prints what they say"


@pytest.mark.parametrize(("files", "place"), THERE.values(), ids=THERE)
@pytest.mark.parametrize("within", [".", "docs"])
def test_settings_that_are_there_stay(
    files: dict[str, str], place: str, within: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill({**files, "docs/a.md": BAD})
    monkeypatch.chdir(within)
    finished = inferlint("init")
    told = place if within == "." else f"../{place}"
    assert (finished.code, finished.out) == (2, "")
    assert finished.err == f"inferlint: {told}: {REFUSED}\n"
    monkeypatch.undo()
    assert not BASELINE.exists()


def test_settings_with_a_mistake_stay_too() -> None:
    fill({"inferlint.toml": "strikt = true\n"})
    finished = inferlint("init")
    assert (finished.code, finished.err.count("\n")) == (2, 1)
    assert CONFIG.read_text("utf-8") == "strikt = true\n"


def test_a_link_that_leads_nowhere_is_not_written_through(desk: Path) -> None:
    CONFIG.symlink_to("nowhere/inferlint.toml")
    finished = inferlint("init")
    assert (finished.code, finished.err) == (2, f"inferlint: inferlint.toml: {REFUSED}\n")
    assert not (desk / "nowhere").exists()


def test_a_pyproject_without_the_table_is_no_obstacle() -> None:
    fill({"pyproject.toml": "[tool.ruff]\n", "a.md": GOOD})
    begun()


def test_a_folder_that_is_read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    fill({"a.md": BAD})
    monkeypatch.setattr("os.access", lambda *_: False)
    finished = inferlint("init")
    told = "inferlint: inferlint.toml: cannot be written: the folder is read-only\n"
    assert (finished.code, finished.out, finished.err) == (2, "", told)


def test_a_disk_that_turns_out_to_be_full(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    fill({"a.md": GOOD})
    monkeypatch.setattr("tempfile.mkstemp", full)
    finished = inferlint("init")
    told = "inferlint: inferlint.toml: cannot be written: no space left on device\n"
    assert (finished.code, finished.out, finished.err) == (2, "", told)


def test_a_baseline_of_another_version_stays() -> None:
    fill({"a.md": BAD, str(BASELINE): '{"version": 9}'})
    finished = inferlint("init")
    assert (finished.code, finished.err.count("\n")) == (2, 1)
    assert (BASELINE.read_text("utf-8"), CONFIG.exists()) == ('{"version": 9}', False)


def test_it_takes_no_arguments() -> None:
    assert inferlint("init", "docs").code == 2


def test_ctrl_c_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    fill({"a.md": BAD})
    monkeypatch.setattr("inferlint.linter.Linter.run", stopped)
    finished = inferlint("init")
    told = "inferlint: stopped; nothing is written\n"
    assert (finished.code, finished.out, finished.err) == (2, "", told)
    assert not CONFIG.exists()


def test_in_a_real_repository_git_sees_two_new_files(desk: Path) -> None:
    (desk / ".git").rmdir()
    subprocess.run(["git", "init", "-q", "."], check=True)
    fill({"a.md": BAD})
    begun()
    status = subprocess.run(
        ["git", "status", "--short"], check=True, capture_output=True, text=True
    ).stdout
    assert status.split() == ["??", "a.md", "??", str(BASELINE), "??", str(CONFIG)]
