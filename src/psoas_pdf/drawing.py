"""A drawing: paths with colour roles.  It knows no page, no file format and no colour.

A role is a word such as `skin`, `skin-shade`, `muscle` or `bone-edge`; a palette gives it a colour.
y goes up; the unit is the drawing's own (centimetres of a body for figures, millimetres for plates).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from psoas_pdf.geometry import Box, Path
from psoas_pdf.record import value


@value
class Shape:
    """A path, filled first and then stroked, each with a role or not at all.

    width: of the stroke, in the drawing's unit.  alpha: 0 to 1, for fill and stroke.  dash: on and off lengths.
    even_odd: filled by that rule.  cap, join: ends and corners of the stroke as PDF counts them; 1 is round.
    """

    path: Path
    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0
    alpha: float = 1.0
    dash: tuple[float, ...] = ()
    even_odd: bool = False
    cap: int = 1
    join: int = 1


@value
class Clip:
    """Shapes inside a path.  With a fill the path itself is painted first, from the same points."""

    path: Path
    shapes: tuple[Shape, ...]
    fill: str | None = None


Mark = Shape | Clip


@dataclass(frozen=True)
class Drawing:
    """What a figure, a plate or an icon comes to.  `digits`: decimals that print can show at the size it is used.

    Two drawings of the same content have the same `digest`, whether they were computed or read from a store.
    """

    box: Box
    marks: tuple[Mark, ...]
    digits: int = 1

    def __post_init__(self) -> None:
        # What the text form can say, so that a drawing out of a store stands where the computed one does.
        object.__setattr__(self, "box", Box(*[round(v, 3) for v in self.box]))

    @cached_property
    def text(self) -> str:
        """The canonical form: one line a mark, numbers on the grid of 10**-digits.  `parse` is its inverse."""
        return to_text(self)

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()[:24]

    def roles(self) -> set[str]:
        return {role for s in self.shapes() for role in (s.fill, s.stroke) if role} | {
            m.fill for m in self.marks if isinstance(m, Clip) and m.fill
        }

    def shapes(self) -> Iterator[Shape]:
        for mark in self.marks:
            yield from mark.shapes if isinstance(mark, Clip) else (mark,)

    def cropped(self, box: Box) -> Drawing:
        """What of the drawing lies in a box; whoever paints a drawing clips it to its box."""
        head = f"drawing 1 {self.digits} " + " ".join([f"{v:.9g}" for v in box])
        return StoredDrawing(head + self.text[self.text.index("\n") :])

    def outlined(self, times: float) -> Drawing:
        """The drawing with its outlines so many times as wide; those of a ghost stay thin."""
        lines = self.text.split("\n")
        for i, line in enumerate(lines):
            if line[:2] == "S ":
                words = line.split(" ", 4)
                if words[2].endswith("-edge") and not words[2].startswith("ghost-"):
                    words[3] = f"{round(float(words[3]) * times, 3):g}"
                    lines[i] = " ".join(words)
        return StoredDrawing("\n".join(lines))


class StoredDrawing(Drawing):
    """A drawing in its canonical text, as a store keeps it; marks are parsed when someone asks for them.

    Raises ValueError for a text that `to_text` didn't write.
    """

    def __init__(self, text: str) -> None:
        digits, box = _head(text[: text.find("\n") + 1])
        self.__dict__.update(text=text, box=box, digits=digits)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        return parse(self.text).marks


def to_text(drawing: Drawing) -> str:
    grid = 10**drawing.digits
    out = [f"drawing 1 {drawing.digits} " + " ".join([f"{v:.9g}" for v in drawing.box])]

    def path(p: Path) -> str:
        return " ".join([f"{s[0]}{' '.join([str(round(float(v) * grid)) for v in s[1:]])}" for s in p])

    def shape(s: Shape) -> str:
        dash = ",".join(f"{d:g}" for d in s.dash) or "-"
        kind = "E" if s.even_odd else "S"
        if (s.cap, s.join) != (1, 1):
            kind += f"{s.cap}{s.join}"
        roles = f"{s.fill or '-'} {s.stroke or '-'}"
        return f"{kind} {roles} {round(s.width, 3):g} {round(s.alpha, 3):g} {dash} {path(s.path)}"

    for mark in drawing.marks:
        if isinstance(mark, Clip):
            out.append(f"C {mark.fill or '-'} {len(mark.shapes)} {path(mark.path)}")
            out += [shape(s) for s in mark.shapes]
        else:
            out.append(shape(mark))
    return "\n".join(out) + "\n"


def parse(text: str) -> Drawing:
    """The drawing that `to_text` wrote.  Raises ValueError on anything else."""
    lines = text.splitlines()
    digits, box = _head(lines[0] if lines else "")
    grid = 10**digits
    numbers = {"M": 2, "L": 2, "C": 6, "Z": 0}

    def path(words: list[str]) -> Path:
        out, i = [], 0
        while i < len(words):
            op, count = words[i][0], numbers[words[i][0]]
            values = [words[i][1:], *words[i + 1 : i + count]] if count else []
            out.append((op, *[int(v) / grid for v in values]))
            i += max(1, count)
        return tuple(out)

    def shape(line: str) -> Shape:
        w = line.split()
        dash = tuple(float(d) for d in w[5].split(",")) if w[5] != "-" else ()
        ends = (int(w[0][1]), int(w[0][2])) if len(w[0]) == 3 else (1, 1)
        even_odd = w[0][0] == "E"
        return Shape(path(w[6:]), _role(w[1]), _role(w[2]), float(w[3]), float(w[4]), dash, even_odd, *ends)

    marks: list[Mark] = []
    at = 1
    while at < len(lines):
        words = lines[at].split()
        at += 1
        if words[0] == "C":
            count = int(words[2])
            marks.append(Clip(path(words[3:]), tuple(map(shape, lines[at : at + count])), _role(words[1])))
            at += count
        else:
            marks.append(shape(lines[at - 1]))
    return Drawing(box, tuple(marks), digits)


def _head(line: str) -> tuple[int, Box]:
    words = line.split()
    if words[:2] != ["drawing", "1"] or len(words) != 7:
        raise ValueError("not a drawing of version 1")
    return int(words[2]), Box(*map(float, words[3:]))


def _role(word: str) -> str | None:
    return None if word == "-" else word
