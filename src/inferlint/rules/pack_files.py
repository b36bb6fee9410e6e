"""Where packs of rules lie on disk, and what one folder holds."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from inferlint.errors import InferlintError

if TYPE_CHECKING:
    from collections.abc import Mapping

PACK = "pack.yaml"
_PACKAGE = Path(__file__).resolve().parents[1]


def packs_in(folder: Path) -> list[Path]:
    """Return the folder itself if it is a pack, else the packs right below it."""
    if (folder / PACK).is_file():
        return [folder]
    if not folder.is_dir():
        raise InferlintError("there is no such folder of rules", path=str(folder))
    packs = sorted(child.parent for child in folder.glob(f"*/{PACK}"))
    if not packs:
        hint = f"a pack is a folder that holds {PACK}"
        raise InferlintError("no pack of rules is in this folder", path=str(folder), hint=hint)
    return packs


def shipped_rules() -> Path:
    """Return the folder of the packs that come with inferlint."""
    in_wheel, in_repository = _PACKAGE / "packs", _PACKAGE.parents[1] / "rules"
    for folder in (in_wheel, in_repository):
        if folder.is_dir():
            return folder
    raise InferlintError("the rules are missing", path=str(in_wheel), hint="install inferlint anew")


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the YAML files of a pack by name, in order, with line ends as on Unix.

    Hidden files are other programs' settings.
    """
    if not (folder / PACK).is_file():
        hint = f"a pack is a folder that holds {PACK}"
        raise InferlintError(f"there is no {PACK}", path=str(folder), hint=hint)
    paths = sorted(folder.glob("[!.]*"), key=lambda path: path.name)
    paths = [path for path in paths if path.suffix.lower() in (".yaml", ".yml")]
    for path in paths:
        if path.suffix != ".yaml":
            hint = "name it .yaml"
            raise InferlintError("this file would not be read", path=str(path), hint=hint)
    return {path.name: _content(path) for path in paths}


def text_of(content: bytes, path: str) -> str:
    """Return the text of a file that must be UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        hint = "save it as UTF-8"
        raise InferlintError("this is no UTF-8 text", path=path, line=line, hint=hint) from error


def fingerprint(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 over names and contents, each with its length before it."""
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        for piece in (name.encode(), content):
            digest.update(len(piece).to_bytes(8, "big") + piece)
    return digest.hexdigest()


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes().replace(b"\r\n", b"\n")
    except OSError as error:
        raise InferlintError(f"cannot be read: {error.strerror}", path=str(path)) from error
