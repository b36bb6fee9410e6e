"""Whether an article is in English, told by small words and by the script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from inferlint.language.analysis import Analysis

FEWEST_WORDS = 15
"""Shorter texts get the benefit of the doubt."""
WITHOUT_A_SIGN = 80
"""A text of so many words that holds no small word of English at all is something else."""
MOST_ENGLISH = 0.03
"""From this share of words that only English has a text is English …"""
MOST_IN_A_FOLDER = 0.06
"""… or from this one, where it stands in a folder such as `de/`."""
LEAST_FOREIGN = 0.05
"""A text in another language has at least this share of words that English does not have."""

MOSTLY_FOREIGN = 0.3
"""From this share of words that English does not have, English words are code and quotations."""

_ONLY_ENGLISH = frozenset(
    "the and with that are this from which when you your how not they their what".split()
)
"""Frequent words that are rare in other languages, even where those borrow English terms."""
_NEVER_ENGLISH = frozenset(
    """
    der das und ist nicht ein eine einen mit für auf den wird sich werden auch oder
    le les des une est dans pour que qui sur avec pas aux du sont
    el los las una para por del como más está uma não dos em são mais você isso
    il di che della sono nella gli
    het een niet voor dat zijn wordt ook
    och att är det på för og er ikke til av som
    nie się jest przez oraz se je není že jako
    ve bir bu için ile olarak gibi daha değil çok
    ja ei että ovat és egy hogy nem az és este pentru cu și
    yang dan untuk dengan ini dari adalah
    và của là có không được các một
    """.split()
)
"""Frequent words of languages in Latin script that English texts hardly hold."""


def seems_english(analysis: Analysis, *, doubtful: bool = False) -> bool:
    """Tell whether the words are English; `doubtful` where the article's folder says otherwise.

    Lists and tables hold few function words of any kind, so it takes both: next to none that only
    English has, and enough that it never has, or another script. A list of English terms stays
    English, and a German text full of English terms German.
    """
    forms = [word.form for sentence in analysis.sentences for word in sentence.words]
    if len(forms) < FEWEST_WORDS:
        return True
    english = _share(forms, (form in _ONLY_ENGLISH for form in forms))
    foreign = _share(forms, (form in _NEVER_ENGLISH or _is_foreign(form) for form in forms))
    enough = MOST_IN_A_FOLDER if doubtful else MOST_ENGLISH
    if foreign >= max(LEAST_FOREIGN if english < enough else MOSTLY_FOREIGN, 3 * english):
        return False
    return english > 0 or analysis.prose_words < WITHOUT_A_SIGN


def _share(forms: Sequence[str], hits: Iterable[bool]) -> float:
    return sum(hits) / len(forms)


def _is_foreign(form: str) -> bool:
    """Tell a word in another script; Greek letters one by one are a formula's."""
    if form.isascii():
        return False
    scripts = {unicodedata.name(c, "").partition(" ")[0] for c in form if c.isalpha()}
    return not scripts <= ({"LATIN", "GREEK"} if len(form) == 1 else {"LATIN"})
