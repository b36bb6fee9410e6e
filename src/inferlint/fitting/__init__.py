"""Teaching checks: labelled texts → weights and cuts."""

from inferlint.fitting.fit import Fitted, fit_pack, is_stale, leave_one_out
from inferlint.fitting.texts import FOLDS, Labelled, articles_in, passages_of

__all__ = [
    "FOLDS",
    "Fitted",
    "Labelled",
    "articles_in",
    "fit_pack",
    "is_stale",
    "leave_one_out",
    "passages_of",
]
