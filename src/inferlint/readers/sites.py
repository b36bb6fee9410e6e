"""Which programs make sites of the Markdown in a folder, and where each looks for its pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path, PurePosixPath

from inferlint.readers.folders import find_named

_NOT_OURS = frozenset(
    "example examples fixtures __fixtures__ e2e template templates test tests __tests__ theme"
    " themes third_party third-party vendor".split()
)
"""Sites in folders of these names show or test something: they are not what the team writes."""


@dataclass(frozen=True, slots=True)
class Site:
    """Pages that one program makes of Markdown; places are relative to the folder searched."""

    generator: str
    """The program's name, as its makers write it."""
    folder: str
    """Where the site lies; `.` for the folder searched."""
    content: tuple[str, ...]
    """The folders whose Markdown becomes pages; none lies in another."""


def find_sites(root: Path, articles: Iterable[Path]) -> list[Site]:
    """Return the sites below a folder that are made of any of these articles in it."""
    holding = {
        folder for article in articles for folder in _folders(article.relative_to(root).as_posix())
    }
    sites: dict[tuple[str, str], Site] = {}
    for file in find_named(root, _BY_FILE):
        place = PurePosixPath(file.relative_to(root).as_posix())
        generator, look = _BY_FILE[file.name]
        found = None if _NOT_OURS & set(place.parts) else look(place, file)
        if found is None:
            continue
        folder = str(found[0])
        candidates = (posixpath.normpath(f"{folder}/{name}") for name in found[1])
        content = outermost(place for place in candidates if place in holding)
        if content:
            sites.setdefault((generator, folder), Site(generator, folder, content))
    return [sites[key] for key in sorted(sites)]


def outermost(places: Iterable[str]) -> tuple[str, ...]:
    """Return the places that lie in no other of them, sorted."""
    kept: list[str] = []
    for place in sorted(set(places), key=lambda place: (place != ".", place.count("/"), place)):
        if not lies_in(place, kept):
            kept.append(place)
    return tuple(sorted(kept))


def lies_in(place: str, folders: Collection[str]) -> bool:
    """Tell whether a place is one of these folders, or below one."""
    return any(folder in folders for folder in (place, *_folders(place)))


def _folders(place: str) -> Iterator[str]:
    return (str(folder) for folder in PurePosixPath(place).parents)


# --- the programs: what their settings are called, and what these say -----------------------------

_Found = tuple[PurePosixPath, list[str]]
"""The site's folder, and the folders below it that may hold its pages."""
_Look = Callable[[PurePosixPath, Path], _Found | None]
"""From the settings' place and file; None where they are another program's."""


def _docusaurus(place: PurePosixPath, file: Path) -> _Found:
    paths = re.findall(r"""\bpath:\s*["'`]([^"'`$]+)["'`]""", _text(file))
    named = [p for p in paths if not p.startswith("/") and p.strip("./") not in ("", "i18n")]
    return place.parent, ["docs", "blog", "src/pages", *named]


def _mkdocs(place: PurePosixPath, file: Path) -> _Found:
    named = _setting("docs_dir", _text(file))
    return place.parent, [named if named and not named.startswith("!") else "docs"]


def _jekyll(place: PurePosixPath, file: Path) -> _Found | None:
    is_jupyter_book = (file.parent / "_toc.yml").exists()
    return None if is_jupyter_book else (place.parent, ["."])


def _hugo(place: PurePosixPath, file: Path) -> _Found | None:
    is_split = place.parent.name == "_default"  # config/_default/hugo.toml
    folder = place.parents[2] if is_split else place.parent
    if place.stem == "config" and not is_split and not (file.parent / "content").is_dir():
        return None
    named = _setting("contentDir", _text(file))
    return folder, ["content", *([named] if named else [])]


def _sphinx(place: PurePosixPath, file: Path) -> _Found | None:
    keys = r"^(extensions|html_theme|master_doc|root_doc)\s*="
    if place.suffix == ".py" and not re.search(keys, _text(file), re.MULTILINE):
        return None
    return place.parent, ["."]


def _vitepress(place: PurePosixPath, file: Path) -> _Found | None:
    if place.parent.name != ".vitepress":
        return None
    named = re.search(r"""\bsrcDir:\s*["'`]([^"'`$]+)["'`]""", _text(file))
    return place.parent.parent, [named[1] if named else "."]


def _setting(key: str, text: str) -> str | None:
    """Return a text set in YAML, TOML or JSON; these may hold what no strict reader takes."""
    found = re.search(rf"""^[ \t]*["']?{key}["']?\s*[:=]\s*["']?([^"'#\n]+)""", text, re.M | re.I)
    return found[1].strip() if found else None


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""


def _names(stems: str, endings: str) -> list[str]:
    return [".".join(parts) for parts in product(stems.split(), endings.split())]


_GENERATORS: dict[str, tuple[_Look, list[str]]] = {
    "Docusaurus": (_docusaurus, _names("docusaurus.config", "js ts mjs cjs")),
    "MkDocs": (_mkdocs, _names("mkdocs", "yml yaml")),
    "Jekyll": (_jekyll, _names("_config", "yml yaml")),
    "Hugo": (_hugo, _names("hugo config", "toml yaml yml json")),
    "Sphinx": (_sphinx, ["conf.py", "_toc.yml", "myst.yml"]),
    "VitePress": (_vitepress, _names("config", "ts js mts mjs")),
}
_BY_FILE = {file: (name, look) for name, (look, files) in _GENERATORS.items() for file in files}
