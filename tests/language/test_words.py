"""Words with their places and dictionary forms, and where sentences begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inferlint.language.words import (
    is_dictionary_form,
    lemma_of,
    sentences_of,
    verb_of,
    words_of,
)

TEXTS = st.text(alphabet="aBé7 .?!…,;:'’\"”()-–\n\t½İ日🎉$n*", max_size=60)
fixed = settings(derandomize=True, max_examples=300)


def written(text: str) -> list[str]:
    """Return what stands at each word's place in the text."""
    return [text[word.start : word.end] for word in words_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Inference costs money.", "Inference costs money"),
        ("real-time, on-device", "real time on device"),
        ("and/or e-mail", "and or e mail"),
        ("snake_case **bold**", "snake case bold"),
        ("the model's answer", "the model answer"),
        ("the models’ answers", "the models answers"),
        ("It doesn't and can’t.", "It does n't and ca n’t"),
        ("they're we'll I've", "they 're we 'll I 've"),
        ("O'Brien", "O Brien"),
        ("rock'n'roll", "rock n roll"),
        ("'quoted' ’90s", "quoted 90s"),
        ("café Größe 日本語 İstanbul", "café Größe 日本語 İstanbul"),
        ("x² 5½", "x² 5½"),
        ("7B 100ms A100", "7B 100ms A100"),
        ("0.5 cents, 1,000 users", "0 5 cents 1 000 users"),
        ("$0.02 50% C++", "0 02 50 C"),
        ("tokens/s km²", "tokens s km²"),
        ("https://example.org/a-b?c=d", "https example org a b c d"),
        ("🎉 … — *", ""),
        ("", ""),
    ],
)
def test_each_word_stands_where_it_says(text: str, expected: str) -> None:
    assert " ".join(written(text)) == expected


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Inference COSTS", "inference costs"),
        ("doesn't don’t isn't", "does not do not is not"),
        ("can't won't shan't", "can not will not shall not"),
        ("CAN'T", "can not"),
        ("it's they're I'd we'll I've I'm", "it they are i would we will i have i am"),
        ("the user's wait", "the user wait"),
    ],
)
def test_contractions_are_read_apart_in_small_letters(text: str, forms: str) -> None:
    assert " ".join(word.form for word in words_of(text)) == forms


def test_offsets_count_in_the_whole_text() -> None:
    text = "Skip this. It doesn't run, ever."
    found = words_of(text, 11, 25)
    assert [(word.start, text[word.start : word.end]) for word in found] == [
        (11, "It"),
        (14, "does"),
        (18, "n't"),
        (22, "run"),
    ]


@pytest.mark.parametrize(
    ("forms", "lemma"),
    [
        ("run runs running ran", "run"),
        ("answer answers answered answering", "answer"),
        ("batch batches batched", "batch"),
        ("query queries queried", "query"),
        ("model models", "model"),
        ("is are was were been be am", "be"),
        ("optimise optimised optimises optimize optimized optimizes", "optimize"),
        ("recognise recognised recognize", "recognize"),
        ("behaviour behaviours behavior behaviors", "behavior"),
        ("colour colours color", "color"),
        ("analyse analysed analysing analyze analyzed", "analyze"),
        ("label labels labelled labeled", "label"),
        ("model modelled modelling modeling", "model"),
        ("cell cells", "cell"),
        ("doorbell doorbells", "doorbell"),
        ("think thinks thinking", "think"),
        ("child children", "child"),
        ("zyxt", "zyxt"),
    ],
)
def test_the_dictionary_form_is_the_same_for_all_inflections(forms: str, lemma: str) -> None:
    assert {form: lemma_of(form) for form in forms.split()} == dict.fromkeys(forms.split(), lemma)


@pytest.mark.parametrize("form", ["our", "four", "hour"])
def test_short_words_are_not_taken_for_british_spelling(form: str) -> None:
    assert lemma_of(form) == form


@pytest.mark.parametrize(("text", "lemma"), [("GPUs", "gpu"), ("LLMs", "llm"), ("APIs", "api")])
def test_plurals_of_acronyms_have_a_dictionary_form(text: str, lemma: str) -> None:
    (word,) = words_of(text)
    assert (word.form, word.lemma, word.verb) == (text.lower(), lemma, None)


