"""What a parse asserts and takes back, by parses written down by hand."""

from __future__ import annotations

import pytest
from parses import parse_of

from inferlint.language.claims import (
    Denial,
    Refusal,
    denials,
    has_predicate,
    may_deny,
    surely_asserts,
)
from inferlint.language.words import words_of

BE_NOT = "Inference//NN/nsubj/is is/be/VBZ/ROOT/ not//RB/neg/is"
NOT_USE = "does/do/VBZ/aux/use not//RB/neg/use use//VB/ROOT/"
A_MODEL = "a//DT/det/model trained/train/VBN/amod/model model//NN/dobj/use"
THAT_TRAINING = (
    "that//IN/mark/is inference//NN/nsubj/is is/be/VBZ/ccomp/{} training/train/VBG/attr/is"
)


def said(row: str) -> list[str]:
    """Return each denial as `why: the denied words`."""
    parse = parse_of(row)
    return [
        f"{denial.why}: {' '.join(parse.text[start:end] for start, end in denial.spans)}"
        for denial in denials(parse)
    ]


@pytest.mark.parametrize(
    "row",
    [
        "Inference//NN/nsubj/uses uses/use/VBZ/ROOT/ a//DT/det/model model//NN/dobj/uses",
        # more is said, not less
        f"{BE_NOT} only//RB/advmod/not fast//JJ/acomp/is but//CC/cc/fast cheap//JJ/conj/fast",
        "Inference//NN/nsubj/is is/be/VBZ/ROOT/ nothing//NN/attr/is "
        "but//IN/prep/nothing use//NN/pobj/but",
        # two negations
        "Inference//NN/nsubj/work can//MD/aux/work not//RB/neg/work work//VB/ROOT/ "
        "without//IN/prep/work a//DT/det/model model//NN/pobj/without",
        # turns of phrase that say yes
        "Users/user/NNS/nsubj/wait can//MD/aux/wait not//RB/neg/wait wait//VB/ROOT/",
        "Never//RB/neg/mind mind//VB/ROOT/ the//DT/det/cost cost//NN/dobj/mind",
        "You//PRP/nsubj/ignore can//MD/aux/ignore not//RB/neg/ignore ignore//VB/ROOT/ "
        "cost//NN/dobj/ignore",
        "Do//VB/aux/forget n't/not/RB/neg/forget forget//VB/ROOT/ "
        "cost//NN/dobj/forget",
        "There//EX/expl/is is/be/VBZ/ROOT/ no//DT/det/doubt doubt//NN/attr/is "
        "that//IN/mark/costs it//PRP/nsubj/costs costs/cost/VBZ/acl/doubt",
        "It//PRP/nsubj/goes goes/go/VBZ/ROOT/ without//IN/prep/goes saying/say/VBG/pcomp/without "
        "that//IN/mark/costs it//PRP/nsubj/costs costs/cost/VBZ/ccomp/saying",
        "Answers/answer/NNS/nsubj/been have//VBP/aux/been never//RB/neg/been been/be/VBN/ROOT/ "
        "cheaper/cheap/JJR/acomp/been",
        "You//PRP/nsubj/confuse must//MD/aux/confuse not//RB/neg/confuse "
        "confuse//VB/ROOT/ them//PRP/dobj/confuse",
        # what people mind, and what a part leaves to the rest
        "No//DT/det/user user//NN/nsubj/tolerates tolerates/tolerate/VBZ/ROOT/ "
        "delay//NN/dobj/tolerates",
        "Not//RB/neg/every every//DT/det/job job//NN/nsubj/hurries hurries/hurry/VBZ/ROOT/",
        "No//DT/det/answer answer//NN/nsubj/comes comes/come/VBZ/ROOT/ "
        "without//IN/prep/comes cost//NN/pobj/without",
        "Users/user/NNS/nsubj/leave leave//VBP/ROOT/ apps/app/NNS/dobj/leave "
        "that//WDT/nsubj/fail fail//VBP/relcl/apps to//TO/aux/answer answer//VB/xcomp/fail",
        # a place, not a degree
        "It//PRP/nsubj/is is/be/VBZ/ROOT/ far//RB/advmod/is from//IN/prep/far "
        "the//DT/det/user user//NN/pobj/from",
        # advice
        "Explore//VB/ROOT/ batches/batch/NNS/dobj/Explore",
        # a stray token that the parser calls a negation
        "It//PRP/nsubj/works works/work/VBZ/ROOT/ 🚨//RB/neg/works",
        # it says what it is about, at once
        "We//PRP/nsubj/define define//VBP/ROOT/ inference//NN/dobj/define as//IN/prep/inference "
        "running/run/VBG/pcomp/as",
        "The//DT/det/model model//NN/nsubj/explains explains/explain/VBZ/ROOT/ "
        "it//PRP/dobj/explains",
        # the writer's own words
        f"I//PRP/nsubj/think think//VBP/ROOT/ {THAT_TRAINING.format('think')}",
    ],
)  # fmt: skip
def test_nothing_is_taken_back(row: str) -> None:
    assert said(row) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # the predicate falls, the subject and the setting stand
        (f"Inference//NN/nsubj/use {NOT_USE} {A_MODEL}",
         ["negated: does not use a trained model"]),
        (f"{BE_NOT} fast//JJ/acomp/is during//IN/prep/is updates/update/NNS/pobj/during",
         ["negated: is not fast"]),
        ("Inference//NN/nsubj/is is/be/VBZ/ROOT/ n’t//NN/punct/is training//NN/attr/is",
         ["negated: is training"]),
        ("It//PRP/nsubj/learns no//RB/neg/longer longer/long/RBR/advmod/learns "
         "learns/learn/VBZ/ROOT/", ["negated: no longer learns"]),
        ("The//DT/det/model model//NN/nsubj/answers answers/answer/VBZ/ROOT/ and//CC/cc/answers "
         "does/do/VBZ/aux/learn not//RB/neg/learn learn//VB/conj/answers",
         ["negated: does not learn"]),
        ("It//PRP/nsubj/learn does/do/VBZ/aux/learn not//RB/neg/learn learn//VB/ROOT/ "
         "or//CC/cc/learn answer//VB/conj/learn", ["negated: does not learn or answer"]),
        ("Training//NN/nsubj/happens happens/happen/VBZ/ccomp/does ,//,/punct/does "
         "inference//NN/nsubj/does does/do/VBZ/ROOT/ not//RB/neg/does", ["negated: does not"]),
        # nothing, and what lacks
        ("It//PRP/nsubj/has has/have/VBZ/ROOT/ no//DT/det/cost cost//NN/dobj/has",
         ["negated: has no cost"]),
        ("No//DT/det/request request//NN/nsubjpass/answered is/be/VBZ/auxpass/answered "
         "answered/answer/VBN/ROOT/ at//IN/prep/answered night//NN/pobj/at",
         ["negated: No request is answered"]),
        ("Nobody//NN/nsubj/waits waits/wait/VBZ/ROOT/ today//NN/npadvmod/waits",
         ["negated: Nobody waits"]),
        ("It//PRP/nsubj/answers answers/answer/VBZ/ROOT/ without//IN/prep/answers "
         "learning/learn/VBG/pcomp/without", ["negated: without learning"]),
        ("Inference//NN/nsubj/lacks lacks/lack/VBZ/ROOT/ speed//NN/dobj/lacks",
         ["negated: lacks speed"]),
        ("It//PRP/nsubj/fails fails/fail/VBZ/ROOT/ to//TO/aux/run run//VB/xcomp/fails",
         ["negated: fails to run"]),
        ("It//PRP/nsubj/is is/be/VBZ/ROOT/ far//RB/advmod/is from//IN/prep/far "
         "cheap//JJ/amod/from", ["negated: far from cheap"]),
        ("Speed//NN/nsubj/plays plays/play/VBZ/ROOT/ no//DT/det/role role//NN/dobj/plays",
         ["negated: Speed plays no role"]),
        ("Not//RB/neg/one one//CD/nummod/job job//NN/nsubj/runs runs/run/VBZ/ROOT/",
         ["negated: Not one job runs"]),
        ("It//PRP/nsubj/runs rarely//RB/advmod/runs runs/run/VBZ/ROOT/",
         ["negated: rarely runs"]),
        ("It//PRP/nsubj/is is/be/VBZ/ROOT/ by//IN/prep/is no//DT/det/means "
         "means/mean/NNS/pobj/by fast//JJ/acomp/is", ["negated: is by no means fast"]),
        ("It//PRP/nsubj/run does/do/VBZ/aux/run not//RB/neg/run run//VB/ROOT/ "
         "at//IN/prep/run once//RB/pcomp/at", ["negated: does not run at once"]),
        # the text speaks of itself
        ("This//DT/det/post post//NN/nsubj/cover does/do/VBZ/aux/cover not//RB/neg/cover "
         "cover//VB/ROOT/ cost//NN/dobj/cover", ["not covered: This post does not cover cost"]),
        ("Cost//NN/nsubjpass/covered is/be/VBZ/auxpass/covered not//RB/neg/covered "
         "covered/cover/VBN/ROOT/", ["not covered: Cost is not covered"]),
        ("This//DT/det/post post//NN/nsubj/is is/be/VBZ/ROOT/ not//RB/neg/is about//IN/prep/is "
         "cost//NN/pobj/about", ["not covered: This post is not about cost"]),
        ("We//PRP/nsubj/explain explain//VBP/ROOT/ cost//NN/dobj/explain",
         ["promised: We explain cost"]),
        ("Cost//NN/nsubjpass/covered will//MD/aux/covered be//VB/auxpass/covered "
         "covered/cover/VBN/ROOT/", ["promised: Cost will be covered"]),
        ("We//PRP/nsubj/cover do//VBP/aux/cover not//RB/neg/cover cover//VB/ROOT/ "
         "cost//NN/dobj/cover nor//CC/cc/cover how//WRB/advmod/helps it//PRP/nsubj/helps "
         "helps/help/VBZ/conj/cover", ["not covered: We do not cover cost nor how it helps"]),
        ("This//DT/det/page page//NN/nsubj/skips skips/skip/VBZ/ROOT/ cost//NN/dobj/skips",
         ["not covered: This page skips cost"]),
        ("This//DT/det/page page//NN/nsubj/is is/be/VBZ/ROOT/ silent//JJ/acomp/is "
         "on//IN/prep/silent cost//NN/pobj/on", ["not covered: This page is silent on cost"]),
        ("Explore//VB/ROOT/ batches/batch/NNS/dobj/Explore in//IN/prep/Explore "
         "our//PRP$/poss/guide guide//NN/pobj/in", ["promised: Explore batches in our guide"]),
        ("We//PRP/nsubj/doubt doubt//VBP/ROOT/ that//IN/mark/costs it//PRP/nsubj/costs "
         "costs/cost/VBZ/ccomp/doubt", ["refuted: that it costs"]),
        ("See//VB/ROOT/ our//PRP$/poss/post post//NN/dobj/See about//IN/prep/post "
         "cost//NN/pobj/about",
         ["promised: See our post about cost"]),
        ("We//PRP/nsubj/cover cover//VBP/ROOT/ topics/topic/NNS/dobj/cover such//JJ/amod/as "
         "as//IN/prep/topics cost//NN/pobj/as", ["promised: We cover topics such as cost"]),
        ("This//DT/det/guide guide//NN/nsubj/explains explains/explain/VBZ/ROOT/ "
         "that//IN/mark/costs it//PRP/nsubj/costs costs/cost/VBZ/ccomp/explains",
         ["promised: This guide explains"]),
        ("This//DT/det/part part//NN/nsubj/introduces introduces/introduce/VBZ/ROOT/ "
         "it//PRP/dobj/introduces ,//,/punct/it which//WDT/nsubj/runs runs/run/VBZ/relcl/it",
         ["promised: This part introduces"]),
        # words of others, real or imagined
        ("Some//DT/det/people people//NNS/nsubj/think think//VBP/ROOT/ "
         f"{THAT_TRAINING.format('think')}", ["attributed: that inference is training"]),
        ("You//PRP/nsubj/think might//MD/aux/think think//VB/ROOT/ "
         f"{THAT_TRAINING.format('think')}",
         ["attributed: that inference is training"]),
        ("Imagine//VB/ROOT/ it//PRP/nsubj/learns learns/learn/VBZ/ccomp/Imagine",
         ["attributed: it learns"]),
        ("According/accord/VBG/prep/learns to//IN/prep/According some//DT/pobj/to "
         "it//PRP/nsubj/learns learns/learn/VBZ/ROOT/",
         ["attributed: According to some it learns"]),
        ("If//IN/mark/is it//PRP/nsubj/is is/be/VBZ/advcl/leave slow//JJ/acomp/is "
         "users/user/NNS/nsubj/leave leave//VBP/ROOT/", ["attributed: If it is slow"]),
        # what a condition and a contrast set aside
        ("Users/user/NNS/nsubj/leave leave//VBP/ROOT/ when//WRB/advmod/come "
         "answers/answer/NNS/nsubj/come do//VBP/aux/come not//RB/neg/come come//VB/advcl/leave",
         ["attributed: when do not come"]),
        ("It//PRP/nsubj/answers answers/answer/VBZ/ROOT/ without//IN/prep/answers "
         "learning/learn/VBG/pcomp/without anything//NN/dobj/learning",
         ["attributed: without learning anything"]),
        (f"{BE_NOT} training//NN/attr/is ://:/punct/is it//PRP/nsubj/is#2 is/be/VBZ/parataxis/is "
         "use//NN/attr/is#2", ["attributed: is not training"]),
        (f"{BE_NOT} training//NN/attr/is but//CC/cc/training use//NN/conj/training",
         ["attributed: is not training but use"]),
        ("It//PRP/nsubj/come does/do/VBZ/aux/come not//RB/neg/come come//VB/ROOT/ "
         "until//IN/prep/come night//NN/pobj/until", ["attributed: does not come until night"]),
    ],
)  # fmt: skip
def test_what_is_taken_back_and_why(row: str, expected: list[str]) -> None:
    assert said(row) == expected


