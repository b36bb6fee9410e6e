"""What all tests share: the language model, loaded once, and the small packs of the tests."""

from __future__ import annotations

import functools
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from inferlint.language import grammar as grammar_module
from inferlint.language.grammar import Grammar
from inferlint.rules import load_pack
from inferlint.rules.model import Pack

# Two tests share a core: a slow example is no mistake.
hypothesis.settings.register_profile("inferlint", deadline=None, derandomize=True)
hypothesis.settings.load_profile("inferlint")

PACKS = Path(__file__).parent / "packs"


def assert_valid(schema: str, file: Path) -> None:
    """A file fits a schema that check-jsonschema brings along."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew",
        action="store_true",
        help="only write the reports in examples/ and the options in README.md anew",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With `--renew` run only what can be renewed."""
    if config.getoption("--renew"):
        items[:] = [item for item in items if "content_of" in getattr(item, "fixturenames", ())]


@pytest.fixture
def content_of(request: pytest.FixtureRequest) -> Callable[[Path, str], str]:
    """What stands in a file that must hold a text; with `--renew` the text is written first."""

    def content(file: Path, text: str) -> str:
        if request.config.getoption("--renew"):
            file.write_text(text, "utf-8", newline="\n")
        return file.read_text("utf-8")

    return content


@pytest.fixture(scope="session", autouse=True)
def _one_model() -> Iterator[None]:
    """Load the language model once, however many grammars the tests make."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grammar_module, "_load", functools.cache(grammar_module._load))
        yield


@pytest.fixture(scope="session")
def grammar() -> Grammar:
    return Grammar()


@pytest.fixture(scope="session")
def coffee() -> Pack:
    return load_pack(PACKS / "coffee")


@pytest.fixture(scope="session")
def tea() -> Pack:
    return load_pack(PACKS / "tea")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, empty, where the small packs are the shipped ones."""
    for place in ("inferlint.rules", "inferlint.rules.loading"):
        monkeypatch.setattr(f"{place}.shipped_rules", lambda: PACKS)
    monkeypatch.chdir(tmp_path)
    return tmp_path
