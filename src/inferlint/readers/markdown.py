"""Read Markdown: CommonMark with what GitHub, Hugo, Jekyll, Docusaurus and Quarto add to it."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import PurePath

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from inferlint.document import Block, Document, line_starts
from inferlint.errors import UnreadableError
from inferlint.readers.admonitions import open_admonitions
from inferlint.readers.blocks import read_blocks
from inferlint.readers.drafts import hide_drafts
from inferlint.readers.front_matter import FrontMatter, read_front_matter
from inferlint.readers.inline import END
from inferlint.readers.masks import Comment, is_mdx, mask
from inferlint.readers.prose import Lines, Placed, Prose
from inferlint.readers.tables import COLUMN
from inferlint.readers.waivers import Waivers, read_waivers, waivers_in_front_matter

DEEPEST = 50
"""How many quotes and lists may stand inside each other."""


def read_markdown(source: str, path: str) -> Document:
    """Return the document in a Markdown source."""
    text = _lone_returns_ended(source)
    front = read_front_matter(text, path)
    mdx = is_mdx(text, PurePath(path).suffix.lower())
    masked = mask(_body(text, front.end), mdx=mdx)
    starts = line_starts(source)
    drafts = hide_drafts(masked.text, masked.comments, starts)
    opened = open_admonitions(drafts.text)
    tokens = _parse(opened.text, path, mdx=mdx)
    _refuse_deep(tokens, path)
    contents = read_blocks(
        tokens,
        Lines(opened.text, starts),
        title=_title(source, front, tokens),
        unquoted=opened.lines,
    )
    blocks = (_lines_of(block, starts) for block in contents.blocks)
    waivers = _waivers(masked.comments, starts, tokens, blocks)
    said = waivers_in_front_matter(front.values, text)
    return Document(
        path=path,
        source=source,
        blocks=contents.blocks,
        links=contents.links,
        code=contents.code,
        gaps=contents.gaps,
        elements=_outermost(masked.elements, starts),
        front_matter=front.values,
        suppressions=said.suppressions + waivers.suppressions,
        notes=((front.note,) if front.note else ()) + said.notes + waivers.notes + drafts.notes,
        line_starts=starts,
    )


def tokens_of(source: str, path: str) -> list[Token]:
    """Return the parser's tokens; what is no Markdown is hidden from it, lines stay where they are.

    Raises:
        UnreadableError: the article is nested too deep.
    """
    text = _lone_returns_ended(source)
    mdx = is_mdx(text, PurePath(path).suffix.lower())
    masked = mask(_body(text, read_front_matter(text, path).end), mdx=mdx)
    return _parse(open_admonitions(masked.text).text, path, mdx=mdx)


def _lone_returns_ended(source: str) -> str:
    return _LONE_RETURN.sub("\n", source) if "\r" in source else source


_NOT_LINE_END = re.compile(r"[^\r\n]")
_LONE_RETURN = re.compile(r"\r(?!\n)")


def _body(text: str, start: int) -> str:
    """Return the text with its front matter blank, and without odd control characters."""
    body = text[start:].replace("\0", "\ufffd").replace("\f", " ").replace("\v", " ")
    return _NOT_LINE_END.sub(" ", text[:start]) + body


def _parse(text: str, path: str, *, mdx: bool) -> list[Token]:
    try:
        idle = frozenset(rule for rule, sign in _SIGNS.items() if sign not in text)
        return _parser(mdx, idle).parse(text)
    except RecursionError:
        raise UnreadableError("the article is nested too deep to be read", path=path) from None


_SIGNS = {
    "blockquote": ">",
    "table": "|",
    "footnote_def": "[^",
    "reference": "]:",
    "html_block": "<",
}
"""Rules for blocks, and what each of those must hold: without it the rule is not asked."""


@cache
def _parser(mdx: bool, idle: frozenset[str]) -> MarkdownIt:  # noqa: FBT001 - the key of the cache
    """Return a parser that reads as `full_parser` does, without asking rules in vain."""
    parser = full_parser(mdx=mdx)
    parser.disable([*idle])
    _ask_by_sign(parser)
    return parser


def full_parser(*, mdx: bool) -> MarkdownIt:
    """Return a parser of all the Markdown that is read."""
    parser = MarkdownIt(
        "commonmark",
        # A list is two levels; the parser drops what is nested deeper without a word.
        {"maxNesting": 2 * DEEPEST + 10, "alerts": True, "tasklists": True},
    )
    parser.enable(["table", "strikethrough"]).disable("text_join")
    parser.use(footnote_plugin, inline=False, move_to_end=False).use(deflist_plugin)
    for name in ("link", "image", "autolink", "footnote_ref"):
        _note_ends(parser, name)
    _note_columns(parser)
    if mdx:
        parser.disable("code")
    return parser


_OPENINGS = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "link": "[",
    "image": "!",
    "footnote_ref": "[",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
}
"""For each inline rule the characters that what it looks for begins with."""
_NO_TEXT = re.compile(r"[\n\\`~*_\[\]!<&]")
"""These, and the bracket that ends the label of a link."""


def _ask_by_sign(parser: MarkdownIt) -> None:
    """Ask at each sign only the inline rules that it could begin."""
    rules = {r.name: r.fn for r in parser.inline.ruler.__rules__ if r.enabled and r.name != "text"}
    asked = {
        sign: [rule for name, rule in rules.items() if sign in _OPENINGS[name]]
        for sign in "".join(_OPENINGS.values())
    }

    def read(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's call
        start = state.pos
        sign = _NO_TEXT.search(state.src, start, state.posMax)
        end = sign.start() if sign else state.posMax
        if end == start:
            return any(rule(state, silent) for rule in asked.get(state.src[start], ()))
        if not silent:
            state.append_pending(state.src[start:end])
        state.pos = end
        return True

    parser.inline.ruler.push("by_sign", read)
    parser.inline.ruler.enableOnly(["by_sign"])
    parser.core.ruler.at("inline", _read_contents)


def _read_contents(state: StateCore) -> None:
    """Do what the parser does for inline tokens; a content without a sign is one text."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if _NO_TEXT.search(token.content):
                state.md.inline.parse(token.content, state.md, state.env, token.children)
            elif token.content:
                token.children.append(Token("text", "", 0, content=token.content))