def whole(text: str) -> list[Denial]:
    """Return the denials of a text whose parse says nothing."""
    return list(denials(parse_of(" ".join(f"{word}//NN/dep/" for word in text.split()))))


@pytest.mark.parametrize(
    ("text", "why", "cue"),
    [
        ("What is inference?", Refusal.ASKED, "?"),
        ("He asks: “What is inference?”", Refusal.ASKED, "?"),
        ("Is it (really?)", Refusal.ASKED, "?"),
        ("TODO write about cost", Refusal.PROMISED, "TODO"),
        ("Batch inference: coming soon", Refusal.PROMISED, "coming soon"),
        ("For costs, you’ve come to the right place.", Refusal.PROMISED,
         "you’ve come to the right place"),
        ("More on batch inference below.", Refusal.PROMISED, "More on batch inference below"),
        ("Cost is beyond the scope of this post.", Refusal.NOT_COVERED, "beyond the scope"),
        ("We leave the cost aside.", Refusal.NOT_COVERED, "leave the cost aside"),
        ("It is a myth that inference is training.", Refusal.REFUTED, "myth"),
        ("The idea that it learns is wrong.", Refusal.REFUTED, "idea that it learns is wrong"),
        ("It is wrong to say that it learns.", Refusal.REFUTED, "wrong to say"),
        ("The model learns, which is simply false.", Refusal.REFUTED, ", which is simply false"),
        ("It learns, and that’s not true.", Refusal.REFUTED, "that’s not true"),
        ("That inference is training is false.", Refusal.REFUTED,
         "That inference is training is false"),
        ("Wrong: the model learns from you.", Refusal.REFUTED, "Wrong"),
        ("Some wrongly assume that it learns.", Refusal.REFUTED, "wrongly assume"),
        ("It would be wrong to write that it learns.", Refusal.REFUTED, "wrong to write"),
        ("It is untrue that people wait.", Refusal.REFUTED, "untrue that"),
        ("Mistake: “it learns”.", Refusal.REFUTED, "Mistake"),
        ("The myth is: it learns.", Refusal.REFUTED, "myth"),
        ("[Insert a definition here]", Refusal.PROMISED, "[Insert"),
        ("We set the cost aside.", Refusal.NOT_COVERED, "set the cost aside"),
    ],
)  # fmt: skip
def test_some_words_take_back_the_whole_sentence(text: str, why: Refusal, cue: str) -> None:
    (denial,) = whole(text)
    assert (denial.why, text[slice(*denial.cue)], denial.spans) == (why, cue, ((0, len(text)),))


