"""What a text says of itself: what it covers, leaves out, and announces without saying it."""

from __future__ import annotations

from collections.abc import Iterator

from inferlint.language.claims.denial import Denial, Refusal, denial_of
from inferlint.language.claims.negation import adds, is_in_contrast, negator_of
from inferlint.language.claims.parse import (
    Parse,
    clause_of,
    is_imperative,
    mark_of,
    subject_of,
)

TELLING = frozenset(
    """
    cover discuss explain describe mention introduce present outline summarize summarise detail
    demonstrate illustrate elaborate
    """.split()
)
"""Verbs that only tell: even as an order to the reader they say nothing themselves."""
ACTING = frozenset("explore examine review investigate address tackle revisit define".split())
"""Verbs that also act: `explore batch processing when nobody waits` is advice."""
COVERAGE = TELLING | ACTING
PHRASAL = {
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
    "write": {"about"},
    "turn": {"to"},
    "walk": {"through"},
    "learn": {"about", "how", "what", "why"},
    "see": {"how", "what", "why"},
    "show": {"how", "what", "why"},
    "discover": {"how", "what", "why"},
}
_TEASING = frozenset(["learn", "see", "discover"])
"""With `how` or `why` these promise, also as an order to the reader."""
OMITTING = frozenset(["omit", "skip", "exclude", "ignore", "avoid"])
"""What a text does to what it does not cover."""
SILENT = frozenset(["silent", "mute", "nothing", "little"])
"""What a text is on, or says of, what it does not cover."""
_WRITERS = frozenset(["we", "i", "us", "'s", "’s"])
_READERS = frozenset(["you", "reader"])
_TEXTS = frozenset(
    """
    article post guide section chapter part page tutorial series video lesson module course
    note document blog newsletter paper book appendix faq paragraph unit leaflet brochure sheet
    memo primer overview readme documentation handbook manual talk
    """.split()
)
POINTING = frozenset(["see", "read", "refer", "visit", "check", "consult"])
_PLACES = frozenset(
    """
    article post guide section chapter tutorial appendix page documentation docs doc paper blog
    handbook manual wiki faq readme video lesson module series
    """.split()
)
_LATER = frozenset(["later", "below", "next", "soon", "elsewhere", "shortly", "here"])
_MEANING_TO = frozenset(["go", "promise", "plan", "intend", "hope", "want", "aim"])
"""Verbs with which `to explain it` is still to come."""
_QUESTIONS = frozenset(["how", "what", "why", "whether", "when", "where", "which"])


def about_text(parse: Parse, index: int) -> Iterator[Denial]:
    """Yield what this token says that the text does or does not tell."""
    token = parse.tokens[index]
    if token.lemma in COVERAGE or _is_phrasal(parse, index):
        yield from _coverage(parse, index)
    elif token.lemma in OMITTING and _is_by_a_text(parse, index):
        if negator_of(parse, index) is None:
            yield denial_of(parse, Refusal.NOT_COVERED, index, clause_of(parse, index))
    elif token.lemma in SILENT and _is_by_a_text(parse, token.head):
        if negator_of(parse, token.head) is None:
            yield denial_of(parse, Refusal.NOT_COVERED, index, clause_of(parse, token.head))
    elif token.lemma in POINTING and is_imperative(parse, index):
        if any(parse.tokens[i].lemma in _PLACES for i in parse.subtree(index)):
            yield denial_of(parse, Refusal.PROMISED, index, _announced(parse, index))
    elif token.lemma == "be" and _is_text_about(parse, index):
        yield from _not_about(parse, index)


# --- leaving out -------------------------------------------------------------------------------


def _not_about(parse: Parse, verb: int) -> Iterator[Denial]:
    negated = negator_of(parse, verb)
    if negated is None or adds(parse, negated) or is_in_contrast(parse, negated, verb):
        return
    yield denial_of(parse, Refusal.NOT_COVERED, negated, clause_of(parse, verb))


def _is_text_about(parse: Parse, verb: int) -> bool:
    return _is_by_a_text(parse, verb) and any(t.lemma == "about" for t in parse.below(verb))


def _is_by_a_text(parse: Parse, verb: int) -> bool:
    """Tell whether a text does this, or an `it` behind its name."""
    subject = subject_of(parse, verb)
    if subject is None:
        return False
    if parse.tokens[subject].lemma == "it":
        return any(token.lemma in _TEXTS for token in parse.tokens[:subject])
    return parse.tokens[subject].lemma in _TEXTS


def _speaks_of_text(parse: Parse, verb: int) -> bool:
    subject = subject_of(parse, verb)
    if subject is None:
        return True
    token = parse.tokens[subject]
    passive = token.dep == "nsubjpass"
    return passive or token.lemma in _TEXTS or token.text.lower() in _WRITERS


# --- announcing --------------------------------------------------------------------------------


def _coverage(parse: Parse, verb: int) -> Iterator[Denial]:
    """Yield what a clause announces or rules out: `this post does not cover cost`."""
    negated = negator_of(parse, verb)
    if negated is not None and _speaks_of_text(parse, verb):
        yield denial_of(parse, Refusal.NOT_COVERED, negated, clause_of(parse, verb))
    elif _announces(parse, verb):
        yield denial_of(parse, Refusal.PROMISED, verb, _announced(parse, verb))


def _is_phrasal(parse: Parse, verb: int) -> bool:
    particles = PHRASAL.get(parse.tokens[verb].lemma)
    return particles is not None and any(
        parse.tokens[i].lemma in particles
        for i in parse.subtree(verb)
        if i > verb and i <= verb + 6
    )


def _announces(parse: Parse, verb: int) -> bool:
    """Tell `we explain how …`, `will be covered below` and `explain why …` from real explaining."""
    subject = subject_of(parse, verb)
    if subject is None:
        return is_imperative(parse, verb) and _is_announcing_order(parse, verb)
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


def _is_announcing_order(parse: Parse, verb: int) -> bool:
    """Tell `explain its cost`, `explore how it works`, `explore it in part two` from advice."""
    lemma = parse.tokens[verb].lemma
    if lemma in TELLING or lemma in _TEASING:
        return True
    return lemma in ACTING and (
        _points_elsewhere(parse, verb)
        or any(
            parse.tokens[i].dep in ("ccomp", "pcomp")
            and not _QUESTIONS.isdisjoint(t.lemma for t in parse.below(i))
            for i in parse.subtree(verb)
        )
    )


def _announced(parse: Parse, verb: int) -> set[int]:
    """Return the clause without what it does assert: `that …`, `because …`, `X, which …`."""
    asserted = [
        i
        for i in parse.children[verb]
        if (parse.tokens[i].dep == "ccomp" and mark_of(parse, i) == "that")
        or (parse.tokens[i].dep == "advcl" and mark_of(parse, i) in {"because", "since", "as"})
        or (parse.tokens[i].dep == "conj" and subject_of(parse, i) is not None)
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
        and "," in parse.text[parse.tokens[noun].end : parse.first_of(i)]
        for i in parse.children[noun]
    )


def _points_elsewhere(parse: Parse, verb: int) -> bool:
    return any(parse.tokens[i].lemma in _LATER | _TEXTS for i in parse.subtree(verb))


def _is_future(parse: Parse, verb: int) -> bool:
    return any(
        token.lemma in {"will", "shall", "'ll"} or token.text.lower() in {"’ll", "wo"}
        for token in parse.below(verb)
    ) or (
        parse.tokens[verb].dep == "xcomp"
        and parse.tokens[parse.tokens[verb].head].lemma in _MEANING_TO
    )
