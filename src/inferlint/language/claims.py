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

from inferlint.language.words import FUNCTION_WORDS, Word, lemma_of


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
    about_text = [d for index in range(len(parse.tokens)) for d in _about_text(parse, index)]
    spoken_for = {denial.cue for denial in about_text}
    claims = [d for index in range(len(parse.tokens)) for d in _about_claims(parse, index)]
    return (*about_text, *(d for d in claims if d.cue not in spoken_for))


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
    """Tell whether the text asserts anything: a finite verb, an imperative, or nearly so.

    Writers put `Using a trained model to answer` for a sentence, and the parser takes some plain
    sentences for a row of nouns (`Long prompts slow down inference`). So where enough is said,
    anything like a verb will do; in a list of terms it will not.
    """
    indices = range(len(parse.tokens))
    if any(_is_finite(parse, index) for index in indices):
        return True
    return _says_enough(parse) and any(_is_like_a_verb(parse, index) for index in indices)


# --- predicates --------------------------------------------------------------------------------

FEWEST_CONTENT_WORDS = 4
"""What a sentence without a sure predicate must say."""
_LIST_MARK = re.compile(r"[,;|•·→/]")
_COMPLEMENTS = frozenset("dobj xcomp ccomp oprd prep agent advmod npadvmod".split())
_MODIFIERS = frozenset(["amod", "compound", "nmod"])
_NOUN_STARTS = frozenset(["NNS", "DT", "PRP$"])


def _is_finite(parse: Parse, index: int) -> bool:
    token = parse.tokens[index]
    return (
        token.tag in ("VBZ", "VBP", "VBD", "MD")
        or (token.tag == "VB" and token.dep == "ROOT")
        or (token.tag == "VBN" and token.dep == "ROOT" and "nsubjpass" in _deps(parse, index))
    )


def _says_enough(parse: Parse) -> bool:
    words = [token.text for token in parse.tokens if token.text[0].isalnum()]
    said = sum(word.lower() not in FUNCTION_WORDS for word in words)
    pieces = [piece for piece in _LIST_MARK.split(parse.text) if piece.strip()]
    is_list_of_terms = len(pieces) > 2 and len(words) <= 2.5 * len(pieces)
    return said >= FEWEST_CONTENT_WORDS and not is_list_of_terms


def _is_like_a_verb(parse: Parse, index: int) -> bool:
    """Tell what hangs together like a clause, whatever the tagger calls it."""
    token = parse.tokens[index]
    if token.dep in ("nsubj", "nsubjpass", "prt"):
        return True
    if token.tag == "VB":
        return token.dep not in ("amod", "nmod")
    if token.tag in ("VBG", "VBN"):
        return token.dep not in _MODIFIERS and bool(_deps(parse, index) & _COMPLEMENTS)
    return _stands_for_a_verb(parse, index) and _can_be_verb(token.lemma)


def _stands_for_a_verb(parse: Parse, index: int) -> bool:
    """Tell a noun where nouns do not stand: `cameras recognise people`, `a human reviews it`."""
    token = parse.tokens[index]
    before = parse.tokens[index - 1] if index else None
    after = parse.tokens[index + 1] if index + 1 < len(parse.tokens) else None
    if after is None or not after.text[0].isalnum():
        return False
    if token.tag == "NNS":
        return token.dep == "compound"
    if token.text.lower() != token.lemma:
        return False
    if before is None:
        return after.tag in _NOUN_STARTS
    return before.tag in ("NNS", "NNPS") or before.text.lower() in ("these", "those")


def _can_be_verb(lemma: str) -> bool:
    stems = (lemma, lemma + lemma[-1:], lemma[:-1], f"{lemma[:-1]}i")
    forms = (stem + ending for stem in stems for ending in ("ed", "ing"))
    return any(lemma_of(form) == lemma_of(lemma) for form in forms)


# --- the whole sentence ------------------------------------------------------------------------

