"""The promise of every reader: each character of a block's text stands at its origin."""

import html

from inferlint.document import ADDED, Block, Document, Kind

LONGEST_ENTITY = 33


def misplaced(document: Document) -> list[str]:
    """Say which characters do not stand where their origin points to."""
    return [
        f"block {number}, {index}: {char!r} at {origin} in {block.text!r}"
        for number, block in enumerate(document.blocks)
        for index, (char, origin) in enumerate(zip(block.text, block.origin, strict=True))
        if not _stands_for(char, origin, block, document.source)
    ]


def _stands_for(char: str, origin: int, block: Block, source: str) -> bool:
    if origin == ADDED:
        return block.kind is Kind.ROW and char in ":; "
    written = source[origin]
    return (
        written == char
        or (char == " " and (written.isspace() or source[origin : origin + 3].lower() == "<br"))
        or (char == "\ufffd" and written == "\0")
        or (written == "\\" and source[origin + 1] == char)
        or (written == "&" and char in _decoded(source[origin:]))
    )


def _decoded(text: str) -> str:
    entity = text[: text.find(";", 0, LONGEST_ENTITY) + 1]
    return html.unescape(entity).replace("\0", "\ufffd")


def disorder(document: Document) -> list[str]:
    """Say which headings and introductions a block cannot have."""
    blocks = document.blocks
    wrong = []
    for number, block in enumerate(blocks):
        ranks = [blocks[index].level for index in block.headings]
        if any(
            index >= number or blocks[index].kind is not Kind.HEADING for index in block.headings
        ):
            wrong.append(f"block {number} is under {block.headings}")
        if ranks != sorted(set(ranks)):
            wrong.append(f"block {number} is under headings of ranks {ranks}")
        if block.intro is not None and not (block.kind is Kind.ITEM and block.intro < number):
            wrong.append(f"block {number} is introduced by {block.intro}")
        if not block.text or block.text != block.text.strip(" \t\n"):
            wrong.append(f"block {number} has the text {block.text!r}")
    return wrong
