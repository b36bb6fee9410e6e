"""What stands around a sentence and takes it back: headings, the line above a list, replies.

Denials from here count in the text of the sentence's block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from inferlint.document import Block, Cell, Kind
from inferlint.language import Analysis, Sentence
from inferlint.language.claims import NEGATORS, Denial, Refusal, is_question

INHERITED = frozenset([Refusal.NOT_COVERED, Refusal.PROMISED, Refusal.REFUTED])
"""What the line above a list says of all its items."""


def denials_around(analysis: Analysis, sentence: Sentence) -> Iterator[Denial]:
    """Yield what the sentence's surroundings take back of it."""
    block = analysis.block_of(sentence)
    why = _refused_by_heading(analysis, sentence)
    if why is not None:
        yield _whole(why, sentence)
    if block.kind is Kind.ROW:
        yield from _denied_cells(block)
    elif _is_answered_with_no(analysis, sentence):
        yield _whole(Refusal.REFUTED, sentence)


def takes_up(why: Refusal, analysis: Analysis, sentence: Sentence) -> bool:
    """Tell whether an item falls with the line above its list.

    Below `it is a myth that:` stands the myth, and what follows it in the item is the correction.
    """
    return why is not Refusal.REFUTED or _is_listed_claim(analysis, sentence)


def is_listed_falsehood(analysis: Analysis, sentence: Sentence) -> bool:
    """Tell the claim of an item below `none of these is true:` from what corrects it."""
    first = analysis.of_block[sentence.block].start == sentence.index
    return (
        first
        and _opens_item(analysis, sentence)
        and _TURNS.search(analysis.text_of(sentence)) is None
    )


def may_keep_promise(text: str) -> bool:
    """Tell whether an item below `in this article` may state something: no `how …` does."""
    return _ASKS.match(text) is None


_WHAT_IS = re.compile(
    r"\W*(?:(?:so|but|and|first|then|ok|okay),? )?what(?:['’]s| is| are| does| do) ", re.IGNORECASE
)
_IT_IS = re.compile(
    r"\W*(?:(?:well|simply put|put simply|in short|basically|essentially|at its core"
    r"|in plain (?:words|english|terms)|in (?:simple|other) (?:words|terms)),? )?"
    r"(?:it|this|that|they)(?:['’]s| is| are| means?| refers?| describes?| happens?)\b"
    r"(?! not\b| hard\b| difficult\b| easy\b)",
    re.IGNORECASE,
)


def is_answered(analysis: Analysis, question: Sentence) -> bool:
    """Tell whether the next sentence takes up `What is …?` with `It is …`: both are one claim."""
    following = question.index + 1
    if following >= len(analysis.sentences) or not _WHAT_IS.match(analysis.text_of(question)):
        return False
    answer = analysis.sentences[following]
    together = analysis.block_of(answer).headings == analysis.block_of(question).headings
    return together and _IT_IS.match(analysis.text_of(answer)) is not None


def names_sources(title: str) -> bool:
    """Tell whether a heading stands above the titles of other texts: `References`."""
    return _said_by_title(title, "") is Refusal.CITED


def _whole(why: Refusal, sentence: Sentence) -> Denial:
    return Denial(why, (sentence.start, sentence.start), ((sentence.start, sentence.end),))


# --- below a heading ---------------------------------------------------------------------------

