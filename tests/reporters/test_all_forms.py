"""What holds for every form: exit codes, files, the encoding, the cache."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from command_line import BAD, GOOD, WEAK, inferlint, program, write
from conftest import PACKS
from inferlint.reporters import REPORTERS

FORMS = sorted(REPORTERS)
ARTICLES = ("good.md", "weak.md", "bad.md")

CODES = [
    # arguments, settings, exit code
    (["good.md"], "", 0),
    (["weak.md"], "", 0),
    (["--strict", "weak.md"], "", 1),
    (["bad.md"], "", 1),
    (["--exit-zero", "bad.md"], "", 0),
    (["bad.md"], "report-only = true\n", 0),
    (["--quiet", "bad.md"], "", 1),
    (["--exit-zero", "missing.md"], "", 2),
    (["missing.md", "bad.md"], "report-only = true\n", 2),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("args", "settings", "code"), CODES)
def test_the_form_changes_no_exit_code(
    desk: Path, form: str, args: list[str], settings: str, code: int
) -> None:
    write(desk, good=GOOD, weak=WEAK, bad=BAD)
    (desk / "inferlint.toml").write_text(settings)
    done = inferlint("--format", form, *args)
    assert done.code == code
    if "--quiet" not in args:  # whatever fails, the report is there
        assert done.out or (form == "github" and "good.md" in args)


@pytest.mark.parametrize("settings", ["", "report-only = true\n"])
def test_reports_do_not_depend_on_exit_zero(desk: Path, settings: str) -> None:
    write(desk, bad=BAD)
    (desk / "inferlint.toml").write_text(settings)
    for form in FORMS:
        plain = inferlint("--format", form, "bad.md").out
        assert inferlint("--format", form, "--exit-zero", "bad.md").out == plain


def test_all_forms_in_one_run_are_what_each_is_alone(desk: Path) -> None:
    write(desk, good=GOOD, weak=WEAK, bad=BAD)
    outputs = [part for form in FORMS for part in ("--output", f"{form}=report.{form}")]
    done = inferlint("--format", "json", *outputs, *ARTICLES, "missing.md")
    assert done.code == 2
    for form in FORMS:
        alone = inferlint("--format", form, *ARTICLES, "missing.md").out
        assert (desk / f"report.{form}").read_text("utf-8") == alone, form


def test_the_report_of_the_last_run_is_no_article(desk: Path) -> None:
    write(desk, bad=BAD)
    runs = [inferlint("--output", "markdown=coffee.md", ".").out for _ in range(2)]
    assert runs[0] == runs[1]
    assert "coffee.md" in inferlint("coffee.md").out


def test_a_file_of_an_earlier_run_is_replaced_and_keeps_its_rights(desk: Path) -> None:
    write(desk, good=GOOD)
    (desk / "a.sarif").write_text("old")
    (desk / "a.sarif").chmod(0o640)
    assert inferlint("--output", "sarif=a.sarif", "good.md").code == 0
    assert (desk / "a.sarif").read_text().startswith("{")
    assert (desk / "a.sarif").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("form", sorted(set(FORMS) - {"terminal"}))
def test_what_programs_read_is_utf8_whatever_the_locale(desk: Path, form: str) -> None:
    text = BAD.replace("water", "water, naïve 🧀,")
    write(desk, bad=text)
    env = {"PYTHONIOENCODING": "latin-1", "PATH": os.environ["PATH"], "HOME": str(desk)}
    done = program(
        *("--rules", str(PACKS), "--no-cache", "--format", form, "bad.md"),
        *("--output", f"{form}=report"),
        cwd=desk,
        env={**env, "PYTHONPATH": os.pathsep.join(sys.path)},
        encoding="utf-8",
    )
    assert done.out == (desk / "report").read_text("utf-8")
    assert done.code == 1


@pytest.mark.parametrize("form", FORMS)
def test_a_cached_run_reports_the_same_bytes(desk: Path, form: str) -> None:
    write(desk, good=GOOD, weak=WEAK, bad=BAD)
    first, second = (inferlint("--format", form, ".").out for _ in range(2))
    assert first == second == inferlint("--no-cache", "--format", form, ".").out