@pytest.mark.parametrize(
    ("form", "verb"),
    [
        ("serving", "serve"),
        ("building", "build"),
        ("running", None),
        ("thing", None),
        ("string", None),
        ("king", None),
        ("serve", None),
    ],
)
def test_an_ing_word_that_is_a_noun_too_knows_its_verb(form: str, verb: str | None) -> None:
    assert verb_of(form) == verb


@pytest.mark.parametrize("form", ["run", "model", "answer", "latency", "optimise", "zyxt"])
def test_dictionary_forms(form: str) -> None:
    assert is_dictionary_form(form)


@pytest.mark.parametrize("form", ["running", "ran", "models", "trained", "serving"])
def test_inflected_forms(form: str) -> None:
    assert not is_dictionary_form(form)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", "One.|Two."),
        ("One.\nTwo.\n\nThree", "One.|Two.|Three"),
        ("  One.   Two.  ", "One.|Two."),
        ("Really?! Yes.", "Really?!|Yes."),
        ("Wait... Then go.", "Wait...|Then go."),
        ("Wait… Then go.", "Wait…|Then go."),
        ('He said "Stop." Then he left.', 'He said "Stop."|Then he left.'),
        ("“Fast.” “Cheap.”", "“Fast.”|“Cheap.”"),
        ("(See below.) Then go.", "(See below.)|Then go."),
        ("It runs. (It is slow.) It stops.", "It runs.|(It is slow.)|It stops."),
        ("It runs on GPUs, etc. Then it stops.", "It runs on GPUs, etc.|Then it stops."),
        ("It is done! 🎉 Great.", "It is done!|🎉 Great."),
        ("It costs money. 10 users pay.", "It costs money.|10 users pay."),
        ("Use plan B. Then go.", "Use plan B.|Then go."),
        ("Do they wait? No. Then they leave.", "Do they wait?|No.|Then they leave."),
        ("Übung hilft. Élan too.", "Übung hilft.|Élan too."),
        # no end of a sentence
        ("Use e.g. GPUs, i.e. Chips.", "Use e.g. GPUs, i.e. Chips."),
        ("Batch vs. Online, cf. Part two.", "Batch vs. Online, cf. Part two."),
        ("See Fig. 3 by Dr. Smith.", "See Fig. 3 by Dr. Smith."),
        ("J. R. Smith wrote it.", "J. R. Smith wrote it."),
        ("Model No. 5 is good.", "Model No. 5 is good."),
        ("It costs 0.5 cents in 3.8.1 today.", "It costs 0.5 cents in 3.8.1 today."),
        ("Read example.org and a.b now.", "Read example.org and a.b now."),
        ("Is it fast? it is.", "Is it fast? it is."),
        ("wait ... and see", "wait ... and see"),
        ("a list fragment, no end", "a list fragment, no end"),
        ("Cost: 5 cents; time: 1 s", "Cost: 5 cents; time: 1 s"),
        ("- one\n- two", "- one\n- two"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_a_sentence_ends_at_its_mark_and_nowhere_else(text: str, expected: str) -> None:
    assert "|".join(sentences(text)) == expected


@fixed
@given(TEXTS)
def test_words_stand_in_order_inside_the_text_and_do_not_overlap(text: str) -> None:
    edges = [edge for word in words_of(text) for edge in (word.start, word.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
    assert all(word.start < word.end for word in words_of(text))


@fixed
@given(TEXTS)
def test_sentences_stand_in_order_and_leave_out_only_white_space(text: str) -> None:
    spans = sentences_of(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert [c for s, e in spans for c in text[s:e] if not c.isspace()] == [
        c for c in text if not c.isspace()
    ]
    assert all(text[s:e] == text[s:e].strip() != "" for s, e in spans)


@fixed
@given(TEXTS)
def test_no_sentence_splits_a_word(text: str) -> None:
    inside = [word for start, end in sentences_of(text) for word in words_of(text, start, end)]
    assert inside == words_of(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [("word " * 300, 1), ("word " * 4_000, 10), ("x" * 4_500, 3), ("word " * 300 + ". End.", 2)],
)
def test_a_text_without_a_full_stop_is_cut_between_words(text: str, count: int) -> None:
    """Matching takes quadratic time in a sentence's length; readers give up long before."""
    spans = sentences_of(text)
    assert len(spans) == count
    assert all(end - start <= 2_000 for start, end in spans)
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(
        " ", ""
    )
