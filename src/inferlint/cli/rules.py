"""Commands about rules: what they ask, whether their examples come out right, teaching them."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any

import click

from inferlint.cli.settings import (
    NO_OPTIONS,
    Choices,
    config_for,
    configured_packs,
    level_in_force,
    packs_in_force,
    rule_folders,
)
from inferlint.cli.shared import (
    EXIT_FAILED,
    SEE_HELP,
    cli,
    config_option,
    packs_in_folder,
    rules_option,
    say,
)
from inferlint.config import Config
from inferlint.errors import InferlintError, did_you_mean
from inferlint.plain import no_commands, plain


@cli.command()
@rules_option
@config_option
def checks(folders: tuple[str, ...], file: str | None) -> None:
    """List the checks of all packs, with the levels in force."""
    config = config_for(file)
    for pack in packs_in_force(config, folders):
        say(f"{pack.name}: {pack.title}\n")
        for rule in pack.rules:
            level = level_in_force(rule, config.general)
            say(f"  {rule.id:30} {level:8} {rule.title}\n")


@cli.command()
@click.argument("check")
@rules_option
@config_option
@click.option(
    "--on", "article", metavar="FILE", help="Show what was found in this article, and why."
)
def explain(check: str, folders: tuple[str, ...], file: str | None, article: str | None) -> None:
    """Say what CHECK asks, why, and show examples; with --on, how an article was judged."""
    from inferlint.linter import adjusted
    from inferlint.rule_docs import explain_rule

    config = config_for(file)
    packs = packs_in_force(config, folders)
    found = [(rule, pack) for pack in packs for rule in pack.rules if rule.id == check]
    if not found:
        known = [rule.id for pack in packs for rule in pack.rules]
        raise InferlintError(f"unknown check {check!r}", hint=did_you_mean(check, known))
    settings = config.for_path(Path(article)) if article else config.general
    if level_in_force(found[0][0], settings) == "off":
        say("The settings leave this check out.\n\n")
    choices = Choices(config, NO_OPTIONS)
    choice = choices.for_path(Path(article)) if article else choices.general
    found = [(adjusted(rule, choice), pack) for rule, pack in found]
    if article is None:
        say("\n".join(explain_rule(rule) for rule, _ in found))
        return
    from inferlint.explaining import explain_on
    from inferlint.language.grammar import Grammar
    from inferlint.linter import document_at
    from inferlint.readers import check_ending

    check_ending(article)
    document, grammar = document_at(Path(article)), Grammar()
    told = "\n".join(explain_on(rule, pack, document, grammar) for rule, pack in found)
    say(no_commands(plain(told)))


@cli.command("test-rules")
@click.argument("folder", required=False)
@config_option
def test_rules(folder: str | None, file: str | None) -> None:
    """Judge every example of the rules in FOLDER (or of all packs)."""
    from inferlint.language.grammar import Grammar
    from inferlint.rule_examples import report_examples

    config = config_for(file)
    packs = _packs_in(folder, config) if folder else packs_in_force(config, [])
    grammar = Grammar()
    wrong = 0
    for pack in packs:
        text, mistakes = report_examples(pack, grammar, _left_out(pack, grammar))
        say(text)
        wrong += mistakes
    sys.exit(EXIT_FAILED if wrong else 0)


@cli.command()
@click.argument("name", metavar="PACK")
@rules_option
@config_option
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

    config = config_for(options["file"])
    packs = {pack.name: pack for pack in configured_packs(config, options["folders"])}
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
        say(_fit_report(check))
        if options["out"] or check.weights != check.rule.weights:
            _write_weights(folder / f"{check.rule.id}.json", check.weights)
        wrong += len(check.wrong)
    sys.exit(EXIT_FAILED if wrong else 0)


def _packs_in(folder: str, config: Config) -> list[Any]:
    """Return the packs in a folder, which may extend what the configuration names before it."""
    place = Path(folder).resolve()
    around = (place, *place.parents)
    before = takewhile(lambda own: own.resolve() not in around, rule_folders(config, []))
    return packs_in_folder(folder, list(before))


def _out_of_date(pack: Any, passages: Sequence[Any]) -> int:
    from inferlint.fitting import is_stale

    stale = [rule.id for rule in pack.rules if is_stale(rule, pack, passages)]
    for check in stale:
        mend = f"run `inferlint fit {pack.name}`"
        say(f"{pack.name}/{check}: rules or examples changed since it was taught; {mend}\n")
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
