"""The handout with fpdf2: cells and multi-cells at the cursor, pictures as painted paths.  Untagged.

python -c "from peer_fpdf2 import main; main()" CONTENT OUT.pdf
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from fpdf import FPDF
from fpdf.drawing import ClippingPath, GraphicsContext, PaintedPath, Transform

LEFT, RIGHT, TOP, BOTTOM = 20.0, 14.0, 18.0, 22.0
WIDTH, HEIGHT = 210.0 - LEFT - RIGHT, 297.0
GUTTER = 6.0
COLUMN = (WIDTH - GUTTER) / 2
POINT = 25.4 / 72
LEADING = 16 * POINT
INK, SOFT, ACCENT, TINT = "#17212B", "#45525E", "#0B5A6B", "#E3F0F2"
STOP, RULE, HAIR = "#A3161F", "#6B7883", "#C3CCD3"


class Handout(FPDF):
    def __init__(self, content: dict[str, Any], pictures: dict[str, Any], fonts: str) -> None:
        super().__init__("P", "mm", "A4")
        self.content, self.pictures = content, pictures
        self.add_font("fira", "", os.path.join(fonts, "FiraSans-Regular.ttf"))
        self.add_font("fira", "B", os.path.join(fonts, "FiraSans-SemiBold.ttf"))
        self.add_font("fira-bold", "", os.path.join(fonts, "FiraSans-Bold.ttf"))
        self.set_title(content["document"]["title"])
        self.set_lang(content["document"]["language"])
        self.set_margins(LEFT, TOP, RIGHT)
        self.set_auto_page_break(False)
        self.c_margin = 0

    # what stands on every page
    def header(self) -> None:
        if self.page_no() > 1:
            self.face("B", 12)
            self.set_xy(LEFT, 12)
            self.cell(WIDTH, LEADING, self.content["running"]["title"])
        self.set_xy(LEFT, TOP + (4 if self.page_no() > 1 else -6))

    def footer(self) -> None:
        running = self.content["running"]
        self.rule(LEFT, HEIGHT - 20, WIDTH, 0.5, RULE)
        self.face("", 12, SOFT)
        self.set_xy(LEFT, HEIGHT - 18)
        self.cell(WIDTH / 2, LEADING, running["foot"])
        self.face("B", 12)
        numbered = running["page_of"].format(page=self.page_no(), pages="{nb}")
        self.cell(WIDTH / 2, LEADING, numbered, align="R")

    # text
    def face(self, style: str, size: float, colour: str = INK, family: str = "fira") -> None:
        self.set_font(family, style, size)
        self.set_text_color(colour)

    def text_at(
        self, text: str, x: float, y: float, width: float, leading: float = LEADING, align: str = "L"
    ) -> float:
        """A paragraph; returns the y under it."""
        self.set_xy(x, y)
        self.multi_cell(width, leading, text, align=align, markdown="**" in text, new_y="NEXT")
        return self.get_y()

    def rule(self, x: float, y: float, width: float, points: float, colour: str) -> None:
        self.set_line_width(points * POINT)
        self.set_draw_color(colour)
        self.line(x, y, x + width, y)

    # pictures
    def picture(self, figure: dict[str, Any], x: float, y: float, width: float, height: float) -> None:
        """Coloured paths, fitted into a box and centred in it."""
        scale = min(width / figure["width"], height / figure["height"])
        left = x + (width - figure["width"] * scale) / 2
        bottom = y + (height + figure["height"] * scale) / 2
        with self.drawing_context() as context:
            group = GraphicsContext()
            group.transform = Transform.scaling(scale, -scale).translate(left, bottom)
            group.style.stroke_cap_style = "round"
            group.style.stroke_join_style = "round"
            group.style.auto_close = False
            for mark in self.pictures[figure["name"]]:
                if "clip" not in mark:
                    group.add_item(painted(mark), clone=False)
                    continue
                if mark["fill"]:
                    group.add_item(
                        painted(
                            {
                                "path": mark["clip"],
                                "fill": mark["fill"],
                                "stroke": None,
                                "alpha": 1,
                                "dash": [],
                            }
                        ),
                        clone=False,
                    )
                inside = GraphicsContext()
                inside.clipping_path = trace(mark["clip"], ClippingPath())
                for shape in mark["shapes"]:
                    inside.add_item(painted(shape), clone=False)
                group.add_item(inside, clone=False)
            context.add_item(group, clone=False)

    # the parts
    def build(self) -> None:
        self.add_page()
        self.opening()
        self.help()
        self.glance()
        for i, block in enumerate(self.content["exercises"]):
            if i % 2 == 0:
                self.add_page()
            self.exercise(block)
        self.add_page()
        self.diary()
        self.closing()

    def opening(self) -> None:
        c, y = self.content, 12.0
        self.set_line_width(0.75 * POINT)
        self.set_draw_color(RULE)
        self.set_dash_pattern(0.7, 0.7)
        self.rect(LEFT, y, 13, 13, style="D")
        self.set_dash_pattern()
        self.face("", 12, SOFT)
        self.text_at(c["masthead"]["blank_logo"], LEFT, y + 3.7, 13, align="C")
        for i, key in enumerate(("blank_clinic", "blank_phone")):
            self.text_at(c["masthead"][key], LEFT + WIDTH - 62, y + i * 7.2 - 0.4, 30)
            self.rule(LEFT + WIDTH - 62, y + i * 7.2 + 5.4, 62, 0.75, RULE)
        self.face("", 28, family="fira-bold")
        y = self.text_at(c["title"]["words"], LEFT, y + 18, WIDTH, 32 * POINT)
        self.face("", 14)
        y = self.text_at(f"**{c['goal']['label']}** {c['goal']['words']}", LEFT, y, WIDTH, 19 * POINT)
        y = self.text_at(c["goal"]["time"], LEFT, y, WIDTH, 19 * POINT) + 3.3
        fields = c["person"]["fields"]
        column = (WIDTH - GUTTER * (len(fields) - 1)) / len(fields)
        for i, field in enumerate(fields):
            x = LEFT + i * (column + GUTTER)
            self.face("", 12, SOFT)
            self.text_at(field["label"], x, y, column)
            self.face("B", 12)
            self.text_at(field["value"], x, y + LEADING, column)
            self.rule(x, y + 13.5, column, 0.75, RULE)
        self.set_y(y + 13.5 + 4.2)

    def bullets(self, entries: list[str], x: float, y: float, width: float) -> float:
        self.face("", 12)
        for entry in entries:
            self.set_fill_color(INK)
            self.circle(x + 0.75, y + 2.9, 0.75, style="F")
            y = self.text_at(entry, x + 4.2, y, width - 4.2)
        return y

    def help(self) -> None:
        block, top = self.content["help"], self.get_y()
        column = (WIDTH - 15) / 2
        self.face("", 18, STOP, family="fira-bold")
        self.text_at(block["heading"], LEFT + 4, top + 3, WIDTH, 22 * POINT)
        bottoms = []
        for i, lists in enumerate((block["first"][:1], [*block["first"][1:], block["last"]])):
            x, y = LEFT + 4 + i * (column + 7), top + 12.0
            for listed in lists:
                self.face("B", 12)
                y = self.text_at(listed["heading"], x, y, column)
                y = self.bullets(listed["entries"], x, y, column) + 1.5
            bottoms.append(y)
        self.set_line_width(2 * POINT)
        self.set_draw_color(STOP)
        self.rect(LEFT, top, WIDTH, max(bottoms) + 1.5 - top, style="D", round_corners=True, corner_radius=2)
        self.set_y(max(bottoms) + 1.5 + 4.8)

    def glance(self) -> None:
        block = self.content["glance"]
        self.face("B", 12)
        top = self.text_at(block["heading"], LEFT, self.get_y(), WIDTH) + 1.2
        column = (WIDTH - 2 * GUTTER) / 3
        for i, entry in enumerate(block["entries"]):
            x, y = LEFT + i % 3 * (column + GUTTER), top + i // 3 * 20
            self.rule(x, y, column, 0.5, RULE)
            self.picture(entry["figure"], x, y + 1.4, 18, 16)
            self.face("B", 12)
            y = self.text_at(f"{entry['number']}  {entry['name']}", x + 19.5, y + 1.4, column - 19)
            self.face("", 12)
            y = self.text_at(entry["dose"], x + 19.5, y, column - 19)
            for line in entry["often"]:
                y = self.text_at(line, x + 19.5, y, column - 19)

    def exercise(self, block: dict[str, Any]) -> None:
        y = self.get_y()
        self.rule(LEFT, y, WIDTH, 1.5, INK)
        self.face("", 18, family="fira-bold")
        y += 2.5
        under = self.text_at(f"{block['number']}  {block['name']}", LEFT, y, WIDTH * 0.65, 22 * POINT)
        self.face("", 12, SOFT)
        self.text_at(block["meta"], LEFT + WIDTH * 0.6, y + 2, WIDTH * 0.4, align="R")
        y = self.strip(block, max(under, self.get_y()) + 1)
        bottom = self.pair(block, LEFT, y)
        left = self.note(block["feel"], LEFT, bottom + 1.5, COLUMN)
        x = LEFT + COLUMN + GUTTER
        for i, step in enumerate(block["steps"]):
            self.face("", 13.4, ACCENT, family="fira-bold")
            self.text_at(str(i + 1), x, y, 7)
            self.face("", 12)
            y = self.text_at(step, x + 7.5, y, COLUMN - 7.5) + 1.4
        for note in block["notes"]:
            self.rule(x, y, COLUMN, 0.5, HAIR)
            y = self.note(note, x, y + 1.2, COLUMN) + 1.2
        self.set_y(max(left, y) + 4)

    def strip(self, block: dict[str, Any], y: float) -> float:
        self.set_fill_color(TINT)
        self.rect(LEFT, y, WIDTH, 20.5, style="F", round_corners=True, corner_radius=2)
        width = (WIDTH - 8) / len(block["cells"])
        for i, cell in enumerate(block["cells"]):
            x = LEFT + 4 + i * width
            self.face("B", 32, ACCENT)
            taken = self.get_string_width(cell["figure"]) + 2
            self.text_at(cell["figure"], x, y + 1.5, width, 32 * POINT)
            self.face("", 12)
            for j, line in enumerate(cell["label"]):
                self.text_at(line, x + taken, y + 2.5 + j * 14.4 * POINT, width - taken, 14.4 * POINT)
        self.face("", 12)
        self.text_at(block["sentence"], LEFT + 4, y + 13.5, WIDTH - 8)
        return y + 23.5

    def pair(self, block: dict[str, Any], x: float, y: float) -> float:
        half = 34.0
        self.set_line_width(0.5 * POINT)
        self.set_draw_color(RULE)
        self.rect(x, y, COLUMN, 2 * half, style="D", round_corners=True, corner_radius=2)
        self.rule(x, y + half, COLUMN, 0.5, RULE)
        for i, side in enumerate(("start", "end")):
            top = y + i * half
            self.face("B", 12)
            self.text_at(block[f"{side}_label"], x + 3, top + 1, COLUMN)
            self.picture(block[side], x + 3, top + 6.5, COLUMN - 6, 26)
        return y + 2 * half

    def note(self, note: dict[str, Any], x: float, y: float, width: float) -> float:
        self.face("", 12)
        return self.text_at(f"**{note['label']}** {note['words']}", x, y, width)

    def diary(self) -> None:
        block = self.content["diary"]
        self.face("", 20, family="fira-bold")
        y = self.text_at(block["heading"], LEFT, self.get_y(), WIDTH, 24 * POINT)
        self.face("", 12)
        y = self.text_at(block["how"], LEFT, y, WIDTH)
        key = "   ".join(f"**{c['number']}** {c['name']}" for c in block["columns"])
        y = self.text_at(key, LEFT, y, WIDTH) + 2
        cell = (WIDTH - 48) / len(block["scale"])
        self.text_at(block["least"], LEFT, y + 0.7, 20)
        self.text_at(block["most"], LEFT + WIDTH - 28, y + 0.7, 28, align="R")
        self.face("B", 12)
        self.set_line_width(0.75 * POINT)
        self.set_draw_color(INK)
        for i, number in enumerate(block["scale"]):
            self.set_xy(LEFT + 20 + i * cell, y)
            self.cell(cell, 7.1, number, border=1, align="C")
        top = y + 11.0
        for i, name in enumerate(block["weeks"]):
            x = LEFT + i % 2 * (COLUMN + GUTTER)
            bottom = self.week(block, name, x, top)
            if i % 2 or i + 1 == len(block["weeks"]):
                top = bottom + 4
        self.set_y(top)

    def week(self, block: dict[str, Any], name: str, x: float, y: float) -> float:
        columns, day, each, row = block["columns"], 12.0, 9.5, 7.5
        self.face("B", 12)
        self.text_at(name, x, y, 30)
        self.face("", 12)
        self.text_at(block["from_"], x + 40, y, 15)
        self.rule(x + 52, y + 5, COLUMN - 52, 0.75, RULE)
        y += 6.4
        pain, line_top = x + day + each * len(columns), y
        self.rule(x, y, COLUMN, 1.5, INK)
        self.face("B", 12)
        self.set_xy(x, y + 0.4)
        self.cell(day, 6, block["day"])
        for column in columns:
            self.cell(each, 6, str(column["number"]), align="C")
        self.cell(x + COLUMN - pain, 6, block["pain"], align="C")
        y += 6.4
        self.face("", 12)
        for i, label in enumerate(block["days"]):
            self.rule(x, y, COLUMN, 0.5, HAIR)
            self.set_xy(x, y)
            self.cell(day, row, label)
            for j, column in enumerate(columns):
                middle = x + day + each * (j + 0.5)
                if not column["due"][i]:
                    self.set_xy(middle - each / 2, y)
                    self.cell(each, row, block["rest_mark"], align="C")
                    continue
                self.set_line_width(0.9 * POINT)
                self.set_draw_color(INK)
                left = middle - 2.4 - 3 * (column["due"][i] - 1)
                for k in range(column["due"][i]):
                    self.rect(
                        left + k * 6, y + 1.35, 4.8, 4.8, style="D", round_corners=True, corner_radius=0.6
                    )
            y += row
        self.rule(x, y, COLUMN, 0.5, RULE)
        self.line(pain, line_top, pain, y)
        return y

    def closing(self) -> None:
        about, sources = self.content["about"], self.content["sources"]
        if self.get_y() + 95 > HEIGHT - BOTTOM:
            self.add_page()
        top = self.get_y()
        self.picture(about["figure"], LEFT, top, 30, 43)
        self.face("", 18, family="fira-bold")
        y = self.text_at(about["heading"], LEFT + 34, top, WIDTH - 34, 22 * POINT)
        self.face("", 12)
        y = self.text_at(" ".join(about["sentences"]), LEFT + 34, y, WIDTH - 34)
        self.face("B", 12)
        y = self.text_at(about["uses_heading"], LEFT, max(y, top + 43) + 4, WIDTH)
        self.face("", 12)
        for name, use in about["uses"]:
            self.rule(LEFT, y, WIDTH, 0.5, HAIR)
            under = self.text_at(name, LEFT, y + 0.7, 36)
            y = max(under, self.text_at(use, LEFT + 37, y + 0.7, WIDTH - 37)) + 0.7
        y += 4
        self.rule(LEFT, y, WIDTH, 0.5, RULE)
        named = sources["heading"], ["; ".join(sources["sources"]) + "."]
        for i, (heading, words) in enumerate((named, (sources["sheet_heading"], sources["sheet"]))):
            x, at = LEFT + i * (COLUMN + GUTTER), y + 2
            self.face("B", 12)
            at = self.text_at(heading, x, at, COLUMN)
            self.face("", 12)
            for line in words:
                at = self.text_at(line, x, at, COLUMN)


def trace(segments: list[list[Any]], path: PaintedPath) -> Any:
    for op, *numbers in segments:
        if op == "M":
            path.move_to(*numbers)
        elif op == "L":
            path.line_to(*numbers)
        elif op == "C":
            path.curve_to(*numbers)
        else:
            path.close()
    return path


def painted(mark: dict[str, Any]) -> PaintedPath:
    path = PaintedPath()
    style = path.style
    style.fill_color = mark["fill"]
    style.stroke_color = mark["stroke"]
    if mark["stroke"]:
        style.stroke_width = mark["width"]
    if mark["alpha"] != 1:
        style.fill_opacity = style.stroke_opacity = mark["alpha"]
    if mark["dash"]:
        style.stroke_dash_pattern = mark["dash"]
    trace(mark["path"], path)
    return path


def main() -> None:
    folder, out = sys.argv[1:]
    with open(os.path.join(folder, "content.json"), encoding="utf-8") as file:
        content = json.load(file)
    with open(os.path.join(folder, "pictures.json"), encoding="utf-8") as file:
        pictures = json.load(file)
    pdf = Handout(content, pictures, os.path.join(folder, "fonts"))
    pdf.build()
    pdf.output(out)
