"""The pictures of exercises by themselves: from a library to views, SVG text and finished pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from psoas_pdf.art import Art
from psoas_pdf.ink import make_ink
from psoas_pdf.layout.gallery import GAP, Shown, View, contact_sheet, one_page
from psoas_pdf.layout.sheets import FIXED_DATE
from psoas_pdf.markup import plain
from psoas_pdf.model.plan import VARY
from psoas_pdf.problems import Problems
from psoas_pdf.ready import ReadyStore
from psoas_pdf.sides import said_for

if TYPE_CHECKING:
    from psoas_pdf.library import Library
    from psoas_pdf.model.exercise import Exercise

STYLES = {"colour": "colour", "grey": "grey", "line": "ink-saver"}
"""The styles by the names that a user gives, and the tone that each is."""
WHICH = ("pair", "start", "end", "fault")
PIXELS = 2.0
"""Of a PNG, for each point of the page: 144 an inch."""
END = " End:"
"""Where the records' alternative text goes on from the start to the end."""
FAULT_KEY = "Cross in a ring: how not to do it"
DATE = f"{FIXED_DATE}T00:00:00+00:00"


def shown(
    exercise: Exercise, store: ReadyStore, look: str, style: str, which: str, problems: Problems
) -> Shown | None:
    """An exercise's pictures; None when its poses can't be drawn.

    which: one of `WHICH`; a pair has the fault beside it where there is one.
    """
    from psoas_pdf.figure import palette, solve

    if which == "fault" and exercise.poses.fault is None:
        problems.error(
            exercise.poses.place,
            f"{exercise.id} has no fault picture",
            "write what differs from the end as `fault`, beside `start` and `end`",
        )
        return None
    if solve(exercise.poses, problems, look) is None:
        return None
    art, ink = Art(store, look), make_ink(palette(look), STYLES[style])
    start, end = art.pictures(exercise.poses)
    told = said_for(exercise, exercise.sides, "", "")
    name, (begin, mark, finish) = plain(told.name), plain(told.alt).partition(END)
    views = {
        "start": View(start, ink, f"{name}. {begin}"),
        "end": View(end, ink, f"{name}. {mark.strip() + finish if mark else begin}"),
    }
    fault = art.fault(exercise.poses)
    if fault:
        wrong = f"{name}. Crossed out, how not to do it: {plain(told.mistakes[0])}."
        views["fault"] = View(fault, ink, wrong)
    return Shown(name, tuple(views.values()) if which == "pair" else (views[which],))


def all_shown(library: Library, store: ReadyStore, look: str, style: str, problems: Problems) -> list[Shown]:
    """Every exercise of a library, start and end (and the fault where there is one), by id.

    look: an id, '' for the usual one, or 'vary' for another person in each.
    """
    turn = Art(store, look, library.ids("look") if look == VARY else ())
    out = []
    for number, id in enumerate(library.ids("exercise"), 1):
        exercise: Exercise | None = library.get("exercise", id, problems)
        one = shown(exercise, store, turn.look_of(number), style, "pair", problems) if exercise else None
        if one:
            out.append(one)
    return out


def as_svg(pictures: Shown) -> bytes:
    """The pictures side by side as an SVG file."""
    from psoas_pdf.svg import svg

    ink = pictures.views[0].ink
    drawings = [(view.drawing, view.alt) for view in pictures.views]
    return svg(drawings, ink, pictures.name, GAP).encode()


def as_pdf(pictures: Shown, store: ReadyStore) -> bytes:
    """The pictures on a tagged page of their own size."""
    from psoas_pdf.paint import Painter
    from psoas_pdf.text.fonts import fira_sans, load_faces

    painter = Painter(load_faces(**fira_sans(), ready=store), store)
    return painter.paint(one_page(pictures, "en", DATE))


def as_png(pictures: Shown, store: ReadyStore) -> bytes:
    """The same page as a picture, with the packages of the extra `preview`."""
    from io import BytesIO

    import pypdfium2  # type: ignore[import-untyped]

    with pypdfium2.PdfDocument(as_pdf(pictures, store)) as document:
        image = document[0].render(scale=PIXELS).to_pil().convert("RGB")
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def sheet_pdf(
    exercises: Sequence[Shown], title: str, library: Library, store: ReadyStore, problems: Problems
) -> bytes | None:
    """All of them on sheets with their names, tagged; None when the theme that names are set in is broken."""
    from psoas_pdf.layout.type import Type
    from psoas_pdf.paint import Painter
    from psoas_pdf.text.fonts import fira_sans, load_faces

    theme = library.theme("standard", problems)
    if theme is None or problems.failed:
        return None
    faces = load_faces(**fira_sans(), ready=store)
    sheets = contact_sheet(
        exercises, title, "en", DATE, Type(theme, faces, exercises[0].views[0].ink, problems), FAULT_KEY
    )
    return None if problems.failed else Painter(faces, store).paint(sheets)
