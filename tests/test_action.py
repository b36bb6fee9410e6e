"""The action for GitHub: its form by GitHub's schemas, its shell lines in a scratch repository."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from command_line import BAD, GOOD
from conftest import PACKS
from test_readme import blocks

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
WAIVED = f"{BAD}\n<!-- inferlint: waive-file cool-water -- hot -->\n"


def assert_valid(schema: str, file: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def workflow() -> str:
    (text,) = (block for block in blocks("yaml") if "runs-on:" in block)
    return text


def test_the_action_is_one_by_githubs_schema() -> None:
    assert_valid("vendor.github-actions", ROOT / "action.yml")


@pytest.mark.parametrize("name", ["checks", "release"])
def test_our_own_workflows_are_ones_by_githubs_schema(name: str) -> None:
    assert_valid("vendor.github-workflows", ROOT / ".github" / "workflows" / f"{name}.yml")


def test_the_workflow_in_the_readme_is_one_by_githubs_schema(tmp_path: Path) -> None:
    file = tmp_path / ".github" / "workflows" / "inferlint.yml"
    file.parent.mkdir(parents=True)
    file.write_text(workflow(), "utf-8")
    assert_valid("vendor.github-workflows", file)


def test_the_workflow_sets_what_the_action_knows_and_may_do_what_it_does() -> None:
    content = yaml.safe_load(workflow())
    checkout, step = content["jobs"]["review"]["steps"]
    assert checkout["uses"].startswith("actions/checkout@")
    assert step["uses"].partition("@")[0].endswith("/inferlint")
    assert step["with"].keys() <= ACTION["inputs"].keys()
    assert content["permissions"] == {"contents": "read", "security-events": "write"}


def test_no_script_holds_an_expression() -> None:
    """What a pull request can choose would be run."""
    scripts = [step["run"] for step in STEPS if "run" in step]
    assert len(scripts) == 6
    assert not [script for script in scripts if "${{" in script]


def test_every_expression_names_an_input_or_a_step_that_is_there() -> None:
    text = (ROOT / "action.yml").read_text("utf-8")
    outputs = {
        step["id"]: set(re.findall(r'echo "([\w-]+)=', step.get("run", "")))
        for step in STEPS
        if "id" in step
    }
    outputs["python"] = {"python-path"}
    for name in re.findall(r"inputs\.([\w-]+)", text):
        assert name in ACTION["inputs"]
    for step, output in re.findall(r"steps\.(\w+)\.outputs\.([\w-]+)", text):
        assert output in outputs[step]


# --- the shell lines


@dataclass
class Job:
    """One run of the action's shell lines, as GitHub's runner would do it."""

    folder: Path
    inputs: dict[str, str]
    base: str = ""
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    log: str = ""
    code: int = 0

    def run(self) -> Job:
        (self.folder / "temp").mkdir(exist_ok=True)
        (self.folder / "summary.md").write_text("Before.\n")
        self.outputs["python"] = {"python-path": str(self._python())}
        for step in STEPS:
            if "run" in step:
                self._step(step)
            if self.code:
                break
        return self

    @property
    def summary(self) -> str:
        return (self.folder / "summary.md").read_text("utf-8")

    def report(self, name: str) -> Any:
        return json.loads((self.folder / "temp" / "inferlint" / name).read_text("utf-8"))

    def articles(self, name: str = "report.sarif") -> set[str]:
        (run,) = self.report(name)["runs"]
        return {
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            for result in run["results"]
        }

    def _step(self, step: dict[str, Any]) -> None:
        told = self.folder / "output"
        told.write_text("")
        env = {key: self._value(str(text)) for key, text in step.get("env", {}).items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.folder / "repo" / self._value(step.get("working-directory", ".")),
            env={
                **{key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ},
                "RUNNER_TEMP": str(self.folder / "temp"),
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_OUTPUT": str(told),
                "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
                **env,
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        self.log += done.stdout + done.stderr
        self.code = done.returncode
        pairs = (line.partition("=") for line in told.read_text().splitlines())
        self.outputs.setdefault(step.get("id", ""), {}).update((k, v) for k, _, v in pairs)

    def _value(self, text: str) -> str:
        """Return a text with GitHub's expressions worked out."""

        def one(match: re.Match[str]) -> str:
            scope, *path = match[1].split(".")
            if scope == "inputs":
                return str(self.inputs.get(path[0], ACTION["inputs"][path[0]]["default"]))
            if scope == "steps":
                return self.outputs[path[0]].get(path[2], "")
            assert match[1] == "github.event.pull_request.base.sha"
            return self.base

        return re.sub(r"\$\{\{ ([\w.-]+) \}\}", one, text)

    def _python(self) -> Path:
        """Return a Python whose environments hold inferlint already: pip is not tested here."""
        me = f'PYTHONPATH="{os.pathsep.join(map(str, sys.path))}" exec "{sys.executable}"'
        script = f"""#!/bin/bash
if [ "$1 $2" != "-m venv" ]; then exec "{sys.executable}" "$@"; fi
mkdir -p "$3/bin"
cat > "$3/bin/python" <<'END'
#!/bin/bash
if [ "$1 $2 $3" = "-m pip install" ]; then echo "pip got ${{*: -1}}"; exit; fi
{me} "$@"
END
cat > "$3/bin/inferlint" <<'END'
#!/bin/bash
{me} -m inferlint --rules "{PACKS}" "$@"
END
chmod +x "$3/bin/"*
"""
        file = self.folder / "python"
        file.write_text(script)
        file.chmod(0o755)
        return file


