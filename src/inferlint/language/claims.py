"""What a parsed sentence takes back: negations, promises, refutations, words of others, questions.

A denial names the words that the sentence does not assert. It is plain data over a plain parse, so
that its rules can be tested by hand-made parses and read without knowing any parser.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from inferlint.language.words import Word


class Token(NamedTuple):
    """One token of a parse, offsets in the parsed text; tags of the Penn Treebank."""

    start: int
    end: int
    text: str
    lemma: str
    tag: str
    dep: str
    head: int


@dataclass(frozen=True)
class Parse:
    """A parsed sentence."""

    text: str
    tokens: tuple[Token, ...]

    @functools.cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token the tokens that hang on it, in text order."""
        below: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head != index:
                below[token.head].append(index)
        return tuple(tuple(indices) for indices in below)

    def subtree(self, top: int, leaving_out: Iterable[int] = ()) -> set[int]:
        """Return the token and all that hangs on it, without the named branches."""
        found, waiting, barred = set(), [top], set(leaving_out)
        while waiting:
            index = waiting.pop()
            if index not in found and index not in barred:
                found.add(index)
                waiting.extend(self.children[index])
        return found


class Refusal(StrEnum):
    """Why words do not count as a statement."""

    NEGATED = "negated"
    NOT_COVERED = "not covered"
    PROMISED = "promised"
    REFUTED = "refuted"
    ATTRIBUTED = "attributed"
    ASKED = "asked"
    NO_SENTENCE = "no sentence"


class Denial(NamedTuple):
    """Tokens that are not asserted, and the words that say so (offsets in the parsed text)."""

    why: Refusal
    cue: tuple[int, int]
    spans: tuple[tuple[int, int], ...]
    subject: tuple[tuple[int, int], ...] = ()
    """The rest of the clause: what it says of its subject falls with the predicate."""

    def covers(self, start: int, end: int) -> bool:
        """Tell whether any of the denied words stands in `start` to `end`."""
        return any(s < end and start < e for s, e in self.spans)

    def is_about(self, start: int, end: int) -> bool:
        """Tell whether `start` to `end` stands in the denied clause, but is not itself denied."""
        return any(s < end and start < e for s, e in self.subject)


def denials(parse: Parse) -> tuple[Denial, ...]:
    """Return everything that the sentence does not assert."""
    whole = _whole_sentence(parse)
    if whole is not None:
        return (whole,)
    found: list[Denial] = []
    for index, token in enumerate(parse.tokens):
        if token.lemma in _COVERAGE or _phrasal_coverage(parse, index):
            found.extend(_coverage(parse, index))
        if token.dep == "neg" or token.lemma in _NEVER:
            found.extend(_negation(parse, index))
        elif token.lemma == "no" and token.dep == "det":
            found.append(_denial(parse, Refusal.NEGATED, index, _no_thing(parse, index)))
        elif token.lemma == "without":
            found.append(_denial(parse, Refusal.NEGATED, index, parse.subtree(index)))
        if token.lemma in _SAYING:
            found.extend(_attribution(parse, index))
        if token.lemma == "if" and token.dep == "mark":
            clause = parse.subtree(token.head)
            found.append(_denial(parse, Refusal.ATTRIBUTED, index, clause))
    return tuple(found)


def may_deny(text: str, words: Iterable[Word]) -> bool:
    """Tell without a parse whether `denials` could find anything; false means that it cannot."""
    if text.rstrip().rstrip("\"'”’)*").endswith("?"):
        return True
    if any({word.form, word.lemma, word.verb} & _CUES for word in words):
        return True
    return any(cue.search(text) for cue in (_UNWRITTEN, _OUT_OF_SCOPE, _REFUTED))


def surely_asserts(words: Iterable[Word]) -> bool:
    """Tell without a parse whether `has_predicate` must hold: `is`, `has`, `can` and their like."""
    return any(word.form in _FINITE for word in words)


def has_predicate(parse: Parse) -> bool:
    """Tell whether the text asserts anything: a finite verb, or an imperative."""
    for index, token in enumerate(parse.tokens):
        if token.tag in ("VBZ", "VBP", "VBD", "MD"):
            return True
        if token.tag == "VB" and token.dep == "ROOT":
            return True
        if token.tag == "VBN" and token.dep == "ROOT" and "nsubjpass" in _deps(parse, index):
            return True
    return False


