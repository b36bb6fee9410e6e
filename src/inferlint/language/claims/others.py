"""What the writer does not say in their own name: words of others, suppositions, doubts."""

from __future__ import annotations

from collections.abc import Iterator

from inferlint.language.claims.denial import Denial, Refusal, denial_of
from inferlint.language.claims.negation import is_negated
from inferlint.language.claims.parse import Parse, clause_of, has_modal, is_imperative, subject_of

SAYING = frozenset(
    "say think believe assume claim argue suppose imagine presume insist fear suspect hear assure"
    " swear maintain assert allege pretend tell".split()
)
_SUPPOSING = frozenset(["suppose", "imagine", "assume", "say"])
_WRITERS = frozenset(["we", "i"])
_OPEN = frozenset(["may", "might", "could"])
DOUBTING = frozenset(["doubt", "dispute", "deny"])
"""What a writer doubts is as good as called wrong; what others doubt is not."""


def about_others(parse: Parse, index: int) -> Iterator[Denial]:
    """Yield what this token puts in others' mouths or leaves open."""
    token = parse.tokens[index]
    if token.lemma in SAYING:
        yield from _attribution(parse, index)
    if token.lemma in DOUBTING and not is_negated(parse, index):
        yield from _doubt(parse, index)
    if token.lemma == "if" and token.dep == "mark":
        yield denial_of(parse, Refusal.ATTRIBUTED, index, parse.subtree(token.head))
    if token.text.lower() == "according" and index < token.head:
        yield denial_of(parse, Refusal.ATTRIBUTED, index, clause_of(parse, token.head))


def _attribution(parse: Parse, verb: int) -> Iterator[Denial]:
    """Yield what some say: the clause below a verb of saying whose subject is not the writer.

    `You might think that …` is what the writer does not think.
    """
    token = parse.tokens[verb]
    if token.dep == "advcl" and parse.tokens[token.head].lemma == "mean":
        return  # `when engineers say X, they mean that …` defines X
    subject = subject_of(parse, verb)
    if subject is None:
        if parse.tokens[verb].lemma not in _SUPPOSING or not is_imperative(parse, verb):
            return
    elif parse.tokens[subject].text.lower() in {*_WRITERS, "you"} and not has_modal(
        parse, verb, _OPEN
    ):
        return
    for child in parse.children[verb]:
        if parse.tokens[child].dep in ("ccomp", "xcomp", "acl", "oprd", "dobj"):
            yield denial_of(parse, Refusal.ATTRIBUTED, verb, parse.subtree(child))


def _doubt(parse: Parse, verb: int) -> Iterator[Denial]:
    subject = subject_of(parse, verb)
    if subject is None or parse.tokens[subject].text.lower() not in _WRITERS:
        return
    for child in parse.children[verb]:
        if parse.tokens[child].dep in ("ccomp", "dobj"):
            yield denial_of(parse, Refusal.REFUTED, verb, parse.subtree(child))
