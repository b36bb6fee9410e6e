"""Bytes to documents: encodings, limits, and which reader takes which file."""

import subprocess
import sys

import pytest

from inferlint.errors import UnreadableError
from inferlint.readers import LARGEST, SUFFIXES, read, read_bytes


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_bytes(data, "a.md").blocks]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("Grüße, 世界 🙂".encode(), id="utf-8"),
        pytest.param("\ufeffGrüße, 世界 🙂".encode(), id="with a byte order mark"),
        pytest.param("Grüße, 世界 🙂\r\n".encode(), id="windows line ends"),
        pytest.param("Grüße, 世界 🙂\r".encode(), id="old macintosh line ends"),
    ],
)
def test_utf8_is_read(data: bytes) -> None:
    assert texts(data) == ["Grüße, 世界 🙂"]


@pytest.mark.parametrize("data", [b"", b"\n", b"   \n\t\n", b"\xef\xbb\xbf", b"<!-- a -->"])
def test_an_article_without_prose_has_no_blocks(data: bytes) -> None:
    assert texts(data) == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a\nb \xff", "a.md:2: the file is not UTF-8 (byte 4 is 0xff); save it as UTF-8"),
        (
            "Grüße".encode("latin-1"),
            "a.md:1: the file is not UTF-8 (byte 2 is 0xfc); save it as UTF-8",
        ),
        (b"a\r\n\xed\xa0\x80", "a.md:2: the file is not UTF-8 (byte 3 is 0xed); save it as UTF-8"),
        (b"a\xc3", "a.md:1: the file is not UTF-8 (byte 1 is 0xc3); save it as UTF-8"),
        ("text".encode("utf-16"), "a.md: the file is UTF-16; save it as UTF-8"),
        (b"\xfe\xff\0a", "a.md: the file is UTF-16; save it as UTF-8"),
        (b"\0" * 100, "a.md: the file is binary, not text"),
        (
            b"x" * (LARGEST + 300_000),
            "a.md: the file has 10.3 MB, and articles may have 10 MB; split it, or leave it out",
        ),
        (
            b"\xff" * 20_000_000,
            "a.md: the file has 20.0 MB, and articles may have 10 MB; split it, or leave it out",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, "a.md")
    assert str(caught.value) == message


def test_a_byte_order_mark_moves_no_column() -> None:
    document = read_bytes(b"\xef\xbb\xbf---\ntitle: Tea\n---\n\nText", "a.md")
    assert [block.text for block in document.blocks] == ["Tea", "Text"]
    assert document.position(document.blocks[0].origin[0]).column == 8
    assert document.position(document.blocks[1].origin[0]).line == 5


def test_a_stray_nul_is_replaced() -> None:
    document = read_bytes(b"a tea\0 cup, and enough text around it", "a.md")
    assert document.blocks[0].text.startswith("a tea\ufffd cup")
    assert document.blocks[0].origin[6] == 6


def test_every_suffix_has_a_reader() -> None:
    assert {".md", ".mdx", ".markdown", ".qmd"} == SUFFIXES
    for suffix in (*SUFFIXES, ".MD", ".txt", ""):
        assert read("*word*", "a" + suffix).blocks[0].text == "word"


def test_the_parser_is_only_loaded_when_something_is_read() -> None:
    code = "import inferlint.readers, sys; sys.exit('markdown_it' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
