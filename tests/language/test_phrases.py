"""Phrases in sentences: what each sign of the notation finds, and what it leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inferlint.document import Block, Document, Kind
from inferlint.language import Analyst
from inferlint.language.phrases import LONGEST_GAP, PhraseFinder
from inferlint.language.words import words_of
from inferlint.rules.model import (
    Concept,
    Condition,
    Gap,
    Level,
    Pack,
    Part,
    Require,
    Rule,
    Statement,
    Within,
    Word,
)
from inferlint.rules.phrases import expansions, parse_phrase


def finds(phrase: str, text: str) -> list[str]:
    """Return every stretch of the text that the phrase finds, in text order, longest first."""
    finder = PhraseFinder([("key", parse_phrase(phrase, path="c.yaml", line=1))])
    words = words_of(text)
    return [text[words[first].start : words[last - 1].end] for _, first, last in finder.find(words)]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        # a dictionary form stands for its inflections, any other form for itself
        ("run", "It runs, ran, is running: a run.", "runs|ran|running|run"),
        ("run model", "They ran models and run a model.", "ran models"),
        ("serve", "Serving costs more than to serve it.", "Serving|serve"),
        ("optimise", "optimized or optimises", "optimized|optimises"),
        ("optimize", "optimised", "optimised"),
        ("GPU", "One GPU, two GPUs.", "GPU|GPUs"),
        ("trained model", "A trained model, two trained models.", "trained model|trained models"),
        ("trained model", "Training models is slow.", ""),
        ("running", "It runs while running.", "running"),
        ("=run", "It runs, you run.", "run"),
        ("=runs", "It runs, you run.", "runs"),
        ("=model serving", "models serving a model serving", "model serving"),
        # alternatives and what may be absent
        ("(cheap|low cost) answer", "cheap answers, low-cost answer",
         "cheap answers|low-cost answer"),
        ("(new)? input", "new input and old input", "new input|input|input"),
        ("the (new|old)? (big)? model", "the new big model, the model",
         "the new big model|the model"),
        ("(a (b|c)|d) z", "a b z, a c z, d z, a z", "a b z|a c z|d z"),
        # gaps
        ("wait ... answer", "wait answer", "wait answer"),
        ("wait ... answer", "wait for the very next long answer",
         "wait for the very next long answer"),
        ("wait ... answer", "wait for the very next long sure answer", ""),
        ("wait ... answer", "wait, answer, answer", "wait, answer, answer|wait, answer"),
        ("a ... b ... c", "a x b x x c", "a x b x x c"),
        ("wait ... (answer|reply)", "wait for a reply", "wait for a reply"),
        # hyphens
        ("real-time", "Real-time, real time, realtime, real‑time.",
         "Real-time|real time|realtime|real‑time"),
        ("real time", "real-time but not realtime", "real-time"),
        ("pre-trained model", "pretrained models, pre trained model",
         "pretrained models|pre trained model"),
        ("=on-device", "on-device, on device, ondevice, on devices",
         "on-device|on device|ondevice"),
        # case, contractions, other letters
        ("llm", "An LLM, an llm.", "LLM|llm"),
        ("INFERENCE", "Inference", "Inference"),
        ("do not wait", "They don't wait and don’t wait.", "don't wait|don’t wait"),
        ("don't wait", "They don't wait and don’t wait; do not wait.",
         "don't wait|don’t wait|do not wait"),
        ("label data", "labelled data, labeled data", "labelled data|labeled data"),
        ("café", "the Café", "Café"),
        ("7b model", "a 7B model", "7B model"),
        # nothing
        ("model", "supermodel, mode l, remodels", ""),
        ("answer", "", ""),
    ],
)  # fmt: skip
def test_a_phrase_finds_what_its_notation_says(phrase: str, text: str, expected: str) -> None:
    assert "|".join(finds(phrase, text)) == expected


def test_several_phrases_keep_their_keys() -> None:
    phrases = [("a", "fast answer"), ("b", "answer"), ("c", "(slow|fast) answer")]
    finder = PhraseFinder((key, parse_phrase(p, path="", line=1)) for key, p in phrases)
    assert finder.find(words_of("fast answers")) == [("a", 0, 2), ("c", 0, 2), ("b", 1, 2)]


def pack_of(concept: Concept) -> Pack:
    """Return a pack with one concept, which is also its topic."""
    parts = (Part("names it", Condition((concept.name,), 1)),)
    body = Require(Statement(Within("article"), parts))
    topic = Rule("topic", "p", "Is about it", Level.NOTE, "", "", body, ())
    return Pack("p", "P", topic, {concept.name: concept}, (), "0")


def mentions(text: str, phrases: list[str], decoys: list[str]) -> list[str]:
    """Return what an article of one paragraph mentions, sentence by sentence."""
    found, left = (tuple(parse_phrase(p, path="", line=1) for p in s) for s in (phrases, decoys))
    block = Block(Kind.PARAGRAPH, text, tuple(range(len(text))))
    document = Document("a.md", text, (block,))
    analysis = Analyst([pack_of(Concept("it", found, left))]).analyse(document)
    return [
        text[mention.start : mention.end]
        for sentence in analysis.sentences
        for mention in sentence.mentions.get("p", ())
    ]


@pytest.mark.parametrize(
    ("text", "phrases", "decoys", "expected"),
    [
        ("Fast inference.", ["inference"], [], "inference"),
        ("Fast model inference.", ["inference", "model inference"], [], "model inference"),
        ("Wait for the answer.", ["wait", "wait ... answer", "answer"], [], "Wait for the answer"),
        ("Inference. Inference.", ["inference"], [], "Inference|Inference"),
        # a decoy takes what it overlaps, and nothing else
        ("Statistical inference.", ["inference"], ["statistical inference"], ""),
        ("Statistical inference, inference.", ["inference"], ["statistical inference"],
         "inference"),
        ("Rules of inference run.", ["inference run"], ["rule of inference"], ""),
        ("Type inference needs no inference.", ["inference"], ["(type|logical) inference"],
         "inference"),
        # a gap ends with its sentence
        ("They wait. Answers come.", ["wait ... answer"], [], ""),
        ("They wait? The answer comes.", ["wait ... answer"], [], ""),
        ("They wait: answers come.", ["wait ... answer"], [], "wait: answers"),
    ],
)  # fmt: skip
def test_a_concept_is_mentioned_by_its_longest_phrase_outside_its_decoys(
    text: str, phrases: list[str], decoys: list[str], expected: str
) -> None:
    assert "|".join(mentions(text, phrases, decoys)) == expected


ATOMS = st.sampled_from(["run", "trained", "=models", "real-time", "answer", "7b", "café"])
PIECES = st.one_of(
    ATOMS,
    st.lists(ATOMS, min_size=1, max_size=3, unique=True).map(lambda o: f"({'|'.join(o)})"),
    st.lists(ATOMS, min_size=1, max_size=2, unique=True).map(lambda o: f"({'|'.join(o)})?"),
    st.just("..."),
)


def phrase_of(pieces: list[str]) -> str:
    """Return a sound phrase: words at both ends, no two gaps in a row."""
    return " ".join(["first", *(p for piece in pieces for p in (piece, "then")), "last"])


@settings(derandomize=True, max_examples=150)
@given(st.lists(PIECES, max_size=4).map(phrase_of), st.integers(0, LONGEST_GAP))
def test_every_expansion_written_out_is_found_whole(source: str, skipped: int) -> None:
    phrase = parse_phrase(source, path="c.yaml", line=1)
    filler = " ".join(["filler"] * skipped)
    for expansion in expansions(phrase):
        text = " ".join(e.text if isinstance(e, Word) else filler for e in expansion)
        assert any(isinstance(e, Gap) for e in expansion) or "filler" not in text
        assert " ".join(text.split()) in [" ".join(found.split()) for found in finds(source, text)]


@settings(derandomize=True, max_examples=100)
@given(st.integers(LONGEST_GAP + 1, 12))
def test_a_gap_never_stands_for_more_than_five_words(skipped: int) -> None:
    assert LONGEST_GAP == 5
    assert finds("first ... last", f"first {'filler ' * skipped}last") == []
