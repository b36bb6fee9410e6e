"""Read Markdown: CommonMark with what GitHub, Hugo, Jekyll, Docusaurus and Quarto add to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import PurePath

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from inferlint.document import Document, line_starts
from inferlint.errors import UnreadableError
from inferlint.readers.admonitions import open_admonitions
from inferlint.readers.blocks import read_blocks
from inferlint.readers.front_matter import FrontMatter, read_front_matter
from inferlint.readers.inline import END
from inferlint.readers.masks import Comment, is_mdx, mask
from inferlint.readers.prose import Lines, Placed
from inferlint.readers.waivers import Waivers, read_waivers

DEEPEST = 50
"""How many quotes and lists may stand inside each other."""


def read_markdown(source: str, path: str) -> Document:
    """Return the document in a Markdown source."""
    front = read_front_matter(source, path)
    mdx = is_mdx(source, PurePath(path).suffix.lower())
    masked = mask(_plain_body(source, front.end), mdx=mdx)
    opened = open_admonitions(masked.text)
    tokens = _parse(opened.text, path, mdx=mdx)
    _refuse_deep(tokens, path)
    waivers = _waivers(source, masked.comments, tokens)
    return Document(
        path=path,
        source=source,
        blocks=read_blocks(
            tokens,
            Lines(opened.text),
            title=_title(source, front, tokens),
            unquoted=opened.lines,
        ),
        front_matter=front.values,
        suppressions=waivers.suppressions,
        notes=((front.note,) if front.note else ()) + waivers.notes,
        line_starts=line_starts(source),
    )


_NOT_LINE_END = re.compile(r"[^\r\n]")
_LONE_RETURN = re.compile(r"\r(?!\n)")


def _plain_body(source: str, start: int) -> str:
    """Return the source with its front matter blank and one kind of line end less."""
    body = _NOT_LINE_END.sub(" ", source[:start]) + source[start:].replace("\0", "\ufffd")
    return _LONE_RETURN.sub("\n", body) if "\r" in body else body


def _parse(text: str, path: str, *, mdx: bool) -> list[Token]:
    try:
        return _parser(mdx).parse(text)
    except RecursionError:
        raise UnreadableError("the article is nested too deep to be read", path=path) from None


@cache
def _parser(mdx: bool) -> MarkdownIt:  # noqa: FBT001 - the key of the cache
    parser = MarkdownIt(
        "commonmark",
        # A list is two levels; the parser drops what is nested deeper without a word.
        {"maxNesting": 2 * DEEPEST + 10, "alerts": True, "tasklists": True},
    )
    parser.enable(["table", "strikethrough"]).disable("text_join")
    parser.use(footnote_plugin, inline=False, move_to_end=False).use(deflist_plugin)
    for name in ("link", "image", "autolink", "footnote_ref"):
        _note_ends(parser, name)
    if mdx:
        parser.disable("code")
    return parser


def _note_ends(parser: MarkdownIt, name: str) -> None:
    """Make an inline rule say in its last token where in the content it ends."""
    rule = next(rule.fn for rule in parser.inline.ruler.__rules__ if rule.name == name)

    def measured(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's call
        found = rule(state, silent)
        if found and not silent:
            state.tokens[-1].meta[END] = state.pos
        return found

    parser.inline.ruler.at(name, measured)


_NESTING = re.compile(r"(?:blockquote|alert|bullet_list|ordered_list|dl|footnote_reference)_")


def _refuse_deep(tokens: Sequence[Token], path: str) -> None:
    depth = 0
    for token in tokens:
        if token.nesting and _NESTING.match(token.type):
            depth += token.nesting
            if depth > DEEPEST:
                raise UnreadableError(
                    f"quotes or lists are nested more than {DEEPEST} deep",
                    path=path,
                    line=token.map[0] + 1 if token.map else None,
                )


def _waivers(source: str, comments: Sequence[Comment], tokens: Sequence[Token]) -> Waivers:
    if not comments:
        return Waivers((), ())
    code = [token.map for token in tokens if token.type == "code_block" and token.map]
    placed = ((source.count("\n", 0, comment.start), comment.text) for comment in comments)
    return read_waivers(
        (line + 1, text)
        for line, text in placed
        if not any(start <= line < end for start, end in code)
    )


def _title(source: str, front: FrontMatter, tokens: Sequence[Token]) -> Placed | None:
    """Return the front matter's title, unless the article begins with the same words."""
    if front.title is None:
        return None
    start, end = front.title.start, front.title.end
    words = source[start:end]
    if _wording(words) == _wording(_first_heading(tokens)):
        return None
    return Placed(words, tuple(range(start, end)))


_H1 = re.compile(r"<h1\b[^>]*>(.*?)</h1", re.IGNORECASE | re.DOTALL)


def _first_heading(tokens: Sequence[Token]) -> str:
    """Return the source of the first heading if it is of the first rank, else nothing."""
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            return tokens[index + 1].content if token.tag == "h1" else ""
        if token.type == "html_block" and (found := _H1.search(token.content)):
            return re.sub(r"<[^>]*>", "", found[1])
    return ""


def _wording(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
