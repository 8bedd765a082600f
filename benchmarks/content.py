"""The words and pictures of the ready handout as plain files, the same for every program that is compared.

    python benchmarks/content.py FOLDER

FOLDER then holds `content.json` (every block of the handout in reading order), `pictures.json` (each picture
as coloured paths, y upwards), `pictures/*.svg` (the same) and `fonts/*.ttf`.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from psoas_pdf.art import Art
from psoas_pdf.build import Order, Workshop
from psoas_pdf.compose import compose
from psoas_pdf.document import Document, Figure
from psoas_pdf.drawing import Clip, Drawing, Shape
from psoas_pdf.geometry import Path as Curve
from psoas_pdf.library import Library
from psoas_pdf.model.plan import Plan
from psoas_pdf.pages import Sheets, Use
from psoas_pdf.problems import InputError, Place, Problems
from psoas_pdf.ready import default_store
from psoas_pdf.text.fonts import fira_sans

PLAN, LAYOUT, LOOK = "iliopsoas", "handout", "man"

Paths = list[dict[str, Any]]


def write(folder: Path) -> None:
    """Fills the folder.  Raises InputError when the plan can't be built."""
    problems, library = Problems(), Library()
    workshop = Workshop(library, default_store())
    kept = Kept()
    plan = library.get("plan", PLAN, problems)
    dump_words(folder / "content.json", kept.words(plan, workshop))
    kept.write(folder)


def dump_words(path: Path, words: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    dump(path, words)


class Kept:
    """The pictures of one handout or of many, each once."""

    def __init__(self) -> None:
        self.pictures = Pictures()
        self.inks: dict[str, Mapping[str, str]] = {}

    def words(self, plan: Plan, workshop: Workshop) -> dict[str, Any]:
        """The words of a plan's handout; its pictures are kept.  Raises InputError when it can't be built."""
        document, sheets = handout(plan, workshop)
        self.inks |= {
            item.what.digest: item.ink.colours
            for page in sheets.pages
            for block in page.blocks
            for item in block.items
            if isinstance(item, Use) and isinstance(item.what, Drawing) and item.ink
        }
        about = {"title": document.title, "language": document.language, "date": sheets.meta.date}
        content: dict[str, Any] = {"document": about, "running": plain(document.running, self.pictures)}
        for section, block in document.blocks:
            words = plain(block, self.pictures)
            if section == "exercises":
                content.setdefault(section, []).append(words)
            else:
                content[section] = words
        return content

    def write(self, folder: Path) -> None:
        """The pictures and the fonts."""
        (folder / "pictures").mkdir(parents=True, exist_ok=True)
        (folder / "fonts").mkdir(exist_ok=True)
        paths = {
            name: coloured(drawing, self.inks[drawing.digest], mirrored)
            for name, (drawing, mirrored) in self.pictures.drawings.items()
        }
        for name, (drawing, _) in self.pictures.drawings.items():
            size = drawing.box.width, drawing.box.height
            (folder / "pictures" / f"{name}.svg").write_text(svg(paths[name], *size), encoding="utf-8")
        dump(folder / "pictures.json", paths)
        for file in fira_sans().values():
            shutil.copy(str(file), folder / "fonts")


def handout(plan: Plan, workshop: Workshop) -> tuple[Document, Sheets]:
    """A plan's handout as blocks and as finished pages."""
    problems = Problems()
    draft = workshop.draft(Order(plan, LAYOUT), problems)
    if draft is None or problems.failed:
        raise InputError(problems)
    art = Art(workshop.store, plan.look or LOOK)
    return compose(draft.spec, draft.layout, art, problems), draft.sheets


class Pictures:
    """Drawings by name, each once, and whether they are mirrored."""

    def __init__(self) -> None:
        self.drawings: dict[str, tuple[Drawing, bool]] = {}
        self._names: dict[tuple[str, bool], str] = {}

    def name(self, figure: Figure) -> str:
        key = figure.drawing.digest, figure.mirrored
        if key not in self._names:
            self._names[key] = f"picture-{len(self._names) + 1:02}"
            self.drawings[self._names[key]] = figure.drawing, figure.mirrored
        return self._names[key]


def plain(value: Any, pictures: Pictures) -> Any:
    """Blocks as dictionaries and lists of words; places in YAML are left out, pictures are named."""
    if isinstance(value, Figure):
        box = value.drawing.box
        return {"name": pictures.name(value), "alt": value.alt, "width": box.width, "height": box.height}
    if is_dataclass(value):
        named = {f.name: getattr(value, f.name) for f in fields(value)}
        return {k: plain(v, pictures) for k, v in named.items() if not isinstance(v, Place | bytes)}
    if isinstance(value, tuple):
        return [plain(v, pictures) for v in value]
    return str(value) if isinstance(value, str) else value


def coloured(drawing: Drawing, ink: Mapping[str, str], mirrored: bool = False) -> Paths:
    """Marks in order, colours for roles, the lower left corner of the box at 0, 0."""
    x0, y0 = drawing.box.x0, drawing.box.y0
    width, digits = drawing.box.width, drawing.digits

    def along(x: float) -> float:
        return width - (x - x0) if mirrored else x - x0

    def path(segments: Curve) -> list[list[Any]]:
        return [
            [s[0], *[round(float(v) - y0 if i % 2 else along(float(v)), digits) for i, v in enumerate(s[1:])]]
            for s in segments
        ]

    def shape(mark: Shape) -> dict[str, Any]:
        return {
            "path": path(mark.path),
            "fill": ink[mark.fill] if mark.fill else None,
            "stroke": ink[mark.stroke] if mark.stroke else None,
            "width": round(mark.width, 3),
            "alpha": round(mark.alpha, 3),
            "dash": list(mark.dash),
        }

    out: Paths = []
    for mark in drawing.marks:
        if isinstance(mark, Clip):
            fill = ink[mark.fill] if mark.fill else None
            out.append({"clip": path(mark.path), "fill": fill, "shapes": [shape(s) for s in mark.shapes]})
        else:
            out.append(shape(mark))
    return out


def svg(paths: Paths, width: float, height: float) -> str:
    """The same marks as SVG, in the drawing's own unit."""

    def data(segments: list[list[Any]]) -> str:
        words = []
        for op, *numbers in segments:
            flipped = [f"{height - v if i % 2 else v:.6g}" for i, v in enumerate(numbers)]
            words.append(op + " ".join(flipped))
        return "".join(words)

    def shape(mark: dict[str, Any]) -> str:
        style = f' fill="{mark["fill"] or "none"}"'
        if mark["stroke"]:
            style += f' stroke="{mark["stroke"]}" stroke-width="{mark["width"]:g}"'
        if mark["alpha"] != 1:
            style += f' opacity="{mark["alpha"]:g}"'
        if mark["dash"]:
            style += f' stroke-dasharray="{" ".join(f"{d:g}" for d in mark["dash"])}"'
        return f'<path d="{data(mark["path"])}"{style}/>'

    out = []
    for i, mark in enumerate(paths):
        if "clip" not in mark:
            out.append(shape(mark))
            continue
        if mark["fill"]:
            out.append(f'<path d="{data(mark["clip"])}" fill="{mark["fill"]}"/>')
        out.append(f'<clipPath id="c{i}"><path d="{data(mark["clip"])}"/></clipPath>')
        out.append(f'<g clip-path="url(#c{i})">{"".join(map(shape, mark["shapes"]))}</g>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" stroke-linecap="round" stroke-linejoin="round">'
        f"{''.join(out)}</svg>"
    )


def dump(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
