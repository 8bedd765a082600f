"""A page's content stream, walked as a reader walks it: text through the file's fonts, and whose it is."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pikepdf

_PAINTING = """S s f F f* B B* b b* Do Tj TJ ' " sh"""
PAINTING = frozenset(_PAINTING.split())
ARTIFACT = "Artifact"


class TextRun(NamedTuple):
    """One showing operator.  role: of its mark, ARTIFACT, or None outside all marks.

    order: counts within the page.  width: points, by the widths that the file states.
    turned: half round, so that the run goes to the left from x.
    """

    page: int
    order: int
    x: float
    y: float
    text: str
    font: str
    size: float
    role: str | None
    mcid: int | None
    width: float
    turned: bool = False


class MarkedPage:
    """A page's content stream, walked once."""

    def __init__(self, number: int, page: Any) -> None:
        self.number, self.page = number, page
        self.runs: list[TextRun] = []
        self.marks: list[tuple[str, int]] = []  # role and MCID, in the order of painting
        self.unmarked: list[str] = []
        self._fonts: dict[str, EmbeddedFont] = {}
        self._walk()

    def text(self, mcid: int) -> str:
        return "".join([run.text for run in self.runs if run.mcid == mcid])

    def _walk(self) -> None:
        stack: list[tuple[str, int | None]] = []
        font, size, spacing, saved = "", 0.0, 0.0, 0
        x = y = 0.0
        shift, shifts = (0.0, 0.0), []
        turned = False
        instructions: Any = pikepdf.parse_content_stream(self.page)
        for operands, operator in instructions:
            op = str(operator)
            if op in ("BDC", "BMC"):
                assert not stack, "marks do not nest here"
                mcid = operands[1].get("/MCID") if op == "BDC" else None
                stack.append((str(operands[0])[1:], None if mcid is None else int(mcid)))
                if mcid is not None:
                    assert int(mcid) not in [m for _, m in self.marks], f"MCID {mcid} twice on a page"
                    self.marks.append((stack[-1][0], int(mcid)))
            elif op == "EMC":
                stack.pop()
            elif op == "Tf":
                font, size = str(operands[0]), float(operands[1])
            elif op == "Tc":
                spacing = float(operands[0])
            elif op == "Tm":
                x, y = float(operands[4]) + shift[0], float(operands[5]) + shift[1]
                axes = tuple([float(v) for v in operands[:4]])
                assert axes in ((1, 0, 0, 1), (-1, 0, 0, -1)), "text that leans"
                turned = axes[0] < 0
            elif op == "q":
                saved += 1
                shifts.append(shift)
            elif op == "Q":
                saved -= 1
                assert saved >= 0
                shift = shifts.pop()
            elif op == "cm" and [float(v) for v in operands[:4]] == [1, 0, 0, 1]:
                shift = shift[0] + float(operands[4]), shift[1] + float(operands[5])
            if op in PAINTING and not stack:
                self.unmarked.append(op)
            if op in ("Tj", "TJ"):
                role, mcid = stack[-1] if stack else (None, None)
                shown = operands[0] if op == "TJ" else [operands[0]]
                text, width = self._font(font).read(shown, size, spacing)
                self.runs.append(
                    TextRun(
                        self.number,
                        len(self.runs),
                        x,
                        y,
                        text,
                        self._font(font).name,
                        size,
                        role,
                        mcid,
                        width,
                        turned,
                    )
                )
                x += -width if turned else width
        assert not stack, "a mark is left open"
        assert saved == 0, "q without Q"

    def _font(self, name: str) -> EmbeddedFont:
        if name not in self._fonts:
            self._fonts[name] = EmbeddedFont(self.page.obj.Resources.Font[name])
        return self._fonts[name]


class EmbeddedFont:
    """Codes to text and widths, as a reader finds them in the file."""

    def __init__(self, font: Any) -> None:
        self.name = str(font.BaseFont)[1:].split("+")[-1]
        cmap = font.ToUnicode.read_bytes().decode("ascii")
        for block in re.findall(r"(\d+) beginbfchar\n(.*?)\nendbfchar", cmap, re.DOTALL):
            assert int(block[0]) == len(block[1].splitlines()) <= 100
        self._text = {
            int(code, 16): bytes.fromhex(text).decode("utf-16-be")
            for code, text in re.findall(
                r"<([0-9A-F]{4})> <([0-9A-F]+)>\n", cmap.split("endcodespacerange")[1]
            )
        }
        assert not {"\0", "\ufeff", "\ufffe"} & set(self._text.values())
        descendant = font.DescendantFonts[0]
        self._default = int(descendant.DW)
        self._widths: dict[int, int] = {}
        row = list(descendant.W)
        for first, widths in zip(row[::2], row[1::2], strict=True):
            self._widths.update({int(first) + i: int(w) for i, w in enumerate(widths)})

    def read(self, shown: Any, size: float, spacing: float) -> tuple[str, float]:
        text, width = "", 0.0
        for part in shown:
            if isinstance(part, pikepdf.String):
                raw = bytes(part)
                codes = [int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2)]
                text += "".join([self._text[code] for code in codes])
                width += sum(
                    [self._widths.get(code, self._default) * size / 1000 + spacing for code in codes]
                )
            else:
                width -= float(part) * size / 1000
        return text, width
