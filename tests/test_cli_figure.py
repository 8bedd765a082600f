"""`psoas-pdf figure`: one exercise as SVG, PDF and PNG, the sheet, and what it refuses."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from inspector import assert_conforms, assert_sound, boxes, page_text, render, tag_tree, text_runs
from psoas_pdf.cli import run
from psoas_pdf.library import Library
from psoas_pdf.places import shipped
from psoas_pdf.units import MM

FAULTY = "half-kneeling-hip-flexor-stretch"
LARGEST = 45_000
"""Bytes of the two pictures of an exercise, each as a PDF of its own."""
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def files() -> list[str]:
    return sorted(p.name for p in Path().iterdir())


def svg(name: str) -> ElementTree.Element:
    return ElementTree.fromstring(Path(name).read_bytes())


def colours(root: ElementTree.Element) -> set[str]:
    return {e.get(k, "none") for e in root.iter() for k in ("fill", "stroke")} - {"none"}


def test_a_pair_as_svg_is_what_one_gets_without_options(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["figure", "sit-up"]) == 0
    assert capsys.readouterr().out == "sit-up.svg\n"
    root = svg("sit-up.svg")
    pictures = root.findall(f"{SVG}g")
    assert len(pictures) == 2
    assert pictures[0].get("aria-label", "").startswith("Sit-up. Start: a person")
    assert pictures[1].get("aria-label", "").startswith("Sit-up. End: ")
    assert root.findtext(f"{SVG}title") == "Sit-up"
    assert len(Path("sit-up.svg").read_bytes()) < 130_000


def test_the_fault_stands_beside_the_right_one_and_is_crossed_out() -> None:
    assert run(["figure", FAULTY, "--quiet"]) == 0
    labels = [g.get("aria-label", "") for g in svg(f"{FAULTY}.svg").findall(f"{SVG}g")]
    assert len(labels) == 3
    assert "Crossed out, how not to do it: arching your back." in labels[2]
    assert not any(mark in label for label in labels for mark in "[|*{")
    assert run(["figure", FAULTY, "--picture", "end", "-o", "end.svg"]) == 0
    assert "#A3161F" in colours(svg(f"{FAULTY}.svg"))
    assert "#A3161F" not in colours(svg("end.svg"))


@pytest.mark.parametrize("which", ["start", "end"])
def test_one_picture(which: str) -> None:
    assert run(["figure", "sit-up", "--picture", which]) == 0
    assert len(svg("sit-up.svg").findall(f"{SVG}g")) == 1


def test_styles_and_looks_change_colours_alone_or_people() -> None:
    for style in ("colour", "grey", "line"):
        assert run(["figure", "sit-up", "--style", style, "-o", f"{style}.svg"]) == 0
    assert run(["figure", "sit-up", "--look", "older-woman", "-o", "older.svg"]) == 0
    shapes = {
        name: [e.get("d") for e in svg(f"{name}.svg").iter()] for name in ("colour", "grey", "line", "older")
    }
    assert shapes["colour"] == shapes["grey"] == shapes["line"] != shapes["older"]
    for style in ("grey", "line"):
        assert all(c[1:3] == c[3:5] == c[5:7] for c in colours(svg(f"{style}.svg")))
    assert not all(c[1:3] == c[3:5] for c in colours(svg("colour.svg")))


def test_a_pdf_is_a_tagged_page_of_its_own_size(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["figure", FAULTY, "-o", "out/one.pdf"]) == 0
    assert capsys.readouterr().out == "out/one.pdf\n"
    data = Path("out/one.pdf").read_bytes()
    assert_sound(data)
    assert_conforms(data)
    assert len(boxes(data)) == 1
    figures = [e for e in tag_tree(data).kids if getattr(e, "role", "") == "Figure"]
    assert len(figures) == 3
    assert all(figure.alt for figure in figures)


def test_two_pictures_take_at_most_45_kilobytes() -> None:
    for exercise in Library().ids("exercise"):
        for which in ("start", "end"):
            assert run(["figure", exercise, "--picture", which, "-o", f"{which}.pdf", "--quiet"]) == 0
        assert sum(Path(f"{which}.pdf").stat().st_size for which in ("start", "end")) < 45_000 + 2 * 6_000, (
            exercise
        )


def test_png_and_svg_show_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["figure", "knee-to-chest", "-o", "one.png"]) == 0
    assert run(["figure", "knee-to-chest", "-o", "one.pdf"]) == 0
    from PIL import Image

    with Image.open("one.png") as image:
        page = render(Path("one.pdf").read_bytes(), 0, 144)
        assert image.size == page.size
        assert image.getextrema() != ((255, 255),) * 3


def test_png_without_its_packages(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec

    def without(name: str, *more: Any) -> Any:
        return None if name == "pypdfium2" else found(name, *more)

    monkeypatch.setattr(importlib.util, "find_spec", without)
    assert run(["figure", "sit-up", "-o", "one.png"]) == 2
    assert "pip install 'psoas-pdf[preview]'" in capsys.readouterr().err
    assert not files()


def test_the_sheet_shows_the_whole_library() -> None:
    assert run(["figure", "--sheet", "--look", "vary"]) == 0
    data = Path("exercises.pdf").read_bytes()
    assert_sound(data)
    assert_conforms(data)
    library = Library()
    told = " ".join(page_text(data, page) for page in range(len(boxes(data))))
    from psoas_pdf.problems import Problems

    names = [str(library.get("exercise", id, Problems()).name) for id in library.ids("exercise")]
    flat = " ".join(told.split())
    assert all(name in flat for name in names)
    figures = [
        e
        for sect in tag_tree(data).kids
        for e in getattr(sect, "kids", [])
        if getattr(e, "role", "") == "Figure"
    ]
    assert len(figures) >= 2 * len(names)
    assert all(figure.alt for figure in figures)
    assert len(boxes(data)) <= -(-len(names) // 6)
    box = boxes(data)[0]["MediaBox"]
    assert all(12 * MM - 1 < run.x < box[2] - 12 * MM and run.y > 12 * MM - 1 for run in text_runs(data))


def test_ones_own_exercise_from_a_folder_and_from_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    own = Path("mine/data/exercises")
    own.mkdir(parents=True)
    text = (shipped() / "data/exercises/sit-up.yaml").read_text(encoding="utf-8")
    (own / "my-sit-up.yaml").write_text(text.replace("id: sit-up", "id: my-sit-up"), encoding="utf-8")
    assert run(["figure", "my-sit-up", "--library", "mine"]) == 0
    assert run(["figure", str(own / "my-sit-up.yaml"), "--library", "mine", "-o", "file.svg"]) == 0
    assert Path("file.svg").read_bytes() == Path("my-sit-up.svg").read_bytes()
    capsys.readouterr()
    (own / "my-sit-up.yaml").write_text(
        text.replace("id: sit-up", "id: my-sit-up").replace(
            "pelvis: 90", "pelvis: 90\n    both: {knee: 200}", 1
        )
    )
    assert run(["figure", "my-sit-up", "--library", "mine", "-o", "broken.svg"]) == 1
    assert "mine/data/exercises/my-sit-up.yaml:" in capsys.readouterr().err
    assert not Path("broken.svg").exists()
    shutil.rmtree("mine")


def test_standard_output(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["figure", "sit-up", "-o", "-", "--format", "pdf"]) == 0
    assert capsysbinary.readouterr().out.startswith(b"%PDF-1.7")
    assert not files()


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (["figure"], 2, "name one exercise, or give --sheet"),
        (["figure", "sit-up", "--sheet"], 2, "name one exercise, or give --sheet"),
        (["figure", "--sheet", "--format", "svg"], 2, "a sheet is a PDF, not SVG"),
        (["figure", "sit-up", "-o", "plan.yaml"], 2, "is no svg, pdf or png file"),
        (["figure", "sit-up", "-o", ""], 2, "-o needs a file"),
        (["figure", "sit-up", "--look", "vary"], 2, "one exercise shows one person"),
        (["figure", "sit-up", "--style", "sepia"], 2, "'sepia' is not one of"),
        (["figure", "sitt-up"], 1, "there is no exercise 'sitt-up'"),
        (["figure", "sit-up", "--look", "womann"], 1, "there is no look 'womann'"),
        (["figure", "sit-up", "--picture", "fault"], 1, "sit-up has no fault picture"),
        (["figure", "sit-up", "-o", "sit-up.svg/x.svg"], 1, "can't be written"),
    ],
)
def test_what_is_refused(args: list[str], code: int, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    if "sit-up.svg/x.svg" in args:
        Path("sit-up.svg").write_text("")
    assert run(args) == code
    assert says in capsys.readouterr().err
    assert files() in ([], ["sit-up.svg"])
