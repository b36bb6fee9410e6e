"""Words and their dictionary forms, and where a sentence ends. No parser needed."""

from __future__ import annotations

import functools
import itertools
import re
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W_]+(['’][^\W_]+)?")
_CLITICS = {"re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am"}
_STEMS = {"ca": "can", "wo": "will", "sha": "shall"}
_ACRONYM_PLURAL = re.compile(r"[A-Z][A-Z0-9]+s")

FUNCTION_WORDS = frozenset(
    """
    a about above after again against all also although always am among an and another any are
    around as at away back be because been before being below between both but by can could did
    do does doing done down during each either else enough even ever every few for from further
    get gets got had has have having he hence her here hers him his how however i if in into is
    it its itself just least less let like many may me might more most much must my near
    neither never no nor not now of off often on once one only onto or other others our ours
    out over own per perhaps quite rather s same shall she should since so some still such than
    that the their theirs them then there therefore these they this those though through thus
    to together too toward towards two under until up upon us use very via was we well were
    what when where whether which while who whom whose why will with within without would yet
    you your yours
    """.split()
)
"""Words that say little by themselves."""


class Word(NamedTuple):
    """One word of a text: where it stands, as written (lower case), and its dictionary form."""

    start: int
    end: int
    form: str
    lemma: str
    verb: str | None = None
    """The verb behind an -ing word that the dictionary keeps as a noun: `serve` for `serving`."""


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Return the words of `text[start:end]`, offsets counted in `text`.

    Hyphens part words; contractions are read apart (`doesn't` is `does not`), possessive `'s` is
    dropped.
    """
    found = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        if match.lastindex is None:
            # `Word(…)` would take twice the time, and every word of every article comes by here.
            found.append(tuple.__new__(Word, match.span() + _reading(match[0])))
        else:
            found.extend(_apart(match[0], match.start()))
    return found


def _apart(written: str, start: int) -> list[Word]:
    """Return the one or two words of a contraction or a possessive."""
    mark = written.find("'") if "'" in written else written.find("’")
    stem, tail = written[:mark], written[mark + 1 :].lower()
    end = start + len(written)
    if tail == "t" and stem[-1:] in "nN" and len(stem) > 1:
        base = stem[:-1].lower()
        cut = start + mark - 1
        return [
            Word(start, cut, *_reading(_STEMS.get(base, base))),
            Word(cut, end, *_reading("not")),
        ]
    words = [Word(start, start + mark, *_reading(stem))]
    if tail in _CLITICS:
        words.append(Word(start + mark, end, *_reading(_CLITICS[tail])))
    elif tail != "s":
        words.append(Word(start + mark + 1, end, *_reading(tail)))
    return words


@functools.cache
def _reading(written: str) -> tuple[str, str, str | None]:
    """Return form, dictionary form and verb of a word."""
    form = written.lower()
    if _ACRONYM_PLURAL.fullmatch(written):
        return form, form[:-1], None  # dictionaries do not know plurals such as GPUs
    return form, lemma_of(form), verb_of(form)


@functools.cache
def lemma_of(form: str) -> str:
    """Return the dictionary form of a lower-case word; an unknown word is its own."""
    return _american(_entry(form))


@functools.cache
def lemma_as(form: str, tag: str) -> str:
    """Return the dictionary form of a lower-case token that a parser tagged (Penn Treebank).

    British spelling stays. What the tag says is inflected in no way is its own form.
    """
    if (form, tag) in _TOKENS:
        return _TOKENS[form, tag]
    if tag.startswith("VB") or tag == "MD":
        return _VERBS.get(form) or _verb_behind(form) or _entry(form)
    return _entry(form) if tag in _INFLECTED else form


_INFLECTED = frozenset(["NNS", "NNPS", "JJR", "JJS", "RBR", "RBS"])
_TOKENS = {
    ("n't", "RB"): "not",
    ("them", "PRP"): "they",
    ("us", "PRP"): "we",
    ("me", "PRP"): "i",
    ("him", "PRP"): "he",
    ("her", "PRP"): "she",
    ("further", "RB"): "far",
    ("further", "RBR"): "far",
    ("longer", "RB"): "long",
    ("better", "RB"): "well",
    ("better", "RBR"): "well",
    ("later", "RBR"): "later",
    ("least", "RBS"): "least",
    ("least", "JJS"): "least",
}
_VERBS = {
    "'s": "be",
    "'re": "be",
    "'m": "be",
    "'ve": "have",
    "'d": "would",
    "'ll": "will",
    "ca": "can",
    "wo": "will",
    "means": "mean",
    "left": "leave",
    "felt": "feel",
    "thought": "think",
    "remains": "remain",
    "rose": "rise",
    "bound": "bind",
    "fixed": "fix",
    "saw": "see",
}
"""Verbs that the dictionary takes for nouns or adjectives, and what contractions leave."""


@functools.cache
def is_dictionary_form(form: str) -> bool:
    """Tell `run` from `running`: only the first stands for all its inflections in a phrase."""
    return _entry(form) == form and verb_of(form) is None


@functools.cache
def verb_of(form: str) -> str | None:
    """Return `serve` for `serving`: -ing words that dictionaries keep as nouns are verbs too."""
    verb = _verb_behind(form)
    return None if verb is None else _american(verb)


@functools.cache
def _verb_behind(form: str) -> str | None:
    if not form.endswith("ing") or _entry(form) != form or len(form) < 6:
        return None
    from simplemma import is_known

    stem = form[:-3]
    if not set("aeiouy") & set(stem):
        return None
    single = stem[:-1] if stem[-1] == stem[-2] else stem
    for verb in (stem + "e", single, stem):
        if is_known(verb, lang="en") and _entry(verb + "s") == verb:
            return verb
    return None


@functools.cache
def _entry(form: str) -> str:
    from simplemma import is_known, lemmatize  # 0.1 s for its dictionary: only where text is read

    if form in _SLIPS:
        return _SLIPS[form]
    # British doubling: the dictionary takes `labelled` for a form of `labell`.
    entry = str(lemmatize(form, lang="en")).lower()
    doubled = entry != form and len(entry) > 5 and entry.endswith("ell")
    return entry[:-1] if doubled and is_known(entry[:-1], lang="en") else entry


_SLIPS = {"thinking": "think", "gone": "go", "worse": "worse", "worst": "worst"}
"""Words that the dictionary takes for forms of others (`thinke`, `gan`, `wrong`)."""


def _american(lemma: str) -> str:
    """Fold British spelling, for texts and phrases alike: `optimise`, `behaviour`.

    It folds a few words too many (`promise`); as both sides are folded, that is harmless.
    """
    return _OUR.sub("or", _ISE.sub(r"z\1", lemma))


_ISE = re.compile(r"(?<=\w{3}[iy])s(e|ation|er)$")
_OUR = re.compile(r"(?<=\w{3})our$")


_END = re.compile(r"[.!?…]+[\"'”’)\]*]*\s+(?=[\"'“‘(\[*]*[^\W_a-z]|[^\x00-\x7f])")
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|vs|cf|dr|mr|mrs|ms|prof|figs?|approx|inc|eq|ca|resp)\.$", re.IGNORECASE
)
_INITIAL = re.compile(r"\b[A-Z]\.$")
_NUMBER_SIGN = re.compile(r"\b[Nn]os?\.$")


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence, without the white space around it."""
    ends = [
        match.end()
        for match in _END.finditer(text)
        if not _goes_on(text[max(0, match.start() - 12) : match.start() + 1], text, match.end())
    ]
    cuts = [0, *ends, len(text)]
    trimmed = []
    for start, end in itertools.pairwise(cuts):
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right:
            trimmed.extend(pieces_of(text, left, right))
    return trimmed


LONGEST_SENTENCE = 2_000
"""Characters after which a text without a full stop is cut: nobody reads it as one sentence."""


def pieces_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return (start, end) as it is, or cut between words where it is too long for a sentence."""
    pieces = []
    while end - start > LONGEST_SENTENCE:
        space = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        cut = space if space > start else start + LONGEST_SENTENCE
        pieces.append((start, cut))
        start = cut + 1 if space > start else cut
    return [*pieces, (start, end)]


def _goes_on(head: str, text: str, at: int) -> bool:
    """Tell whether the full stop that ends `head` belongs to a short form, not to a sentence."""
    if _NUMBER_SIGN.search(head):
        return text[at].isdigit()
    if _INITIAL.search(head):  # `J. Smith` goes on, `plan B. Then` does not
        word = _TOKEN.match(text, at)
        return word is None or word.group().lower() not in FUNCTION_WORDS
    return _ABBREVIATION.search(head) is not None
