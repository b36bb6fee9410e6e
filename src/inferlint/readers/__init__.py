"""Read articles: bytes or text in, a `Document` out, one reader for each input format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from inferlint.document import Document
from inferlint.errors import UnreadableError

MEGABYTE = 1_000_000
LARGEST = 10 * MEGABYTE
"""How many bytes an article may have; longer files are data, not articles."""

BINARY_SHARE = 0.1
"""From this share of NUL bytes on a file is no text."""

Reader = Callable[[str, str], Document]


def read_bytes(data: bytes, path: str) -> Document:
    """Return the document in a file's bytes, which must be UTF-8 (a byte order mark may lead)."""
    if len(data) > LARGEST:
        raise UnreadableError(
            f"the file has {len(data) / MEGABYTE:.1f} MB, "
            f"and articles may have {LARGEST // MEGABYTE} MB",
            path=path,
            hint="split it, or leave it out",
        )
    return read(_decode(data, path), path)


def read(source: str, path: str) -> Document:
    """Return the document in a text; the suffix of `path` says how it is written."""
    reader = _READERS.get(PurePath(path).suffix.lower(), _markdown)
    return reader(_without_mark(source), path)


def text_in(data: bytes, path: str = "") -> str:
    """Return the text in a file's bytes as documents hold it, without a byte order mark.

    Raises:
        UnreadableError: it is no UTF-8 text.
    """
    return _without_mark(_decode(data, path))


def _without_mark(source: str) -> str:
    return source.removeprefix("\ufeff")


def _decode(data: bytes, path: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError("the file is UTF-16", path=path, hint="save it as UTF-8")
    if data.count(0) > len(data) * BINARY_SHARE:
        raise UnreadableError("the file is binary, not text", path=path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"the file is not UTF-8 (byte {error.start} is 0x{data[error.start]:02x})",
            path=path,
            line=data.count(b"\n", 0, error.start) + 1,
            hint="save it as UTF-8",
        ) from None


def _markdown(source: str, path: str) -> Document:
    # Imported here because the parser takes a while to load, and a cached run needs none.
    from inferlint.readers.markdown import read_markdown

    return read_markdown(source, path)


_READERS: dict[str, Reader] = {
    ".md": _markdown,
    ".markdown": _markdown,
    ".mdx": _markdown,
    ".qmd": _markdown,
}

SUFFIXES = frozenset(_READERS)
"""The endings of the files that are articles."""
_PERHAPS = frozenset({"", ".txt", ".text", ".rmd", ".mdown", ".mkd", ".mkdn"})
"""Those of files that are articles where the user says so."""


def check_ending(path: str) -> None:
    """Make sure that a file which the user names may be an article.

    Raises:
        UnreadableError: its ending says that it is something else.
    """
    if PurePath(path).suffix.lower() not in SUFFIXES | _PERHAPS:
        *endings, last = _READERS
        known = f"{', '.join(endings)} or {last}"
        hint = f"name files that end in {known}, or give the text on standard input"
        raise UnreadableError("not Markdown", path=path, hint=hint)
