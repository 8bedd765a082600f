"""`verify` on QR codes: one that can be read, then one fault of each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pikepdf
import pytest
import segno  # type: ignore[import-untyped]

from psoas_pdf.geometry import Box, Path, rectangle
from psoas_pdf.pages import HEADER, LAYOUT, Node, Stroke
from psoas_pdf.text.fonts import Face
from psoas_pdf.units import MM
from verify_samples import WIDTH, Sample, edited, found, painted, sample, text

MODULE = 0.5 * MM
X, Y = 380.0, 150.0
CODE = segno.make_qr("https://example.org/exercises/lying-leg-raise", error="m", boost_error=False)
COUNT = len(CODE.matrix)
FAULTS: list[tuple[Callable[[Sample], None], str]] = []


def squares(x: float, y: float, module: float, turned: bool = False) -> Path:
    path: Path = ()
    for row, modules in enumerate(CODE.matrix):
        for column, dark in enumerate(modules):
            i, j = (column, row) if turned else (column, COUNT - 1 - row)
            if dark:
                left, low = x + i * module, y + j * module
                path += rectangle(left, low, left + module, low + module)
    return path


def with_code(**changes: object) -> Sample:
    s = sample()
    node = Node("Figure", alt="QR code: link to example.org/exercises/lying-leg-raise")
    s.nodes["code"] = node
    s.first["code"] = Stroke(squares(X, Y, MODULE), "#000000", mark=node)
    s.kids.insert(4, node)
    if changes:
        s.move("code", **changes)
    return s


def told(s: Sample, faces: Mapping[str, Face]) -> list[str]:
    return [str(problem).removeprefix("a.pdf: ") for problem in found(painted(s, faces))]


def fault(begins: str) -> Callable[[Callable[[Sample], None]], Callable[[Sample], None]]:
    def keep(plant: Callable[[Sample], None]) -> Callable[[Sample], None]:
        FAULTS.append((plant, begins))
        return plant

    return keep


@pytest.mark.parametrize("turned", [False, True])
def test_a_code_that_can_be_read(turned: bool, faces: Mapping[str, Face]) -> None:
    assert told(with_code(path=squares(X, Y, MODULE, turned)), faces) == []


@fault("page 1: error: 1 QR code with squares of 0.30 mm, and phones need 0.4 mm")
def squares_too_small(s: Sample) -> None:
    s.move("code", path=squares(X, Y, 0.3 * MM))


@fault("page 1: error: a QR code in '#c3ccd3': phones need dark squares on white")
def pale(s: Sample) -> None:
    s.move("code", fill="#c3ccd3")


@fault("page 1: error: something stands in the white round a QR code: 'Slowly.' (leave four")
def text_beside_it(s: Sample) -> None:
    s.first["foot 2"] = text("Slowly.", HEADER, X + (COUNT + 3) * MODULE, Y + 20)


@fault("page 1: error: something stands in the white round a QR code: 'a line or area'")
def a_frame_that_is_too_near(s: Sample) -> None:
    x0, y0, x1, y1 = Box(X, Y, X + COUNT * MODULE, Y + COUNT * MODULE).grown(3 * MODULE)
    s.first["frame"] = Stroke(rectangle(x0, y0, x1, y1), stroke="#17212b", width=0.5, mark=LAYOUT)


@fault("page 1: error: something stands in the white round a QR code: 'a line or area'")
def on_a_tint(s: Sample) -> None:
    tint = Stroke(rectangle(X - 30, Y - 30, X + 100, Y + 100), "#e3f0f2", mark=LAYOUT)
    s.first = {"tint": tint, **s.first}


@fault("page 1: error: 1 QR code cut off, or without white round it at the edge of the page")
def at_the_edge_of_the_page(s: Sample) -> None:
    s.move("code", path=squares(WIDTH - (COUNT + 2) * MODULE, Y, MODULE))


@pytest.mark.parametrize(("plant", "begins"), FAULTS, ids=[plant.__name__ for plant, _ in FAULTS])
def test_faults_are_found(plant: Callable[[Sample], None], begins: str, faces: Mapping[str, Face]) -> None:
    s = with_code()
    plant(s)
    texts = told(s, faces)
    assert any(one.startswith(begins) for one in texts), texts
    others = [one for one in texts if "QR code" not in one]
    assert all("mm from the right edge" in one for one in others), texts


def test_a_code_that_a_clip_cuts_off(faces: Mapping[str, Face]) -> None:
    data = painted(with_code(), faces)

    def clipped(pdf: pikepdf.Pdf) -> None:
        contents = pdf.pages[0].obj.Contents
        clip = f"{X + 10:g} 0 500 900 re W n\n".encode()
        before = contents.read_bytes()
        at = before.rindex(b"/Figure")
        contents.write(before[:at] + b"q " + clip + before[at:] + b" Q")

    texts = [str(p) for p in found(edited(data, clipped))]
    assert any("1 QR code cut off" in one for one in texts), texts


def test_a_chequered_pattern_is_no_code(faces: Mapping[str, Face]) -> None:
    path: Path = ()
    for i in range(25):
        for j in range(i % 2, 25, 2):
            path += rectangle(X + i * 0.5, Y + j * 0.5, X + i * 0.5 + 0.5, Y + j * 0.5 + 0.5)
    s = with_code()
    s.recast("code", alt="A chequered square.")
    s.move("code", path=path)
    assert told(s, faces) == []
