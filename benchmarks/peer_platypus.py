"""The handout with reportlab's platypus: paragraphs, tables and a flowable for the pictures.  Untagged.

python -c "from peer_platypus import main; main()" CONTENT OUT.pdf
"""

from __future__ import annotations

import json
import os
import sys
from html import escape
from typing import Any

from reportlab.lib.colors import HexColor, white
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    ListFlowable,
    ListItem,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

LEFT, RIGHT, TOP, BOTTOM = 20 * mm, 14 * mm, 18 * mm, 21 * mm
WIDTH = A4[0] - LEFT - RIGHT
GUTTER = 6 * mm
INK, SOFT, ACCENT, TINT = HexColor("#17212B"), HexColor("#45525E"), HexColor("#0B5A6B"), HexColor("#E3F0F2")
STOP, RULE, HAIR = HexColor("#A3161F"), HexColor("#6B7883"), HexColor("#C3CCD3")


def style(
    name: str, font: str, size: float, leading: float, colour: Any = INK, **more: Any
) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=leading, textColor=colour, **more)


TITLE = style("title", "Fira-Bold", 28, 32)
PAGE_TITLE = style("page-title", "Fira-Bold", 20, 24)
GOAL = style("goal", "Fira", 14, 19)
HEADING = style("heading", "Fira-Bold", 18, 22)
STOP_HEADING = style("stop", "Fira-Bold", 18, 22, STOP)
BODY = style("body", "Fira", 12, 16)
CENTRED = style("centred", "Fira", 12, 16, alignment=TA_CENTER)
LABEL = style("label", "Fira-SemiBold", 12, 16)
LABEL_CENTRED = style("label-centred", "Fira-SemiBold", 12, 16, alignment=TA_CENTER)
SOFT_BODY = style("soft", "Fira", 12, 16, SOFT)
META = style("meta", "Fira", 12, 16, SOFT, alignment=TA_RIGHT)
FIGURE = style("figure", "Fira-SemiBold", 32, 32, ACCENT)
FIGURE_LABEL = style("figure-label", "Fira", 12, 14.4)

BARE = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
ON_TOP = [*BARE, ("VALIGN", (0, 0), (-1, -1), "TOP")]


class Picture(Flowable):
    """Coloured paths, drawn to fit into a box."""

    def __init__(
        self, figure: dict[str, Any], paths: list[dict[str, Any]], width: float, height: float
    ) -> None:
        super().__init__()
        self.paths = paths
        self.scale = min(width / figure["width"], height / figure["height"])
        self.width, self.height = figure["width"] * self.scale, figure["height"] * self.scale
        self.hAlign = "CENTER"

    def draw(self) -> None:
        canvas = self.canv
        canvas.scale(self.scale, self.scale)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        for mark in self.paths:
            if "clip" not in mark:
                self.shape(mark)
                continue
            canvas.saveState()
            if mark["fill"]:
                canvas.setFillColor(HexColor(mark["fill"]))
                canvas.drawPath(self.path(mark["clip"]), stroke=0, fill=1)
            canvas.clipPath(self.path(mark["clip"]), stroke=0, fill=0)
            for shape in mark["shapes"]:
                self.shape(shape)
            canvas.restoreState()

    def shape(self, mark: dict[str, Any]) -> None:
        canvas = self.canv
        plain = mark["alpha"] == 1 and not mark["dash"]
        if not plain:
            canvas.saveState()
            canvas.setFillAlpha(mark["alpha"])
            canvas.setStrokeAlpha(mark["alpha"])
            canvas.setDash(mark["dash"])
        if mark["fill"]:
            canvas.setFillColor(HexColor(mark["fill"]))
        if mark["stroke"]:
            canvas.setStrokeColor(HexColor(mark["stroke"]))
            canvas.setLineWidth(mark["width"])
        canvas.drawPath(
            self.path(mark["path"]), stroke=1 if mark["stroke"] else 0, fill=1 if mark["fill"] else 0
        )
        if not plain:
            canvas.restoreState()

    def path(self, segments: list[list[Any]]) -> Any:
        path = self.canv.beginPath()
        for op, *numbers in segments:
            if op == "M":
                path.moveTo(*numbers)
            elif op == "L":
                path.lineTo(*numbers)
            elif op == "C":
                path.curveTo(*numbers)
            else:
                path.close()
        return path


