"""Draws the pictures of the README and the docs from what is there now: `make pictures`.

`sheets` shows the ready plan, `exercises` the whole library, `poses-*` what docs/poses.md writes: a block of YAML
after `<!-- picture: NAME -->` is drawn as it stands, one after `<!-- cameras: NAME -->` from every side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image

from psoas_pdf import reader, source
from psoas_pdf.build import make
from psoas_pdf.figure import draw, palette
from psoas_pdf.figure.fault import crossed
from psoas_pdf.ink import make_ink
from psoas_pdf.layout.gallery import Shown, View
from psoas_pdf.library import Library
from psoas_pdf.model.pose import CAMERAS, Scene
from psoas_pdf.pictures import STYLES, all_shown, as_pdf, sheet_pdf
from psoas_pdf.problems import InputError, Problems
from psoas_pdf.ready import default_store

DOCS = Path(__file__).resolve().parents[1] / "docs"
FOLDER = DOCS / "pictures"
PAGES = (("handout", None, 0), ("handout", None, 1), ("cards", None, 0), ("anatomy", None, 0))
MORE = (("fridge", None, 0), ("handout", "large-print", 2), ("handout", "ink-saver", 1), ("poster", None, 0))
"""Layout, theme and page of the README's pictures of sheets."""
PAGE_WIDTH = 476
SCALE, SHEET_SCALE = 0.8, 0.95
GAP = 16
GROUND = (196, 203, 208)
BLOCK = re.compile(r"<!-- (picture|cameras): ([a-z0-9-]+) -->\n```yaml\n(.*?)```", re.DOTALL)
ALL, SHOWS = "half-kneeling-hip-flexor-stretch", "woman"
"""The exercise that shows people and styles, and who shows the poses."""
MOST_COLOURS = 224
SHEETS_A_ROW = 2


def blocks() -> Iterator[tuple[str, str, str]]:
    """('picture' or 'cameras', name, the scene as YAML) of docs/poses.md."""
    for kind, name, text in BLOCK.findall((DOCS / "poses.md").read_text(encoding="utf-8")):
        lines = text.splitlines()
        assert lines[0] == "poses:", name
        yield kind, name, "\n".join(line[2:] for line in lines[1:]) + "\n"


def scene(text: str) -> Scene:
    """Raises InputError for a scene that can't be read."""
    problems = Problems()
    found = reader.read(source.parse(text, "docs/poses.md", problems), Scene, problems)
    if found is None or len(problems):
        raise InputError(problems)
    return found


def views(drawn: Scene, look: str = SHOWS, style: str = "colour", only_end: bool = False) -> list[View]:
    pictures, ink = draw(drawn, look=look), make_ink(palette(look), STYLES[style])
    shown = [pictures.end] if only_end else [pictures.start, pictures.end]
    if pictures.fault and not only_end:
        shown.append(crossed(pictures.fault))
    return [View(drawing, ink, "a picture") for drawing in shown]


def page(data: bytes, number: int, scale: float) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        image: Image.Image = document[number].render(scale=scale).to_pil()
        return image.convert("RGB")


def row(shown: Sequence[View], width: int) -> Image.Image:
    """Pictures side by side, `width` pixels wide."""
    data = as_pdf(Shown("Pictures", tuple(shown)), default_store())
    with pypdfium2.PdfDocument(data) as document:
        scale = width / document[0].get_width()
    return page(data, 0, scale)


def rows(images: Sequence[Image.Image]) -> Image.Image:
    whole = Image.new("RGB", (max(i.width for i in images), sum(i.height for i in images)), "white")
    y = 0
    for image in images:
        whole.paste(image, (0, y))
        y += image.height
    return whole


def on_ground(images: Sequence[Image.Image], across: int) -> Image.Image:
    """Sheets of paper on a table."""
    width, height = max(i.width for i in images), max(i.height for i in images)
    down = -(-len(images) // across)
    across = min(across, len(images))
    whole = Image.new("RGB", (across * (width + GAP) + GAP, down * (height + GAP) + GAP), GROUND)
    for i, image in enumerate(images):
        whole.paste(image, (GAP + i % across * (width + GAP), GAP + i // across * (height + GAP)))
    return whole


def save(name: str, image: Image.Image, colours: int = MOST_COLOURS) -> None:
    out = BytesIO()
    image.quantize(colours, Image.Quantize.MAXCOVERAGE).save(out, "PNG", optimize=True)
    (FOLDER / f"{name}.png").write_bytes(out.getvalue())


def sheets(library: Library, name: str, pages: Sequence[tuple[str, str | None, int]]) -> None:
    problems = Problems()
    plan = library.get("plan", "iliopsoas", problems)
    images = []
    for layout, theme, number in pages:
        made = make(plan, library, layout=layout, theme=theme, problems=problems)
        assert made is not None, list(problems)
        image = page(made.data, number, SCALE * 2)
        height = round(image.height * PAGE_WIDTH / image.width)
        images.append(image.resize((PAGE_WIDTH, height), Image.Resampling.LANCZOS))
    whole = Image.new(
        "RGB", (sum(i.width + GAP for i in images) + GAP, max(i.height for i in images) + 2 * GAP), GROUND
    )
    x = GAP
    for image in images:
        whole.paste(image, (x, GAP))
        x += image.width + GAP
    save(name, whole)


def exercises(library: Library) -> None:
    problems, store = Problems(), default_store()
    data = sheet_pdf(
        all_shown(library, store, "vary", "colour", problems), "Exercises", library, store, problems
    )
    if data is None or problems.failed:
        raise InputError(problems)
    with pypdfium2.PdfDocument(data) as document:
        count = len(document)
    save("exercises", on_ground([page(data, number, SHEET_SCALE) for number in range(count)], SHEETS_A_ROW))


def poses(library: Library) -> None:
    for kind, name, text in blocks():
        if kind == "picture":
            shown = views(scene(text))
            save(name, row(shown, 250 * len(shown)))
        else:
            sides = [scene(f"camera: {camera}\n{text}") for camera in CAMERAS]
            save(name, row([view for side in sides for view in views(side, only_end=True)], 900))
    shown = library.get("exercise", ALL, Problems()).poses
    looks = library.ids("look")
    half = len(looks) // 2
    people = [
        [view for look in part for view in views(shown, look, only_end=True)]
        for part in (looks[:half], looks[half:])
    ]
    save("poses-looks", rows([row(part, 900) for part in people]))
    save("poses-styles", row([v for style in STYLES for v in views(shown, SHOWS, style, only_end=True)], 900))


def main() -> None:
    library = Library()
    FOLDER.mkdir(parents=True, exist_ok=True)
    sheets(library, "sheets", PAGES)
    sheets(library, "more-sheets", MORE)
    exercises(library)
    poses(library)


if __name__ == "__main__":
    main()
