"""Words of others in a report: nothing in them steers a terminal, a log or whoever reads along."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any
from urllib.parse import quote

_KEPT = frozenset("\n\t\u00ad\u200c\u200d")
"""Line ends, tabs, and joiners that emoji and some scripts are written with."""
_STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Categories of characters that are not seen and do something: control, turn round, end a line."""
LOG_COMMAND = re.compile(r"##(?=\w*\[)")
"""`##[error]` and `##vso[…]` are commands to the log of a CI, wherever in a line they stand."""
LINE_COMMAND = re.compile(r"^((?:[^\S\n]|\x1b\[[\d;]*m)*):(?=:)", re.MULTILINE)
"""`::error::` is one at the start of a line, whatever spaces and colours stand before it."""
_AS_MARKDOWN = str.maketrans(
    {c: f"\\{c}" for c in "\\`*_[]|~#^"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"}
)
_LIST = re.compile(r"^(?:\d+(?=[.)])|(?=[-+=]))")
_LINKED = re.compile(r"@|#(?=\d)|\bGH-|:(?=/|:|(?:\\?[\w+-])+:)|\bwww(?=\.)", re.IGNORECASE)
"""GitHub makes links of these after Markdown has been read; a comment inside hinders it."""


def plain(text: str) -> str:
    r"""Return the text with what cannot be seen written out: `\x1b`, `\u202e`.

    Line ends and tabs stay, each line end as one `\n`.
    """
    if not text.isprintable():
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = "".join(_written_out(c) if hides(c) else c for c in text)
    return LOG_COMMAND.sub("# #", text)


def one_line(text: str, most: int | None = None) -> str:
    """Return the text plain and in one line, of at most so many characters."""
    line = " ".join(plain(text).split())
    return line if most is None or len(line) <= most else f"{line[: most - 2].rstrip()} …"


def name(path: str) -> str:
    r"""Return a path plain and in one line; a line end in it is written out, as `\n`."""
    return plain(re.sub(r"[\n\r\t]", lambda m: _written_out(m[0]), path))


def markdown_text(text: str) -> str:
    """Return a text as Markdown that shows its characters: no markup, no link, no mention."""
    text = one_line(text).translate(_AS_MARKDOWN)
    return _LINKED.sub(lambda m: f"{m[0]}<!-- -->", _LIST.sub(r"\g<0>\\", text))


def markdown_code(text: str) -> str:
    """Return a text in code font, for Markdown and for HTML within it."""
    coded = (c if c.isalnum() or c in " ./-" or not c.isascii() else f"&#{ord(c)};" for c in text)
    return f"<code>{''.join(coded)}</code>"


def uri_path(path: str) -> str:
    """Return a path as part of a URI: its bytes, percent-encoded."""
    sound = re.sub(r"[\ud800-\udc7f\udd00-\udfff]", "\ufffd", path)
    return quote(sound.encode("utf-8", "surrogateescape"))


def no_commands(report: str) -> str:
    """Return a report in which no line is a command to the log of a CI."""
    return LINE_COMMAND.sub(r"\1: ", report)


def json_text(value: Any, *, indent: int | None = 2) -> str:
    """Return a value as JSON that says the same and holds no steering character."""
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    text = re.sub(r"[^\n -~]", lambda m: _in_json(m[0]) if hides(m[0]) else m[0], text)
    return LOG_COMMAND.sub(r"#\\u0023", text)


def hides(char: str) -> bool:
    """Tell whether a character is not seen and does something: steers, or turns writing round."""
    # The last two places of each plane are no characters; XML has no way to say them.
    steers = unicodedata.category(char) in _STEERING or ord(char) & 0xFFFE == 0xFFFE
    return steers and char not in _KEPT


def _written_out(char: str) -> str:
    if "\udc80" <= char <= "\udcff":  # a byte of a file's name that is no UTF-8
        return f"\\x{ord(char) - 0xDC00:02x}"
    return char.encode("unicode_escape").decode()


def _in_json(char: str) -> str:
    return json.dumps(char)[1:-1]
