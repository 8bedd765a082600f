"""Rows of facts: what is asked at the left, the answer beside it, thin lines between."""

from __future__ import annotations

from collections.abc import Sequence

from psoas_pdf.layout.board import Board, Piece, leaf
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import Node
from psoas_pdf.words import Words


def fact_rows(
    rows: Sequence[tuple[str, Words]], width: float, style: str, type_: Type
) -> list[tuple[Piece, Node]]:
    """Each row with the line under it, and its node.  style: of what is asked."""
    pad, first, rule = type_.length("fact-padding"), type_.length("fact-label"), type_.length("hair-rule")
    out = []
    for i, (asked, words) in enumerate(rows):
        board, head, cell = Board(type_), leaf("TH", Table_Scope="/Row"), leaf("TD")
        y = max(
            board.text(asked, style, 0, pad, first - type_.length("part-gap"), head),
            board.text(words, "body", first, pad, width - first, cell),
        )
        y += pad
        last = i + 1 == len(rows)
        board.rule(0, width, y, "hair-rule", "rule" if last else "hair")
        out.append((board.piece(y + rule), Node("TR", (head, cell))))
    return out
