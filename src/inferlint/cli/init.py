"""`inferlint init`: the first settings of a repository."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from inferlint.cli.settings import BASELINE, NO_OPTIONS
from inferlint.cli.shared import cli, say
from inferlint.config import FILE, Config, find_config, repository_around
from inferlint.errors import InferlintError

if TYPE_CHECKING:
    from inferlint.first_settings import Survey
    from inferlint.linter import Run

NAMED = 3
"""So many files are named where more may be meant."""


@dataclass(frozen=True, slots=True)
class _Today:
    """How the articles stand that the new settings admit."""

    run: Run
    checklists: tuple[str, ...] = ()
    """Those that any article is for."""
    explainers: int = 0
    """How many articles are for one."""
    failing: int = 0
    elsewhere: tuple[str, ...] = ()
    """Articles for a checklist that the settings do not admit."""

    @property
    def is_bad(self) -> bool:
        """Tell whether so many fail that a team should begin with a report only."""
        return 2 * self.failing > self.explainers


@cli.command()
def init() -> None:
    """Look at the repository, and write an inferlint.toml that suits it."""
    from inferlint.first_settings import settings_text, surveyed
    from inferlint.linter import Run
    from inferlint.readers.folders import find_articles
    from inferlint.textfiles import write_whole

    root = repository_around(Path())
    _refuse_what_cannot_be_written(root)
    articles, errors = find_articles(root)
    found = surveyed(root, articles)
    today = _reviewed(root, found) if articles else _Today(Run((), tuple(errors), (), ""))
    baseline = BASELINE if today.is_bad else None
    text = settings_text(found, today.failing, today.explainers, baseline)
    _refuse_what_cannot_be_written(root)  # the review took its time
    if today.is_bad:
        _record(today.run, root / BASELINE)
    write_whole(root / FILE, text)
    lines = (*_found(found, len(articles)), *_stand(root, today), *_next(root, today))
    say("".join(f"{line}\n" for line in lines))
    for error in today.run.errors:
        say(f"{error}\n", err=True)


def _refuse_what_cannot_be_written(root: Path) -> None:
    """Raise where settings are there already, or where none can be written."""
    there = find_config(Path()).path
    if there is None and os.path.lexists(root / FILE):
        there = root / FILE  # a folder, or a link that leads nowhere
    if there is not None:
        hint = "`inferlint config` prints what they say"
        raise InferlintError("there are settings already", path=str(there), hint=hint)
    if not os.access(root, os.W_OK):
        message = "cannot be written: the folder is read-only"
        raise InferlintError(message, path=str(root / FILE))


def _reviewed(root: Path, found: Survey) -> _Today:
    """Review everything but what nobody reviews, as `inferlint .` does later."""
    from inferlint.cli.review import reviewed

    nobody = tuple(left.pattern for left in (*found.exclude, *found.elsewhere))
    run: Run = reviewed(
        {**NO_OPTIONS, "paths": (str(root),), "no_cache": False},
        Config(folder=root, exclude=nobody),
    )
    if run.stopped:
        raise InferlintError("stopped", hint="nothing is written")
    exclude = tuple(left.pattern for left in found.exclude)
    settings = Config(folder=root, include=found.include, exclude=exclude)
    outside = {r.path for r in run.reviews if settings.leaves_out(Path(r.path))}
    explainers = [r for r in run.reviews if r.checks and r.path not in outside]
    return _Today(
        replace(run, reviews=tuple(r for r in run.reviews if r.path not in outside)),
        tuple(sorted({review.topics[0].pack for review in explainers})),
        len(explainers),
        sum(review.verdict == "fail" for review in explainers),
        tuple(r.path for r in run.reviews if r.checks and r.path in outside),
    )


def _record(run: Run, place: Path) -> None:
    """Write what fails to the baseline, as `inferlint baseline` does."""
    from inferlint.baseline import baseline_text, read_baseline, recorded
    from inferlint.textfiles import write_whole

    before = read_baseline(place) if place.is_file() else None
    write_whole(place, baseline_text(recorded(run, place.parent, before)))


def _found(found: Survey, articles: int) -> Iterator[str]:
    if not articles:
        yield "No Markdown files here yet."
        return
    sites = [
        f"{site.generator} site ({', '.join(site.content)})"
        if site.content != (".",)
        else f"{site.generator} site"
        for site in found.sites
    ]
    yield f"{_counted(articles, 'Markdown file')}; {' and '.join(sites) or 'no site generator'}."
    left_out: Counter[str] = Counter()
    for left in (*found.exclude, *found.elsewhere):
        left_out[left.why] += left.files
    if left_out:
        told = ", ".join(f"{why} ({number})" for why, number in sorted(left_out.items()))
        yield f"Left out: {told}."


def _fail(count: int) -> str:
    return "fails" if count == 1 else "fail"


def _stand(root: Path, today: _Today) -> Iterator[str]:
    if today.explainers:
        names = ", ".join(today.checklists)
        failing = f"{today.failing or 'none'} of them {_fail(today.failing)} today"
        yield f"{_counted(today.explainers, 'article')} for a checklist ({names}); {failing}."
    else:
        yield "No article for a checklist yet."
    if today.elsewhere:
        named = ", ".join(today.elsewhere[:NAMED])
        more = ", …" if len(today.elsewhere) > NAMED else ""
        yield f"{len(today.elsewhere)} more outside of the pages: {named}{more}; see `include`."
    yield f"{root / FILE} is written."
    if today.is_bad:
        yield f"Runs report and fail nothing at first; {root / BASELINE} holds what fails today."


def _next(root: Path, today: _Today) -> Iterator[str]:
    yield ""
    yield "Next:"
    yield f"  now         inferlint {root}"
    yield "  pre-commit  the hook `inferlint`; the README has the lines for .pre-commit-config.yaml"
    yield f"  CI          inferlint {root}"
    if today.failing and not today.is_bad:
        yield "  `inferlint baseline` records what fails; with"
        yield f'  `baseline = "{BASELINE}"` in {FILE} only what is new fails a build'


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