@pytest.mark.parametrize(
    ("text", "refuted"),
    [
        ("It is a myth that it is free: it costs money.", "It is a myth that it is free"),
        ("This is a myth: it costs money.", "This is a myth"),
        ("Myth: it is free — it costs money.", "Myth: it is free"),
        ("Calling it free is wrong, as it costs money.", "Calling it free is wrong"),
        ("It is false that it is free, but it is cheap.", "It is false that it is free"),
        ("It learns; that is not true.", "It learns; that is not true."),
        ("It is wrong to say one: it is as wrong to say two.",
         "It is wrong to say one: it is as wrong to say two."),
    ],
)  # fmt: skip
def test_a_correction_in_the_same_sentence_stands(text: str, refuted: str) -> None:
    (denial,) = whole(text)
    ((start, end),) = denial.spans
    assert (denial.why, text[start:end]) == (Refusal.REFUTED, refuted)


@pytest.mark.parametrize(
    "text",
    [
        "Someone asks what inference is.",
        "It is not a myth that it costs money.",
        "It would be a mistake to ignore the cost.",
        "When the answer is wrong, users leave.",
        "A mail wrongly marked as spam is lost.",
        "This scope is wide.",
        "They leave the page.",
        "Training is slow, which is not true of inference.",
    ],
)
def test_like_words_take_nothing_back(text: str) -> None:
    assert whole(text) == []


