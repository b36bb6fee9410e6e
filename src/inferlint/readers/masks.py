"""Hide what other tools than Markdown put into an article, so that every offset stays.

Templates (Liquid, Hugo), attributes (kramdown, Pandoc), directive lines, display math and the
code of MDX are no prose. Their characters are replaced by `MASK`; lines that hold nothing else
become blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from inferlint.readers.prose import MASK


@dataclass(frozen=True, slots=True)
class Comment:
    """What a comment says, and the offset where it starts."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Masked:
    """A source, as long as before, without what is no Markdown; and what of that matters."""

    text: str
    comments: tuple[Comment, ...]
    elements: tuple[tuple[int, int], ...]
    """The offset of each opening tag, and that of the tag that closes it."""


def mask(source: str, *, mdx: bool) -> Masked:
    """Return the source with templates, attributes, directive lines and JSX hidden."""
    parts: list[str] = []
    comments: list[Comment] = []
    elements: list[tuple[int, int]] = []
    opened: dict[str, list[int]] = {}
    end = 0
    for found in _outside_fences(source):
        if (comment := found["comment"] or found["jsx_comment"]) is not None:
            comments.append(Comment(comment, found.start()))
        if (start := _opening(found, opened, mdx=mdx)) is not None:
            elements.append((start, found.start()))
        if (instead := _instead(found, mdx=mdx)) is not None:
            parts += source[end : found.start()], instead
            end = found.end()
    parts.append(source[end:])
    return Masked(blank_lines("".join(parts)), tuple(comments), tuple(elements))


def is_mdx(source: str, suffix: str) -> bool:
    """Tell whether JSX is to be expected: in MDX files, and wherever components are imported."""
    return suffix == ".mdx" or _IMPORT.search(source) is not None


_NOT_LINE_END = re.compile(r"[^\r\n]")
_MASKED_LINE = re.compile(f"^[ \t>]*+{MASK}[ \t>{MASK}]*+(?=\r?$)", re.MULTILINE)
# A sign that is never closed must not cost a look at the whole rest each time: every stretch has
# a bound, or takes the rest with it.
_IMPORT_STATEMENT = (
    r"^import[ \t]+(?:[\w*{][^;'\"]{0,2000}?\sfrom[ \t]+)?['\"][^'\"\n]+['\"][ \t]*;?[ \t]*(?=\r?$)"
)
_IMPORT = re.compile(_IMPORT_STATEMENT, re.MULTILINE)
_BRACES = r"\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+\})*+\}"
_CODE = r"(?<!`)(?P<ticks>`++)(?:[^`\n]++|(?!(?P=ticks)(?!`))`++)*+(?P=ticks)(?!`)"
_FENCE = re.compile(
    rf"""
    (?=[`<{{]|^)
    (?:
      ^[ \t>]*(?:(?:[-*+]|\d{{1,9}}[.)])[ \t]+)*(?P<fence>`{{3,}}(?=[^`\n]*$)|~{{3,}})
    # What looks like a fence inside of these is none.
    | {_CODE} | <!--(?s:.*?)(?:-->|\Z) | \{{/\*(?s:.*?)(?:\*/\}}|\Z)
    )
    """,
    re.MULTILINE | re.VERBOSE,
)
_FOREIGN = re.compile(
    rf"""
    # All begin with one of these signs or a line: a quick look saves twenty.
    (?=[`<{{!\[]|^)
    (?:
      (?P<code>{_CODE})
    | <!--(?:(?P<comment>(?s:.*?))-->|(?P<open_comment>(?s:.*)))
    | \{{/\*(?:(?P<jsx_comment>(?s:.*?))\*/\}}|(?P<open_jsx_comment>(?s:.*)))
    | (?P<opaque><(?P<element>svg|style|script|iframe|template|math)\b
        (?s:.*?)(?:</(?P=element)\s*>|(?P<open_element>\Z)))
    | (?P<tag></?(?P<name>[A-Za-z][\w.-]*+)(?=[\s/>])
        (?:[^<>{{}}"']|"[^"]{{0,5000}}"|'[^']{{0,5000}}'|{_BRACES})*+>)
    # Liquid and Hugo: with what they enclose where that is no prose, else without.
    | (?P<pair>\{{(?:\{{[<%]|%-?)\s*(?P<word>highlight|comment|mermaid)\b
        (?s:.*?)(?:\{{(?:\{{[<%]|%-?)\s*(?:/|end)\s*(?P=word)\b[^}}\n]*\}}++|(?P<open_pair>\Z)))
    | \{{%(?s:.{{0,2000}}?)%\}} | \{{\{{(?s:.{{0,2000}}?)\}}\}}
    # Attributes of kramdown and Pandoc, roles of MyST.
    | \{{::?[ \t.\#/A-Za-z][^{{}}\n]*\}} | \{{[.\#][A-Za-z][^{{}}\n]*\}}
    | (?<=[)\]`])\{{[^{{}}\n]*\}} | \{{[a-z][\w:.-]*\}}(?=`)
    | (?<![\]!\\])\[(?P<spanned>[^\[\]\n]++)\]\{{[.\#][A-Za-z][^{{}}\n]*\}}
    # What stands for a table of contents.
    | ^\[\[?_?(?i:toc)_?\]\]?[ \t]*(?=\r?$)
    | ^(?:[*+-]|1\.)[ \t][^\n]*\n\{{:[ \t]*toc\b[^{{}}\n]*\}}
    # Directives of Docusaurus, Pandoc and MyST, roles, embedded notes, anchors, display math.
    | ^[ \t>]*:{{3,}}(?:\{{[^\n]*(?:\n[ \t]*:[\w-]+:[^\n]*)* | [^\n]*)
    | ^:[a-z_]+:(?:`[^`\n]*`)?[ \t]*(?=\r?$)
    | !\[\[[^\]\n]*\]\] | (?<=[^\s\[])\[\[[a-z0-9_-]+\]\][ \t]*(?=\r?$)
    | ^[ \t>]*\$\$[^$]{{0,5000}}\$\$[ \t]*(?:\(\w+\)|\{{[^{{}}\n]*\}})?[ \t]*(?=\r?$)
    # MDX.
    | {_IMPORT_STATEMENT}
    | (?P<mdx>^export[ \t]+(?:const|default|function|let|var|async|class|[{{*])
        [^\n]*(?:\n(?![ \t]*\r?\n[^ \t}}\])])[^\n]*)*)
    | (?P<expression>{_BRACES} | (?P<fragment></?>))
    )
    """,
    re.MULTILINE | re.VERBOSE,
)
_STAYS = ("code", "comment", "open_comment", "open_jsx_comment", "open_element", "open_pair")
_MARKDOWN_INSIDE = re.compile(r"\smarkdown[\s=>]")
_JSX_ATTRIBUTE = re.compile(rf"[\w:.-]+={_BRACES}")
_NEVER_ALONE = frozenset({"pre", "textarea", "code", "script", "style", "svg"})