_SOURCES = re.compile(
    r"(?:references?|bibliography|sources?|works cited|literature|citations?|further reading"
    r"|see also|related (?:articles?|posts?|reading|pages?|links)|read more|external links|links)"
)
"""Below these stand the titles of other texts."""
_LEFT_OUT = re.compile(
    r"(?:not (?:covered|included|discussed)(?: .*)?|(?:out of|beyond the) scope(?: .*)?"
    r"|non[- ]goals?|omissions|topics (?:not covered|left out)|left out"
    r"|(?:what|things|topics)\b.* (?:(?:do|does|will|is|are) not|(?:do|does|wo|is|are)n['’]t) "
    r"(?:be )?(?:cover|covered|discuss|discussed|include|included|treat|explain|find)\b.*"
    r"|(?:what|things|topics) (?:we|i) (?:leave|left) out)"
)
_ANNOUNCED = re.compile(
    r"(?:(?:table of )?contents?|toc|agenda|outline|syllabus|curriculum|roadmap"
    r"|topics(?: covered)?|planned(?: .*)?|to ?do"
    r"|coming (?:soon|next|up)|upcoming(?: .*)?|future (?:posts|articles|topics|work)"
    r"|(?:in|on) this (?:article|guide|post|page|section|chapter|tutorial)"
    r"|what (?:you|we)(?:['’]ll| will| shall) (?:learn|cover|find|see|discuss)(?: .*)?)"
)
_MYTHS = re.compile(
    r"(?:(?:[\w’'-]+ ){0,4}(?:myths|misconceptions|fallacies|falsehoods|misunderstandings)"
    r"(?: (?:about|around|on|of|in|regarding) .*)?"
    r"|(?:things|claims|statements|sentences|beliefs|what).* (?:(?:is|are) not|aren['’]t|isn['’]t) "
    r"(?:true|so|correct|right)"
    r"|(?:false|wrong|untrue|incorrect) (?:claims|statements|beliefs|ideas|assumptions)(?: .*)?)"
)
"""A plural only: below `Myth: it is free` stands the correction."""
_GOALS = re.compile(r"(?:learning )?(?:objectives|goals|outcomes)")
_LEARNS = re.compile(
    r"\W*(?:be able to )?(?:understand|learn|know|explain|describe|define|discuss|identify"
    r"|recogni[sz]e|distinguish|compare|explore|summari[sz]e|list|name)\b",
    re.IGNORECASE,
)
"""How a goal begins that readers are to reach; other items below it are deeds."""
_LISTS_ONLY = frozenset([Refusal.PROMISED, Refusal.REFUTED])
_HEADINGS = (
    (_SOURCES, Refusal.CITED),
    (_LEFT_OUT, Refusal.NOT_COVERED),
    (_ANNOUNCED, Refusal.PROMISED),
    (_MYTHS, Refusal.REFUTED),
)
_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*|[ivx]+|[a-z])[.)]\s+", re.IGNORECASE)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


def _refused_by_heading(analysis: Analysis, sentence: Sentence) -> Refusal | None:
    """Return what the nearest heading (or the list's title line) says of all that stands below."""
    block = analysis.block_of(sentence)
    blocks = analysis.document.blocks
    above = [*([block.intro] if block.intro is not None else []), *block.headings[-1:]]
    for index in above:
        why = _said_by_title(blocks[index].text, analysis.text_of(sentence))
        if why is None:
            continue
        if why not in _LISTS_ONLY:
            return why
        may_list = block.kind is Kind.ITEM or (
            block.kind is Kind.HEADING and why is Refusal.REFUTED
        )
        return why if may_list and takes_up(why, analysis, sentence) else None
    return None


def _said_by_title(title: str, text: str) -> Refusal | None:
    plain = _EDGES.sub("", _NUMBERING.sub("", _EDGES.sub("", title))).lower()
    if _GOALS.fullmatch(plain):
        return Refusal.PROMISED if _LEARNS.match(text) else None
    return next((why for pattern, why in _HEADINGS if pattern.fullmatch(plain)), None)


# --- items of a list ---------------------------------------------------------------------------

_ASKS = re.compile(r"\W*(?:how|what|why|whether|when|where|which|who)\b", re.IGNORECASE)
_CORRECTS = re.compile(
    r"\b(?:fact|reality|truth|true|actually|correct|better|instead|really|but|however|rather)\b"
    r"|[❌✗✘]",
    re.IGNORECASE,
)
_TURNS = re.compile(rf"[:;,—–].*{_CORRECTS.pattern}", re.IGNORECASE)
_ITEM_MARK = re.compile(r"(?:^|\s)(?:[-*+•]|\d+[.)])\s+\S*$|^\s*(?:[-*+•]|\d+[.)])\s+[^\w]*$")


