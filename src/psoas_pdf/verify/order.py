"""Reading order against the page: no validator asks whether words are read in the order in which they stand.

Pages are held so that words stand upright; scripts that run from right to left are not looked at.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from psoas_pdf.geometry import Box
from psoas_pdf.verify.findings import Findings, counted, listed
from psoas_pdf.verify.objects import Budget
from psoas_pdf.verify.painted import overlap, united
from psoas_pdf.verify.spoken import Piece, Word, box_of, turn_of
from psoas_pdf.verify.tags import HEADINGS

SAME_LINE = 0.3
"""Parts of the size by which base lines of one line may differ."""
BACK = 0.3
"""Parts of the size by which words may overlap the ones before them."""
GAP = 0.2
"""Parts of the size from which two words are apart without a space between them."""
COLUMN_GAP = 3.0
SHARED = 0.5
"""Of the narrower of two groups' widths: they then stand in one column."""
AMONG = 0.3
"""Of the smaller of two pieces' areas: they then stand among each other."""
JOINERS = "-‐‑–—/"
ENDS = ".,;:!?)"
RIGHT_TO_LEFT = ("R", "AL")


def check_words(pieces: Sequence[Piece], findings: Findings) -> None:
    """Within a paragraph, cell or label."""
    backward: dict[int, list[str]] = {}
    glued: dict[int, list[str]] = {}
    across: dict[int, list[str]] = {}
    for piece in pieces:
        if turn_of(piece.words) is None or _right_to_left(piece.text):
            continue
        gaps = 0
        reached = piece.words[0].box[2]
        for before, after in pairwise(piece.words):
            size = min(before.run.size, after.run.size)
            if after.page != before.page:
                reached = after.box[2]
                if after.page < before.page:
                    backward.setdefault(after.page, []).append(after.run.text)
                continue
            up = _base(after) - _base(before)
            on_line = abs(up) <= SAME_LINE * size
            ahead = after.box[0] - before.box[2]
            back_on_line = on_line and ahead < -BACK * size
            if back_on_line or (up > SAME_LINE * size and after.box[0] < reached - BACK * size):
                backward.setdefault(after.page, []).append(after.run.text)
            gaps += on_line and ahead > COLUMN_GAP * size
            apart = not on_line or ahead > GAP * size
            if apart and _glued(before.run.text, after.run.text):
                glued.setdefault(after.page, []).append(f"{before.run.text[-20:]}{after.run.text[:20]}")
            reached = max(reached, after.box[2])
        if gaps > 1:
            across.setdefault(piece.words[0].page, []).append(piece.text)
    for page, texts in backward.items():
        findings.error(
            page,
            f"words are read in another order than they stand in: {listed(texts)} comes too late or too early",
        )
    for page, texts in glued.items():
        findings.warning(
            page, f"words run together when they are read: {listed(texts)}", "end a line with a space"
        )
    for page, texts in across.items():
        findings.warning(page, f"a paragraph is read across columns: {listed(texts)}")


def check_blocks(
    pieces: Sequence[Piece], folded: bool, cards: bool, budget: Budget, findings: Findings
) -> None:
    """From one paragraph to the next.

    folded: pages stand on sheets in another order than they are read in.  cards: each is a whole of its own, and
    one to write on has lines under its heading, and no words.
    """
    above: dict[int, list[str]] = {}
    alone: dict[int, list[str]] = {}
    group: Box | None = None
    for before, after in pairwise(pieces):
        last, first = before.words[-1], after.words[0]
        if first.page != last.page:
            group = None
            if first.page < last.page and not folded:
                above.setdefault(first.page, []).append(after.text)
            elif before.element.role in HEADINGS and not folded and not cards:
                alone.setdefault(last.page, []).append(before.text)
            continue
        if turn_of(before.words) != turn_of(after.words):
            group = None
            continue
        own, box = box_of(_on(before.words, last.page)), box_of(_on(after.words, last.page))
        group = own if group is None else united(group, own)
        inside = before.group is after.group
        if not (inside and after.group.role == "Table") and _is_above(
            box, own if inside else group, inside, last
        ):
            above.setdefault(first.page, []).append(after.text)
        if not inside:
            group = None
    for page, texts in above.items():
        findings.warning(
            page,
            f"{listed(texts)} is read after what stands below it",
            "reading order should go down the page",
        )
    for page, texts in alone.items():
        findings.warning(page, f"a heading is left alone at the end of the page: {listed(texts)}")
    _check_among(pieces, budget, findings)


def _is_above(box: Box, before: Box, inside: bool, last: Word) -> bool:
    """Whether what is read next stands higher: within a group that is right only where a new column begins; from
    one group to another where the two are not in one column.
    """
    if box[1] < before[3] - BACK * last.run.size:
        return False
    if inside:
        return box[0] < before[2]
    return overlap(before, box)[0] > SHARED * min(before.width, box.width)


def _check_among(pieces: Sequence[Piece], budget: Budget, findings: Findings) -> None:
    pages: dict[int, list[tuple[Box, Piece]]] = {}
    for piece in pieces:
        if turn_of(piece.words) == 0:
            page = piece.words[0].page
            pages.setdefault(page, []).append((_lines(_on(piece.words, page)), piece))
    for page, rows in pages.items():
        rows.sort(key=lambda row: row[0][1])
        found = []
        budget.new_page()
        for i, (a, piece) in enumerate(rows):
            for j in range(i + 1, len(rows)):
                b, other = rows[j]
                budget.compared(1)
                if b[1] >= a[3]:
                    break
                width, height = overlap(a, b)
                smaller = min(a.width * a.height, b.width * b.height)
                if width > 0 and height > 0 and width * height > AMONG * smaller:
                    found.append(f"{piece.text} / {other.text}")
        if found:
            findings.warning(
                page,
                f"{counted(len(found), 'pair')} of paragraphs whose lines stand among each other: {listed(found)}",
            )


def _lines(words: Sequence[Word]) -> Box:
    """From the lowest base line to the small letters of the highest."""
    box = box_of(words)
    low = min(_base(word) for word in words)
    high = max(_base(word) + word.run.size / 2 for word in words)
    return Box(box[0], low, box[2], high)


def _base(word: Word) -> float:
    """Height of the base line, as the page is held."""
    run = word.run
    return {90: -run.x, 180: -run.y, 270: run.x}.get(run.turn, run.y)


def _on(words: Sequence[Word], page: int) -> list[Word]:
    return [word for word in words if word.page == page]


def _glued(before: str, after: str) -> bool:
    """Whether a reader hears one word where two stand."""
    if not before or not after or before[-1] in JOINERS:
        return False
    return (before[-1].isalnum() or before[-1] in ENDS) and after[0].isalnum()


def _right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in RIGHT_TO_LEFT for char in text)
