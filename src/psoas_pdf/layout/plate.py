"""One plate of an anatomy sheet: caption, drawing, labels with their leaders; or numbers and a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from psoas_pdf.document import PlateLabel, PlateView
from psoas_pdf.geometry import Box, circle, line
from psoas_pdf.layout.board import Board, leaf
from psoas_pdf.layout.ground import Ground
from psoas_pdf.layout.labels import Column, Full, Placed, Spacing, Text, place_labels
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import Node
from psoas_pdf.text.lines import Line
from psoas_pdf.units import MM
from psoas_pdf.words import Words, place_of

CELL = 0.5 * MM
"""Of the grid on which free places are sought."""
SHRINKS = (1.0, 0.96, 0.92, 0.88, 0.84, 0.8)
"""Sizes of the drawing, tried before numbers take the place of labels: pictures may shrink, words not."""
SIZES = (1.3, 1.2, 1.1, *SHRINKS)
"""The same where a plate has the whole width: it may be larger than it was drawn."""
USUAL_TYPE = 12.0
"""Points: type for which plates say how wide their labels are."""
WIDER = 1.1
"""Step by which a label of larger type gets more width."""
MOST_LINES = 3
MOST_NARROW_LINES = 4
NARROW = 20.0
"""Millimetres; a narrower label may have a line more."""
STYLES = {True: "plate-label-strong", False: "plate-label"}


@dataclass(frozen=True, slots=True)
class _Stand:
    """The drawing's top left corner on the board, points for a millimetre of the plate, and what it covers.

    ground: y upwards from the foot of the room.
    """

    x: float
    y: float
    scale: float
    ground: Ground


@dataclass(frozen=True, slots=True)
class _Shown:
    """What stands at a leader's end: a label, or the number that stands for it."""

    lines: tuple[Line, ...]
    style: str


def plate(
    board: Board, view: PlateView, room: Box, foot: Box | None = None, sizes: Sequence[float] = SHRINKS
) -> Node:
    """Sets a plate into its room (points on the board, y downwards), as large as it goes there.

    foot: something else at the foot of the room; the drawing stands above it, labels may stand beside it.
    sizes: how many times as large as it was drawn, tried in order.
    Returns its part of the structure tree: caption, drawing, and the labels as a list in the plate's order.
    """
    caption, type_ = leaf("H2"), board.type
    board.text(view.caption, "label", room.x0, room.y0, room.width, caption)
    board.marks.append((str(view.caption), 1, room.y0))
    shown = [_set(label, type_) for label in view.labels]
    labels = [_text(label, one, type_) for label, one in zip(view.labels, shown, strict=True)]
    for size in sizes:
        stand = _stand(view, room, foot, size, type_)
        placed = _arranged(view, labels, room, foot, stand, type_)
        if not isinstance(placed, Full):
            return _labelled(board, view, stand, caption, shown, placed, numbered=False)
    return _numbered(board, view, room, foot, caption)


