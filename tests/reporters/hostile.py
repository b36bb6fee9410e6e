"""What an article, a file's name or a rule may hold to forge a report: one table for all forms."""

from __future__ import annotations

from inferlint.document import Position
from inferlint.errors import InferlintError
from inferlint.linter import PackHead, Review, Run, Topic
from inferlint.rules.model import Forbid, Level, Require, Rule, Statement, Within
from inferlint.verdicts import Evidence, Outcome, Suggestion, Verdict, Waiver, Way

HARMLESS = "word"

HOSTILE = [
    # control characters and ANSI escapes
    "\x1b[31mFAIL\x1b[0m", "\x1b]8;;http://a.example\x07link\x1b]8;;\x07", "\x9b2J",
    "\x1b[1A\x1b[2K",
    "a\x00b", "a\x08b", "a\x0bb\x0cc", "".join(map(chr, range(32))), "\x7f", "a\x85b",
    "a\x1cb\x1db",
    # line ends
    "a\nb", "a\r\nb", "a\rb", "a\n\n\nb", "a\u2028b\u2029c", "a\n  FAIL  all of it",
    # commands to logs
    "::error::forged", "a\n::error file=a.md,line=1::forged", "a\r::warning::x",
    "   ::add-mask::x",
    "\u00a0::stop-commands::x", "::set-output name=a::b", "##[error]forged", "##[group]x",
    "##vso[task.setvariable variable=a]b", "##teamcity[testFailed name='a']", "####[error]x",
    "%0A::error::x", "%", "%25%3A", "a,line=9,title=b::c", "a:b,c=d", "::", ":", ": :",
    # XML and HTML
    "]]>", "<![CDATA[ a", "<script>alert(1)</script>", "</script><script>alert(1)",
    "<img src=x onerror=a()>",
    '" onmouseover="a()', "' onfocus='a()", "&lt;script&gt;", "&#0;", "&amp", "&", "<", ">", '"',
    "'",
    "<?xml version='1.0'?>", "<!DOCTYPE a [<!ENTITY b 'c'>]>&b;", "--><b>", "<!-- a",
    "</failure><skipped/>",
    "</details>", "</code>", "</summary>", "<a href=javascript:a()>b</a>", "javascript:alert(1)",
    # Markdown
    "| a | b |", "a|b", "\\|", "`", "``` a", "~~~", "a\n```\nb", "# a", "## a #", "**a**", "_a_",
    "a\n===",
    "[a](javascript:b)", "[a](http://b.example)", "![a](http://b.example/c.png)",
    "[a]: http://b.example",
    "- a", "+ a", "* a", "1. a", "1) a", "> a", "    a", "\ta", "---", "|---|---|", "\\", "a\\",
    "a  ",
    "@everyone", "a@b.example", "owner/name#1", "#1", "GH-1", "https://a.example",
    "www.a.example",
    "http://a.example/`", "$a$", "$$a$$", ":white_check_mark:", "~~a~~", "[^1]", "[ ] a",
    "<https://a.example>",
    # spreadsheets
    "=1+1", "=HYPERLINK(\"http://a.example\")", "+1", "-1+2|' /C calc'!A0", "@SUM(1)", "\t=1",
    "a;b", 'a";"b',
    # JSON and SARIF
    '"}', '\\u0000', "{0}", "{", "}}", "[a](1)", "\\[a](1)", "[a]", "%SRCROOT%",
    "../../etc/passwd", "C:\\a",
    # characters that are not seen, or turn writing round
    "\u202egpj.md", "a\u2066b\u2069", "\u200fa", "\u061ca", "a\u200bb", "\ufeffa", "a\U000e0041b",
    "\u2060",
    "\ud800", "a\udcffb", "\udc80", "\ud83d\ude00", "\ufffe", "\uffff", "\U0010ffff",
]  # fmt: skip

LARGE = ["x" * 100_000, "x " * 50_000, "<" * 70_000, "@a " * 30_000, "\x1b" * 70_000, "🧀" * 70_000]
EMPTY = ["", " ", "\n", "\t\n "]
FINE = ["naïve", "世界", "🧀", "👩\u200d💻", "a\u00adb", "می\u200cخواهم", "“a”—b…"]
"""Must be shown as they are."""

_HERE = (Position(3, 1), Position(3, 9))


def hostile_run(word: str, *, articles: int = 1, checks: int = 1) -> Run:
    """Return a run in which everything that others write is this word."""
    rules = [rule for number in range(checks) for rule in _rules(word, number)]
    reviews = tuple(_review(word, rules, number) for number in range(articles))
    unread = Review(f"{word}-empty", Outcome.NOT_APPLICABLE, notes=(f"not reviewed: {word}",))
    errors = (
        InferlintError(word, path=f"{word}-missing", line=2, hint=word),
        InferlintError(word),
    )
    pack = PackHead(word, "00", word, tuple(rules))
    return Run((*reviews, unread), errors, (pack,), word)


def _rules(word: str, number: int) -> list[Rule]:
    statement = Statement(Within("sentence"), ())
    bodies = (Require(statement), Forbid(statement), Require(statement), Require(statement))
    ends = ("", "-2", "-3", "-4")
    return [
        Rule(f"{word}{number or ''}{end}", word, word, Level.ERROR, word, word, body, (), (word,))
        for end, body in zip(ends, bodies, strict=True)
    ]


def _review(word: str, rules: list[Rule], number: int) -> Review:
    checks = [
        check for at in range(0, len(rules), 4) for check in _verdicts(word, rules[at : at + 4])
    ]
    return Review(
        f"{word}{number or ''}.md",
        Outcome.FAIL,
        (Topic(word, Outcome.PASS, 1.0),),
        tuple(checks),
        (word,),
    )


def _verdicts(word: str, rules: list[Rule]) -> list[Verdict]:
    piece = Evidence(*_HERE, word, word, 1)
    missing, wrong, passed, waived = rules
    return [
        Verdict(
            missing,
            Outcome.FAIL,
            nearest=piece,
            missing=(word,),
            message=word,
            suggestion=Suggestion(3, word, word),
        ),
        Verdict(
            wrong,
            Outcome.WEAK,
            (piece, Evidence(*_HERE, f"{word} too", "", 2)),
            message=word,
            suggestion=Suggestion(3, word, f"| {word} |\n| {word} |", Way.REPLACE, 3),
            borderline=True,
        ),
        Verdict(passed, Outcome.PASS, (piece,), message=word),
        Verdict(waived, Outcome.WAIVED, (piece,), message=word, waiver=Waiver(word, 5)),
    ]
