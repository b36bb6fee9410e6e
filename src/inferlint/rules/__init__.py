"""The rule language: packs of YAML files, read into the records of `model`."""

from inferlint.rules.loading import load_pack, load_packs
from inferlint.rules.measures import MEASURES
from inferlint.rules.pack_files import packs_in, shipped_rules
from inferlint.rules.phrases import expansions, notation, parse_phrase
from inferlint.rules.weights import weights_text, with_weights, without_weights

__all__ = [
    "MEASURES",
    "expansions",
    "load_pack",
    "load_packs",
    "notation",
    "packs_in",
    "parse_phrase",
    "shipped_rules",
    "weights_text",
    "with_weights",
    "without_weights",
]