_UNWRITTEN = re.compile(
    r"\b(?:TODO|TBD|TBA|FIXME"
    r"|(?i:coming soon|to be (?:written|added|announced|done)"
    r"|more (?:on|about) (?:[\w’'-]+ ){1,5}(?:later|soon|below|next)))\b"
)
_OUT_OF_SCOPE = re.compile(
    r"\b(?:(?:beyond|outside|out of|not in) (?:the |our |its )?scope"
    r"|(?:for|to) another (?:day|time|post|article)"
    r"|(?:leave|leaving|left) (?:\w+ ){0,4}(?:aside|for later|out of (?:this|it)))\b",
    re.IGNORECASE,
)
_FALSE = (
    r"(?:simply |just |plainly |flatly |also |of course )?"
    r"(?:wrong|false|incorrect|inaccurate|untrue|mistaken|(?:a|the) mistake)"
)
_HOLD = r"(?:say|think|believe|claim|assume|suppose|call)(?:s|d|ed|ing)?"
_REFUTED = re.compile(
    r"\b(?:myth|misconception|fallacy|falsehood|(?:common|popular|is a|be a) misunderstanding"
    rf"|(?:wrongly|mistakenly|falsely|incorrectly) {_HOLD}|mistaken (?:belief|idea|view|for)"
    rf"|(?:wrong|false|incorrect|mistake) (?:to {_HOLD}|that)"
    r"|(?:idea|claim|belief|notion|assumption|statement|view|saying|thinking|calling)\b.*?"
    rf" (?:is|are|would be) {_FALSE}"
    r"|(?:which|this|that|it)(?: is|'s|’s|)(?: not|n't|n’t) (?:true|correct|right|the case)"
    r"(?! (?:of|for|with|in)\b))\b"
    rf"|(?:^|[,;:—–] )(?:and |but |yet )?(?:which|this|that)(?: is|'s|’s) {_FALSE}\b"
    rf"|^that .* (?:is|are) {_FALSE}(?=[.!]*$)"
    r"|^(?:wrong|false|incorrect|not true)(?=[:.!])",
    re.IGNORECASE,
)
_NOT_REFUTED = re.compile(
    r"\b(?:no|not|n't|n’t|isn't|isn’t|hardly) (?:a |just a )?$", re.IGNORECASE
)


def _whole_sentence(parse: Parse) -> Denial | None:
    text = parse.text.rstrip()
    if text.rstrip("\"'”’)*").endswith("?"):
        mark = text.rindex("?")
        return _everything(parse, Refusal.ASKED, (mark, mark + 1))
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


def _about_text(parse: Parse, index: int) -> Iterator[Denial]:
    token = parse.tokens[index]
    if token.lemma in _COVERAGE or _phrasal_coverage(parse, index):
        yield from _coverage(parse, index)
    elif token.lemma in _POINTING and _is_imperative(parse, index):
        if any(parse.tokens[i].lemma in _PLACES for i in parse.subtree(index)):
            yield _denial(parse, Refusal.PROMISED, index, _announced(parse, index))
    elif token.lemma == "be" and _is_text_about(parse, index):
        negated = _negator_of(parse, index)
        if negated is not None and not (
            _adds(parse, negated) or _in_contrast(parse, negated, index)
        ):
            yield _denial(parse, Refusal.NOT_COVERED, negated, _clause(parse, index))


def _is_text_about(parse: Parse, verb: int) -> bool:
    subject = _subject(parse, verb)
    says_about = any(parse.tokens[i].lemma == "about" for i in parse.children[verb])
    return says_about and subject is not None and parse.tokens[subject].lemma in _TEXTS


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
_POINTING = frozenset(["see", "read", "refer", "visit"])
_PLACES = frozenset(["article", "post", "guide", "section", "chapter", "tutorial", "appendix"])
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
    if any(_is_plain_as(parse, i) for i in _complements(parse, verb)):
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
        or (who in {"this", "that"} and _is_future(parse, verb))
    )


def _announced(parse: Parse, verb: int) -> set[int]:
    """Return the clause without what it does assert: `that …`, `because …`, `X, which …`."""
    asserted = [
        i
        for i in parse.children[verb]
        if (parse.tokens[i].dep == "ccomp" and _mark(parse, i) == "that")
        or (parse.tokens[i].dep == "advcl" and _mark(parse, i) in {"because", "since", "as"})
        or (parse.tokens[i].dep == "conj" and _subject(parse, i) is not None)
        or parse.tokens[i].dep == "parataxis"
        or (_has_a_clause_of_its_own(parse, i) and not _is_future(parse, verb))
    ]
    return parse.subtree(verb, leaving_out=asserted)


def _complements(parse: Parse, verb: int) -> Iterator[int]:
    """Yield what follows on the verb, and what hangs on its object."""
    for child in parse.children[verb]:
        if child > verb:
            yield child
            if parse.tokens[child].dep == "dobj":
                yield from parse.children[child]


def _is_plain_as(parse: Parse, index: int) -> bool:
    """Tell `describe it as …` from `topics such as …` and `as well as`."""
    before = parse.tokens[index - 1].lemma
    return parse.tokens[index].lemma == "as" and before not in ("such", "well")


