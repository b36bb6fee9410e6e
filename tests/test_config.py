"""Configuration: which file counts, what it sets for which path, and how mistakes are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_line import BAD, GOOD, WEAK, checked, inferlint, write
from conftest import PACKS
from inferlint.config import Config, Settings, find_config

COFFEE = "rules = ['packs']\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the small packs of the tests in `packs`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "packs").symlink_to(PACKS)
    return tmp_path


def settings(text: str, path: str) -> Settings:
    """Return what `inferlint.toml` with this text sets for a path."""
    Path("inferlint.toml").write_text(text, "utf-8")
    return find_config(Path()).for_path(Path(path))


# --- which file


def test_the_nearest_file_upwards_counts_and_no_other(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "docs" / "blog").mkdir(parents=True)
    (desk / "inferlint.toml").write_text("strict = true\n", "utf-8")
    (desk / "docs" / "pyproject.toml").write_text("[tool.inferlint]\nignore = ['a']\n", "utf-8")
    monkeypatch.chdir(desk / "docs" / "blog")
    config = find_config(Path())
    assert (config.path, config.general.strict) == (Path("../pyproject.toml"), False)
    assert config.general.ignore == ("a",)


def test_in_one_folder_its_own_file_comes_before_pyproject(desk: Path) -> None:
    (desk / "inferlint.toml").write_text("strict = true\n", "utf-8")
    (desk / "pyproject.toml").write_text("[tool.inferlint]\nstrict = false\n", "utf-8")
    assert find_config(Path()).path == Path("inferlint.toml")


def test_a_pyproject_without_the_table_is_passed_by(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "docs").mkdir()
    (desk / "docs" / "pyproject.toml").write_text("[tool.ruff]\n# inferlint\n", "utf-8")
    (desk / "inferlint.toml").write_text("strict = true\n", "utf-8")
    monkeypatch.chdir(desk / "docs")
    assert find_config(Path()).path == Path("../inferlint.toml")


def test_the_search_ends_at_the_root_of_the_repository(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "inferlint.toml").write_text("strict = true\n", "utf-8")
    (desk / "inside" / ".git").mkdir(parents=True)
    monkeypatch.chdir(desk / "inside")
    assert find_config(Path()) == Config(folder=Path())


# --- what it sets


OVERRIDES = """
strict = true
levels = {a = "note", b = "off"}
[[overrides]]
files = ["docs/**"]
strict = false
levels = {b = "error"}
[[overrides]]
files = ["docs/api/*.md", "!docs/api/keep.md"]
pack = false
"""


@pytest.mark.parametrize(
    ("path", "strict", "pack", "levels"),
    [
        ("a.md", True, None, {"a": "note", "b": "off"}),
        ("docs/a.md", False, None, {"a": "note", "b": "error"}),
        ("docs/api/a.md", False, False, {"a": "note", "b": "error"}),
        ("docs/api/keep.md", False, None, {"a": "note", "b": "error"}),
        ("../docs/a.md", True, None, {"a": "note", "b": "off"}),
    ],
)
@pytest.mark.usefixtures("desk")
def test_overrides_add_to_what_holds_for_all(
    path: str, *, strict: bool, pack: bool | None, levels: dict[str, str]
) -> None:
    found = settings(OVERRIDES, path)
    assert (found.strict, found.pack, found.levels) == (strict, pack, levels)


def test_levels_and_bounds_change_verdicts(desk: Path) -> None:
    write(desk, a=BAD)
    (desk / "inferlint.toml").write_text(COFFEE, "utf-8")
    assert checked("a.md").code == 1
    off = "levels = {cool-water = 'off', names-grind = 'note', grind-first = 'note'}\n"
    (desk / "inferlint.toml").write_text(COFFEE + off, "utf-8")
    finished = checked("a.md")
    assert finished.code == 0
    checks = {check["id"]: check for check in finished.report["articles"][0]["checks"]}
    assert "cool-water" not in checks
    assert checks["names-grind"]["level"] == "note"
    tight = 'bounds.short-paragraphs."longest paragraph" = {weak = 1, fail = 2}\n'
    (desk / "inferlint.toml").write_text(COFFEE + off + tight, "utf-8")
    checks = {check["id"]: check for check in checked("a.md").report["articles"][0]["checks"]}
    assert checks["short-paragraphs"]["outcome"] == "fail"


def test_options_beat_the_file(desk: Path) -> None:
    write(desk, a=WEAK)
    (desk / "inferlint.toml").write_text(f"{COFFEE}strict = true\nselect = ['names-grind']\n")
    assert checked("a.md").code == 1
    assert checked("a.md", "--select", "cool-water").code == 0


def test_folders_are_searched_as_include_and_exclude_say(desk: Path) -> None:
    for name in ("docs/a", "docs/old/b", "notes/c"):
        (desk / name).parent.mkdir(parents=True, exist_ok=True)
        write(desk, **{name: GOOD})
    include = "include = ['docs/**']\nexclude = ['**/old/']\n"
    (desk / "inferlint.toml").write_text(COFFEE + include, "utf-8")
    assert set(checked(".").verdicts) == {"docs/a.md"}
    assert set(checked("docs/old/b.md").verdicts) == {"docs/old/b.md"}
    assert set(checked("--detect", "docs/old/b.md", "docs/a.md").verdicts) == {"docs/a.md"}


def test_what_decides_the_pack(desk: Path) -> None:
    (desk / "docs").mkdir()
    front = "---\ninferlint: {{pack: {}}}\n---\n"
    write(desk / "docs", a=GOOD, b=front.format("tea") + GOOD, c=front.format("milk") + GOOD)
    (desk / "inferlint.toml").write_text(
        f"{COFFEE}[[overrides]]\nfiles = ['docs/*']\npack = 'inference'\n", "utf-8"
    )
    finished = checked("docs")
    packs = {a["path"]: a["topic"]["pack"] for a in finished.report["articles"]}
    assert packs == {"docs/a.md": "inference", "docs/b.md": "tea", "docs/c.md": "inference"}
    assert "the front matter names the unknown pack 'milk'" in finished.notes["docs/c.md"]
    forced = checked("docs", "--pack", "coffee").report["articles"]
    assert {a["topic"]["pack"] for a in forced} == {"coffee"}


def test_a_report_only_run_exits_with_0(desk: Path) -> None:
    write(desk, a=BAD)
    (desk / "inferlint.toml").write_text(f"{COFFEE}report-only = true\n", "utf-8")
    finished = inferlint("a.md")
    assert (finished.code, "FAIL" in finished.out) == (0, True)
    assert inferlint("none.md").code == 2


def test_another_file_can_be_named(desk: Path) -> None:
    write(desk, a=WEAK)
    (desk / "ci").mkdir()
    (desk / "ci" / "strict.toml").write_text("rules = ['../packs']\nstrict = true\n", "utf-8")
    (desk / "inferlint.toml").write_text(COFFEE, "utf-8")
    assert checked("a.md").code == 0
    assert checked("a.md", "--config", "ci/strict.toml").code == 1


# --- the command


def test_config_prints_what_is_in_force_and_where_it_comes_from(desk: Path) -> None:
    text = f"{COFFEE}strict = true\n[[overrides]]\nfiles = ['docs/**']\nlevels.cool-water = 'off'\n"
    (desk / "inferlint.toml").write_text(text, "utf-8")
    lines = inferlint("config", "docs/a.md").out.splitlines()
    assert lines[0] == "# inferlint.toml"
    in_force = {
        line.split(" = ")[0]: " ".join(line.split(" = ", 1)[1].split()) for line in lines[1:]
    }
    assert in_force["rules"] == '["packs"] # inferlint.toml:1'
    assert in_force["strict"] == "true # inferlint.toml:2"
    assert in_force["levels.cool-water"] == '"off" # inferlint.toml:5'
    assert in_force["exclude"] == "[] # default"
    assert "levels.cool-water" not in inferlint("config").out


@pytest.mark.usefixtures("desk")
def test_without_a_file_config_prints_the_defaults() -> None:
    out = inferlint("config").out
    assert out.startswith("# no configuration; these are the defaults\n")
    assert "inferlint.toml" not in out


# --- mistakes


MISTAKES = {
    "strikt = true": "1: unknown key 'strikt'; did you mean 'strict'?",
    "strict = 'yes'": "1: 'strict' must be true or false",
    "strict =": "1: this is no valid TOML: invalid value",
    "rules = 'packs'": "1: 'rules' must be a list of texts; write for example `[\"docs/**\"]`",
    "rules = ['none']": "1: there is no folder of rules 'none'",
    "jobs = 0": "1: 'jobs' must be a number from 1, or \"auto\"",
    "packs = ['inferense']": "1: unknown pack 'inferense'; did you mean 'inference'?",
    "select = ['covers-bach']": "1: unknown check 'covers-bach'; did you mean 'covers-batch'?",
    "[levels]\ncovers-batch = 'warn'": "2: 'levels' must be one of error, warning, note, off "
    "for each check; did you mean 'warning'?",
    "[levels]\n# a\ncovers-bach = 'note'": "3: unknown check 'covers-bach'; "
    "did you mean 'covers-batch'?",
    "[bounds.scannable]\n'longest paragraf' = {weak = 1}": "2: unknown measure of 'scannable' "
    "'longest paragraf'; did you mean 'longest paragraph'?",
    "[bounds.scannable]\n'longest paragraph' = {fail = 1}": "2: 'longest paragraph' has bounds "
    "that do not go together; write {weak = …, fail = …}, {pass = …, weak = …} or {note = …}",
    "[bounds.scannable]\n'longest paragraph' = {weak = -1}": "2: 'bounds' must be numbers from 0; "
    "write for example `scannable.\"longest paragraph\" = {weak = 150, fail = 250}`",
    "[bounds.covers-batch]\nx = {weak = 1}": "1: the check 'covers-batch' has no bounds",
    "[[overrides]]\nstrict = true": "1: an override names no files; add `files = [\"docs/**\"]`",
    "[[overrides]]\nfiles = ['a']\n[[overrides]]\nfiles = ['b']\njobs = 2":
    "5: unknown key 'jobs'; choose from bounds, files, ignore, levels, pack, select, strict",
    "[[overrides]]\nfiles = ['a']\npack = 'inferense'": "3: unknown pack 'inferense'; "
    "did you mean 'inference'?",
    "overrides = 3": "1: 'overrides' must be a list of tables; write `[[overrides]]`",
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), MISTAKES.items(), ids=MISTAKES)
def test_mistakes(text: str, message: str, desk: Path) -> None:
    write(desk, a=GOOD)
    (desk / "inferlint.toml").write_text(text, "utf-8")
    finished = inferlint("a.md")
    assert (finished.code, finished.err) == (2, f"inferlint: inferlint.toml:{message}\n")


def test_a_mistake_in_pyproject_names_its_line(desk: Path) -> None:
    (desk / "pyproject.toml").write_text("[tool.inferlint]\n\nlevls = {}\n", "utf-8")
    finished = inferlint("a.md")
    expected = "inferlint: pyproject.toml:3: unknown key 'levls'; did you mean 'levels'?\n"
    assert (finished.code, finished.err) == (2, expected)


@pytest.mark.usefixtures("desk")
def test_a_configuration_that_is_not_there() -> None:
    finished = inferlint("a.md", "--config", "none.toml")
    expected = "inferlint: none.toml: there is no such configuration\n"
    assert (finished.code, finished.err) == (2, expected)
