"""What the form of a sentence tells without a parse: an instruction, a passive, a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inferlint.language.words import Word

_INSTRUCTIONS = frozenset(
    """
    add aim allow ask assign avoid balance begin benchmark break build buy cache calculate call
    cap change check choose clean click close collect combine compare compress configure connect
    consider convert copy count create cut decide define delete deploy design divide document
    download draw drop edit enable enter estimate evaluate expect experiment explain explore export
    fill filter find follow give go group hide identify imagine import improve include increase
    install invest keep launch learn leave limit list load log look lower make map match measure
    merge migrate mix monitor move name note offer open order pass pay perform pick pin place plan
    point practice prefer prepare press prioritize profile provide publish pull push put raise
    reach read recall record reduce remember remove rename repeat replace report request reserve
    reset restart return reuse review rewrite run save scale schedule search select send separate
    serve set share show shut sign skip sort specify split start stay stop store subtract suppose
    switch take talk teach tell test think total track treat trim try tune turn type understand
    update upgrade upload use validate verify visit wait warm watch weigh write
    """.split()
)
"""Verbs that tell the reader to do something where they open a sentence."""
_ALSO_NOUNS = frozenset(
    """
    break build cache call cap change check click collect convert copy count cut design document
    download draw drop estimate experiment export fill filter find follow group import increase
    limit list load log look map match measure mix monitor move name note offer order pass pick
    place plan point practice press profile pull push reach read record report request reserve
    reset return reuse review run save scale schedule search select set share show sign sort start
    stop store switch take talk test think total track treat trim try tune turn type update upgrade
    upload use visit wait watch balance benchmark
    """.split()
)
"""Behind these a word must follow that shows the verb: `Test it`, not `Test data`."""
_FOLLOWS_A_VERB = frozenset(
    """
    a an the this that these those your its their his her our my it them him you us me yourself
    one two three each every all both some any few several more less fewer only just also first
    again early often later now then here there down up off out over on in at into with without
    from to by how what which when where whether who why if against before after between through
    only small large short long new
    """.split()
)
_BEFORE_A_VERB = frozenset(
    "please then next first second third finally also always never now just so".split()
)
_NOT_A_VERB_BEFORE = frozenset("is are was were has have can will may of and or in for to".split())
"""Behind one of these the first word was a noun: `Use of`, `Cache is`."""

_BE = frozenset("is are was were be been being am".split())
_BETWEEN = frozenset(
    "not also often always never usually still already then only now being".split()
)
_IRREGULAR = frozenset(
    """
    begun bought brought built caught chosen cut dealt done drawn driven eaten fallen fed felt
    found forgotten given gone grown heard held hidden hit kept known laid led left lent lost made
    meant met paid put read run said seen sent set shown shut sold spent split spoken spread stored
    taken taught thought thrown told understood won written
    """.split()
)
_FIGURE = re.compile(
    r"[$€£]\s?\d|(?<![\w.-])\d[\d.,]*\s?(?:%|×|(?:percent|ms|milliseconds?|seconds?|secs|minutes?"
    r"|mins|hours?|days?|weeks?|months?|years?|[KMGTP]i?B|[kK]Wh?|watts?|times (?:as|more|less"
    r"|faster|slower|cheaper)|x|tokens?|words|requests?|users|customers|images|photos|records|rows"
    r"|dollars|cents|euros|USD|billion|million|thousand|[BM]|GPUs?|GHz|MHz|fps|km|metres|meters)\b)",
    re.IGNORECASE,
)

_DIGIT = re.compile(r"\d")
"""Every figure holds one; most sentences do not, and that is seen sooner."""


def is_instruction(words: Sequence[Word]) -> bool:
    """Tell whether a sentence opens by telling the reader what to do: `Then keep it.`."""
    rest = list(words[:4])
    while rest and rest[0].form in _BEFORE_A_VERB:
        rest.pop(0)
    if len(rest) > 1 and [word.form for word in rest[:2]] == ["do", "not"]:
        return True
    if len(rest) < 2 or rest[0].form not in _INSTRUCTIONS:
        return False
    if rest[0].form in _ALSO_NOUNS:
        return rest[1].form in _FOLLOWS_A_VERB or rest[1].form.isdigit()
    return rest[1].form not in _NOT_A_VERB_BEFORE


def is_passive(words: Sequence[Word]) -> bool:
    """Tell whether a sentence holds a form of `be` and a participle: `is stored`."""
    for index, word in enumerate(words):
        if word.form in _BE:
            for after in words[index + 1 : index + 4]:
                if _is_participle(after):
                    return True
                if after.form not in _BETWEEN and not after.form.endswith("ly"):
                    break
    return False


def has_figure(text: str) -> bool:
    """Tell whether a text gives a number of something: `300 ms`, `$5`, `80%`."""
    return _DIGIT.search(text) is not None and _FIGURE.search(text) is not None


def _is_participle(word: Word) -> bool:
    return word.form in _IRREGULAR or (word.form.endswith("ed") and word.lemma != word.form)
