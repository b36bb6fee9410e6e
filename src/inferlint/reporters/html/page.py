"""The page: a template filled in, and what keeps an article from breaking out of it.

Whatever comes from outside is escaped by the template engine; characters that cannot be seen, or
that turn writing round, are spelt out; and the page's own policy lets no other style or script in
than those of this package, nor anything from a network.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Undefined
from markupsafe import Markup, escape

from inferlint import __version__
from inferlint.linter import Run
from inferlint.plain import LINE_COMMAND, LOG_COMMAND, hides
from inferlint.reporters.html.article import Article, article
from inferlint.reporters.html.lines import Role
from inferlint.reporters.html.overview import Overview, State, overview, parts
from inferlint.reporters.summary import Detail, counts

_WORDS = {
    Role.PASS: "passes",
    Role.WEAK: "weak",
    Role.WRONG: "wrong",
    Role.NEAREST: "nearest",
    Role.WAIVED: "waived",
    Role.CONTEXT: "context",
}


def report_html(run: Run, detail: Detail) -> str:
    """Return the run as one page; the texts come from `detail.text_of`."""
    style, script = _own("report.css"), _own("report.js")
    seen = overview(run)
    page = _environment().from_string(_own("report.html"))
    text = page.render(
        run=run,
        counts=counts(run),
        verdicts=_verdicts(run),
        overview=seen,
        articles=_articles(seen, detail),
        headline=_headline(seen),
        states=tuple(State),
        words=_WORDS,
        version=__version__,
        style=style,
        script=script,
        policy=_policy(style, script),
    )
    return text.encode("ascii", "xmlcharrefreplace").decode() if detail.ascii else text


def _articles(seen: Overview, detail: Detail) -> Iterator[Article]:
    for row in seen.rows:
        yield article(row, seen.numbers, detail.text_of(row.review))


def _headline(seen: Overview) -> str:
    """Return the news in one line: what the run says as a whole."""
    rows = seen.rows
    failed = sum(row.verdict is State.FAIL for row in rows)
    if not rows:
        return "No article was reviewed"
    if len(rows) == 1:
        said = "fails" if failed else "passes"
        return f"{rows[0].path} {said}: {rows[0].passed} of {rows[0].needed} required checks pass"
    if not failed:
        return f"All {len(rows)} articles pass"
    return f"{failed} of {len(rows)} articles {'fails' if failed == 1 else 'fail'}"


def _verdicts(run: Run) -> object:
    count = counts(run)
    return parts({State.FAIL: count["failed"], State.PASS: count["passed"]})


def _policy(style: str, script: str) -> str:
    """Return what the page may load: its own style and script, known by their hashes."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _environment() -> Environment:
    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_seen,
    )


def _seen(value: object) -> object:
    """Spell out what cannot be seen, in everything that is put into the page."""
    if isinstance(value, Markup | Undefined | int | float) or value is None:
        return value  # what the template marked as safe, or made itself
    text = "".join(f"[U+{ord(c):04X}]" if hides(c) else c for c in str(value))
    harmless = LOG_COMMAND.sub("#&#35;", LINE_COMMAND.sub(r"\1&#58;", escape(text)))
    return Markup(harmless)


def _own(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
