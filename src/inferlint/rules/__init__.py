"""The rule language: packs of YAML files, read into the records of `model`."""

from inferlint.rules.checks import MEASURES
from inferlint.rules.loading import load_pack
from inferlint.rules.pack_files import packs_in, shipped_rules
from inferlint.rules.phrases import expansions, notation, parse_phrase

__all__ = [
    "MEASURES",
    "expansions",
    "load_pack",
    "notation",
    "packs_in",
    "parse_phrase",
    "shipped_rules",
]