def _outside_fences(source: str) -> Iterator[re.Match[str]]:
    start = 0
    for fence, end in _fences(source):
        yield from _FOREIGN.finditer(source, start, fence)
        start = end
    yield from _FOREIGN.finditer(source, start)


def _fences(source: str) -> Iterator[tuple[int, int]]:
    end = 0
    while found := _FENCE.search(source, end):
        end = found.end()
        if found["fence"] is not None:
            end = _fence_end(source, found)
            yield found.start(), end


def _fence_end(source: str, opening: re.Match[str]) -> int:
    marks = re.escape(opening["fence"])
    closing = re.compile(rf"^[ \t>]*{marks}+[ \t]*\r?$", re.MULTILINE)
    end = closing.search(source, opening.end())
    return end.end() if end else len(source)


def _instead(found: re.Match[str], *, mdx: bool) -> str | None:
    """Return what to put in the place of a find, or None where it stays."""
    if any(found[group] is not None for group in _STAYS):
        return None
    if found["tag"] is not None:
        return _instead_of_tag(found, mdx=mdx)
    if not mdx and (found["mdx"] is not None or found["expression"] is not None):
        return None
    if found["spanned"] is not None:
        # Of `[words]{.style}` the words are seen.
        return MASK + found["spanned"] + MASK * (found.end() - found.end("spanned"))
    return hide(found.group())


def _opening(found: re.Match[str], opened: dict[str, list[int]], *, mdx: bool) -> int | None:
    """Return where the element began that this tag closes; note a tag that opens one."""
    tag = found["tag"] or (found["fragment"] if mdx else None)
    if tag is None:
        return None
    starts = opened.setdefault((found["name"] or "").lower(), [])
    if tag.startswith("</"):
        return starts.pop() if starts else None
    if not tag.endswith("/>"):
        starts.append(found.start())
    return None


def _instead_of_tag(found: re.Match[str], *, mdx: bool) -> str | None:
    """Hide components, tags that have Markdown inside, and in MDX all that stand alone."""
    tag, name = found["tag"], found["name"]
    component = name[0].isupper() and not name.isupper()
    alone = mdx and name not in _NEVER_ALONE and _stands_alone(found)
    if component or alone or _MARKDOWN_INSIDE.search(tag):
        return hide(tag)
    # HTML that JSX attributes would keep the parser from seeing.
    return _JSX_ATTRIBUTE.sub(lambda attribute: " " * len(attribute[0]), tag)


def hide(text: str) -> str:
    """Return as many masks as the text has characters; line ends stay."""
    return _NOT_LINE_END.sub(MASK, text)


def _stands_alone(tag: re.Match[str]) -> bool:
    source = tag.string
    before = source[source.rfind("\n", 0, tag.start()) + 1 : tag.start()]
    end = source.find("\n", tag.end())
    after = source[tag.end() :] if end < 0 else source[tag.end() : end]
    return not before.strip() and not after.strip()


def blank_lines(text: str) -> str:
    """Return the text with spaces for masks in lines that hold nothing else."""
    if MASK not in text:
        return text
    return _MASKED_LINE.sub(lambda line: line.group().replace(MASK, " "), text)