def git(folder: Path, *args: str) -> str:
    named = ["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"]
    return subprocess.run(
        ["git", *named, *args], cwd=folder, capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository as a checkout of one commit leaves it: `old.md` was there, `new a.md` is new."""
    origin = tmp_path / "origin"
    (origin / "docs").mkdir(parents=True)
    git(origin, "init", "-q", "-b", "main")
    git(origin, "config", "uploadpack.allowAnySHA1InWant", "true")
    (origin / "docs" / "old.md").write_text(BAD)
    (origin / "docs" / "waived.md").write_text(WAIVED)
    git(origin, "add", ".")
    git(origin, "commit", "-qm", "old")
    (origin / "docs" / "new a.md").write_text(BAD)
    (origin / "docs" / "good.md").write_text(GOOD)
    git(origin, "add", ".")
    git(origin, "commit", "-qm", "new")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{origin}", "repo")
    return tmp_path


OLD, NEW, HALF = "docs/old.md", "docs/new%20a.md", "docs/waived.md"


def test_a_push_reviews_everything_and_fails(folder: Path) -> None:
    job = Job(folder, {}).run()
    assert job.outputs["review"]["exit-code"] == "1"
    assert job.code == 1
    assert job.articles() == {OLD, NEW, HALF}
    assert f"pip got {ROOT}" in job.log
    assert "::error file=docs/old.md,line=3," in job.log
    assert job.summary.startswith("Before.\n<!-- inferlint report -->\n### ❌ inferlint: ")


def test_a_pull_request_reviews_what_it_changes_in_a_shallow_checkout(folder: Path) -> None:
    base = git(folder / "origin", "rev-parse", "HEAD~1")
    job = Job(folder, {"paths": "docs"}, base).run()
    assert job.articles() == {NEW}
    assert "docs/good.md" in job.summary
    assert "docs/old.md" not in job.summary + job.log


def test_a_pull_request_reviews_everything_where_that_is_wanted(folder: Path) -> None:
    base = git(folder / "origin", "rev-parse", "HEAD~1")
    job = Job(folder, {"changed-only": "false"}, base).run()
    assert job.articles() == {OLD, NEW, HALF}


def test_report_only_fails_nothing_and_reports_the_same(folder: Path) -> None:
    job = Job(folder, {"report-only": "true"}).run()
    assert (job.code, job.outputs["review"]["exit-code"]) == (0, "0")
    assert job.articles() == {OLD, NEW, HALF}


def test_paths_and_options_come_one_a_line_and_are_never_commands(folder: Path) -> None:
    paths = "docs/new a.md\n\n$(touch hacked)\n`touch hacked`;touch hacked\n"
    job = Job(folder, {"paths": paths, "args": "--select\ncool-water\n"}).run()
    assert job.articles() == {NEW}
    assert "$(touch hacked): no such file" in job.log
    assert job.code == 2
    assert not list(folder.rglob("hacked"))


def test_what_is_waived_is_left_out_of_what_is_uploaded(folder: Path) -> None:
    inputs = {"args": "--select\ncool-water", "paths": "docs/waived.md\ndocs/old.md"}
    job = Job(folder, {**inputs, "report-only": "true"}).run()
    assert job.articles() == {HALF, OLD}
    assert job.articles("upload.sarif") == {OLD}


def test_a_folder_to_run_in_keeps_paths_of_the_repository(folder: Path) -> None:
    job = Job(folder, {"working-directory": "docs", "paths": "old.md"}).run()
    assert job.articles() == {OLD}


def test_without_a_report_nothing_is_uploaded_and_the_job_fails(folder: Path) -> None:
    (folder / "repo" / "inferlint.toml").write_text("nonsense = 1\n")
    job = Job(folder, {"report-only": "true"}).run()
    assert job.code == 2
    assert "reported" not in job.outputs["review"]
    assert "inferlint.toml:1: unknown key 'nonsense'" in job.log
    assert job.summary == "Before.\n"


def test_the_summary_can_be_left_out(folder: Path) -> None:
    assert Job(folder, {"summary": "false"}).run().summary == "Before.\n"
