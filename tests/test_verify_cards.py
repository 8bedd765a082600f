"""`verify` on sheets of cards: cuts of backs and of moved sheets, cards to write on, the calibration sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from psoas_pdf.build import Order, Workshop
from psoas_pdf.calibrate import calibrate
from psoas_pdf.pages import Node
from psoas_pdf.problems import Problem, Problems
from psoas_pdf.ready import default_store
from psoas_pdf.text.fonts import Face
from psoas_pdf.units import MM
from psoas_pdf.verify import verify
from ready_plan import library
from verify_samples import HEIGHT, META, Sample, painted, sample, text


def _with(data: bytes) -> list[Problem]:
    problems = Problems()
    assert verify(data, "a.pdf", problems, library=library(), standards=False)
    return list(problems)


def assert_told(problems: list[Problem], *wanted: str) -> None:
    texts = [str(problem).removeprefix("a.pdf: ") for problem in problems]
    assert len(texts) == len(wanted), texts
    for one, start in zip(texts, wanted, strict=True):
        assert one.startswith(start), one


def test_a_card_over_its_cut(faces: Mapping[str, Face]) -> None:
    s = sample()
    s.first = {"one": text("One", Node("H1"), 20 * MM, HEIGHT - 30 * MM)}
    s.second, s.links = {}, []
    s.kids = [s.first["one"].mark]  # type: ignore[list-item]
    s.meta = replace(META, imprint="layout=cards kind=cards stock=poker-9up floor=9")
    assert _with(painted(s, faces)) == []
    s.move("one", x=12 * MM)
    assert_told(_with(painted(s, faces)), "page 1: error: 'One': less than 3 mm inside the cut of a card")


def test_a_card_that_is_the_whole_sheet_is_held_to_its_cut(faces: Mapping[str, Face]) -> None:
    s = sample()
    s.first = {"one": text("One", Node("H1"), 5 * MM, 70 * MM)}
    s.second, s.links = {}, []
    s.kids = [s.first["one"].mark]  # type: ignore[list-item]
    s.size = (63.5 * MM, 88.9 * MM)
    s.meta = replace(META, imprint="layout=cards kind=cards stock=poker floor=9")
    assert _with(painted(s, faces)) == []
    s.move("one", x=2 * MM)
    assert_told(_with(painted(s, faces)), "page 1: error: 'One': less than 3 mm inside the cut of a card")


def two_sided(more: str, front: tuple[float, float], back: tuple[float, float]) -> Sample:
    """A word on either side of A4, in mm from its upper left; Avery L7163 has 99.1 x 38.1 mm from 3.35 and 15.17, and
    4.55 mm at the right.
    """
    s = sample()
    s.first = {"one": text("One", Node("H1"), front[0] * MM, HEIGHT - front[1] * MM)}
    s.second = {"two": text("Two", Node("P"), back[0] * MM, HEIGHT - back[1] * MM)}
    s.links = []
    s.kids = [s.first["one"].mark, s.second["two"].mark]  # type: ignore[list-item]
    s.meta = replace(META, imprint=f"layout=cards kind=cards stock=avery-l7163 floor=9{more}")
    return s


@pytest.mark.parametrize(
    ("more", "front", "back", "wrong"),
    [
        ("", (7, 30), (7, 30), ""),
        (" backs=across", (7, 30), (7, 30), "page 2: error: 'Two'"),
        (" backs=across", (7, 30), (8, 30), ""),
        (" backs=down", (7, 30), (7, 30), ""),
        ("", (7, 19.5), (7, 30), "page 1: error: 'One'"),
        (" front=0,-3", (7, 19.5), (7, 19.5), ""),
        (" backs=down front=0,-3", (7, 19.5), (7, 19.5), "page 2: error: 'Two'"),
        (" backs=down back=0,-3", (7, 30), (7, 19.5), ""),
        (" backs=down back=1,0", (7, 30), (7, 30), "page 2: error: 'Two'"),
        (" front=odd back=nan,inf", (7, 30), (7, 30), ""),
    ],
)
def test_cuts_of_sides_that_are_mirrored_and_moved(
    more: str, front: tuple[float, float], back: tuple[float, float], wrong: str, faces: Mapping[str, Face]
) -> None:
    told = _with(painted(two_sided(more, front, back), faces))
    assert_told(told, *([f"{wrong}: less than 3 mm inside the cut"] if wrong else []))


@pytest.mark.parametrize("flip", ["long-edge", "short-edge"])
@pytest.mark.parametrize("stock", ["avery-5388", "tarot-4up", "poker-9up", "index-4up"])
def test_decks_for_a_printer_that_is_off(stock: str, flip: str, tmp_path: Path) -> None:
    layout, file = tmp_path / "cards.yaml", tmp_path / "plan.yaml"
    layout.write_text(f"extends: cards\nflip: {flip}\n", encoding="utf-8")
    file.write_text(
        "extends: iliopsoas\n"
        "clinic: {printer: {front: {x: 3 mm, y: -2.5 mm}, back: {x: -2.5 mm, y: 3 mm}}}\n",
        encoding="utf-8",
    )
    problems = Problems()
    plan = library().plan(str(file), problems)
    assert plan
    made = Workshop(library(), default_store()).make(Order(plan, str(layout), None, stock), problems)
    assert made
    assert_told(list(problems))
    assert b"front=3,-2.5 back=-2.5,3" in made.data
    assert_told(_with(made.data))


def test_a_side_that_is_moved_out_of_reach_is_told(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(
        "extends: iliopsoas\n"
        "clinic:\n"
        "  printer:\n"
        "    front: {x: 3 mm, y: 0 mm}\n"
        "    back: {x: 2.5 mm, y: -2.5 mm}\n",
        encoding="utf-8",
    )
    problems = Problems()
    plan = library().plan(str(file), problems)
    assert plan
    made = Workshop(library(), default_store()).make(Order(plan, "cards", None, "avery-5164"), problems)
    (told,) = [" ".join(str(p).split()) for p in problems]
    assert told.partition("plan.yaml")[2] == (
        ":4:12: warning: fronts are moved by 3 mm, and from 2.6 mm on printers may leave out what "
        "stands at the edge of the stock 'avery-5164' (use a stock with wider margins, or let the paper be "
        "guided better)"
    )
    assert made
    assert_told(_with(made.data), "page 1: error: an area is 6.0 mm from the right edge")


def test_a_card_to_write_on_has_no_words_under_its_heading(tmp_path: Path) -> None:
    layout = tmp_path / "cards.yaml"
    layout.write_text("extends: cards\nsections: [own]\ncopies: 3\n", encoding="utf-8")
    problems = Problems()
    plan = library().get("plan", "iliopsoas", problems)
    made = Workshop(library(), default_store()).make(Order(plan, str(layout)), problems)
    assert made
    assert_told(_with(made.data))


@pytest.mark.parametrize("stock", ["poker-9up", "avery-5371", "avery-8387", "a4", "letter"])
def test_a_calibration_sheet_goes_as_far_as_printers_do(stock: str) -> None:
    problems = Problems()
    made = calibrate(library().get("plan", "iliopsoas", problems), library(), stock=stock, problems=problems)
    assert made
    assert_told(_with(made.data))