class Ticks(Flowable):
    """A box to tick, or none."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count, self.width, self.height = count, 4.8 * mm, 4.8 * mm
        self.hAlign = "CENTER"

    def draw(self) -> None:
        self.canv.setLineWidth(0.9)
        self.canv.setStrokeColor(INK)
        for i in range(self.count):
            self.canv.roundRect(i * 6 * mm, 0, self.width, self.height, 0.6 * mm)


class NumberedCanvas(Canvas):
    """Writes head and foot when the number of pages is known."""

    running: dict[str, str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.states: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self.states.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for state in self.states:
            self.__dict__.update(state)
            self.furniture(len(self.states))
            super().showPage()
        super().save()

    def furniture(self, pages: int) -> None:
        right, foot = A4[0] - RIGHT, 20 * mm
        self.setFillColor(INK)
        self.setFont("Fira-SemiBold", 12)
        if self._pageNumber > 1:
            self.drawString(LEFT, A4[1] - 15 * mm, self.running["title"])
        numbered = self.running["page_of"].format(page=self._pageNumber, pages=pages)
        self.drawRightString(right, foot - 5 * mm, numbered)
        self.setStrokeColor(RULE)
        self.setLineWidth(0.5)
        self.line(LEFT, foot, right, foot)
        self.setFillColor(SOFT)
        self.setFont("Fira", 12)
        self.drawString(LEFT, foot - 5 * mm, self.running["foot"])


def marked(text: str) -> str:
    """The words with `**strong**` as platypus wants it."""
    parts = escape(text, quote=False).split("**")
    return "".join(f'<font name="Fira-SemiBold">{p}</font>' if i % 2 else p for i, p in enumerate(parts))


def labelled(label: str, text: str) -> Paragraph:
    return Paragraph(f'<font name="Fira-SemiBold">{escape(label)}</font> {marked(text)}', BODY)


def bullets(entries: list[str]) -> ListFlowable:
    items = [ListItem(Paragraph(marked(e), BODY), leftIndent=12) for e in entries]
    return ListFlowable(items, bulletType="bullet", bulletFontName="Fira", bulletFontSize=12)


class Handout:
    def __init__(self, content: dict[str, Any], pictures: dict[str, Any]) -> None:
        self.content, self.pictures = content, pictures

    def picture(self, figure: dict[str, Any], width: float, height: float) -> Picture:
        return Picture(figure, self.pictures[figure["name"]], width, height)

    def story(self) -> list[Flowable]:
        return [
            *self.opening(),
            self.help(),
            Spacer(0, 4.8 * mm),
            *self.glance(),
            PageBreak(),
            *self.exercises(),
            PageBreak(),
            *self.diary(),
            KeepTogether(self.closing()),
        ]

    def opening(self) -> list[Flowable]:
        c = self.content
        blank = Table(
            [
                [c["masthead"]["blank_logo"], "", c["masthead"]["blank_clinic"]],
                ["", "", c["masthead"]["blank_phone"]],
            ],
            colWidths=[13 * mm, WIDTH - 75 * mm, 62 * mm],
            rowHeights=7 * mm,
            style=[
                *BARE,
                ("SPAN", (0, 0), (0, 1)),
                ("ALIGN", (0, 0), (0, 1), "CENTER"),
                ("VALIGN", (0, 0), (0, 1), "MIDDLE"),
                ("BOX", (0, 0), (0, 1), 0.75, RULE, None, (2, 2)),
                ("LINEBELOW", (2, 0), (2, 1), 0.75, RULE),
                ("FONT", (0, 0), (-1, -1), "Fira", 12),
                ("TEXTCOLOR", (0, 0), (-1, -1), SOFT),
            ],
        )
        fields = c["person"]["fields"]
        person = Table(
            [
                [Paragraph(escape(f["label"]), SOFT_BODY) for f in fields],
                [Paragraph(escape(f["value"]), LABEL) for f in fields],
            ],
            colWidths=WIDTH / len(fields),
            rowHeights=[16, 22],
            style=[*BARE, ("LINEBELOW", (0, 1), (-1, 1), 0.75, RULE)],
        )
        goal = f'<font name="Fira-SemiBold">{escape(c["goal"]["label"])}</font> {marked(c["goal"]["words"])}'
        return [
            blank,
            Spacer(0, 4 * mm),
            Paragraph(escape(c["title"]["words"]), TITLE),
            Paragraph(goal, GOAL),
            Paragraph(escape(c["goal"]["time"]), GOAL),
            Spacer(0, 3 * mm),
            person,
            Spacer(0, 4.2 * mm),
        ]

    def help(self) -> Flowable:
        block = self.content["help"]
        columns = [
            [
                part
                for listed in column
                for part in (Paragraph(escape(listed["heading"]), LABEL), bullets(listed["entries"]))
            ]
            for column in (block["first"][:1], [*block["first"][1:], block["last"]])
        ]
        return Table(
            [[Paragraph(escape(block["heading"]), STOP_HEADING), ""], columns],
            colWidths=WIDTH / 2,
            style=[
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("SPAN", (0, 0), (1, 0)),
                ("BOX", (0, 0), (-1, -1), 2, STOP),
                ("ROUNDEDCORNERS", [2 * mm] * 4),
            ],
        )

    def glance(self) -> list[Flowable]:
        block = self.content["glance"]
        cells = []
        for entry in block["entries"]:
            words = [
                Paragraph(f"{entry['number']}  {escape(entry['name'])}", LABEL),
                Paragraph(escape(entry["dose"]), BODY),
                *[Paragraph(escape(line), BODY) for line in entry["often"]],
            ]
            cells += [self.picture(entry["figure"], 20 * mm, 16 * mm), words]
        rows = [cells[i : i + 6] for i in range(0, len(cells), 6)]
        rows[-1] += [""] * (6 - len(rows[-1]))
        table = Table(
            rows,
            colWidths=[22 * mm, WIDTH / 3 - 22 * mm] * 3,
            style=[*ON_TOP, ("TOPPADDING", (0, 0), (-1, -1), 3), ("LINEABOVE", (0, 0), (-1, -1), 0.5, RULE)],
        )
        return [Paragraph(escape(block["heading"]), LABEL), table]

    def exercises(self) -> list[Flowable]:
        out: list[Flowable] = []
        for i, block in enumerate(self.content["exercises"]):
            if i:
                out.append(PageBreak() if i % 2 == 0 else Spacer(0, 3 * mm))
            out.append(KeepTogether(self.exercise(block)))
        return out

    def exercise(self, block: dict[str, Any]) -> list[Flowable]:
        head = Table(
            [
                [
                    Paragraph(f"{block['number']}  {escape(block['name'])}", HEADING),
                    Paragraph(escape(block["meta"]), META),
                ]
            ],
            colWidths=[WIDTH * 0.6, WIDTH * 0.4],
            style=[*BARE, ("LINEABOVE", (0, 0), (-1, 0), 1.5, INK), ("TOPPADDING", (0, 0), (-1, 0), 5)],
        )
        cells: list[Any] = []
        widths = []
        for cell in block["cells"]:
            number = Paragraph(escape(cell["figure"]), FIGURE)
            cells += [number, Paragraph("<br/>".join(map(escape, cell["label"])), FIGURE_LABEL)]
            taken = pdfmetrics.stringWidth(cell["figure"], "Fira-SemiBold", 32) + 6
            widths += [taken, (WIDTH - 8 * mm) / len(block["cells"]) - taken]
        dose = Table([cells], colWidths=widths, style=[*BARE, ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
        strip = Table(
            [[dose], [Paragraph(escape(block["sentence"]), BODY)]],
            colWidths=WIDTH,
            style=[
                ("BACKGROUND", (0, 0), (-1, -1), TINT),
                ("ROUNDEDCORNERS", [2 * mm] * 4),
                ("LEFTPADDING", (0, 0), (-1, -1), 4 * mm),
            ],
        )
        column = (WIDTH - GUTTER) / 2
        frame = Table(
            [
                [Paragraph(escape(block["start_label"]), LABEL)],
                [self.picture(block["start"], column - 6 * mm, 26 * mm)],
                [Paragraph(escape(block["end_label"]), LABEL)],
                [self.picture(block["end"], column - 6 * mm, 26 * mm)],
            ],
            colWidths=column,
            style=[
                ("BOX", (0, 0), (-1, -1), 0.5, RULE),
                ("LINEABOVE", (0, 2), (-1, 2), 0.5, RULE),
                ("ALIGN", (0, 0), (-1, -1), "CENTER"),
                ("ROUNDEDCORNERS", [2 * mm] * 4),
            ],
        )
        steps = ListFlowable(
            [ListItem(Paragraph(marked(s), BODY), leftIndent=20, spaceAfter=4) for s in block["steps"]],
            bulletFontName="Fira-Bold",
            bulletFontSize=13,
            bulletColor=ACCENT,
            bulletFormat="%s",
        )
        notes = Table(
            [[labelled(n["label"], n["words"])] for n in block["notes"]],
            colWidths=column,
            style=[*ON_TOP, ("LINEABOVE", (0, 0), (-1, -1), 0.5, HAIR), ("TOPPADDING", (0, 0), (-1, -1), 4)],
        )
        feel = labelled(block["feel"]["label"], block["feel"]["words"])
        body = Table(
            [[[frame, Spacer(0, 4), feel], "", [steps, notes]]],
            colWidths=[column, GUTTER, column],
            style=ON_TOP,
        )
        return [head, Spacer(0, 2 * mm), strip, Spacer(0, 3 * mm), body]

    def diary(self) -> list[Flowable]:
        block = self.content["diary"]
        key = "   ".join(
            f'<font name="Fira-SemiBold">{c["number"]}</font> {escape(c["name"])}' for c in block["columns"]
        )
        numbers = [Paragraph(n, LABEL_CENTRED) for n in block["scale"]]
        scale = Table(
            [[Paragraph(escape(block["least"]), BODY), *numbers, Paragraph(escape(block["most"]), BODY)]],
            colWidths=[20 * mm, *[(WIDTH - 48 * mm) / len(numbers)] * len(numbers), 28 * mm],
            style=[("BOX", (1, 0), (-2, 0), 0.75, INK), ("INNERGRID", (1, 0), (-2, 0), 0.5, RULE)],
        )
        weeks = [self.week(block, name) for name in block["weeks"]]
        pairs = [[weeks[i], "", weeks[i + 1] if i + 1 < len(weeks) else ""] for i in range(0, len(weeks), 2)]
        column = (WIDTH - GUTTER) / 2
        table = Table(
            pairs,
            colWidths=[column, GUTTER, column],
            style=[*ON_TOP, ("BOTTOMPADDING", (0, 0), (-1, -1), 4 * mm)],
        )
        return [
            Paragraph(escape(block["heading"]), PAGE_TITLE),
            Paragraph(escape(block["how"]), BODY),
            Paragraph(key, BODY),
            Spacer(0, 2 * mm),
            scale,
            Spacer(0, 4 * mm),
            table,
        ]

    def week(self, block: dict[str, Any], name: str) -> Table:
        columns = block["columns"]
        width = (WIDTH - GUTTER) / 2
        day, each = 12 * mm, 9.5 * mm
        head = [
            Paragraph(escape(block["day"]), LABEL),
            *[Paragraph(str(c["number"]), LABEL_CENTRED) for c in columns],
        ]
        rows: list[list[Any]] = [
            [
                Paragraph(escape(name), LABEL),
                "",
                "",
                "",
                Paragraph(escape(block["from_"]), BODY),
                *[""] * (len(columns) - 3),
            ],
            [*head, Paragraph(escape(block["pain"]), LABEL_CENTRED)],
        ]
        for i, label in enumerate(block["days"]):
            due = [
                Ticks(c["due"][i]) if c["due"][i] else Paragraph(escape(block["rest_mark"]), CENTRED)
                for c in columns
            ]
            rows.append([Paragraph(escape(label), BODY), *due, ""])
        return Table(
            rows,
            colWidths=[day, *[each] * len(columns), width - day - each * len(columns)],
            rowHeights=[18, 18, *[7.5 * mm] * len(block["days"])],
            style=[
                *BARE,
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("ALIGN", (0, 0), (-1, -1), "CENTER"),
                ("SPAN", (0, 0), (3, 0)),
                ("LINEABOVE", (0, 1), (-1, 1), 1.5, INK),
                ("LINEBELOW", (0, 1), (-1, 1), 0.5, RULE),
                ("LINEBELOW", (0, 2), (-1, -1), 0.5, HAIR),
                ("LINEBEFORE", (-1, 1), (-1, -1), 0.75, RULE),
            ],
        )

    def closing(self) -> list[Flowable]:
        about, sources = self.content["about"], self.content["sources"]
        words = [
            Paragraph(escape(about["heading"]), HEADING),
            Paragraph(marked(" ".join(about["sentences"])), BODY),
        ]
        beside = Table(
            [[self.picture(about["figure"], 28 * mm, 43 * mm), words]],
            colWidths=[32 * mm, WIDTH - 32 * mm],
            style=ON_TOP,
        )
        uses = Table(
            [[Paragraph(escape(name), BODY), Paragraph(marked(use), BODY)] for name, use in about["uses"]],
            colWidths=[37 * mm, WIDTH - 37 * mm],
            style=[*ON_TOP, ("LINEABOVE", (0, 0), (-1, -1), 0.5, HAIR), ("TOPPADDING", (0, 0), (-1, -1), 2)],
        )
        column = (WIDTH - GUTTER) / 2
        named = [
            Paragraph(escape(sources["heading"]), LABEL),
            Paragraph(marked("; ".join(sources["sources"]) + "."), BODY),
        ]
        sheet = [
            Paragraph(escape(sources["sheet_heading"]), LABEL),
            *[Paragraph(marked(s), BODY) for s in sources["sheet"]],
        ]
        notes = Table(
            [[named, "", sheet]],
            colWidths=[column, GUTTER, column],
            style=[
                *ON_TOP,
                ("LINEABOVE", (0, 0), (-1, 0), 0.5, RULE),
                ("BACKGROUND", (0, 0), (-1, -1), white),
            ],
        )
        heading = Paragraph(escape(about["uses_heading"]), LABEL)
        return [beside, Spacer(0, 4 * mm), heading, uses, Spacer(0, 4 * mm), notes]


def load(path: str) -> dict[str, Any]:
    with open(path, encoding="utf-8") as file:
        loaded: dict[str, Any] = json.load(file)
    return loaded


def register(folder: str) -> None:
    for name, weight in (("Fira", "Regular"), ("Fira-SemiBold", "SemiBold"), ("Fira-Bold", "Bold")):
        pdfmetrics.registerFont(TTFont(name, os.path.join(folder, "fonts", f"FiraSans-{weight}.ttf")))


def build(content: dict[str, Any], pictures: dict[str, Any], out: str) -> None:
    NumberedCanvas.running = content["running"]
    template = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=LEFT - 6,
        rightMargin=RIGHT - 6,
        topMargin=TOP,
        bottomMargin=BOTTOM,
        title=content["document"]["title"],
        lang=content["document"]["language"],
    )
    template.build(Handout(content, pictures).story(), canvasmaker=NumberedCanvas)


def main() -> None:
    folder, out = sys.argv[1:]
    content = load(os.path.join(folder, "content.json"))
    pictures = load(os.path.join(folder, "pictures.json"))
    register(folder)
    build(content, pictures, out)


def many() -> None:
    """CONTENT OUT COUNT: so many handouts, the words from people/NNNN.json; pictures and fonts are read once."""
    folder, out, count = sys.argv[1:]
    pictures = load(os.path.join(folder, "pictures.json"))
    register(folder)
    for i in range(int(count)):
        content = load(os.path.join(folder, "people", f"{i:04}.json"))
        build(content, pictures, os.path.join(out, f"{i:04}.pdf"))
