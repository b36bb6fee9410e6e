"""Strict readers of the forms that other programs read: what they do not know is refused."""

from __future__ import annotations

import functools
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
from markdown_it import MarkdownIt
from markdown_it.token import Token

SCHEMAS = Path(__file__).parent / "schemas"


# --- JSON


def strict_json(text: str) -> Any:
    """Read JSON in which no key comes twice and no number is NaN."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len({key for key, _ in pairs}) == len(pairs)
        return dict(pairs)

    return json.loads(text, object_pairs_hook=once, parse_constant=pytest_fail)


def pytest_fail(constant: str) -> None:
    raise AssertionError(constant)


def strict_lines_of_json(text: str) -> list[Any]:
    assert text.endswith("\n")
    return [strict_json(line) for line in text.removesuffix("\n").split("\n")]


@functools.cache
def _sarif_validator() -> Any:
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text("utf-8"))
    return jsonschema.validators.validator_for(schema)(schema)


def strict_sarif(text: str) -> dict[str, Any]:
    """Return the one run of a SARIF log that its schema accepts and that names what it says."""
    log = strict_json(text)
    errors = [
        f"{error.json_path}: {error.message}" for error in _sarif_validator().iter_errors(log)
    ]
    assert errors == []
    (run,) = log["runs"]
    assert isinstance(run, dict)
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        related = [place["id"] for place in result.get("relatedLocations", [])]
        assert_message(result["message"]["text"], related)
        for place in result.get("relatedLocations", []):
            assert_message(place["message"]["text"], [])
    return run


def assert_message(text: str, places: list[int]) -> None:
    """Outside of links to places every sign that means something in SARIF is escaped."""
    literal = re.sub(r"\\[\\\[\]]|\{\{|\}\}", "", text)
    links = re.findall(r"\[[^\[\]]*\]\((\d+)\)", literal)
    assert {int(link) for link in links} <= set(places)
    assert not set(re.sub(r"\[[^\[\]]*\]\(\d+\)", "", literal)) & set("[]{}\\")


GITLAB = ["description", "check_name", "fingerprint", "severity", "location"]


def strict_gitlab(text: str) -> list[dict[str, Any]]:
    """Return the issues, each with the keys that GitLab documents and a fingerprint of its own."""
    issues = strict_json(text)
    assert isinstance(issues, list)
    for issue in issues:
        assert list(issue) == GITLAB
        assert issue["description"]
        assert re.fullmatch(r"[0-9a-f]{32}", issue["fingerprint"])
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert list(issue["location"]) == ["path", "lines"]
        assert isinstance(issue["location"]["path"], str)
        assert list(issue["location"]["lines"]) == ["begin"]
        assert issue["location"]["lines"]["begin"] >= 1
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    return issues


# --- workflow commands


@dataclass(frozen=True)
class Command:
    """One workflow command, as GitHub's runner reads it."""

    kind: str
    properties: dict[str, str]
    message: str


_PROPERTIES = {"file", "line", "endLine", "col", "endColumn", "title"}


def strict_github(text: str) -> list[Command]:
    """Return the commands; there is nothing but commands."""
    assert text == "" or text.endswith("\n")
    return [_command(line) for line in text.split("\n")[:-1]]


def _command(line: str) -> Command:
    match = re.fullmatch(r"::(error|warning|notice) (.*?)::(.*)", line)
    assert match, line
    kind, told, message = match.groups()
    pairs = [pair.partition("=") for pair in told.split(",")]
    properties = {key: _unescaped(value, ":,") for key, _, value in pairs}
    assert len(properties) == len(pairs)
    assert properties.keys() <= _PROPERTIES
    for key in ("line", "endLine", "col", "endColumn"):
        assert int(properties.get(key, "1")) >= 1
    return Command(kind, properties, _unescaped(message, ""))


def _unescaped(text: str, also: str) -> str:
    """Undo GitHub's escapes; a bare % or one of a sign that needs none is a mistake."""
    codes = {f"%{ord(sign):02X}": sign for sign in f"%\r\n{also}"}
    assert not re.search(r"%(?!25|0D|0A|3A|2C)", text)
    return re.sub("|".join(codes), lambda match: codes[match[0]], text)


