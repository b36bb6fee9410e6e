"""Words that take back a sentence, or its first half, whatever its grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inferlint.language.claims.denial import Denial, Refusal

_CLOSING = "\"'”’)*_]"

UNWRITTEN = re.compile(
    r"\b(?:TODO|TBD|TBA|FIXME"
    r"|(?i:coming soon|stay tuned|watch this space|lorem ipsum"
    r"|you(?: have|['’]ve| are|['’]re) (?:come to|in|at) the right place"
    r"|(?:to|will|shall|must|should)(?: still)? be (?:written|added|announced|filled in)"
    r"|to be done|more (?:on|about) (?:[\w’'-]+ ){1,5}(?:later|soon|below|next)))\b"
    r"|^\W*\[\s*(?i:insert|add|write|describe|explain|placeholder|your)\b"
)
"""What stands where a text is still to come: `TODO`, `[Insert a definition]`."""

OUT_OF_SCOPE = re.compile(
    r"\b(?:(?:beyond|outside|out of|not in) (?:the |our |its )?scope"
    r"|(?:for|to) another (?:day|time|post|article)"
    r"|(?:leaves?|leaving|left|sets?|setting|puts?|putting) (?:\w+ ){0,4}aside"
    r"|(?:leaves?|leaving|left) (?:\w+ ){0,4}(?:for later|out of (?:this|it))"
    r"|(?:we|i|(?:this|the) \w+)(?:['’]ll| will| shall|) leaves? (?:[\w’'-]+ ){1,9}"
    r"to (?:the |other |another )?(?:experts?|specialists?|others|post|article|guide|day))\b",
    re.IGNORECASE,
)

_ADVERB = (
    r"(?:simply |just |plainly |flatly |also |of course |completely |entirely |quite |utterly "
    r"|all |both |equally )?"
)
_FALSE = (
    rf"{_ADVERB}(?:wrong|false|incorrect|inaccurate|untrue|mistaken|nonsense"
    r"|(?:a|the) (?:mistake|myth|lie|misconception|fallacy|misunderstanding)"
    r"|(?:myths|lies|misconceptions|fallacies))"
)
_HOLD = (
    r"(?:(?:say|think|believe|assume|suppose|call|claim|state|suggest|conclude|imply|report|argue"
    r"|describe|pretend|imagine)(?:s|d|ed|ing)?|wrote|writ(?:e|es|ing)|said|saying|told|tell(?:ing)?)"
)
_WHAT_IS_HELD = r"(?:idea|claim|belief|notion|assumption|statement|view|saying|thinking|calling)"
_THIS = r"(?:which|this|that|it)"

REFUTED = re.compile(
    r"\b(?:(?P<noun>myths?|misconceptions?|fallacy|falsehoods?"
    r"|(?:common|popular|is a|be a) misunderstanding)"
    rf"|(?:wrongly|mistakenly|falsely|incorrectly) {_HOLD}|mistaken for"
    r"|(?:false|mistaken) (?:belief|idea|view|claim|assumption|impression)"
    rf"|(?:wrong|false|incorrect|untrue|nonsense|mistake|mistake is) (?:to {_HOLD}|that)"
    rf"|{_WHAT_IS_HELD}\b.*? (?:is|are|would be) {_FALSE}"
    rf"|{_THIS}(?: is|'s|’s|)(?: not|n't|n’t) (?:true|correct|right|the case)"
    r"(?! (?:of|for|with|in)\b))\b"
    rf"|(?:^|[,;:—–] )(?:and |but |yet )?(?:which|this|that)(?: is|'s|’s) {_FALSE}\b"
    rf"|^that .* (?:is|are) {_FALSE}(?=[.!]*$)"
    r"|^\W*(?P<label>(?:(?:wrong|false|incorrect|not true|do not say|don['’]t say)(?=[:.!]))"
    r"|(?:(?:common )?mistake|bad)(?: \d+)?(?=\W*:\W*[\"“]))",
    re.IGNORECASE,
)
"""What calls a claim wrong; a `noun` or a `label` may stand before the claim, after a colon."""

_NOT_REFUTED = re.compile(
    r"\b(?:no|not|n't|n’t|isn't|isn’t|hardly) (?:a |just a )?$", re.IGNORECASE
)
_SAID_OF_THIS = re.compile(rf"\b{_THIS}(?: is|'s|’s) (?:\w+ )?(?:a |the |one )?$", re.IGNORECASE)
_TURN = re.compile(
    r"[;:](?=\s)|\s[—–-]\s|—|, (?=(?:but|because|since|as|in fact|actually|in truth|in reality"
    r"|instead|rather)\b)|(?= (?:because|since) )",
    re.IGNORECASE,
)

_TRUE = r"(?:\w+ly |quite |at all )?(?:true|correct|right|accurate|so|the case)"
_UNTRUE = (
    rf"{_ADVERB}(?:not {_TRUE}|false|untrue|wrong|incorrect|inaccurate|mistaken|nonsense"
    r"|(?:a )?(?:myth|misconception|lie|fallacy|misunderstanding)"
    r"|myths|misconceptions|lies|fallacies|misunderstandings)"
)
_CLAIMS = (
    r"(?:\w+ )?(?:answer|assertion|assumption|belief|claim|idea|item|line|point|sentence|statement"
    r"|thing)s?"
)
_BELOW = r"(?:below|here|in this list)"
_FOLLOWING = rf"(?:these|those|the (?:following|below))(?: {_CLAIMS})?(?: {_BELOW})?"
_OF_THESE = rf"of (?:{_FOLLOWING}|them|which)"
"""Not `of this`: that is what has been said before."""
_ALL_FALSE = re.compile(
    rf"(?:^\W*|[,;:—–] |\b(?:and|as|because|but|since|that|yet) )(?:"
    rf"(?:(?:none|neither|nothing|not (?:a single )?one) {_OF_THESE}|no {_CLAIMS} {_BELOW})"
    rf" (?:(?:is|are) {_TRUE}|holds?(?: true| up)?)"
    rf"|(?:(?:all|most|both|each|every(?: single)? one) {_OF_THESE}|(?:all |both )?{_FOLLOWING}"
    rf"|(?:each|every) {_CLAIMS} {_BELOW}) (?:(?:is|are) {_UNTRUE}|(?:is|are)n['’]t {_TRUE})"
    rf"|(?:here (?:is|are) )?(?:what|{_CLAIMS} (?:that|which)) (?:is|are) (?:not true|false|untrue)"
    r")(?: at all)?(?:, [^:]*)?\W*$",
    re.IGNORECASE,
)
"""`None of these is true`, `All of them are wrong`, `Here is what is not true`."""
_AHEAD = re.compile(r"\b(?:following|below|this list)\b", re.IGNORECASE)


def calls_list_false(text: str) -> bool:
    """Tell whether a line says that nothing in the list below it is true."""
    found = _ALL_FALSE.search(text)
    return found is not None and (text.endswith(":") or _AHEAD.search(found[0]) is not None)


def whole_sentence(text: str) -> Denial | None:
    """Return what the sentence's wording takes back."""
    text = text.rstrip()
    if is_question(text):
        mark = text.rindex("?")
        return Denial(Refusal.ASKED, (mark, mark + 1), ((0, len(text)),))
    for pattern, why in ((UNWRITTEN, Refusal.PROMISED), (OUT_OF_SCOPE, Refusal.NOT_COVERED)):
        match = pattern.search(text)
        if match:
            return Denial(why, match.span(), ((0, len(text)),))
    for match in _refutations(text):
        return Denial(Refusal.REFUTED, match.span(), ((0, _correction(text, match)),))
    return None


def may_take_back(text: str) -> bool:
    """Tell whether `whole_sentence` would find anything."""
    return whole_sentence(text) is not None


def is_question(text: str) -> bool:
    """Tell whether the text ends with a question mark, whatever closes behind it."""
    return text.rstrip(_CLOSING + " \t").endswith("?")


def _refutations(text: str) -> Iterator[re.Match[str]]:
    for match in REFUTED.finditer(text):
        if not _NOT_REFUTED.search(text[: match.start()]):
            yield match


def _correction(text: str, match: re.Match[str]) -> int:
    """Return where the correction begins: `It is a myth that X: …`, `Calling it X is wrong, as …`.

    The colon behind a label or a noun introduces the claim instead, but not in `this is a myth: …`.
    """
    at = match.end()
    introduces = match["label"] or (
        match["noun"] and not _SAID_OF_THIS.search(text[: match.start()])
    )
    if introduces:
        colon = re.compile(r"\W*(?:is\W*)?[:.!]").match(text, at)
        at = colon.end() if colon else at
    goes_on = len(text.rstrip(".!"))
    at = max([at, *(again.end() for again in _refutations(text) if again.end() < goes_on)])
    turn = _TURN.search(text, at)
    return turn.start() if turn else len(text)