def _is_listed_claim(analysis: Analysis, sentence: Sentence) -> bool:
    """Tell the claim of an item (or of a heading below) from its correction."""
    text = analysis.text_of(sentence)
    first = analysis.of_block[sentence.block].start == sentence.index
    is_heading = analysis.block_of(sentence).kind is Kind.HEADING
    return (
        first
        and (is_heading or _opens_item(analysis, sentence))
        and _CORRECTS.search(text) is None
        and not any(word.form in NEGATORS for word in sentence.words)
    )


def _opens_item(analysis: Analysis, sentence: Sentence) -> bool:
    """Tell an item's first paragraph from those below it: a bullet stands before it."""
    document = analysis.document
    span = analysis.block_of(sentence).source_span(0, 1)
    line = document.position(span.start).line
    start = document.line_starts[line - 1]
    return _ITEM_MARK.search(document.source[start : span.start]) is not None


# --- columns of a table ------------------------------------------------------------------------

_MYTH_COLUMN = re.compile(
    r"\W*(?:(?:common )?(?:myth|misconception|fallacy|false belief)s?|wrong|incorrect"
    r"|false|not true|(?:what )?people (?:think|say|believe))\W*",
    re.IGNORECASE,
)
_VERDICT_COLUMN = re.compile(
    r"\W*(?:verdict|true|correct|right|true or false|true/false|fact or (?:myth|fiction)|t/f"
    r"|is (?:it|this|that) (?:true|correct|right)|answer|truth)\W*",
    re.IGNORECASE,
)
_CALLED_FALSE = re.compile(
    r"\W*(?:false|wrong|myth|untrue|not true|incorrect|fiction|nonsense)\W*", re.IGNORECASE
)
_NO = re.compile(r"\W*(?:no|f|❌|✗|✘|✕|🚫|x)\W*|[❌✗✘✕🚫]\ufe0f?", re.IGNORECASE)


def _denied_cells(block: Block) -> Iterator[Denial]:
    """Yield the cells of a column of myths, and those before a cell that calls them false."""
    for cell in block.cells:
        if _MYTH_COLUMN.fullmatch(_header(block, cell)):
            yield _refuted_cells([cell])
    for number, cell in enumerate(block.cells):
        if _is_no(block, cell):
            yield _refuted_cells(block.cells[:number] or block.cells[1:2])


def _is_no(block: Block, cell: Cell) -> bool:
    text = block.text[cell.body.start : cell.body.end]
    if _CALLED_FALSE.fullmatch(text):
        return True
    return bool(_VERDICT_COLUMN.fullmatch(_header(block, cell)) and _NO.fullmatch(text))


def _header(block: Block, cell: Cell) -> str:
    return block.text[cell.header.start : cell.header.end] if cell.header else ""


def _refuted_cells(cells: list[Cell] | tuple[Cell, ...]) -> Denial:
    spans = tuple((cell.body.start, cell.body.end) for cell in cells)
    return Denial(Refusal.REFUTED, spans[0] if spans else (0, 0), spans)


# --- replies -----------------------------------------------------------------------------------