# --- the whole sentence ------------------------------------------------------------------------

_UNWRITTEN = re.compile(
    r"\b(?:TODO|TBD|TBA|FIXME|coming soon|to be (?:written|added|announced|done)"
    r"|more (?:on|about) (?:this|that|it|these) (?:later|soon|below|next))\b"
)
_OUT_OF_SCOPE = re.compile(
    r"\b(?:(?:beyond|outside|out of|not in) (?:the |our |its )?scope|(?:for|to) another (?:day|time|post|article)"
    r"|(?:leave|leaving|left) (?:\w+ ){0,4}(?:aside|for later|out of (?:this|it)))\b",
    re.IGNORECASE,
)
_REFUTED = re.compile(
    r"\b(?:myth|misconception|misunderstanding|fallacy|falsehood|untrue|mistaken(?:ly)?|wrongly"
    r"|(?:is|are|would be|it's|that's) (?:(?:simply|just|plainly|flatly|also|a) )?"
    r"(?:wrong|false|incorrect|inaccurate|mistake)"
    r"|(?:wrong|false|incorrect|mistake) (?:to (?:say|think|believe|claim|assume|call)|that))\b",
    re.IGNORECASE,
)
_NOT_REFUTED = re.compile(
    r"\b(?:no|not|n't|n’t|isn't|isn’t|hardly) (?:a |just a )?$", re.IGNORECASE
)


def _whole_sentence(parse: Parse) -> Denial | None:
    text = parse.text.rstrip()
    if text.rstrip("\"'”’)*").endswith("?"):
        return _everything(parse, Refusal.ASKED, (len(text) - 1, len(text)))
    match = _UNWRITTEN.search(text)
    if match:
        return _everything(parse, Refusal.PROMISED, match.span())
    match = _OUT_OF_SCOPE.search(text)
    if match:
        return _everything(parse, Refusal.NOT_COVERED, match.span())
    match = _REFUTED.search(text)
    if match and not _NOT_REFUTED.search(text[: match.start()]):
        return _everything(parse, Refusal.REFUTED, match.span())
    return None


def _everything(parse: Parse, why: Refusal, cue: tuple[int, int]) -> Denial:
    return Denial(why, cue, ((0, len(parse.text)),))


# --- coverage: what the text says of itself ----------------------------------------------------

_COVERAGE = frozenset(
    """
    cover discuss explain explore describe address mention examine introduce present review
    outline revisit summarize summarise detail illustrate define demonstrate elaborate
    tackle investigate
    """.split()
)
_PHRASAL = {
    "look": {"at", "into"},
    "get": {"to", "into"},
    "come": {"to"},
    "touch": {"on", "upon"},
    "dive": {"into"},
    "dig": {"into"},
    "go": {"into", "over", "through"},
    "deal": {"with"},
    "focus": {"on"},
    "return": {"to"},
    "talk": {"about"},
    "turn": {"to"},
    "walk": {"through"},
    "learn": {"about", "how", "what", "why"},
    "see": {"how", "what", "why"},
    "show": {"how", "what", "why"},
}
_WRITERS = frozenset(["we", "i", "us", "'s", "’s"])
_READERS = frozenset(["you", "reader"])
_TEXTS = frozenset(
    """
    article post guide section chapter part page tutorial series video lesson module course
    note document blog newsletter paper book appendix faq paragraph unit
    """.split()
)
_LATER = frozenset(["later", "below", "next", "soon", "elsewhere", "shortly", "here"])


def _coverage(parse: Parse, verb: int) -> Iterator[Denial]:
    """Yield what a clause announces or rules out: `this post does not cover cost`."""
    negated = _negator_of(parse, verb)
    if negated is not None and _speaks_of_text(parse, verb):
        yield _denial(parse, Refusal.NOT_COVERED, negated, _clause(parse, verb))
    elif _announces(parse, verb):
        yield _denial(parse, Refusal.PROMISED, verb, _announced(parse, verb))


