"""The first `inferlint.toml` of a repository: what suits the Markdown in it, with comments."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from inferlint.errors import UnreadableError
from inferlint.language import Analyst
from inferlint.linter import document_at, other_language
from inferlint.readers.sites import Site, find_sites, lies_in, outermost

UNREAD = {
    ".github": "templates",
    "_build": "built pages",
    "_site": "built pages",
    "third_party": "other people's texts",
    "third-party": "other people's texts",
    "vendor": "other people's texts",
    "versioned_docs": "old versions",
}
"""By a folder's name: what it holds that the team does not write now."""
TRANSLATIONS = "translations"
SAMPLE = 5
"""So many articles, the longest, tell whether a folder named like a language is in it."""
_LANGUAGE = re.compile(r"(?!en\b)[a-z]{2}([-_][A-Za-z]{2,4})?")
_SAMPLE = re.compile(r"template|fixture|skeleton|(?:^|/)tests?(?:/|$)")
"""In the path of a site that nobody publishes."""
_ENDING = re.compile(r"[._](?!en\b)[a-z]{2}([-_][A-Za-z]{2,4})?\.[a-z]+$")
_OF_LANGUAGES = frozenset("i18n l10n locale locales translation translations".split())


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Files that nobody reviews."""

    pattern: str
    """As in `.gitignore`, from the root."""
    why: str
    """What they hold."""
    files: int


@dataclass(frozen=True, slots=True)
class Survey:
    """What a repository holds, before any of it is reviewed."""

    sites: tuple[Site, ...]
    include: tuple[str, ...]
    """The patterns of the sites' pages; none where all Markdown counts."""
    exclude: tuple[LeftOut, ...]
    """What is left out of these."""
    elsewhere: tuple[LeftOut, ...]
    """What would be left out if it lay there."""


def surveyed(root: Path, articles: Iterable[Path]) -> Survey:
    """Look at the articles below a root; a few of them are read, to know their language."""
    places = [place for article in articles if _can_be_written(place := _place(article, root))]
    folders = _translated_folders(places, root)
    others = [place for place in places if not lies_in(place, folders)]
    groups = {f"{_escaped(f)}/**": (TRANSLATIONS, _inside(f, places)) for f in folders}
    for ending, files in _translated_files(others, root).items():
        groups[f"*{_escaped(ending)}"] = (TRANSLATIONS, files)
    for folder in outermost(filter(None, map(_unread, others))):
        why = UNREAD[PurePosixPath(folder).name]
        groups[f"{_escaped(folder)}/**"] = (why, _inside(folder, others))
    sites = find_sites(root, (root / place for place in places))
    # A generator's own repository holds sites that are there to be copied or tested.
    sites = [site for site in sites if not any(map(_SAMPLE.search, site.content))] or sites
    pages = outermost(c for site in sites for c in site.content if not lies_in(c, folders))
    exclude: list[LeftOut] = []
    elsewhere: list[LeftOut] = []
    for pattern, (why, files) in sorted(groups.items()):
        there = not pages or any(lies_in(file, pages) for file in files)
        (exclude if there else elsewhere).append(LeftOut(pattern, why, len(files)))
    include = () if "." in pages else tuple(f"{_escaped(page)}/**" for page in pages)
    return Survey(tuple(sites), include, tuple(exclude), tuple(elsewhere))


def settings_text(found: Survey, failing: int, explainers: int, baseline: str | None) -> str:
    """Return the file: only what this repository needs, a comment above each setting.

    With a baseline, runs only report.
    """
    lines = ["# What inferlint reviews here; `inferlint config` prints all settings in force.", ""]
    if found.include:
        lines += ["# Folders are searched only here: the pages of the site."]
        lines += _list("include", found.include)
    if found.exclude:
        held = ", ".join(dict.fromkeys(left.why for left in found.exclude))
        lines += [f"# Folders are not searched here: {held}."]
        lines += _list("exclude", [left.pattern for left in found.exclude])
    if baseline:
        told = f"{failing} of {explainers} articles failed when this was written"
        lines += [
            f"# {told}: runs report, and fail nothing until this line is gone.",
            "report-only = true",
            "",
            "# Those failures are known: they are not told again, only what is new or worse.",
            f"baseline = {_quoted(baseline)}",
        ]
    if len(lines) == 2:
        lines += [
            "# Nothing needs to be set: all Markdown is searched, all checks are as they come."
        ]
    return "\n".join(lines).rstrip() + "\n"


def _list(key: str, values: Sequence[str]) -> Iterator[str]:
    line = f"{key} = [{', '.join(map(_quoted, values))}]"
    if len(line) <= 80:
        yield line
    else:
        yield f"{key} = ["
        yield from (f"    {_quoted(value)}," for value in values)
        yield "]"
    yield ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # what JSON escapes, TOML escapes so too


# --- what nobody reviews --------------------------------------------------------------------------


def _translated_folders(places: Sequence[str], root: Path) -> tuple[str, ...]:
    """Return the folders in other languages; one for all of them where it holds nothing else."""
    named: dict[str, list[str]] = {}
    for place in places:
        for around in PurePosixPath(place).parents:
            if _LANGUAGE.fullmatch(around.name):
                named.setdefault(str(around), []).append(place)
    foreign: list[str] = []
    for folder, inside in sorted(named.items(), key=lambda named: named[0].count("/")):
        if not lies_in(folder, foreign) and _is_foreign(inside, root):
            foreign.append(folder)
    above = {str(PurePosixPath(folder).parent) for folder in foreign}
    foreign += [
        folder
        for folder in sorted(above)
        if PurePosixPath(folder).name in _OF_LANGUAGES
        and all(lies_in(place, foreign) for place in _inside(folder, places))
    ]
    return outermost(foreign)


def _translated_files(places: Iterable[str], root: Path) -> dict[str, list[str]]:
    """Return the endings of files in other languages, such as `.de.md`, with the files."""
    named: dict[str, list[str]] = {}
    for place in places:
        if ending := _ENDING.search(place):
            named.setdefault(ending[0], []).append(place)
    return {ending: files for ending, files in named.items() if _is_foreign(files, root)}


def _is_foreign(places: Sequence[str], root: Path) -> bool:
    """Tell whether half of the longest articles, or more, are in another language."""
    longest = sorted(places, key=lambda place: (-_size(root / place), place))[:SAMPLE]
    told = []
    for place in longest:
        try:
            document = document_at(root / place)
        except UnreadableError:
            continue
        told.append(other_language(document, Analyst([]).analyse(document)) is not None)
    return any(told) and 2 * sum(told) >= len(told)


def _unread(place: str) -> str | None:
    """Return the folder of an article that holds what nobody reviews, if it is in one."""
    folders = (str(folder) for folder in PurePosixPath(place).parents if folder.name in UNREAD)
    return next(folders, None)


def _inside(folder: str, places: Iterable[str]) -> list[str]:
    return [place for place in places if lies_in(place, [folder])]


def _place(article: Path, root: Path) -> str:
    return article.relative_to(root).as_posix()


def _can_be_written(place: str) -> bool:
    """Tell whether a path is Unicode: settings can name no other."""
    try:
        place.encode()
    except UnicodeEncodeError:
        return False
    return True


def _escaped(place: str) -> str:
    return re.sub(r"([\\*?\[\]!#])", r"\\\1", place)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