_OPENING = r"^\W*(?:(?:but|and|yet|well|sorry|actually|in fact|of course|clearly)\b[, ]+)?"
_ADVERB = r"(?:(?:simply|just|plainly|all|both|flatly|of course|quite|completely|entirely) )?"
_END = r"(?=\W*$|[,;:.!]|\s[—–-]|—)"
_FALSE = (
    rf"{_ADVERB}(?:untrue|false|nonsense|not (?:true|so|the case)"
    r"|(?:a )?(?:myths?|misconceptions?|lies?))"
)
_WRONG = rf"{_ADVERB}(?:wrong|incorrect|mistaken|not (?:quite )?(?:right|correct))"
_IS = r"(?: is|'s|’s| are|'re|’re)"
_REPLY = re.compile(
    rf"{_OPENING}(?:(?:this|that|it|these|they|both|all of (?:this|that|it)){_IS} {_FALSE}{_END}"
    rf"|(?:this|that|it|these|they) (?:isn['’]t|aren['’]t) (?:true|so|the case){_END}"
    rf"|(?:not true|untrue|nonsense|rubbish|false)(?: again| too)?{_END}"
    rf"|(?:i|we) (?:(?:strongly |respectfully )?disagree|beg to differ|do(?:n['’]t| not) (?:agree"
    rf"|buy (?:it|this|that))){_END}"
    r"|(?:none|nothing|neither)(?: of (?:this|that|these|it|the above|the two))?(?: is| are| was)?"
    r" (?:true|right|so|the case)\b)",
    re.IGNORECASE,
)
"""Takes back the sentence before it, whoever said it."""
_REPLY_TO_OTHERS = re.compile(
    rf"{_OPENING}(?:(?:this|that|it|these|they|both|all|neither|all of them){_IS} {_WRONG}{_END}"
    rf"|(?:wrong|incorrect|no|nope|not so|not quite|hardly|far from it)(?: again| too)?{_END}"
    rf"|(?:both|all|these) (?:of them |claims |statements )?are {_FALSE}{_END}"
    rf"|do(?:n['’]t| not) (?:believe|listen to) (?:it|this|that|them)\b)",
    re.IGNORECASE,
)
"""Takes back what stands in quotes or in others' mouths."""
_OF_ALL = re.compile(rf"{_OPENING}(?:both|all|none|neither|they|these)\b", re.IGNORECASE)
_QUOTED = re.compile(r"^\W*[\"“‘'«]|[\"”’'»]\W*$")
_OTHERS_SAY = frozenset(
    "say think believe claim assume argue insist hear tell suppose myth according assure swear"
    " maintain assert allege pretend promise".split()
)


def _is_answered_with_no(analysis: Analysis, sentence: Sentence) -> bool:
    """Tell whether the next sentence takes this one back, as in `Some say so. This is wrong`."""
    if is_question(analysis.text_of(sentence)):
        return False
    others = _is_of_others(analysis, sentence)
    for number, reply in enumerate(_following(analysis, sentence)):
        text = analysis.text_of(reply)
        takes_back = _REPLY.search(text) or (others and _REPLY_TO_OTHERS.search(text))
        if takes_back:
            return number == 0 or bool(_OF_ALL.search(text))
        if not others or not _is_of_others(analysis, reply):
            return False
    return False


def replies(analysis: Analysis, sentence: Sentence) -> bool:
    """Tell whether the sentence is such a reply: what follows on its `Wrong:` is asserted."""
    text = analysis.text_of(sentence)
    if sentence.index == 0 or not (_REPLY.search(text) or _REPLY_TO_OTHERS.search(text)):
        return False
    before = analysis.sentences[sentence.index - 1]
    return before.block == sentence.block or _is_of_others(analysis, before)


def _following(analysis: Analysis, sentence: Sentence) -> Iterator[Sentence]:
    """Yield the next sentences of the block, and the first of the next where this one is quoted."""
    block = analysis.of_block[sentence.block]
    yield from (analysis.sentences[i] for i in range(sentence.index + 1, block.stop))
    after = analysis.sentences[block.stop : block.stop + 1]
    if after and _is_of_others(analysis, sentence):
        here, there = analysis.block_of(sentence), analysis.block_of(after[0])
        if there.kind is not Kind.HEADING and (here.quoted or here.kind is not Kind.ITEM):
            yield after[0]


def _is_of_others(analysis: Analysis, sentence: Sentence) -> bool:
    if _QUOTED.search(analysis.text_of(sentence)) or analysis.block_of(sentence).quoted:
        return True
    return any(word.lemma in _OTHERS_SAY for word in sentence.words)
