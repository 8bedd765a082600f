"""The calibration sheet: lines where it says they are, words that say how to use it, moved by what is in use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import inspector
from card_geometry import MM, STOCKS, drawn
from psoas_pdf.calibrate import calibrate
from psoas_pdf.cli import run
from psoas_pdf.problems import Problems
from ready_plan import library

SHEETS = [stock for stock in STOCKS if stock not in ("poker", "tarot", "bridge", "a6")] + [
    "a4",
    "letter",
    "a3",
]
PLAN = """\
title: Hip
exercises: [{exercise: sit-up}]
clinic: {printer: {front: {x: 0.5 mm, y: -0.25 mm}, back: {x: -1 mm, y: 0.3 mm}}}
"""


def sheet(stock: str, plan: Path | None = None) -> bytes:
    problems = Problems()
    record = (
        library().read("plan", str(plan), problems) if plan else library().get("plan", "iliopsoas", problems)
    )
    made = calibrate(record, library(), stock=stock, problems=problems)
    assert made is not None, list(map(str, problems))
    assert not len(problems)
    assert (made.layout, made.stock, made.pages) == ("calibrate", stock, 2)
    return made.data


@pytest.mark.parametrize("stock", SHEETS)
def test_every_stock_has_a_sheet_that_is_sound(stock: str) -> None:
    data = sheet(stock)
    assert inspector.assert_sound(data).out_of_order == ()
    text = " ".join(inspector.tag_tree(data).all_text().split())
    for words in (
        f"Calibration sheet for {stock}",
        "actual size (100",
        "flip on long edge",
        "Front",
        "Back",
        "line 20",
        "printer: front:",
        "printer: back:",
        "In use on this sheet: x 0",
    ):
        assert words in text, words


@pytest.mark.parametrize("stock", ["poker-9up", "avery-8387", "avery-5371", "a4"])
def test_the_lines_that_are_measured_are_twenty_millimetres_from_the_edge(stock: str) -> None:
    data = sheet(stock)
    for page in range(2):
        w, h = inspector.boxes(data)[page]["MediaBox"][2:]
        paths = [d.box for d in drawn(data, page)]
        long = [
            b
            for b in paths
            if b[2] - b[0] == pytest.approx(3 * MM, abs=0.02)
            or b[3] - b[1] == pytest.approx(3 * MM, abs=0.02)
        ]
        upright = [b for b in long if b[0] == b[2] and b[3] == pytest.approx(h / 2, abs=0.02)]
        level = [b for b in long if b[1] == b[3] and b[2] == pytest.approx(w / 2, abs=0.02)]
        assert any(b[0] / MM == pytest.approx(20, abs=0.01) for b in upright), "from the left edge"
        assert any(b[1] / MM == pytest.approx(20, abs=0.01) for b in level), "from the top edge"
        numbers = [r for r in inspector.text_runs(data) if r.page == page and r.text.strip() == "20"]
        assert len(numbers) == 2


def test_crosses_stand_at_the_corners_of_the_cards_on_both_sides() -> None:
    data, grid = sheet("poker-9up"), STOCKS["poker-9up"]
    for page in range(2):
        arms = [d.box for d in drawn(data, page) if d.width == 0.25]
        level = {(round((b[0] + b[2]) / 2 / MM, 1), round(b[1] / MM, 1)) for b in arms if b[1] == b[3]}
        for x in (9.75 + 63.5, 9.75 + 127):
            for y in (15.15, 15.15 + 88.9, 15.15 + 2 * 88.9, 15.15 + 3 * 88.9):
                assert any(abs(a - x) < 0.11 and abs(b - y) < 0.11 for a, b in level), (x, y)
    assert grid.first == (9.75, 15.15)


def test_what_is_in_use_is_said_and_moves_each_side(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN, encoding="utf-8")
    still, moved = sheet("poker-9up"), sheet("poker-9up", file)
    text = inspector.page_text(moved, 0), inspector.page_text(moved, 1)
    assert re.search(r"x 0\.5\smm, y −0\.25\smm", " ".join(text[0].split()))
    assert re.search(r"x −1\smm, y 0\.3\smm", " ".join(text[1].split()))
    for page, (dx, dy) in enumerate([(0.5, -0.25), (-1, 0.3)]):
        # The upright arm of the first whole cross.
        a, b = (
            min(
                d.box
                for d in drawn(data, page)
                if d.box[0] == d.box[2] and d.box[3] - d.box[1] == pytest.approx(10 * MM, abs=0.02)
            )
            for data in (still, moved)
        )
        assert ((b[0] - a[0]) / MM, (b[1] - a[1]) / MM) == pytest.approx((dx, dy), abs=0.01), (
            "x right, y down"
        )


@pytest.mark.parametrize("stock", ["poker", "tarot", "bridge", "a6"])
def test_a_sheet_too_small_for_the_words_is_an_error(stock: str) -> None:
    problems = Problems()
    plan = library().get("plan", "iliopsoas", problems)
    assert calibrate(plan, library(), stock=stock, problems=problems) is None
    (problem,) = problems
    assert (
        problem.message == f"a sheet of the stock {stock!r} is too small for the words of a calibration sheet"
    )
    assert problem.hint == "calibrate with paper that fills the printer, as a4 or letter"


def test_the_command_writes_a_file_named_by_the_stock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["build", "--calibrate", "avery-5371"]) == 0
    assert capsys.readouterr().out == "out/calibrate-avery-5371.pdf  2 pages\n"
    Path("plan.yaml").write_text(PLAN, encoding="utf-8")
    Path("short.yaml").write_text("extends: cards\nflip: short-edge\n", encoding="utf-8")
    assert (
        run(["build", "--calibrate", "a4", "./plan.yaml", "--layout", "./short.yaml", "-o", "mine.pdf"]) == 0
    )
    words = " ".join(inspector.page_text(Path("mine.pdf").read_bytes(), 0).split())
    assert "flip on short edge" in words
    assert "x 0.5" in words


def test_a_calibration_that_makes_no_sense_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "--calibrate", "avery-5372"]) == 1
    assert "there is no stock 'avery-5372' (did you mean 'avery-5371'?)" in capsys.readouterr().err
    assert run(["build", "--calibrate", "a4", "--stock", "a4"]) == 2
    assert run(["build", "--calibrate", "a4", "--edition", "print"]) == 2