def _has_a_clause_of_its_own(parse: Parse, noun: int) -> bool:
    """Tell `this part introduces batch inference, which runs many requests at night`."""
    return parse.tokens[noun].dep == "dobj" and any(
        parse.tokens[i].dep == "relcl"
        and "," in parse.text[parse.tokens[noun].end : _first(parse, i)]
        for i in parse.children[noun]
    )


def _first(parse: Parse, top: int) -> int:
    return parse.tokens[min(parse.subtree(top))].start


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
_NOT = frozenset(["not", "n't", "n’t", "no"]) | _NEVER
_NO_THING = frozenset(["nobody", "nothing", "none"])


def _about_claims(parse: Parse, index: int) -> Iterator[Denial]:
    token = parse.tokens[index]
    if _negates(token):
        yield from _negation(parse, index)
    elif token.lemma == "no" and token.dep == "det":
        yield from _absence(parse, index, token.head)
    elif token.lemma in _NO_THING and token.dep in ("nsubj", "nsubjpass", "ROOT"):
        yield from _absence(parse, index, index)
    elif token.lemma == "without" and not _is_doubly_negated(parse, index):
        yield _denial(parse, Refusal.NEGATED, index, parse.subtree(index))
    yield from _others(parse, index)


def _negates(token: Token) -> bool:
    """Tell a negation from what the parser calls one: a stray emoji in a heading."""
    if token.text.lower() == "n’t":
        return True  # the parser knows the straight apostrophe only
    return (token.dep == "neg" and token.lemma in _NOT) or token.lemma in _NEVER


_SETTING = frozenset(["during", "at", "in", "on", "while", "for"])
_ASSERTED_TOO = frozenset(
    ["advcl", "parataxis", "nsubj", "nsubjpass", "csubj", "punct", "npadvmod"]
)
_CONTRAST = frozenset(["but", "rather", "instead"])
_ONLY = frozenset(["only", "just", "merely", "simply"])


def _negation(parse: Parse, cue: int) -> Iterator[Denial]:
    """Yield the predicate that a `not` governs; its subject and setting stand."""
    head = parse.tokens[cue].head
    if parse.tokens[head].lemma in ("long", "longer") and head == cue + 1:
        head = parse.tokens[head].head  # `the model no longer learns`
    if head == cue or _adds(parse, cue) or _affirms(parse, cue, head):
        return
    stands = [i for i in parse.children[head] if _stands(parse, head, i)]
    denied = parse.subtree(head, leaving_out=stands)
    if _in_contrast(parse, cue, head):
        yield _denial(parse, Refusal.ATTRIBUTED, cue, denied)
        return
    rest = _clause(parse, head) - denied
    yield _denial(parse, Refusal.NEGATED, cue, denied)._replace(subject=_spans(parse, rest))


def _stands(parse: Parse, head: int, child: int) -> bool:
    token = parse.tokens[child]
    if token.dep in _ASSERTED_TOO:
        return True
    if token.dep == "prep" and (token.lemma in _SETTING or child < head):
        return True
    if token.dep == "ccomp" and child < head:
        return True  # `training happens once, inference does not`
    return token.dep == "conj" and not any(
        parse.tokens[i].lemma in {"or", "nor"} for i in parse.children[head]
    )


def _adds(parse: Parse, cue: int) -> bool:
    """Tell `not only fast but cheap` from a denial."""
    around = {parse.tokens[i].lemma for i in (cue + 1, cue - 1) if 0 <= i < len(parse.tokens)}
    return not around.isdisjoint(_ONLY)


def _in_contrast(parse: Parse, cue: int, head: int) -> bool:
    """Tell `not training: it is use`, `not training but use` and `not until` from a plain denial.

    What a contrast sets aside is what others might say: no statement is refused for it, and none
    that the article must not make is found in it.
    """
    if any(token.lemma in _CONTRAST for token in parse.tokens[cue + 1 :]):
        return True
    if any(
        parse.tokens[i].lemma in _UNTIL or _mark(parse, i) in _UNTIL for i in parse.children[head]
    ):
        return True
    return bool(_SECOND_HALF.search(parse.text[parse.tokens[head].end :]))


_SECOND_HALF = re.compile(
    r"(?:[;:,—–]| - )\s*(?:it|they|that|this|instead|rather)(?:'s|’s|'re|’re)?\b", re.IGNORECASE
)


