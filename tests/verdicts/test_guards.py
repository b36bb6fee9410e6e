"""What counts as said depends on what stands around it: replies, headings, lists and tables."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cases import analysis_of, pack_of

from inferlint.language import Mention
from inferlint.language.grammar import Grammar
from inferlint.rules.concepts import read_concepts
from inferlint.rules.fields import RuleFile
from inferlint.verdicts.conditions import Place
from inferlint.verdicts.guards import Guards


def why(article: str, words: str, grammar: Grammar, *, attribution: bool = False) -> str | None:
    """Return why these words of the article do not count, or None."""
    pack = pack_of()
    analysis = analysis_of(article, pack)
    guards = Guards(analysis, pack, grammar, attribution)
    for sentence in analysis.sentences:
        at = analysis.text_of(sentence).find(words)
        if at >= 0:
            start = sentence.start + at
            return guards(Place(sentence, Mention("hot", start, start + len(words))))
    raise AssertionError(words)


HERE = "water is hot"


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("What is hot? It is water that boils.", None),
        ("**What is hot?**\n\nIn short, it is water that boils.", None),
        ("So what's hot? That's water that boils.", None),
        ("What is hot? It is hard to say.", "asked"),
        ("What is hot? It is not for us to say.", "asked"),
        ("What is hot? Read on.", "asked"),
        ("Is it hot? It is water that boils.", "asked"),
        ("What is hot?\n\n## Water\n\nIt is wet.", "asked"),
    ],
)
def test_a_question_counts_where_the_next_sentence_says_it_is(
    article: str, expected: str | None, grammar: Grammar
) -> None:
    assert why(article, "hot", grammar) == expected


@pytest.mark.parametrize("verb", ["assured us", "swears", "maintains", "insists", "pretended"])
def test_what_others_assure_is_theirs(verb: str, grammar: Grammar) -> None:
    article = f"The cook {verb} that the water is hot."
    assert why(article, HERE, grammar, attribution=True) == "attributed"


@pytest.mark.parametrize(
    "article",
    [
        "Some say the water is hot. This is wrong.",
        "They say the water is hot. I disagree. It is cold.",
        "The water is hot. That is not true.",
        "The water is hot. Nonsense!",
        "“The water is hot.” False: it is cold.",
        "“The water is hot.” Wrong again.",
        "“The water is hot.” No, it is cold.",
        "> The water is hot.\n\nWrong.",
        "Some say the water is hot. Others say it is warm. Both are wrong.",
        "- “The water is hot.” Wrong! It is cold.",
        "The cook assured us that the water is hot. Neither is the case.",
    ],
)
def test_a_reply_takes_back_the_sentence_before(article: str, grammar: Grammar) -> None:
    assert why(article, HERE, grammar) == "refuted"


@pytest.mark.parametrize(
    "article",
    [
        "The water is hot. This is wrong in one case of ten.",
        "The water is hot. Wrong temperatures spoil it.",
        "The water is hot. No, it does not boil.",  # nobody is quoted
        "Some say it is cold. The water is hot. We disagree with nobody.",
        "“The water is cold.” Wrong: the water is hot.",
        "“The water is cold.” False, as the water is hot.",
        "Some say the water is cold. That is a myth: the water is hot.",
        "> The water is hot.\n\nRight.",
        "Some say the water is hot. It is a matter of taste. This is wrong.",
    ],
)
def test_a_correction_and_other_replies_take_nothing_back(article: str, grammar: Grammar) -> None:
    assert why(article, HERE, grammar) is None


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Things that are not true", "refuted"),
        ("Common misconceptions", "refuted"),
        ("3. Myths about coffee", "refuted"),
        ("**False claims**", "refuted"),
        ("Myth: it is cold", None),
        ("Myths and facts", None),
        ("Not covered", "not covered"),
        ("What this guide doesn't cover", "not covered"),
        ("Out of scope", "not covered"),
        ("References", "cited"),
        ("📚 Further reading:", "cited"),
        ("Sources of heat", None),
        ("Contents", None),  # an item that says something is more than a topic
        ("How to brew", None),
    ],
)
def test_a_heading_speaks_of_the_list_below(
    heading: str, expected: str | None, grammar: Grammar
) -> None:
    assert why(f"## {heading}\n\n- The water is hot.\n", HERE, grammar) == expected


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        # the correction counts, wherever it stands
        ("## Myths\n\n- It is cold. The water is hot.\n", None),
        ("## Myths\n\n- It is not cold: the water is hot.\n", None),
        ("## Myths\n\n- “It is cold.”\n\n  The water is hot.\n", None),
        ("## Myths\n\n- Fact: the water is hot.\n", None),
        ("## Myths\n\nThe water is hot.\n", None),
        ("## Myths\n\n### It is cold\n\nThe water is hot.\n", None),
        ("## Myths\n\n### The water is hot\n\nIt is cold.\n", "refuted"),
        ("## Myth: the water is hot\n\nIt is cold.\n", "refuted"),
        # sources and gaps are whole sections
        ("## References\n\nSmith, J. The water is hot.\n", "cited"),
        ("## References\n\nSmith.\n\n## Brewing\n\nThe water is hot.\n", None),
        ("## Not covered\n\nWhether the water is hot.\n", "not covered"),
    ],
)
def test_a_heading_reaches_so_far(article: str, expected: str | None, grammar: Grammar) -> None:
    words = "ater is hot"
    assert why(article, words, grammar) == expected


@pytest.mark.parametrize(
    ("article", "words", "expected"),
    [
        ("This guide does not explain:\n\n- how hot it is\n", "hot", "not covered"),
        ("This guide does not explain:\n\n- The water is hot.\n", "hot", "not covered"),
        ("In this article we cover:\n\n- how hot the water is\n", "hot", "promised"),
        ("In this article we cover:\n\n- hot water\n", "hot", "promised"),
        ("In this article we cover:\n\n- Brewing: the water is hot.\n", "hot", None),
        ("Contents\n\n- why hot water matters\n", "hot", "promised"),
        ("## Learning goals\n\n- Explain how hot it is.\n- Heat it.\n", "hot", "promised"),
        ("## Learning goals\n\n- Use hot water for it.\n", "hot", None),
        ("It is a myth that:\n\n- the water is hot\n", "hot", "refuted"),
        ("We explain brewing.\n\n- The water is hot.\n", "hot", None),
        ("Take this:\n\n- The water is hot.\n", "hot", None),
    ],
)
def test_the_line_above_a_list_speaks_of_its_items(
    article: str, words: str, expected: str | None, grammar: Grammar
) -> None:
    assert why(article, words, grammar) == expected


@pytest.mark.parametrize(
    "intro",
    [
        "These are true:",
        "None of these is hard:",
        "None of this is wrong:",
        "None of these is true of tea:",
        "Not all of these are false:",
        "Only one of these is wrong:",
        "Some of these are false:",
        "Which of these are false:",
        "Ask whether all of these are false:",
        "All of these are fast, and none is true to life:",
        "Some say it is cold. None of this is true. Know this:",
        "Some say it is cold. None of that is true.",
        "Some say it is cold. None of this is true, for these reasons:",
        "It is wrong:",
        "Here is what goes wrong:",
        "Nothing here is new:",
    ],
)
def test_items_stand_below_a_line_that_calls_not_all_of_them_false(
    intro: str, grammar: Grammar
) -> None:
    assert why(f"{intro}\n\n- The water is hot.\n", HERE[6:], grammar) is None


@pytest.mark.parametrize(
    "intro",
    [
        "None of these is true:",
        "**None of the following claims are correct:**",
        "Neither of these two statements is right:",
        "Not one of these is strictly true:",
        "None of these holds up:",
        "Much is said. Not a single one of them is true, however often you hear it:",
        "Do not write these sentences, as none of them is true:",
        "Here are five claims, none of which is true:",
        "No statement in this list is true:",
        "All of these are false:",
        "You will hear these, and all of them are wrong:",
        "All these beliefs are mistaken:",
        "Each of these is a myth:",
        "Every one of these statements is simply wrong:",
        "Every sentence below is untrue:",
        "These aren’t true:",
        "These are not true:",
        "The following is not true:",
        "The following statements are all false.",
        "Here are some things that are not true:",
        "Here is what is not true:",
    ],
)
@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("The water is hot.", "refuted"),
        ("The water is hot, not cold.", "refuted"),
        ("The water is really just a way of saying is hot.", "refuted"),
        ("It is cold. In fact the water is hot.", None),
        ("It is cold: in fact the water is hot.", None),
        ("“It is cold.”\n\n  The water is hot.", None),
    ],
)
def test_a_line_that_calls_its_list_false_refutes_the_items(
    intro: str, item: str, expected: str | None, grammar: Grammar
) -> None:
    assert why(f"{intro}\n\n- One.\n- {item}\n", "is hot", grammar) == expected


def table(header: str, row: str) -> str:
    return f"| {header} |\n|{'---|' * (header.count('|') + 1)}\n| {row} |\n"


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Statement | Verdict", "The water is hot | False", "refuted"),
        ("Statement | Verdict", "The water is hot | True", None),
        ("Statement | Verdict | Why", "It is cold | False | The water is hot", None),
        ("Verdict | Statement", "False | The water is hot", "refuted"),
        ("Claim | True?", "The water is hot | No", "refuted"),
        ("Claim | True?", "The water is hot | ❌", "refuted"),
        ("Drink | In stock", "The water is hot | No", None),
        ("Myth | Fact", "The water is hot | It is cold", "refuted"),
        ("Myth | Fact", "It is cold | The water is hot", None),
    ],
)
def test_a_column_calls_its_neighbours_false(
    header: str, row: str, expected: str | None, grammar: Grammar
) -> None:
    assert why(table(header, row), HERE, grammar) == expected


CONCEPTS = """
unheated: {phrases: [not heated, milk is not]}
far heat: {phrases: [milk ... heated]}
hot: {phrases: [heated]}
"""


@pytest.mark.parametrize(
    ("concept", "claim", "expected"),
    [
        ("unheated", (), None),  # the concept's own phrase is a negation
        ("far heat", (), "negated"),  # its gap holds the `not` by chance
        ("hot", (), "negated"),
        ("hot", ("unheated",), None),  # the statement means the negation
        ("hot", ("far heat",), "negated"),
    ],
)
def test_a_negation_is_meant_where_a_phrase_of_the_statement_negates(
    concept: str, claim: tuple[str, ...], expected: str | None, grammar: Grammar
) -> None:
    concepts = read_concepts(CONCEPTS, RuleFile("coffee/concepts.yaml"))
    pack = replace(pack_of(), concepts=concepts)
    analysis = analysis_of("The milk is not heated.", pack)
    (sentence,) = analysis.sentences
    mention = next(m for m in sentence.mentions["coffee"] if m.concept == concept)
    assert Guards(analysis, pack, grammar)(Place(sentence, mention), claim) == expected


@pytest.mark.parametrize(
    ("words", "expected"), [("hot milk, without sugar", None), ("sugar", "negated")]
)
def test_what_begins_before_an_adjunct_stands(
    words: str, expected: str | None, grammar: Grammar
) -> None:
    assert why("Pour hot milk, without sugar, into a cup.", words, grammar) == expected


def test_without_a_parser_nothing_is_denied() -> None:
    pack = pack_of()
    analysis = analysis_of("The water is not hot.", pack)
    place = Place(analysis.sentences[0], Mention("hot", 17, 20))
    assert Guards(analysis, pack, None)(place) is None