def test_the_rest_of_a_denied_clause_is_its_subject() -> None:
    parse = parse_of(f"Inference//NN/nsubj/use {NOT_USE} {A_MODEL}")
    (denial,) = denials(parse)
    assert [parse.text[start:end] for start, end in denial.subject] == ["Inference"]
    assert denial.is_about(0, 9)
    assert not denial.covers(0, 9)


def test_an_adjunct_denies_only_what_begins_in_it() -> None:
    denial = Denial(Refusal.NEGATED, (4, 8), ((4, 8), (10, 12)), adjunct=True)
    assert [denial.covers(*span) for span in [(4, 12), (5, 6), (0, 8), (12, 14)]] == [
        True,
        True,
        False,
        False,
    ]


def test_a_denial_covers_whatever_it_touches() -> None:
    denial = Denial(Refusal.NEGATED, (0, 3), ((4, 8), (10, 12)))
    assert [denial.covers(*span) for span in [(4, 8), (7, 9), (0, 20), (11, 12)]] == [True] * 4
    assert [denial.covers(*span) for span in [(0, 4), (8, 10), (12, 20)]] == [False] * 3


@pytest.mark.parametrize(
    "row",
    [
        "Inference//NN/nsubj/is is/be/VBZ/ROOT/ fast//JJ/acomp/is",
        "Answers/answer/NNS/nsubj/come come//VBP/ROOT/",
        "It//PRP/nsubj/came came/come/VBD/ROOT/",
        "It//PRP/nsubj/run can//MD/aux/run run//VB/ROOT/",
        "Run//VB/ROOT/ it//PRP/dobj/Run",
        "Models/model/NNS/nsubjpass/used used/use/VBN/ROOT/",
        # misread by the tagger
        "Long//JJ/amod/prompts prompts/prompt/NNS/nsubj/slow slow//JJ/ROOT/ down//RP/prt/slow "
        "inference//NN/pobj/down",
        "Cameras/camera/NNS/ROOT/ with//IN/prep/Cameras AI//NNP/compound/recognise "
        "recognise//VB/compound/people people//NNS/pobj/with",
        "Embedded/embed/VBN/amod/devices devices/device/NNS/ROOT/ run//NN/dep/devices "
        "inference//NN/dep/devices offline//RB/dep/devices",
        "A//DT/det/person person//NN/dep/metrics reviews/review/NNS/compound/metrics "
        "output//NN/compound/metrics metrics//NNS/ROOT/",
        # fragments that writers take for sentences
        "Using/use/VBG/ROOT/ a//DT/det/model trained/train/VBN/amod/model model//NN/dobj/Using "
        "for//IN/prep/Using predictions/prediction/NNS/pobj/for",
        "Results/result/NNS/ROOT/ stored/store/VBN/acl/Results in//IN/prep/stored "
        "a//DT/det/database database//NN/pobj/in overnight//NN/npadvmod/stored",
    ],
)  # fmt: skip
def test_a_sentence_says_something(row: str) -> None:
    assert has_predicate(parse_of(row))


