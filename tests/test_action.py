"""The action and the workflows: their schemas, and their shell lines in a scratch repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
GOOD = (ROOT / "examples" / "good.md").read_text("utf-8")
BAD = (ROOT / "examples" / "bad.md").read_text("utf-8")


def readme_workflow() -> str:
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    (workflow,) = [block for block in blocks if "jobs:" in block]
    return workflow.replace("<owner>", "owner")


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-actions", "action.yml"),
        *(
            ("vendor.github-workflows", f".github/workflows/{path.name}")
            for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))
        ),
        ("vendor.github-workflows", "README.md"),
    ],
)
def test_the_published_schema_accepts_it(schema: str, file: str, tmp_path: Path) -> None:
    path = ROOT / file
    if file == "README.md":
        path = tmp_path / "articles.yml"
        path.write_text(readme_workflow(), "utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_readme_uses_inputs_that_the_action_has() -> None:
    steps = yaml.safe_load(readme_workflow())["jobs"]["inferlint"]["steps"]
    (step,) = [step for step in steps if "inferlint@" in step["uses"]]
    assert set(step["with"]) <= set(ACTION["inputs"])


def test_every_input_and_output_of_a_step_exists() -> None:
    text = (ROOT / "action.yml").read_text("utf-8")
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(ACTION["inputs"])
    steps = {step["id"] for step in ACTION["runs"]["steps"] if "id" in step}
    assert set(re.findall(r"steps\.(\w+)\.", text)) == steps


def step(name: str) -> dict[str, Any]:
    (found,) = [s for s in ACTION["runs"]["steps"] if s.get("name") == name]
    assert found["shell"] == "bash"
    return dict(found)


class Job:
    """A runner's machine: a checkout, and the files through which steps speak."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "checkout"
        self.temp = folder / "temp"
        for place in (self.checkout / "docs", self.temp, folder / "bin"):
            place.mkdir(parents=True)
        program = folder / "bin" / "inferlint"
        program.write_text(f'#!/bin/sh\nexec {sys.executable} -m inferlint "$@"\n')
        program.chmod(0o755)
        self.path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.email", "a@example.org")
        self.git("config", "user.name", "A")

    def git(self, *args: str) -> str:
        done = subprocess.run(
            ["git", *args], cwd=self.checkout, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def commit(self, **texts: str) -> str:
        for name, text in texts.items():
            (self.checkout / "docs" / f"{name}.md").write_text(text, "utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "Articles")
        return self.git("rev-parse", "HEAD")

    def run(self, name: str, **env: str) -> subprocess.CompletedProcess[str]:
        files = {key: str(self.temp / key.lower()) for key in ("GITHUB_OUTPUT", "GITHUB_PATH")}
        files["GITHUB_STEP_SUMMARY"] = str(self.temp / "summary")
        script = self.temp / "step.sh"
        script.write_text(step(name)["run"], "utf-8")
        # As the runner calls it.
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        known = {"PATH": self.path, "RUNNER_TEMP": str(self.temp), "HOME": str(self.temp)}
        return subprocess.run(
            command,
            cwd=self.checkout,
            env={**os.environ, **known, **files, **env},
            capture_output=True,
            text=True,
            check=False,
        )

    def said(self, name: str) -> str:
        return (self.temp / name).read_text("utf-8")


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job(tmp_path)


@pytest.mark.parametrize(
    ("args", "paths", "changed", "code", "told"),
    [
        ("", ".", False, 1, {"docs/old.md", "docs/new.md"}),
        ("", "docs/fine.md", False, 0, set()),
        ("", "docs/new.md\n\n  \ndocs/fine.md\n", False, 1, {"docs/new.md"}),
        ("", ".", True, 1, {"docs/new.md"}),
        ("--exit-zero", ".", True, 0, {"docs/new.md"}),
        ("--select scannable --ignore cites-sources", "docs/fine.md", False, 0, set()),
        ("", "docs/none.md", False, 2, {"docs/none.md"}),
        ("", "$(touch hacked)", False, 2, {"$(touch hacked)"}),
    ],
)
def test_the_review_step(
    job: Job, args: str, paths: str, *, changed: bool, code: int, told: set[str]
) -> None:
    base = job.commit(old=BAD, fine=GOOD)
    job.commit(new=BAD)
    done = job.run("Review", ARGS=args, PATHS=paths, BASE=base if changed else "")
    assert done.returncode == 0, done.stderr
    assert job.said("github_output") == f"exit-code={code}\n"
    errors = {line for line in done.stdout.splitlines() if line.startswith("::error file=")}
    assert {re.split(r"[=,]", line)[1] for line in errors} == told
    assert "reviewed" in job.said("summary")
    assert (job.temp / "inferlint.sarif").exists()
    assert not (job.checkout / "hacked").exists()


def test_a_shallow_checkout_gets_the_base_that_it_lacks(job: Job, tmp_path: Path) -> None:
    base = job.commit(old=BAD)
    job.commit(new=BAD)
    job.git("config", "uploadpack.allowAnySHA1InWant", "true")
    whole = tmp_path / "whole"
    shutil.move(job.checkout, whole)
    origin = f"file://{whole}"
    subprocess.run(["git", "clone", "-q", "--depth=1", origin, str(job.checkout)], check=True)
    done = job.run("Review", ARGS="", PATHS=".", BASE=base)
    assert (done.returncode, job.said("github_output")) == (0, "exit-code=1\n"), done.stderr
    assert "docs/new.md" in done.stdout
    assert "docs/old.md" not in done.stdout


@pytest.mark.parametrize("code", ["0", "1", "2"])
def test_the_last_step_ends_as_the_review_did(job: Job, code: str) -> None:
    assert job.run("Result", CODE=code).returncode == int(code)


@pytest.mark.slow_install
def test_the_installation_step(job: Job) -> None:
    done = job.run("Install inferlint", PYTHON=sys.executable, SOURCE=str(ROOT))
    assert done.returncode == 0, done.stderr
    folder = job.said("github_path").strip()
    assert folder == str(job.temp / "inferlint" / "bin")
    shown = subprocess.run(
        [f"{folder}/inferlint", "--version"], capture_output=True, text=True, check=True
    )
    assert shown.stdout.startswith("inferlint ")