# --- XML


def _strict_xml(text: str) -> ET.Element:
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n')
    assert "<!" not in text  # no declarations, comments or CDATA
    assert text.count("<?") == 1
    return ET.fromstring(text.encode())


_JUNIT: dict[str, tuple[set[str], set[str], set[str]]] = {
    # tag: attributes that must be there, that may, and the tags within; as Jenkins's schema says
    "testsuites": ({"name", "tests", "failures", "errors"}, set(), {"testsuite"}),
    "testsuite": ({"name", "tests", "failures", "errors"}, {"skipped", "file"}, {"testcase"}),
    "testcase": ({"name", "classname"}, set(), {"failure", "error", "skipped", "system-out"}),
    "failure": ({"type", "message"}, set(), set()),
    "error": ({"type", "message"}, set(), set()),
    "skipped": ({"type", "message"}, set(), set()),
    "system-out": (set(), set(), set()),
}
_CHECKSTYLE: dict[str, tuple[set[str], set[str], set[str]]] = {
    "checkstyle": ({"version"}, set(), {"file"}),
    "file": ({"name"}, set(), {"error"}),
    "error": ({"line", "severity", "message", "source"}, {"column"}, set()),
}


def _assert_grammar(element: ET.Element, grammar: dict[str, tuple[set[str], ...]]) -> None:
    must, may, within = grammar[element.tag]
    assert must <= set(element.attrib) <= must | may, element.tag
    if within:
        assert not (element.text or "").strip()
    for child in element:
        assert child.tag in within
        assert not (child.tail or "").strip()
        _assert_grammar(child, grammar)


def strict_junit(text: str) -> ET.Element:
    """Return the suites, in which all counts are right and no test has two results."""
    root = _strict_xml(text)
    assert root.tag == "testsuites"
    _assert_grammar(root, _JUNIT)
    for counted in (root, *root):
        cases = list(counted.iter("testcase"))
        assert counted.get("tests") == str(len(cases))
        for kind, key in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            if key in counted.attrib:
                assert counted.get(key) == str(sum(case.find(kind) is not None for case in cases))
        assert all(len(case) <= 1 for case in cases)
    return root


def strict_checkstyle(text: str) -> ET.Element:
    """Return the files, each of which comes once."""
    root = _strict_xml(text)
    assert root.tag == "checkstyle"
    _assert_grammar(root, _CHECKSTYLE)
    names = [file.get("name") for file in root]
    assert len(set(names)) == len(names)
    for error in root.iter("error"):
        assert error.get("severity") in ("error", "warning", "info")
        assert int(error.get("line", "")) >= 1
        assert int(error.get("column", "1")) >= 1
    return root


# --- Markdown and HTML

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_OURS = re.compile(
    r"<!-- inferlint report -->|<!-- -->|</?(?:code|details|summary)>|"
    r"<summary>(?:(?!<).|</?code>)*</summary>"
)
_LINKED = re.compile(r"@\w|#\d|\bGH-\d|https?://|\bwww\.|:[\w+-]+:", re.IGNORECASE)


def strict_markdown(text: str) -> list[Token]:
    """Return the tokens, of which HTML is only the report's own, and nothing would be a link."""
    assert len(text) < 65_000
    assert _OURS.sub("", text).count("<") == 0
    assert text.count("<details>") == text.count("</details>") == text.count("<summary>")
    tokens = list(_MARKDOWN.parse(text))
    for token in tokens:
        in_code = False
        for child in token.children or ():
            in_code = child.content == "<code>" or (in_code and child.content != "</code>")
            assert child.type not in ("link_open", "image", "s_open", "code_inline")
            assert in_code or child.type != "text" or not _LINKED.search(child.content)
    return tokens


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(sorted(name for name, _ in attrs))))
        for name, value in attrs:
            assert not name.startswith("on")
            assert not (value or "").strip().lower().startswith("javascript:")


def strict_html(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the tags with the names of their attributes."""
    reader = _Tags()
    reader.feed(text)
    reader.close()
    return reader.found