def _numbered(board: Board, view: PlateView, room: Box, foot: Box | None, caption: Node) -> Node:
    """Numbers for labels; the key stands under the drawing in as many columns as the longest entry allows."""
    type_ = board.type
    key = [
        type_.lines(label.words, STYLES[label.strong], room.width, lead=str(i))
        for i, label in enumerate(view.labels, 1)
    ]
    gutter, gap = type_.length("gutter"), type_.length("label-gap")
    widest = max(line.width for lines in key for line in lines)
    across = max(1, int((room.width + gutter) / (widest + gutter)))
    columns = [key[i : i + -(-len(key) // across)] for i in range(0, len(key), -(-len(key) // across))]
    leading = type_.style(STYLES[False]).leading
    high = max(sum(map(len, column)) for column in columns) * leading + gap
    above = Box(room.x0, room.y0, room.x1, (foot.y0 if foot else room.y1) - high)
    numbers = [
        _Shown(type_.lines(Words(str(i), label.words.place), STYLES[True], room.width), STYLES[True])
        for i, label in enumerate(view.labels, 1)
    ]
    texts = [_text(label, one, type_) for label, one in zip(view.labels, numbers, strict=True)]
    stand = _stand(view, above, None, 1.0, type_)
    placed = _arranged(view, texts, above, None, stand, type_)
    if isinstance(placed, Full):
        type_.problems.error(
            view.place,
            f"the labels of the plate {str(view.caption)!r} have no room in the column {placed.column!r}",
            "give the plate fewer labels, or move some to another column",
        )
        return Node("Sect", (caption,))
    sect = _labelled(board, view, stand, caption, numbers, placed, numbered=True)
    items: list[Node] = []
    for i, column in enumerate(columns):
        x, y = room.x0 + i * (widest + gutter), above.y1 + gap
        for lines in column:
            body = leaf("LBody")
            y = board.set(lines, STYLES[view.labels[len(items)].strong], x, y, room.width, body)
            items.append(Node("LI", (body,)))
    return Node("Sect", (*sect.kids, Node("L", tuple(items))))


def _set(label: PlateLabel, type_: Type) -> _Shown:
    """The label in lines; too many are an error where the plate's author wrote it."""
    style = STYLES[label.strong]
    most = MOST_NARROW_LINES if label.width_mm < NARROW else MOST_LINES
    larger = type_.style(style).size / USUAL_TYPE
    if larger > 1:
        return _Shown(_large(label, style, label.width_mm * MM * larger, most, type_), style)
    lines = type_.lines(label.words, style, label.width_mm * MM)
    if len(lines) > most:
        type_.problems.error(
            place_of(label.words),
            f"the label {str(label.words)!r} takes more than {most} lines of {label.width_mm:g} mm",
            "shorten it, or give it a larger width",
        )
    return _Shown(lines, style)


def _large(label: PlateLabel, style: str, width: float, most: int, type_: Type) -> tuple[Line, ...]:
    """A label of larger type than its plate was made for, at least as wide as its longest word."""
    strong = STYLES[True]
    width = max(width, *(type_.width(word, strong) for word in label.words.replace("**", "").split()))
    while len(lines := type_.lines(label.words, style, width)) > most:
        width *= WIDER
    return lines


def _text(label: PlateLabel, shown: _Shown, type_: Type) -> Text:
    style = type_.style(shown.style)
    # The middle of small letters looks level with a line; the middle of the leading lies above it.
    middle = style.baseline - type_.faces[style.face].x_height * style.size / 2000
    widths = tuple(line.width for line in shown.lines) or (0.0,)
    return Text(widths, style.leading, label.anchor, label.column, middle)


def _stand(view: PlateView, room: Box, foot: Box | None, size: float, type_: Type) -> _Stand:
    """That many times as large as it was drawn, or as the room allows.

    Beside the caption if that is free, else under it.
    """
    width, height = view.size_mm
    top = type_.style("label").leading + type_.length("label-gap")
    bottom = foot.y0 - type_.length("part-gap") if foot else room.y1
    sides = {label.column for label in view.labels}
    beside = all(view.columns[side][0] > 0 for side in sides if side in view.columns)

    def stand(y: float) -> _Stand:
        scale = min(MM * max(1.0, size), (bottom - y) / height, room.width / width) * min(1.0, size)
        x = room.x0 if beside else room.x0 + (room.width - width * scale) / 2
        ground = Ground(Box(room.x0, 0, room.x1, room.height), CELL)
        low = room.y1 - y - height * scale
        ground.take_drawing(view.figure.drawing, x, low, scale, type_.length("plate-clear"))
        return _Stand(x, y, scale, ground)

    first = stand(room.y0)
    caption = Box(
        room.x0, room.y1 - room.y0 - top, room.x0 + type_.width(view.caption, "label"), room.y1 - room.y0
    )
    return first if first.ground.is_free(caption) else stand(room.y0 + top)


def _arranged(
    view: PlateView, texts: Sequence[Text], room: Box, foot: Box | None, stand: _Stand, type_: Type
) -> tuple[Placed, ...] | Full:
    """Places for the labels on the board, y downwards."""
    ground = stand.ground
    caption = type_.style("label").leading + type_.length("label-gap")
    beside = max(room.x0 + type_.width(view.caption, "label"), stand.x + view.size_mm[0] * stand.scale / 2)
    ground.take_box(Box(room.x0, room.height - caption, beside, room.height))
    if foot:
        ground.take_box(
            Box(foot.x0, room.y1 - foot.y1, foot.x1, room.y1 - foot.y0).grown(type_.length("plate-clear"))
        )
    width, height = view.size_mm
    columns = {
        name: Column(
            Box(
                stand.x + left * stand.scale if left > 0 else room.x0,
                0,
                stand.x + right * stand.scale if right < width else room.x1,
                room.height,
            ),
            flush=left <= 0 or right >= width,
        )
        for name, (left, right) in view.columns.items()
    }
    low = room.y1 - stand.y - height * stand.scale
    here = [
        Text(
            t.lines,
            t.leading,
            (stand.x + t.anchor[0] * stand.scale, low + t.anchor[1] * stand.scale),
            t.column,
            t.hang,
        )
        for t in texts
    ]
    spacing = Spacing(
        gap=type_.length("label-gap"),
        off=type_.length("leader-gap"),
        dot=type_.length("leader-dot") + type_.length("leader-rim"),
    )
    placed = place_labels(here, columns, ground, spacing)
    if isinstance(placed, Full):
        return placed
    base = room.y1
    return tuple(
        Placed(
            Box(p.box.x0, base - p.box.y1, p.box.x1, base - p.box.y0),
            (p.start[0], base - p.start[1]),
            (p.end[0], base - p.end[1]),
        )
        for p in placed
    )


def _labelled(
    board: Board,
    view: PlateView,
    stand: _Stand,
    caption: Node,
    shown: Sequence[_Shown],
    placed: Sequence[Placed],
    numbered: bool,
) -> Node:
    """The drawing with what stands beside it.  A number's words stand in the key."""
    type_ = board.type
    picture = Node("Figure", alt=view.figure.alt)
    width, height = view.size_mm
    board.drawing(view.figure.drawing, stand.x, stand.y, width * stand.scale, height * stand.scale, picture)
    for p in placed:
        board.shape(line(p.start, p.end), stroke="paper", width=type_.length("leader-key"), round=True)
    radius, rim = type_.length("leader-dot"), type_.length("leader-rim")
    for label, p in zip(view.labels, placed, strict=True):
        board.shape(line(p.start, p.end), stroke="ink", width=type_.length("leader"))
        dot = type_.length("leader-dot-small") if label.small else radius
        board.shape(circle(*p.end, dot + rim), fill="paper")
        board.shape(circle(*p.end, dot), fill="ink")
    bodies = []
    for one, p in zip(shown, placed, strict=True):
        body = leaf("P" if numbered else "LBody")
        board.set(one.lines, one.style, p.box.x0, p.box.y0, p.box.width, body)
        bodies.append(body)
    words = tuple(bodies) if numbered else (Node("L", tuple(Node("LI", (body,)) for body in bodies)),)
    return Node("Sect", (caption, picture, *(words if bodies else ())))