_IGNORING = frozenset("forget overlook ignore underestimate neglect deny overstate doubt".split())
_IDIOMS = frozenset([("never", "mind"), ("no", "matter"), ("no", "wonder"), ("no", "doubt")])
_UNTIL = frozenset(["until", "till"])
_NO_DOUBT = frozenset("doubt wonder question denying".split())


def _affirms(parse: Parse, cue: int, head: int) -> bool:
    """Tell a negation that says yes: `cannot be ignored`, `not until`, `never been cheaper`."""
    verb, said = parse.tokens[head], parse.tokens[cue].lemma
    below = [parse.tokens[i] for i in parse.children[head]]
    if verb.lemma in _IGNORING or (said, verb.lemma) in _IDIOMS:
        return True
    if verb.lemma == "wait" and any(token.lemma in ("can", "could") for token in below):
        return True
    if any(token.lemma == "without" and token.start > verb.start for token in below):
        return True
    following = parse.tokens[cue + 1 : cue + 4]
    return said == "never" and any(t.tag in ("JJR", "RBR") for t in following)


def _absence(parse: Parse, cue: int, noun: int) -> Iterator[Denial]:
    """Yield what `no request is answered` and `has no cost` deny: the thing and its predicate."""
    verb = parse.tokens[noun].head
    is_subject = parse.tokens[noun].dep in ("nsubj", "nsubjpass")
    if _is_nothing_but(parse, noun) or (parse.tokens[noun].lemma in _NO_DOUBT and not is_subject):
        return
    denied = parse.subtree(noun)
    if is_subject:
        if _affirms(parse, cue, verb):
            return
        stands = [i for i in parse.children[verb] if i != noun and _stands(parse, verb, i)]
        denied |= parse.subtree(verb, leaving_out=stands)
    elif parse.tokens[noun].dep in ("dobj", "attr"):
        denied.add(verb)
    yield _denial(parse, Refusal.NEGATED, cue, denied)


def _is_nothing_but(parse: Parse, noun: int) -> bool:
    after = parse.tokens[noun + 1 : noun + 2]
    return any(token.lemma in ("but", "more", "other", "less", "short") for token in after)


def _is_doubly_negated(parse: Parse, without: int) -> bool:
    """Tell `cannot work without` and `goes without saying` from a plain lack."""
    verb = parse.tokens[without].head
    if any(parse.tokens[i].lemma in ("say", *_NO_DOUBT) for i in parse.children[without]):
        return True
    return without > verb and _negator_of(parse, verb) is not None


# --- the words of others -----------------------------------------------------------------------

_SAYING = frozenset(
    "say think believe assume claim argue suppose imagine presume insist fear suspect hear".split()
)


_SUPPOSING = frozenset(["suppose", "imagine", "assume", "say"])


def _others(parse: Parse, index: int) -> Iterator[Denial]:
    token = parse.tokens[index]
    if token.lemma in _SAYING:
        yield from _attribution(parse, index)
    if token.lemma == "if" and token.dep == "mark":
        yield _denial(parse, Refusal.ATTRIBUTED, index, parse.subtree(token.head))
    if token.text.lower() == "according" and index < token.head:
        yield _denial(parse, Refusal.ATTRIBUTED, index, _clause(parse, token.head))


def _is_open(parse: Parse, verb: int) -> bool:
    """Tell `you might think that …`, which the writer does not think."""
    return any(parse.tokens[i].lemma in ("may", "might", "could") for i in parse.children[verb])


def _attribution(parse: Parse, verb: int) -> Iterator[Denial]:
    """Yield what some say: the clause below a verb of saying whose subject is not the writer."""
    subject = _subject(parse, verb)
    if subject is None:
        if parse.tokens[verb].lemma not in _SUPPOSING or not _is_imperative(parse, verb):
            return
    elif parse.tokens[subject].text.lower() in {"we", "i", "you"} and not _is_open(parse, verb):
        return
    for child in parse.children[verb]:
        if parse.tokens[child].dep in ("ccomp", "xcomp", "acl", "oprd", "dobj"):
            yield _denial(parse, Refusal.ATTRIBUTED, verb, parse.subtree(child))


# --- cues: the words without which nothing is denied -------------------------------------------

# The last lines: as the careless write them, and forms that the dictionary leads elsewhere.
_CUES = frozenset(
    """
    not no without if cannot according
    dont doesnt didnt isnt arent wasnt werent wont cant couldnt wouldnt hasnt havent
    thinking thought detailed gone dove
    """.split()
).union(_COVERAGE, _PHRASAL, _POINTING, _SAYING, _NEVER, _NO_THING)
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