@pytest.mark.parametrize(
    "row",
    [
        "Fast//JJ/amod/inference real//JJ/amod/time time//NN/compound/inference "
        "inference//NN/ROOT/ for//IN/prep/inference every//DT/det/business business//NN/pobj/for",
        "trained/train/VBN/amod/models models/model/NNS/ROOT/ ,//,/punct/models "
        "model//NN/compound/serving serving/serve/VBG/conj/models ,//,/punct/models "
        "batch//NN/compound/jobs jobs/job/NNS/conj/models ,//,/punct/models cost//NN/conj/models",
        "Using/use/VBG/ROOT/ a//DT/det/model model//NN/dobj/Using",
        "Inference//NN/ROOT/",
        ".//./ROOT/",
    ],
)
def test_names_and_lists_of_terms_say_nothing(row: str) -> None:
    assert not has_predicate(parse_of(row))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Inference runs a trained model on new input.", False),
        ("Users leave slow apps.", False),
        ("It is not fast.", True),
        ("It isn’t fast.", True),
        ("It never learns.", True),
        ("Nobody waits.", True),
        ("We cover cost.", True),
        ("Some say so.", True),
        ("If it learns, it changes.", True),
        ("It answers without learning.", True),
        ("According to some, it learns.", True),
        ("Is it fast?", True),
        ("See our post.", True),
        ("It is a myth.", True),
        ("It is far from cheap.", True),
        ("It lacks speed.", True),
        ("It rarely runs.", True),
        ("The page skips cost.", True),
        ("The server is far away.", False),
        ("TODO", True),
        ("", False),
    ],
)
def test_words_tell_whether_a_denial_is_possible(text: str, expected: object) -> None:
    assert may_deny(text, words_of(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Inference is fast.", True),
        ("It doesn't run.", True),
        ("They can wait.", True),
        ("Out in May.", False),
        ("Users leave slow apps.", False),
        ("Fast inference for all.", False),
        ("", False),
    ],
)
def test_words_tell_whether_a_predicate_is_sure(text: str, expected: object) -> None:
    assert surely_asserts(words_of(text)) is expected
