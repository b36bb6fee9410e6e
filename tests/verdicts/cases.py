"""Small packs, articles and parsers for judging without files and without a language model."""

from __future__ import annotations

from collections.abc import Iterable

from inferlint.language import Analysis, Analyst
from inferlint.language.claims import Parse, Token
from inferlint.language.words import words_of
from inferlint.readers import read
from inferlint.rules.checks import Offered, check_table, read_check
from inferlint.rules.concepts import read_concepts
from inferlint.rules.fields import RuleFile
from inferlint.rules.model import (
    Condition,
    Fill,
    Level,
    Pack,
    Part,
    Require,
    Rule,
    Statement,
    Within,
)
from inferlint.rules.terms import read_terms
from inferlint.verdicts import Evidence, Parser, Verdict, judge

NAMES = ("one", "two", "three")
CONCEPTS = """
coffee: {phrases: [coffee]}
tea: {phrases: [tea]}
milk: {phrases: [milk]}
grind: {phrases: [grind]}
fine: {phrases: [fine]}
hot: {phrases: [hot], rivals: [tea, milk]}
cup: {phrases: [cup, mug, espresso cup, XLC]}
stale: {phrases: [stale]}
unheated: {phrases: [not heated]}
"""
TERMS = """
burr grinder: {plain: a mill with two plates, phrases: [burr mill]}
crema: {plain: the foam on top}
portafilter: {plain: the handle that holds the grounds}
bloom: {plain: the first swelling, decoys: [(flower|rose) bloom]}
"""
WORDS = """
id: {name}
title: Brew well
level: error
why: It tastes better.
ask: Say how.
suggest: [Grind the coffee fine., Take a clean cup.]
examples: {{pass: [{{text: a}}], fail: [{{text: b}}]}}
"""


def pack_of(*bodies: str) -> Pack:
    """Return a pack whose checks `one`, `two` and `three` have these bodies, in YAML."""
    concepts = read_concepts(CONCEPTS, RuleFile("coffee/concepts.yaml"))
    fills = {"drink": Fill("cup", "cup of coffee")}
    offered = Offered("coffee", concepts, fills, frozenset(NAMES))
    rules = []
    for name, body in zip(NAMES, bodies, strict=False):
        file = RuleFile(f"coffee/{name}.yaml")
        table = check_table(WORDS.format(name=name) + body, file)
        rules.append(read_check(name, table, file, offered))
    parts = (Part("names coffee", Condition(("coffee",), 1)),)
    about = Require(Statement(Within("article"), parts))
    topic = Rule("topic", "coffee", "Is about coffee", Level.NOTE, "", "", about, ())
    terms = read_terms(TERMS, RuleFile("coffee/terms.yaml"))
    return Pack(
        "coffee",
        "Coffee",
        topic,
        concepts,
        tuple(rules),
        "0",
        terms=terms,
        primary=("coffee.org",),
        fills=fills,
    )


def analysis_of(article: str, pack: Pack) -> Analysis:
    """Return a Markdown article as it is judged."""
    return Analyst([pack]).analyse(read(article, "a.md"))


def verdicts_of(article: str, *bodies: str, parser: Parser | None = None) -> tuple[Verdict, ...]:
    """Return what checks with these bodies say of an article."""
    pack = pack_of(*bodies)
    return judge(pack.rules, pack, analysis_of(article, pack), parser)


def verdict_of(article: str, body: str, parser: Parser | None = None) -> Verdict:
    """Return what one check says of an article."""
    (verdict,) = verdicts_of(article, body, parser=parser)
    return verdict


def outcome_of(article: str, body: str, parser: Parser | None = None) -> str:
    """Return the outcome of one check."""
    return str(verdict_of(article, body, parser).outcome)


def shown(evidence: Iterable[Evidence]) -> list[str]:
    """Return each piece as `passage, line:column-line:column label: text`."""
    return [
        f"{piece.passage}, {piece.start.line}:{piece.start.column}"
        f"-{piece.end.line}:{piece.end.column} {piece.label}: {piece.text}"
        for piece in evidence
    ]


class FakeParser:
    """A parser for sentences of the tests.

    `not` denies the whole sentence, `if` makes it the words of others, and a sentence without a
    full stop has no predicate.
    """

    def __init__(self) -> None:
        self.parsed: list[str] = []
        self.batched: list[str] = []

    def parse(self, text: str) -> Parse:
        self.parsed.append(text)
        words = words_of(text)
        tag = "VBZ" if text.endswith(".") else "NN"
        deps = {"not": "neg", "if": "mark"}
        return Parse(
            text,
            tuple(
                Token(
                    word.start,
                    word.end,
                    text[word.start : word.end],
                    word.form,
                    tag if index == 0 else "NN",
                    deps.get(word.form, "dep" if index else "ROOT"),
                    0,
                )
                for index, word in enumerate(words)
            ),
        )

    def parse_all(self, texts: Iterable[str]) -> None:
        self.batched.extend(texts)