def _note_ends(parser: MarkdownIt, name: str) -> None:
    """Make an inline rule say in its last token where in the content it ends."""
    rule = next(rule.fn for rule in parser.inline.ruler.__rules__ if rule.name == name)

    def measured(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's call
        found = rule(state, silent)
        if found and not silent:
            state.tokens[-1].meta[END] = state.pos
        return found

    parser.inline.ruler.at(name, measured)


def _note_columns(parser: MarkdownIt) -> None:
    """Make the rule for tables say of every row where in its line it begins."""
    rule = next(rule for rule in parser.block.ruler.__rules__ if rule.name == "table")
    tabulate = rule.fn

    def measured(state: StateBlock, first: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        before = len(state.tokens)
        found = tabulate(state, first, end, silent)
        for token in state.tokens[before:] if found else ():
            if token.type == "tr_open" and token.map:
                # A quote or a list may begin in the same line, so the line's own start is sought.
                start = state.bMarks[token.map[0]] + state.tShift[token.map[0]]
                token.meta[COLUMN] = start - state.src.rfind("\n", 0, start) - 1
        return found

    parser.block.ruler.at("table", measured, {"alt": rule.alt})


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


def _lines_of(block: Block, starts: Sequence[int]) -> tuple[int, int]:
    span = block.source_span(0, len(block.text))
    return bisect.bisect_right(starts, span.start), bisect.bisect_right(
        starts, max(span.start, span.end - 1)
    )


def _outermost(
    elements: Iterable[tuple[int, int]], starts: Sequence[int]
) -> tuple[tuple[int, int], ...]:
    """Return the lines (from 1) that elements span, as one where they overlap."""
    spans = ((bisect.bisect_right(starts, a), bisect.bisect_right(starts, b)) for a, b in elements)
    found: list[tuple[int, int]] = []
    for first, last in sorted(span for span in spans if span[0] < span[1]):
        if found and first < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def _waivers(
    comments: Sequence[Comment],
    starts: Sequence[int],
    tokens: Sequence[Token],
    blocks: Iterable[tuple[int, int]],
) -> Waivers:
    code = _code_lines(tokens) if comments else set()
    placed = ((bisect.bisect_right(starts, comment.start), comment.text) for comment in comments)
    return read_waivers(((line, text) for line, text in placed if line not in code), blocks)


def _code_lines(tokens: Sequence[Token]) -> set[int]:
    """Return the lines (from 1) of indented code, where comments are none."""
    code = [token.map for token in tokens if token.type == "code_block" and token.map]
    return {line for start, end in code for line in range(start + 1, end + 1)}


def _title(source: str, front: FrontMatter, tokens: Sequence[Token]) -> Placed | None:
    """Return the front matter's title, unless the article begins with the same words."""
    if front.title is None:
        return None
    start, end = front.title.start, front.title.end
    words = source[start:end]
    if _wording(words) == _wording(_first_heading(tokens)):
        return None
    prose = Prose()
    prose.add(words, range(start, end))
    return prose.finish()


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
