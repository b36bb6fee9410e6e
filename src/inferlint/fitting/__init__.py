"""Teaching checks: labelled texts → weights and cuts."""

from inferlint.fitting.fit import fit_pack, is_stale, leave_one_out
from inferlint.fitting.texts import articles_in, passages_of

__all__ = [
    "articles_in",
    "fit_pack",
    "is_stale",
    "leave_one_out",
    "passages_of",
]
