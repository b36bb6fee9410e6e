"""Parses written down by hand: one row of tokens, `text/lemma/tag/dep/head` each.

An empty lemma is the word in small letters, an empty head the token itself; `word#2` is the second
token with that text. Tokens stand one space apart.
"""

from __future__ import annotations

from inferlint.language.claims import Parse, Token


def parse_of(row: str) -> Parse:
    """Return the parse that a row stands for."""
    fields = [token.split("/") for token in row.split()]
    names: dict[str, int] = {}
    starts, at = [], 0
    for index, (text, *_) in enumerate(fields):
        earlier = sum(other[0] == text for other in fields[:index])
        names[f"{text}#{earlier + 1}" if earlier else text] = index
        starts.append(at)
        at += len(text) + 1
    tokens = tuple(
        Token(
            start, start + len(text), text, lemma or text.lower(), tag, dep,
            names[head] if head else index,
        )
        for index, (start, (text, lemma, tag, dep, head)) in enumerate(
            zip(starts, fields, strict=True)
        )
    )  # fmt: skip
    return Parse(" ".join(text for text, *_ in fields), tokens)
