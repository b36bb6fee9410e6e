"""A parsed sentence as plain data, and the small questions that are asked of it."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

SUBJECTS = frozenset(["nsubj", "nsubjpass"])


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

    def above(self, index: int) -> Iterator[int]:
        """Yield the token and those it hangs on, up to the root."""
        yield index
        while self.tokens[index].head != index:
            index = self.tokens[index].head
            yield index

    def below(self, index: int) -> list[Token]:
        """Return the tokens that hang on this one."""
        return [self.tokens[i] for i in self.children[index]]

    def deps(self, index: int) -> set[str]:
        """Return the relations of what hangs on the token."""
        return {token.dep for token in self.below(index)}

    def first_of(self, top: int) -> int:
        """Return where the token's branch begins in the text."""
        return self.tokens[min(self.subtree(top))].start


def subject_of(parse: Parse, verb: int) -> int | None:
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


def mark_of(parse: Parse, verb: int) -> str | None:
    """Return the word that opens a clause: `that`, `because`, `when`."""
    for child in parse.children[verb]:
        if parse.tokens[child].dep in ("mark", "advmod") and child < verb:
            return parse.tokens[child].lemma
    return None


def clause_of(parse: Parse, verb: int) -> set[int]:
    """Return the verb's clause with its subject, without other clauses that hang on it.

    What `nor` joins belongs to it: `does not discuss cost, nor how speed affects users`.
    """
    goes_on = any(token.lemma == "nor" for token in parse.below(verb))
    others = [
        i
        for i in parse.children[verb]
        if parse.tokens[i].dep in ("advcl", "parataxis")
        or (parse.tokens[i].dep == "conj" and not goes_on and subject_of(parse, i) is not None)
    ]
    return parse.subtree(verb, leaving_out=others)


def is_imperative(parse: Parse, verb: int) -> bool:
    """Tell `explore it` from `they explore it`."""
    token = parse.tokens[verb]
    return (
        token.tag in ("VB", "VBP")
        and token.dep in ("ROOT", "conj")
        and ("aux" not in parse.deps(verb))
    )


def has_modal(parse: Parse, verb: int, modals: Iterable[str]) -> bool:
    """Tell whether one of these auxiliaries hangs on the verb."""
    return not {token.lemma for token in parse.below(verb)}.isdisjoint(modals)
