"""Text files that are changed in place: read exactly as they are, written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from inferlint.errors import InferlintError


def read_exactly(path: Path) -> str:
    """Return the text of a file, byte order mark and line ends included.

    Raises:
        InferlintError: it cannot be read, or is no UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InferlintError(f"cannot be read: {_why(error)}", path=str(path)) from None
    except UnicodeDecodeError:
        hint = "save it as UTF-8 first"
        raise InferlintError("only UTF-8 can be changed", path=str(path), hint=hint) from None


def write_whole(path: Path, text: str) -> None:
    """Write a text as UTF-8; whoever reads the file meets the old one or the new one.

    Raises:
        InferlintError: it cannot be written; the old file is as it was.
    """
    place = path.resolve()
    fresh = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(text.encode("utf-8", "surrogateescape"))
        if place.exists():
            fresh.chmod(place.stat().st_mode & 0o7777)
        fresh.replace(place)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise InferlintError(f"cannot be written: {_why(error)}", path=str(path)) from None


def _why(error: OSError) -> str:
    return (error.strerror or "error").lower()