def _phrasal_coverage(parse: Parse, verb: int) -> bool:
    particles = _PHRASAL.get(parse.tokens[verb].lemma)
    return particles is not None and any(
        parse.tokens[i].lemma in particles
        for i in parse.subtree(verb)
        if i > verb and i <= verb + 6
    )


def _speaks_of_text(parse: Parse, verb: int) -> bool:
    subject = _subject(parse, verb)
    if subject is None:
        return True
    token = parse.tokens[subject]
    passive = token.dep == "nsubjpass"
    return passive or token.lemma in _TEXTS or token.text.lower() in _WRITERS


def _announces(parse: Parse, verb: int) -> bool:
    """Tell `we explain how …`, `will be covered below` and `explain why …` from real explaining."""
    subject = _subject(parse, verb)
    if subject is None:
        return parse.tokens[verb].lemma in _COVERAGE and _is_imperative(parse, verb)
    if any(parse.tokens[i].lemma == "as" for i in parse.children[verb] if i > verb):
        return False  # `we describe inference as running …` does explain
    token = parse.tokens[subject]
    who = token.text.lower()
    if who in _READERS:
        return _is_future(parse, verb)
    if token.dep == "nsubjpass":
        return _is_future(parse, verb) or _points_elsewhere(parse, verb)
    return (
        who in _WRITERS
        or token.lemma in _TEXTS
        or who in {"this", "that"}
        and _is_future(parse, verb)
    )


def _announced(parse: Parse, verb: int) -> set[int]:
    """Return the clause, without what it does assert: `that …`, `because …`, `since …`."""
    asserted = [
        i
        for i in parse.children[verb]
        if (parse.tokens[i].dep == "ccomp" and _mark(parse, i) == "that")
        or (parse.tokens[i].dep == "advcl" and _mark(parse, i) in {"because", "since", "as"})
        or (parse.tokens[i].dep == "conj" and _subject(parse, i) is not None)
        or parse.tokens[i].dep == "parataxis"
    ]
    return parse.subtree(verb, leaving_out=asserted)


def _points_elsewhere(parse: Parse, verb: int) -> bool:
    return any(parse.tokens[i].lemma in _LATER | _TEXTS for i in parse.subtree(verb))


def _is_future(parse: Parse, verb: int) -> bool:
    return any(
        parse.tokens[i].lemma in {"will", "shall", "'ll"}
        or parse.tokens[i].text.lower() in {"’ll", "wo"}
        for i in parse.children[verb]
    ) or (
        parse.tokens[verb].dep == "xcomp"
        and parse.tokens[parse.tokens[verb].head].text.lower() == "going"
    )


def _is_imperative(parse: Parse, verb: int) -> bool:
    token = parse.tokens[verb]
    return (
        token.tag in ("VB", "VBP")
        and token.dep in ("ROOT", "conj")
        and ("aux" not in _deps(parse, verb))
    )


# --- negation of a claim -----------------------------------------------------------------------

_NEVER = frozenset(["never", "neither", "hardly"])
_SETTING = frozenset(["during", "at", "in", "on", "while", "for"])
_ASSERTED_TOO = frozenset(
    ["advcl", "parataxis", "nsubj", "nsubjpass", "csubj", "punct", "npadvmod"]
)
_CONTRAST = frozenset(["but", "rather", "instead"])
_ONLY = frozenset(["only", "just", "merely", "simply"])


def _negation(parse: Parse, cue: int) -> Iterator[Denial]:
    """Yield the predicate that a `not` governs; its subject and setting stand."""
    head = parse.tokens[cue].head
    if head == cue or _in_contrast(parse, cue, head):
        return
    stands = [i for i in parse.children[head] if _stands(parse, head, i)]
    denied = parse.subtree(head, leaving_out=stands)
    rest = _clause(parse, head) - denied
    yield _denial(parse, Refusal.NEGATED, cue, denied)._replace(subject=_spans(parse, rest))


def _stands(parse: Parse, head: int, child: int) -> bool:
    token = parse.tokens[child]
    if token.dep in _ASSERTED_TOO:
        return True
    if token.dep == "prep" and (token.lemma in _SETTING or child < head):
        return True
    return token.dep == "conj" and not any(
        parse.tokens[i].lemma in {"or", "nor"} for i in parse.children[head]
    )


