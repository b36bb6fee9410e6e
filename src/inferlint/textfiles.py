"""Text files that are changed in place: read exactly as they are, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
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


def check_writable(path: Path) -> None:
    """Find out whether a text can be written to a file, and write nothing.

    Raises:
        InferlintError: its folder cannot be made or may not be written to, or it is one itself.
    """
    try:
        if path.is_dir():
            raise InferlintError("cannot be written: it is a folder", path=str(path))
        if _is_device(path):
            return
        place = path.resolve()
        with suppress(FileNotFoundError, NotADirectoryError):
            place.stat()
        folder = next(above for above in place.parents if above.exists())
        if not folder.is_dir():
            raise InferlintError(f"cannot be written: {folder.name} is a file", path=str(path))
        if not os.access(folder, os.W_OK):
            raise InferlintError("cannot be written: permission denied", path=str(path))
    except OSError as error:
        raise InferlintError(f"cannot be written: {_why(error)}", path=str(path)) from None


def write_whole(path: Path, text: str) -> None:
    """Write a text as UTF-8; whoever reads the file meets the old one or the new one.

    A pipe or a device, such as `/dev/stdout`, is written to as it stands.

    Raises:
        InferlintError: it cannot be written; the old file is as it was.
    """
    fresh: Path | None = None
    try:
        if _is_device(path):
            path.write_bytes(text.encode("utf-8", "surrogateescape"))
            return
        place = path.resolve()
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".inferlint-")
        fresh = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8", "surrogateescape"))
        fresh.chmod(place.stat().st_mode & 0o7777 if place.exists() else 0o666 & ~_umask())
        fresh.replace(place)
    except OSError as error:
        if fresh is not None:
            fresh.unlink(missing_ok=True)
        raise InferlintError(f"cannot be written: {_why(error)}", path=str(path)) from None


def _is_device(path: Path) -> bool:
    """Tell whether a file cannot be replaced by another: pipes and devices are written to."""
    return path.exists() and not path.is_file()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _why(error: OSError) -> str:
    return (error.strerror or "error").lower()
