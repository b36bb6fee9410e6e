"""Negations of a claim: which words a `not`, a `no` or a `lacks` takes back, and which it does not.

A careful reviewer does not refuse what a contrast or a condition sets aside (`not training but
use`, `if it does not answer in time`), nor what two negations affirm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from inferlint.language.claims.denial import Denial, Refusal, denial_of, spans_of
from inferlint.language.claims.parse import (
    SUBJECTS,
    Parse,
    clause_of,
    has_modal,
    mark_of,
    subject_of,
)

SELDOM = frozenset(["rarely", "seldom", "scarcely", "hardly"])
"""As good as never, before the verb; `training happens rarely` does say that it happens."""
NEVER = frozenset(["never", "neither"]) | SELDOM
_NOT = frozenset(["not", "n't", "n’t", "no"]) | NEVER
NO_THING = frozenset(["nobody", "nothing", "none"])
LACKING = frozenset(["lack", "fail", "refuse"])
"""Verbs that deny what follows on them."""
POINTLESS = frozenset(["irrelevant", "immaterial", "unimportant"])
"""What is said to be so is no concern of the text, subject and all."""
LESS_THAN = re.compile(r"\b(?:far from|anything but)\b", re.IGNORECASE)
"""Adverbs that deny the adjective behind them; `far from the user` is a distance."""

_PARTIAL = frozenset(["all", "every", "each", "everyone", "everything", "everybody"])
"""`not every` leaves the others standing."""
_BY_NO_MEANS = frozenset(
    "mean means way point time stage case circumstance account respect".split()
)
"""Nouns that make `by no means` and `at no point` a plain `not`."""
_NO_CONCERN = frozenset("bearing role part difference importance consequence relevance say".split())
"""Having or playing none of these is no concern of the text, subject and all."""
_SETTING = frozenset(["during", "at", "in", "on", "while", "for"])
_MANNERS = frozenset("once demand spot fly instant moment go second minute".split())
"""Not when but how: `at once`, `on demand`, `in seconds` (and `in real time`)."""
_ASSERTED_TOO = frozenset(
    ["advcl", "parataxis", "nsubj", "nsubjpass", "csubj", "punct", "npadvmod"]
)
_CONDITIONS = frozenset(["if", "unless", "when", "whenever", "where", "until", "till"])
"""Clauses that assert nothing, denied or not."""
_CONTRAST = frozenset(["but", "rather", "instead"])
_ONLY = frozenset(["only", "just", "merely", "simply"])
_UNTIL = frozenset(["until", "till"])
_SECOND_HALF = re.compile(
    r"(?:[;:,—–]| - )\s*(?:it|they|that|this|instead|rather)(?:'s|’s|'re|’re)?\b"
    r"(?!(?:['’]\w+)?(?:\s+\w+){0,2}?(?:n['’]t|\s+not|\s+never)\b)",
    re.IGNORECASE,
)
"""What sets the second half of a contrast against the first; `it is not …` only goes on."""

_IGNORING = frozenset("forget overlook ignore underestimate neglect deny overstate doubt".split())
"""Not doing so to a thing is to grant it."""
_CONFUSING = frozenset("confuse conflate equate".split())
"""Things that should not be confused are set apart, not denied."""
_MINDING = frozenset("tolerate forgive afford bear risk".split())
"""What nobody tolerates or can afford, somebody feels."""
_WAITING = frozenset("wait stare sit queue".split())
"""Nor is it a denial that people will not or cannot wait."""
_LIKING = frozenset(["want", "like", "love", "enjoy", "care"])
_MODALS = frozenset(["can", "could", "will", "would"])
_SEEMING = frozenset(["seem", "feel", "sound"])
_IDIOMS = frozenset([("never", "mind"), ("no", "matter"), ("no", "wonder"), ("no", "doubt")])
_NO_DOUBT = frozenset("doubt wonder question denying".split())
_ANY = frozenset("any anything anyone anybody ever further have need".split())
"""`without learning anything new` sets a thing aside; `without a model` denies it."""

_NEW = frozenset(["new", "more", "further", "else", "additional"])
"""`learns nothing new` is said of what has learned before: a contrast."""


def about_claims(parse: Parse, index: int) -> Iterator[Denial]:
    """Yield what this token denies."""
    token = parse.tokens[index]
    if _negates(parse, index):
        yield from _negation(parse, index)
    elif token.lemma == "no" and token.dep == "det":
        yield from _absence(parse, index, token.head)
    elif token.lemma in NO_THING and token.dep in (*SUBJECTS, "ROOT", "dobj", "attr", "conj"):
        yield from _absence(parse, index, index)
    elif token.lemma == "without":
        yield from _without(parse, index)
    elif token.lemma in LACKING and token.tag.startswith("VB") and _is_said_outright(parse, index):
        yield from _lack(parse, index)
    elif token.lemma in POINTLESS and token.dep == "acomp" and not is_negated(parse, token.head):
        yield _no_concern(parse, index, token.head)
    elif LESS_THAN.match(parse.text, token.start):
        yield from _less_than(parse, index)


def negator_of(parse: Parse, verb: int) -> int | None:
    """Return the token that negates the verb itself."""
    for child in parse.children[verb]:
        if parse.tokens[child].dep == "neg" or parse.tokens[child].lemma in NEVER:
            return child
    return None


def is_negated(parse: Parse, verb: int) -> bool:
    """Tell whether a verb or its subject is negated: `no request comes`, `not one comes`."""
    if negator_of(parse, verb) is not None:
        return True
    subject = subject_of(parse, verb)
    return subject is not None and _is_none(parse, subject)


def adds(parse: Parse, cue: int) -> bool:
    """Tell `not only fast but cheap` from a denial."""
    around = {parse.tokens[i].lemma for i in (cue + 1, cue - 1) if 0 <= i < len(parse.tokens)}
    return not around.isdisjoint(_ONLY)


def is_in_contrast(parse: Parse, cue: int, head: int) -> bool:
    """Tell `not training: it is use`, `not training but use` and `not until` from a plain denial.

    What a contrast sets aside is what others might say: no statement is refused for it, and none
    that the article must not make is found in it.
    """
    if any(token.lemma in _CONTRAST for token in parse.tokens[cue + 1 :]):
        return True
    if any(
        parse.tokens[i].lemma in _UNTIL or mark_of(parse, i) in _UNTIL for i in parse.children[head]
    ):
        return True
    return bool(_SECOND_HALF.search(parse.text[parse.tokens[head].end :]))


# --- not, never --------------------------------------------------------------------------------


def _negates(parse: Parse, index: int) -> bool:
    """Tell a negation from what the parser calls one: a stray emoji in a heading."""
    token = parse.tokens[index]
    if token.text.lower() == "n’t":
        return True  # the parser knows the straight apostrophe only
    if token.lemma in SELDOM:
        return index < token.head or parse.tokens[token.head].lemma == "be"
    return (token.dep == "neg" and token.lemma in _NOT) or token.lemma in NEVER


def _negation(parse: Parse, cue: int) -> Iterator[Denial]:
    """Yield the predicate that a `not` governs; its subject and setting stand."""
    head = parse.tokens[cue].head
    if parse.tokens[head].lemma in ("long", "longer") and head == cue + 1:
        head = parse.tokens[head].head  # `the model no longer learns`
    if head == cue or adds(parse, cue):
        return
    if parse.tokens[head].dep in ("nummod", "det", "predet", *SUBJECTS) and cue < head:
        yield from _not_one(parse, cue, head)
    elif not _affirms(parse, cue, head):
        yield _predicate(parse, cue, head)


def _not_one(parse: Parse, cue: int, head: int) -> Iterator[Denial]:
    """Yield what `not one request …` denies; `not every request …` denies nothing for sure."""
    noun = head if parse.tokens[head].dep in SUBJECTS else parse.tokens[head].head
    if parse.tokens[head].lemma not in _PARTIAL and _PARTIAL.isdisjoint(
        token.lemma for token in parse.below(noun)
    ):
        yield from _absence(parse, cue, noun)


def _predicate(parse: Parse, cue: int, head: int) -> Denial:
    """Return the denial of a predicate."""
    stands = [i for i in parse.children[head] if _stands(parse, head, i)]
    denied = parse.subtree(head, leaving_out=stands)
    if is_in_contrast(parse, cue, head) or _is_in_condition(parse, head):
        return denial_of(parse, Refusal.ATTRIBUTED, cue, denied)
    if parse.tokens[head].lemma == "matter":
        return _no_concern(parse, cue, head)
    rest = clause_of(parse, head) - denied
    return denial_of(parse, Refusal.NEGATED, cue, denied)._replace(subject=spans_of(parse, rest))


def _stands(parse: Parse, head: int, child: int) -> bool:
    token = parse.tokens[child]
    if token.dep in _ASSERTED_TOO:
        return True
    if token.dep == "prep" and (token.lemma in _SETTING or child < head):
        return child < head or not _is_manner(parse, child)
    if token.dep == "ccomp" and child < head:
        return True  # `training happens once, inference does not`
    return token.dep == "conj" and not any(
        token.lemma in {"or", "nor"} for token in parse.below(head)
    )


def _is_manner(parse: Parse, prep: int) -> bool:
    """Tell `not answered at once` from `not answered at night`."""
    for index in parse.children[prep]:
        token = parse.tokens[index]
        if token.lemma in _MANNERS or (
            token.lemma == "time" and any(t.lemma == "real" for t in parse.below(index))
        ):
            return True
    return False


# --- no, nothing, none -------------------------------------------------------------------------


def _absence(parse: Parse, cue: int, noun: int) -> Iterator[Denial]:
    """Yield what `no request is answered` and `has no cost` deny: the thing and its predicate."""
    token = parse.tokens[noun]
    verb = token.head
    is_subject = token.dep in SUBJECTS
    if token.dep == "pobj" and token.lemma in _BY_NO_MEANS:
        yield from _by_no_means(parse, cue, parse.tokens[verb].head)
        return
    if _is_nothing_but(parse, noun) or (token.lemma in _NO_DOUBT and not is_subject):
        return
    if is_subject and _affirms(parse, cue, verb):
        return
    if token.dep in ("dobj", "attr") and _is_no_concern(parse, noun):
        yield _no_concern(parse, cue, verb)
        return
    denied = parse.subtree(noun)
    if is_subject:
        stands = [i for i in parse.children[verb] if i != noun and _stands(parse, verb, i)]
        denied |= parse.subtree(verb, leaving_out=stands)
    elif token.dep in ("dobj", "attr"):
        denied.add(verb)
    says_new = token.lemma == "nothing" and any(t.lemma in _NEW for t in parse.below(noun))
    set_aside = says_new or _is_in_condition(parse, verb)
    why = Refusal.ATTRIBUTED if set_aside else Refusal.NEGATED
    yield denial_of(parse, why, cue, denied)


def _by_no_means(parse: Parse, cue: int, head: int) -> Iterator[Denial]:
    if not _affirms(parse, cue, head):
        yield _predicate(parse, cue, head)


def _is_nothing_but(parse: Parse, noun: int) -> bool:
    after = parse.tokens[noun + 1 : noun + 2]
    return any(token.lemma in ("but", "more", "other", "less", "short") for token in after)


def _is_none(parse: Parse, noun: int) -> bool:
    """Tell `nobody`, `no request` and `not one request`."""
    below = parse.below(noun)
    return (
        parse.tokens[noun].lemma in NO_THING
        or any(token.dep == "det" and token.lemma in ("no", "neither") for token in below)
        or any(token.dep in ("neg", "preconj") and token.lemma in _NOT for token in below)
        or any(
            parse.tokens[i].dep == "nummod" and "neg" in parse.deps(i) for i in parse.children[noun]
        )
    )


# --- no concern, lacks, far from ---------------------------------------------------------------


def _is_no_concern(parse: Parse, noun: int) -> bool:
    """Tell `has no bearing`, `plays no role` and `has nothing to do with`, `nothing to say`."""
    token = parse.tokens[noun]
    if token.lemma == "nothing":
        return parse.tokens[token.head].lemma == "have" and any(
            below.lemma in ("do", "say") for below in parse.below(noun)
        )
    return token.lemma in _NO_CONCERN


def _no_concern(parse: Parse, cue: int, verb: int) -> Denial:
    """Return the denial of a clause with its subject: `cost plays no role here`.

    `It does not matter that …` and `this makes no difference` speak of another clause.
    """
    subject = subject_of(parse, verb)
    head = parse.tokens[verb].head
    if subject is None and parse.tokens[verb].dep == "ccomp" and head < verb:
        # `How long they wait has nothing to do with it`: the parser takes `wait` for the main verb.
        return denial_of(parse, Refusal.NEGATED, cue, clause_of(parse, head))
    denied = clause_of(parse, verb)
    if subject is None or parse.tokens[subject].lemma in ("it", "this", "that", "there", "which"):
        stands = [i for i in parse.children[verb] if _stands(parse, verb, i)]
        clauses = [
            i
            for i in denied
            if parse.tokens[i].dep in ("ccomp", "csubj", "acl") and mark_of(parse, i) == "that"
        ]
        denied = parse.subtree(verb, leaving_out=[*stands, *clauses])
    why = Refusal.ATTRIBUTED if _is_in_condition(parse, verb) else Refusal.NEGATED
    return denial_of(parse, why, cue, denied)


def _lack(parse: Parse, verb: int) -> Iterator[Denial]:
    """Yield what `lacks a model` and `fails to use it` deny."""
    wanted = {"lack": "dobj"}.get(parse.tokens[verb].lemma, "xcomp")
    if is_negated(parse, verb) or is_in_contrast(parse, verb, verb):
        return
    for child in parse.children[verb]:
        if parse.tokens[child].dep == wanted:
            denied = {verb, *parse.subtree(child)}
            rest = clause_of(parse, verb) - denied
            yield denial_of(parse, Refusal.NEGATED, verb, denied)._replace(
                subject=spans_of(parse, rest)
            )


def _is_said_outright(parse: Parse, verb: int) -> bool:
    """Tell a main clause from `users leave an app that fails to answer`."""
    return all(
        parse.tokens[i].dep in ("ROOT", "conj", "ccomp", "parataxis") for i in parse.above(verb)
    )


def _less_than(parse: Parse, cue: int) -> Iterator[Denial]:
    """Yield the adjective or the deed that something is far from."""
    following = parse.tokens[cue + 2 : cue + 3]
    means_place = parse.tokens[cue].lemma == "far" and any(
        token.tag in ("DT", "PRP$", "NNS", "NNP", "PRP") for token in following
    )
    head = parse.tokens[cue].head
    if following and not means_place and not is_negated(parse, head):
        denied = {i for i in parse.subtree(cue) if i >= cue} | {cue + 1, cue + 2}
        yield denial_of(parse, Refusal.NEGATED, cue, denied)


# --- two negations, and turns of phrase that say yes -------------------------------------------


def _without(parse: Parse, cue: int) -> Iterator[Denial]:
    """Yield what is done without, but for `cannot work without` and `goes without saying`."""
    verb = parse.tokens[cue].head
    done = parse.below(cue)
    if is_negated(parse, verb) or any(
        token.lemma in ("say", *_WAITING, *_NO_DOUBT) for token in done
    ):
        return
    below = parse.subtree(cue)
    sets_aside = any(token.tag == "VBG" for token in done) and any(
        parse.tokens[i].lemma in _ANY for i in below
    )
    why = Refusal.ATTRIBUTED if sets_aside else Refusal.NEGATED
    yield denial_of(parse, why, cue, below)._replace(adjunct=True)


def _affirms(parse: Parse, cue: int, head: int) -> bool:
    """Tell a negation that says yes: `cannot be ignored`, `not until`, `never been cheaper`."""
    verb, said = parse.tokens[head], parse.tokens[cue].lemma
    if verb.lemma in _IGNORING | _CONFUSING or (said, verb.lemma) in _IDIOMS:
        return True
    if _is_minded(parse, head) or _is_doubly_negated(parse, cue, head):
        return True
    following = parse.tokens[cue + 1 : cue + 4]
    return said == "never" and any(t.tag in ("JJR", "RBR") for t in following)


def _is_minded(parse: Parse, verb: int) -> bool:
    """Tell what people feel: nobody puts up with it, they will not wait, it does not feel right."""
    token, below = parse.tokens[verb], parse.below(verb)
    if token.lemma in _MINDING or (token.lemma == "put" and any(t.dep == "prt" for t in below)):
        return True
    if token.lemma in _WAITING:
        return has_modal(parse, verb, _MODALS)
    if token.lemma in _SEEMING:
        conditions = (i for i in parse.children[verb] if parse.tokens[i].dep == "advcl")
        return any(mark_of(parse, i) in _CONDITIONS for i in conditions)
    return token.lemma in _LIKING and any(
        t.dep in ("xcomp", "pcomp") and t.lemma in _WAITING for t in below
    )


def _is_doubly_negated(parse: Parse, cue: int, head: int) -> bool:
    """Tell `not without`, `unless …, not`, and the two halves of `no month in which not …`."""
    for index in parse.children[head]:
        token = parse.tokens[index]
        if token.lemma == "without" and not any(t.lemma == "say" for t in parse.below(index)):
            return True
        if token.dep == "advcl" and _is_negative_condition(parse, index):
            return True
    subject = subject_of(parse, head)
    if subject is not None and _is_none(parse, subject):
        clauses = (*parse.children[subject], *parse.children[head])
        return any(_is_denied_relative(parse, i, cue) for i in clauses)
    return parse.tokens[head].dep == "relcl" and _hangs_on_none(parse, head)


def _is_denied_relative(parse: Parse, clause: int, cue: int) -> bool:
    return parse.tokens[clause].dep == "relcl" and negator_of(parse, clause) not in (None, cue)


def _is_negative_condition(parse: Parse, clause: int) -> bool:
    mark = mark_of(parse, clause)
    return mark == "unless" or (mark in _CONDITIONS and negator_of(parse, clause) is not None)


def _hangs_on_none(parse: Parse, clause: int) -> bool:
    above = parse.tokens[clause].head
    return _is_none(parse, above) or (
        parse.tokens[above].tag.startswith("VB") and is_negated(parse, above)
    )


def _is_in_condition(parse: Parse, head: int) -> bool:
    """Tell `if it does not answer` and `users who get no answer`: nothing is asserted there."""
    for index in parse.above(head):
        token = parse.tokens[index]
        if token.dep in ("advcl", "ROOT"):
            return mark_of(parse, index) in _CONDITIONS
        if token.dep == "relcl":
            return any(t.lemma == "who" for t in parse.below(index))
    return False