def _in_contrast(parse: Parse, cue: int, head: int) -> bool:
    """Tell `it is not training: it is use` and `not training but use` from a plain denial."""
    around = {parse.tokens[i].lemma for i in (cue + 1, cue - 1) if 0 <= i < len(parse.tokens)}
    if around & {"only", "just", "merely", "simply"}:
        return True
    after = parse.tokens[cue + 1 :]
    if any(
        token.lemma in _CONTRAST for token in after if token.lemma in {"but", "rather", "instead"}
    ):
        return True
    tail = parse.text[parse.tokens[head].end :]
    return bool(_SECOND_HALF.search(tail))


_SECOND_HALF = re.compile(
    r"(?:[;:,—–]| - )\s*(?:it|they|that|this|instead|rather)(?:'s|’s|'re|’re)?\b", re.IGNORECASE
)


def _no_thing(parse: Parse, det: int) -> set[int]:
    noun = parse.tokens[det].head
    verb = parse.tokens[noun].head
    denied = parse.subtree(noun)
    if parse.tokens[noun].dep in ("nsubj", "nsubjpass", "dobj", "attr"):
        denied.add(verb)
    return denied


# --- the words of others -----------------------------------------------------------------------

_SAYING = frozenset(
    "say think believe assume claim argue suppose imagine presume insist fear suspect hear".split()
)


def _attribution(parse: Parse, verb: int) -> Iterator[Denial]:
    """Yield what some say: the clause below a verb of saying whose subject is not the writer."""
    subject = _subject(parse, verb)
    if subject is None or parse.tokens[subject].text.lower() in {"we", "i", "you"}:
        return
    for child in parse.children[verb]:
        if parse.tokens[child].dep in ("ccomp", "xcomp", "acl", "oprd", "dobj"):
            yield _denial(parse, Refusal.ATTRIBUTED, verb, parse.subtree(child))


# --- cues: the words without which nothing is denied -------------------------------------------

_CUES = _COVERAGE | _PHRASAL.keys() | _SAYING | _NEVER | {"not", "no", "without", "if", "cannot"}
_FINITE = frozenset(
    "is are was were has does did can could will would may might must shall should cannot".split()
)

# --- small questions about a parse -------------------------------------------------------------


def _denial(parse: Parse, why: Refusal, cue: int, tokens: set[int]) -> Denial:
    return Denial(why, (parse.tokens[cue].start, parse.tokens[cue].end), _spans(parse, tokens))


def _spans(parse: Parse, tokens: set[int]) -> tuple[tuple[int, int], ...]:
    return tuple((parse.tokens[i].start, parse.tokens[i].end) for i in sorted(tokens))


def _clause(parse: Parse, verb: int) -> set[int]:
    """Return the verb's clause with its subject, without other clauses that hang on it."""
    others = [
        i
        for i in parse.children[verb]
        if parse.tokens[i].dep in ("advcl", "parataxis")
        or (parse.tokens[i].dep == "conj" and _subject(parse, i) is not None)
    ]
    return parse.subtree(verb, leaving_out=others)


def _negator_of(parse: Parse, verb: int) -> int | None:
    for child in parse.children[verb]:
        if parse.tokens[child].dep == "neg" or parse.tokens[child].lemma in _NEVER:
            return child
    return None


def _subject(parse: Parse, verb: int) -> int | None:
    """Return the subject of a verb; a joined verb and an infinitive share the first verb's."""
    seen: set[int] = set()
    while verb not in seen:
        seen.add(verb)
        for child in parse.children[verb]:
            if parse.tokens[child].dep in ("nsubj", "nsubjpass", "csubj", "expl"):
                return child
        if parse.tokens[verb].dep in ("conj", "xcomp"):
            verb = parse.tokens[verb].head
    return None


def _mark(parse: Parse, verb: int) -> str | None:
    for child in parse.children[verb]:
        if parse.tokens[child].dep in ("mark", "advmod") and child < verb:
            return parse.tokens[child].lemma
    return None


def _deps(parse: Parse, index: int) -> set[str]:
    return {parse.tokens[i].dep for i in parse.children[index]}
