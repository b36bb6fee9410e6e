"""The command line: options → settings → linter → report → exit code."""

from __future__ import annotations

import gc
import io
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from inferlint import __version__
from inferlint.errors import InferlintError, did_you_mean

EXIT_FAILED = 1
EXIT_BAD_INPUT = 2
STDIN = "-"
WHOLE_SENTENCE = 200
"""As many characters of a command's help stand in the list of commands."""
SEE_HELP = "see inferlint --help"


class Commands(click.Group):
    """A group whose plain form is `inferlint article.md`: what names no command is a review."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `review` before arguments that name no command."""
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = ["review", *args]
        return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the options of the plain form, then the other commands."""
        review = self.commands["review"]
        formatter.write_usage("inferlint", "[OPTIONS] [PATHS]...")
        review.format_help_text(ctx, formatter)
        review.format_options(click.Context(review, parent=ctx), formatter)
        rows = [
            (name, command.get_short_help_str(limit=WHOLE_SENTENCE))
            for name, command in self.commands.items()
            if name != "review"
        ]
        with formatter.section("Other commands"):
            formatter.write_dl(rows)


@click.group(cls=Commands)
def cli() -> None:
    """Review Markdown articles against a checklist."""


_rules_option = click.option(
    "--rules",
    "folders",
    metavar="DIR",
    multiple=True,
    help="Also use the rule packs in this folder (repeatable).",
)


@cli.command(context_settings={"ignore_unknown_options": False})
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option(
    "--pack",
    "packs",
    metavar="NAME",
    multiple=True,
    help="Review with this pack, whatever the topic (repeatable).",
)
@click.option(
    "--detect", is_flag=True, help="Review a named file only if its topic fits, as in folders."
)
@_rules_option
@click.option(
    "--weights",
    metavar="DIR",
    help="Judge with the weights in this folder, as `fit --out` left them.",
)
@click.option(
    "--format",
    "form",
    metavar="NAME",
    default="terminal",
    help="Report on standard output: terminal or json.",
)
@click.option(
    "--output",
    "outputs",
    metavar="FORMAT=FILE",
    multiple=True,
    help="Also write a report to a file (repeatable).",
)
@click.option("--select", metavar="CHECK", multiple=True, help="Only these checks (repeatable).")
@click.option("--ignore", metavar="CHECK", multiple=True, help="Not these checks (repeatable).")
@click.option("--strict", is_flag=True, help="A weak check fails like a failed one.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 although articles fail.")
@click.option(
    "--stdin-filename", metavar="NAME", default="stdin.md", help="What to call standard input (-)."
)
@click.option(
    "--no-cache", is_flag=True, help="Judge everything anew (nothing is kept between runs yet)."
)
@click.option("--color/--no-color", default=None, help="Force or forbid colour.")
@click.option("-q", "--quiet", is_flag=True, help="Only what fails.")
@click.option(
    "-v", "--verbose", is_flag=True, help="Evidence of passes too, and files not reviewed."
)
@click.option(
    "--fix",
    is_flag=True,
    help="First mend the form where that cannot change what the article says.",
)
@click.option(
    "--diff", is_flag=True, help="With --fix: print what would change, and write nothing."
)
@click.version_option(__version__, prog_name="inferlint", message="%(prog)s %(version)s")
def review(**options: Any) -> None:
    """Review PATHS, files or folders of Markdown, against a checklist.

    Each check passes, is weak or fails, with the words that earned a pass, or with what is missing
    and a sentence to adapt. A file named here is always reviewed; folders are searched for articles
    that a checklist is for. Exit code: 0 all pass, 1 an article fails, 2 something cannot be read.
    """
    from inferlint.reporters import REPORTERS, Detail

    outputs = [_output(output) for output in options["outputs"]]
    for name in (options["form"], *(name for name, _ in outputs)):
        if name not in REPORTERS:
            raise InferlintError(f"unknown format {name!r}", hint=did_you_mean(name, REPORTERS))
    if options["diff"] and not options["fix"]:
        raise InferlintError("--diff shows what --fix would change", hint="add --fix")
    if options["fix"] and _fix(options):
        return
    run = _run(options)
    detail = Detail(options["quiet"], options["verbose"], not _can_print_unicode())
    _print(REPORTERS[options["form"]](run, detail), color=options["color"])
    in_full = Detail(verbose=options["verbose"])
    unwritten = [
        error
        for name, file in outputs
        for error in _write(file, click.unstyle(REPORTERS[name](run, in_full)))
    ]
    for error in (*run.errors, *unwritten):
        _print(f"{error}\n", err=True)
    sys.exit(EXIT_BAD_INPUT if unwritten else _exit_code(run, options))


@cli.command()
@_rules_option
def checks(folders: tuple[str, ...]) -> None:
    """List the checks of all packs."""
    for pack in _load_packs(folders):
        _print(f"{pack.name}: {pack.title}\n")
        for rule in pack.rules:
            _print(f"  {rule.id:30} {rule.level:8} {rule.title}\n")


@cli.command()
@click.argument("check")
@_rules_option
@click.option(
    "--on", "article", metavar="FILE", help="Show what was found in this article, and why."
)
def explain(check: str, folders: tuple[str, ...], article: str | None) -> None:
    """Say what CHECK asks, why, and show examples; with --on, how an article was judged."""
    from inferlint.rule_docs import explain_rule

    packs = _load_packs(folders)
    found = [(rule, pack) for pack in packs for rule in pack.rules if rule.id == check]
    if not found:
        known = [rule.id for pack in packs for rule in pack.rules]
        raise InferlintError(f"unknown check {check!r}", hint=did_you_mean(check, known))
    if article is None:
        _print("\n".join(explain_rule(rule) for rule, _ in found))
        return
    from inferlint.explaining import explain_on
    from inferlint.language.grammar import Grammar
    from inferlint.linter import document_at

    document, grammar = document_at(Path(article)), Grammar()
    _print("\n".join(explain_on(rule, pack, document, grammar) for rule, pack in found))


@cli.command()
@click.argument("paths", nargs=-1, metavar="FILE...")
@click.option("--pack", "packs", metavar="NAME", multiple=True, help="Draft for this pack.")
@_rules_option
@click.option("--select", metavar="CHECK", multiple=True, help="Only these checks (repeatable).")
@click.option("--ignore", metavar="CHECK", multiple=True, help="Not these checks (repeatable).")
@click.option("--write", is_flag=True, help="Change the files instead of printing a diff.")
def suggest(**options: Any) -> None:
    """Put model sentences into FILEs, as a diff: one for each check that asks for a statement.

    They stand between the comments `inferlint: draft` and `/inferlint: draft`, and count for
    nothing until you have made them yours and removed the comments.
    """
    from inferlint.drafting import draft_into, unified_diff
    from inferlint.linter import Choice, Linter
    from inferlint.textfiles import read_exactly, write_whole

    if not options["paths"]:
        raise InferlintError("nothing to draft for", hint="name files")
    choice = Choice(options["packs"], frozenset(options["select"]), frozenset(options["ignore"]))
    linter = Linter(_load_packs(options["folders"]), choice)
    linter.grammar.check()
    for path in dict.fromkeys(options["paths"]):
        source = read_exactly(Path(path))
        drafted = draft_into(source, path, linter)
        if options["write"] and drafted.insertions:
            write_whole(Path(path), drafted.text)
        elif not options["write"]:
            _print(unified_diff(source, drafted.text, Path(path).as_posix()))
        count = len(drafted.insertions)
        sentences = "one model sentence" if count == 1 else f"{count or 'no'} model sentences"
        _print(f"{path}: {sentences}\n", err=True)
        for verdict in drafted.left:
            _print(f"  not drafted: {verdict.rule.id}. {verdict.message}\n", err=True)


@cli.command()
@click.argument("title")
@click.option("--pack", "name", metavar="NAME", required=True, help="The checklist to write for.")
@_rules_option
@click.option("--output", metavar="FILE", help="Where to write it; - for standard output.")
def new(title: str, name: str, folders: tuple[str, ...], output: str | None) -> None:
    """Write the skeleton of an article with this TITLE, with markers where you must write."""
    from inferlint.drafting import file_name, skeleton
    from inferlint.textfiles import write_whole

    packs = {pack.name: pack for pack in _load_packs(folders)}
    if name not in packs:
        raise InferlintError(f"unknown pack {name!r}", hint=did_you_mean(name, packs))
    text = skeleton(title, packs[name])
    if output == STDIN:
        _print(text)
        return
    path = Path(output or file_name(title))
    if path.exists():
        hint = "name another with --output FILE"
        raise InferlintError("there is a file already", path=str(path), hint=hint)
    write_whole(path, text)
    _print(f"{path} is there; when you have written, review it: inferlint {path}\n")


@cli.command("test-rules")
@click.argument("folder", required=False)
def test_rules(folder: str | None) -> None:
    """Judge every example of the rules in FOLDER (or of the shipped ones)."""
    from inferlint.language.grammar import Grammar
    from inferlint.rule_examples import report_examples

    packs = _packs_in_folder(folder) if folder else _load_packs([])
    grammar = Grammar()
    wrong = 0
    for pack in packs:
        text, mistakes = report_examples(pack, grammar, _left_out(pack, grammar))
        _print(text)
        wrong += mistakes
    sys.exit(EXIT_FAILED if wrong else 0)


@cli.command()
@click.argument("name", metavar="PACK")
@_rules_option
@click.option("--select", metavar="CHECK", multiple=True, help="Only these checks (repeatable).")
@click.option(
    "--from-zero",
    is_flag=True,
    help="Forget the weights that are there; learn from examples, training passages and --corpus.",
)
@click.option("--corpus", metavar="DIR", help="Also learn from the labelled articles in DIR.")
@click.option(
    "--not-fold",
    type=click.IntRange(0, 4),
    metavar="K",
    help="Leave out the corpus articles of fold K, from 0 to 4.",
)
@click.option(
    "--out", metavar="DIR", help="Write DIR/PACK/CHECK.json instead of the pack's own weights."
)
@click.option(
    "--check", is_flag=True, help="Write nothing; exit with 1 if what was taught is out of date."
)
def fit(name: str, **options: Any) -> None:
    """Teach the checks of PACK by the examples in its rules.

    The weights move no further than the examples ask, and what came out right stays right.
    Exit code: 0, or 1 if an example still comes out wrong.
    """
    # The matrices are small: threads would only get in each other's way, and add in any order.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from inferlint.fitting import articles_in, fit_pack, passages_of
    from inferlint.language.grammar import Grammar

    packs = {pack.name: pack for pack in _load_packs(options["folders"])}
    if name not in packs:
        raise InferlintError(f"unknown pack {name!r}", hint=did_you_mean(name, packs))
    pack = packs[name]
    for chosen in options["select"]:
        if pack.rule(chosen) is None:
            hint = did_you_mean(chosen, [rule.id for rule in pack.rules])
            raise InferlintError(f"unknown check {chosen!r}", hint=hint)
    passages = passages_of(pack)
    if options["check"]:
        sys.exit(_out_of_date(pack, passages))
    corpus, wanted = options["corpus"], options["from_zero"]
    if corpus and not wanted:
        raise InferlintError("--corpus needs --from-zero", hint=SEE_HELP)
    articles = articles_in(Path(corpus), not_fold=options["not_fold"]) if corpus else []
    fitted = fit_pack(
        pack,
        Grammar(),
        passages=passages,
        articles=articles,
        from_zero=wanted,
        select=options["select"],
    )
    folder = Path(options["out"]) / name if options["out"] else Path(pack.path) / "weights"
    wrong = 0
    for check in fitted:
        _print(_fit_report(check))
        if options["out"] or check.weights != check.rule.weights:
            _write_weights(folder / f"{check.rule.id}.json", check.weights)
        wrong += len(check.wrong)
    sys.exit(EXIT_FAILED if wrong else 0)


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line; every mistake becomes one line and exit code 2, never a traceback."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a file's name may hold anything
    try:
        cli.main(args, prog_name="inferlint", standalone_mode=False)
    except InferlintError as error:
        _fail(str(error))
    except click.NoSuchOption as error:
        hint = did_you_mean(error.option_name, error.possibilities or ()) or SEE_HELP
        _fail(f"unknown option {error.option_name!r}; {hint}")
    except click.ClickException as error:
        message = error.format_message().rstrip(".")
        _fail(f"{message[:1].lower()}{message[1:]}; {SEE_HELP}")
    except (click.Abort, KeyboardInterrupt):
        _fail("stopped")
    except Exception as error:  # a user must never see a traceback
        _fail(f"inferlint itself failed ({type(error).__name__}: {error}); please report it")


class Progress:
    """A line on standard error that counts articles, on a terminal, after two seconds."""

    PATIENCE = 2.0

    def __init__(self, total: int) -> None:
        self._total = total
        self._since = time.monotonic()
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __call__(self, done: int) -> None:
        """Hear how many are done."""
        if sys.stderr.isatty() and time.monotonic() - self._since > self.PATIENCE:
            click.echo(f"\r{done} of {self._total} articles", nl=False, err=True)
            self._shown = True

    def __exit__(self, *_: object) -> None:
        if self._shown:
            click.echo("\r\033[K", nl=False, err=True)


def _run(options: dict[str, Any]) -> Any:
    from inferlint.linter import Choice, Linter, Review, Run

    choice = Choice(
        options["packs"],
        frozenset(options["select"]),
        frozenset(options["ignore"]),
        options["strict"],
    )
    gc.set_threshold(50_000, 20, 100)  # articles hold no cycles; looking for them costs a fifth
    packs = _load_packs(options["folders"])
    if options["weights"]:
        packs = _taught_by(packs, Path(options["weights"]))
    linter = Linter(packs, choice)
    linter.grammar.check()
    targets, errors = _targets(options)
    reviews: list[Review] = []
    with Progress(len(targets)) as progress:
        for result in linter.run(targets, progress):
            if isinstance(result, Review):
                reviews.append(result)
            else:
                errors.append(result)
    return Run(tuple(reviews), tuple(errors), linter.packs, linter.grammar.pipeline)


def _fix(options: dict[str, Any]) -> bool:
    """Mend the files that will be reviewed; tell whether only a diff was asked for."""
    from inferlint.drafting import unified_diff
    from inferlint.readers.fixing import fixed
    from inferlint.textfiles import read_exactly, write_whole

    targets, errors = _targets(options)
    if any(target.content is not None for target in targets):
        raise InferlintError("standard input cannot be mended in place", hint="name a file")
    for target in targets:
        try:
            source = read_exactly(target.path)
            mended = fixed(source, str(target.path))
            if options["diff"]:
                _print(unified_diff(source, mended, target.path.as_posix()))
            elif mended != source:
                write_whole(target.path, mended)
                _print(f"{target.path}: mended\n", err=True)
        except InferlintError as trouble:
            errors.append(trouble)
    if options["diff"]:
        for error in errors:
            _print(f"{error}\n", err=True)
        if errors:
            sys.exit(EXIT_BAD_INPUT)
    return bool(options["diff"])


def _taught_by(packs: Sequence[Any], folder: Path) -> list[Any]:
    from inferlint.rules import with_weights, without_weights

    if not folder.is_dir():
        hint = "make it with `inferlint fit PACK --out DIR`"
        raise InferlintError("there is no such folder of weights", path=str(folder), hint=hint)
    return [with_weights(without_weights(pack), folder / pack.name) for pack in packs]


def _out_of_date(pack: Any, passages: Sequence[Any]) -> int:
    from inferlint.fitting import is_stale

    stale = [rule.id for rule in pack.rules if is_stale(rule, pack, passages)]
    for check in stale:
        mend = f"run `inferlint fit {pack.name}`"
        _print(f"{pack.name}/{check}: rules or examples changed since it was taught; {mend}\n")
    return EXIT_FAILED if stale else 0


def _left_out(pack: Any, grammar: Any) -> Any:
    from inferlint.fitting import leave_one_out

    figures = leave_one_out(pack, grammar)

    def told(rule: Any) -> str:
        if rule.id not in figures:
            return ""
        return f"; {figures[rule.id]} if each is judged by what the others teach"

    return told


def _fit_report(check: Any) -> str:
    name = f"{check.rule.pack}/{check.rule.id}"
    lines = [f"{name}: {check.right} of {check.examples} examples come out right"]
    for text, in_the_way in check.wrong:
        lines += [f"  still wrong: {' '.join(text.split())[:70]!r}", f"    {in_the_way}"]
    return "".join(f"{line}\n" for line in lines)


def _write_weights(path: Path, weights: Any) -> None:
    from inferlint.rules import weights_text

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(weights_text(weights), "utf-8", newline="\n")
    except OSError as error:
        hint = "say where to write with --out DIR"
        reason = (error.strerror or "error").lower()
        raise InferlintError(f"cannot be written: {reason}", path=str(path), hint=hint) from None


def _load_packs(folders: Sequence[str]) -> list[Any]:
    from inferlint.rules import load_packs, packs_in, shipped_rules

    own = (place for folder in folders for place in packs_in(Path(folder)))
    return load_packs([*packs_in(shipped_rules()), *own])


def _packs_in_folder(folder: str) -> list[Any]:
    from inferlint.rules import load_packs, packs_in

    return load_packs(packs_in(Path(folder)))


def _targets(options: dict[str, Any]) -> tuple[list[Any], list[InferlintError]]:
    """Return what to review, each file once, and an error for each folder without articles."""
    if not options["paths"]:
        raise InferlintError(
            "nothing to review",
            hint=f"name files or folders, or - for standard input ({SEE_HELP})",
        )
    targets: dict[str, Any] = {}
    errors: list[InferlintError] = []
    for path in dict.fromkeys(options["paths"]):
        found, trouble = _targets_at(path, options)
        errors.extend(trouble)
        for target in found:
            place = STDIN if target.content is not None else _place(target.path)
            known = targets.setdefault(place, target)
            if target.named and not known.named:
                targets[place] = target
    return list(targets.values()), errors


def _targets_at(path: str, options: dict[str, Any]) -> tuple[list[Any], list[InferlintError]]:
    from inferlint.linter import Target

    named = not options["detect"]
    if path == STDIN:
        text = sys.stdin.buffer.read()
        return [Target(Path(options["stdin_filename"]), named, text)], []
    if not os.path.isdir(path):  # noqa: PTH112 - False for what cannot be looked at; Path raises
        return [Target(Path(path), named)], []

    from inferlint.readers.folders import find_articles

    found, errors = find_articles(Path(path))
    if not found and not errors:
        message = "no Markdown files in this folder"
        errors.append(InferlintError(message, path=path, hint="what git ignores is left out"))
    return [Target(article, named=False) for article in found], errors


def _place(path: str | Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - Path keeps `..`; links stay files of their own


def _exit_code(run: Any, options: dict[str, Any]) -> int:
    given = (options["stdin_filename"] if p == STDIN else p for p in options["paths"])
    named = {_place(path) for path in given}
    if any(error.path and _place(error.path) in named for error in run.errors):
        return EXIT_BAD_INPUT
    return EXIT_FAILED if run.fails and not options["exit_zero"] else 0


def _output(option: str) -> tuple[str, Path]:
    """Return the format and the file of `--output FORMAT=FILE`."""
    name, _, file = option.partition("=")
    if not file:
        raise InferlintError(f"--output {option}: no file", hint="write FORMAT=FILE")
    return name, Path(file)


def _write(file: Path, text: str) -> Iterator[InferlintError]:
    """Write a report to a file; yield why that cannot be done."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", "replace", "\n")
    except OSError as error:
        reason = (error.strerror or "error").lower()
        yield InferlintError(f"the report cannot be written: {reason}", path=str(file))


def _print(text: str, *, err: bool = False, color: bool | None = None) -> None:
    """Write to a standard stream; without a word from the user colour is for terminals only."""
    stream = sys.stderr if err else sys.stdout
    if color is None and os.environ.get("NO_COLOR"):
        color = False
    try:
        click.echo(text, stream, nl=False, color=color)
    except OSError as error:
        # What is left in the stream must not fail once more when Python flushes it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if not isinstance(error, BrokenPipeError):  # `| head` has seen enough: no mistake
            reason = (error.strerror or "error").lower()
            raise InferlintError(f"the report cannot be written: {reason}") from None


def _can_print_unicode() -> bool:
    try:
        "“…”—é".encode(sys.stdout.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def _fail(message: str) -> None:
    _print(f"inferlint: {message}\n", err=True)
    sys.exit(EXIT_BAD_INPUT)
