"""Draws the pictures of the README and the docs from the ready plan: `make pictures`."""

from __future__ import annotations

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image

from psoas_pdf.build import make
from psoas_pdf.library import Library
from psoas_pdf.problems import Problems

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
PAGES = (("handout", 0), ("handout", 1), ("cards", 0), ("anatomy", 0))
SCALE = 0.9
GAP = 16
GROUND = (196, 203, 208)


def page(data: bytes, number: int, scale: float) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        return document[number].render(scale=scale).to_pil().convert("RGB")


def main() -> None:
    problems = Problems()
    library = Library()
    plan = library.get("plan", "iliopsoas", problems)
    built = {
        layout: make(plan, library, layout=layout, problems=problems)
        for layout in ("handout", "cards", "anatomy")
    }
    sheets = []
    for layout, number in PAGES:
        made = built[layout]
        assert made is not None, list(problems)
        sheets.append(page(made.data, number, SCALE))
    width = sum(sheet.width for sheet in sheets) + GAP * (len(sheets) + 1)
    whole = Image.new("RGB", (width, max(sheet.height for sheet in sheets) + 2 * GAP), GROUND)
    x = GAP
    for sheet in sheets:
        whole.paste(sheet, (x, GAP))
        x += sheet.width + GAP
    FOLDER.mkdir(parents=True, exist_ok=True)
    whole.quantize(128).save(FOLDER / "sheets.png", optimize=True)


if __name__ == "__main__":
    main()
