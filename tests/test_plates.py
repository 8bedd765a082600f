"""The shipped plates, and what happens to plates that are wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path as File
from typing import Any

import pytest
import yaml

from psoas_pdf.cli import run
from psoas_pdf.drawing import Clip, Drawing, Shape, parse
from psoas_pdf.figure.plate import BadPath, anchor_point, draw_plate, parse_path
from psoas_pdf.geometry import Box, bounds, points_of
from psoas_pdf.library import Library
from psoas_pdf.model.plate import Label, Layer, Plate
from psoas_pdf.problems import NOWHERE, Place, Problems
from psoas_pdf.words import Words

ROOT = File(__file__).parent.parent
IDS = ("front", "side")


def shipped(name: str) -> Plate:
    problems = Problems()
    plate = Library().get("plate", name, problems, NOWHERE)
    assert not list(problems)
    assert isinstance(plate, Plate)
    return plate


def drawn(plate: Plate) -> Drawing:
    problems = Problems()
    drawing = draw_plate(plate, problems)
    assert not list(problems)
    return drawing


@pytest.fixture(scope="module", params=IDS)
def plate(request: pytest.FixtureRequest) -> Plate:
    return shipped(request.param)


def small(*layers: Layer) -> Plate:
    return Plate(
        id="small", name=Words("Small"), alt=Words("A test"), size=(10, 20), scale=1.0,
        anchors={"corner": (1.0, 2.0)}, columns={"left": (0.0, 5.0)}, layers=layers,
    )  # fmt: skip


def layer(name: str, *paths: str, **more: Any) -> Layer:
    return Layer(name=name, role="bone", paths=paths, place=Place("small.yaml", 7, 3), **more)


def test_the_drawing_survives_its_text(plate: Plate) -> None:
    drawing = drawn(plate)
    again = parse(drawing.text)
    assert again == drawing
    assert again.digest == drawing.digest


def test_the_drawing_has_the_plates_size_and_fills_most_of_it(plate: Plate) -> None:
    drawing = drawn(plate)
    assert drawing.box == Box(0, 0, *plate.size)
    ink = bounds(mark.path for mark in drawing.marks if not isinstance(mark, Clip) or mark.fill)
    assert drawing.box.x0 <= ink.x0
    assert drawing.box.y0 <= ink.y0
    assert ink.x1 <= drawing.box.x1
    assert ink.y1 <= drawing.box.y1
    assert ink.width > 0.8 * plate.size[0]
    assert ink.height > 0.95 * plate.size[1]


def test_few_marks_and_a_small_text(plate: Plate) -> None:
    """A build parses and paints each of them; the limits are a tenth above what is there now."""
    drawing = drawn(plate)
    assert len(drawing.marks) <= {"front": 64, "side": 28}[plate.id]
    assert len(drawing.text) <= {"front": 171_000, "side": 66_000}[plate.id]


def test_every_label_names_a_point_of_the_plate(plate: Plate) -> None:
    assert len(plate.labels) >= 6
    for label in plate.labels:
        x, y = anchor_point(plate, label.anchor)
        assert 0 < x < plate.size[0]
        assert 0 < y < plate.size[1]
        left, right = plate.columns[label.side]
        assert right - left >= label.width
    muscles = [label for label in plate.labels if label.words in ("Psoas major", "Iliacus")]
    assert [label.weight for label in muscles] == ["strong", "strong"]


def test_words_for_somebody_who_cannot_see_it(plate: Plate) -> None:
    for word in ("spine", "thigh bone", "psoas major", "iliacus", "hip"):
        assert word in plate.alt.lower()
    assert plate.name in ("From the front", "From the side")


def test_every_role_has_a_colour_in_the_standard_theme(plate: Plate) -> None:
    theme = yaml.safe_load((ROOT / "layouts" / "themes" / "standard.yaml").read_text(encoding="utf-8"))
    assert drawn(plate).roles() <= set(theme["figure"])


def test_the_bones_of_the_front_plate_are_alike_on_both_sides() -> None:
    front = shipped("front")
    for name in (
        "ribs",
        "thigh-bones",
        "hip-bones",
        "sacrum",
        "bodies",
        "discs",
        "transverse-processes",
        "symphysis",
    ):
        (found,) = (entry for entry in front.layers if entry.name == name)
        points = sorted(p for text in found.paths for p in points_of(parse_path(text)))
        mirrored = sorted((front.size[0] - x, y) for x, y in points)
        for ax, ay in points:
            assert any(abs(ax - bx) < 0.021 and abs(ay - by) < 0.021 for bx, by in mirrored), (name, ax, ay)


def test_front_and_side_show_the_same_heights() -> None:
    front, side = shipped("front"), shipped("side")
    assert front.scale == side.scale
    assert front.size[1] == side.size[1]
    for name in ("l1", "l2", "l3", "lesser-trochanter", "iliac-crest"):
        assert abs(anchor_point(front, name)[1] - anchor_point(side, name)[1]) < 1.0


def test_dash_opacity_and_clips_reach_the_drawing() -> None:
    marks = drawn(shipped("front")).marks
    assert [m.dash for m in marks if isinstance(m, Shape) and m.fill == "attach-soft"] == [(1.4, 1.0)]
    clips = [m for m in marks if isinstance(m, Clip)]
    assert any(s.fill == "bone-deep" and s.alpha == 0.6 for m in clips for s in m.shapes)
    assert any(m.fill == "bone" and s.fill == "bone-shade" for m in clips for s in m.shapes)


def test_y_goes_up_and_anchors_follow() -> None:
    plate = small(layer("a", "M1 2 L3 2 L3 5 Z", fill="bone"))
    assert drawn(plate).marks == (Shape((("M", 1, 18), ("L", 3, 18), ("L", 3, 15), ("Z",)), "bone"),)
    assert anchor_point(plate, "corner") == (1.0, 18.0)
    with pytest.raises(KeyError):
        anchor_point(plate, "nowhere")


def test_neighbours_are_joined_only_where_it_looks_the_same() -> None:
    left, right, over = "M0 0 L2 0 L2 2 L0 2 Z", "M5 0 L7 0 L7 2 L5 2 Z", "M1 1 L3 1 L3 3 L1 3 Z"
    backwards = "M1 1 L1 3 L3 3 L3 1 Z"

    def count(*paths: str, **more: Any) -> int:
        return len(drawn(small(layer("a", *paths, **more))).marks)

    assert count(left, right, fill="bone", stroke="bone-edge", width=0.4) == 1
    assert count(left, over, fill="bone", stroke="bone-edge", width=0.4) == 2
    assert count(left, over, stroke="bone-edge", width=0.4) == 1
    assert count(left, over, fill="bone") == 1
    assert count(left, backwards, fill="bone") == 2  # as one path they would leave a hole
    assert count(left, over, fill="bone", opacity=0.5) == 2
    assert count(left, right, fill="bone", opacity=0.5) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "needs a start"),
        ("M1 2", "needs a start"),
        ("L1 2 L3 4", "starts with M"),
        ("M1 2 L3", "L is followed by 2 numbers"),
        ("M1 2 C1 2 3 4 5 Z", "C is followed by 6 numbers"),
        ("M1 2 H5", "'H' can't stand here"),
        ("m1 2 l3 4", "'m' can't stand here"),
        ("M1 2 L3 4 Z 5 6", "'5' can't stand here"),
        ("M1 2 L3 4 Z L5 6", "after Z comes M"),
        ("M1 2 L3 #", "L is followed by 2 numbers"),
        ("M1 2 L3 1e999", "L is followed by 2 numbers"),
    ],
)
def test_bad_path_data_is_a_problem_with_a_place(text: str, says: str) -> None:
    with pytest.raises(BadPath, match=says.replace("(", r"\(")):
        parse_path(text)
    problems = Problems()
    drawing = draw_plate(small(layer("a", text, "M1 2 L3 4 L1 4 Z", fill="bone")), problems)
    (problem,) = problems
    assert str(problem).startswith("small.yaml:7:3: error: a path of layer 'a': ")
    assert says in problem.message
    assert problem.hint
    assert len(drawing.marks) == 1  # what is sound is still drawn


def test_the_place_of_the_path_itself_wins() -> None:
    problems = Problems()
    draw_plate(small(layer("a", Words("M1 2 Q3 4", Place("small.yaml", 9, 9)), fill="bone")), problems)
    assert [p.place.line for p in problems] == [9]


def test_a_clip_to_a_layer_that_is_not_above_is_a_problem() -> None:
    square = "M1 2 L3 2 L3 5 Z"
    for plate in (
        small(layer("a", square, fill="bone", clip="b"), layer("b", square, fill="bone")),
        small(layer("a", square, fill="bone", clip="a")),
    ):
        problems = Problems()
        draw_plate(plate, problems)
        (problem,) = problems
        assert "no layer above it has that name" in problem.message
        assert problem.place == Place("small.yaml", 7, 3)


def test_a_path_that_leaves_the_plate_is_a_problem_unless_it_is_clipped() -> None:
    inside, outside = "M1 2 L3 2 L3 5 Z", "M1 2 L30 2 L3 5 Z"
    problems = Problems()
    draw_plate(small(layer("a", outside, fill="bone")), problems)
    assert ["leaves the plate at 30, 2" in p.message for p in problems] == [True]
    plate = small(layer("a", inside, fill="bone"), layer("b", outside, fill="bone-shade", clip="a"))
    assert [type(mark) for mark in drawn(plate).marks] == [Clip]


def test_the_same_plate_gives_the_same_drawing(plate: Plate) -> None:
    assert drawn(plate).text == drawn(replace(plate)).text


def test_a_label_without_its_point_or_column_is_a_problem() -> None:
    wrong = Label(anchor="cornr", words=Words("Here"), side="right", place=Place("small.yaml", 4, 5))
    problems = Problems()
    draw_plate(replace(small(layer("a", "M1 2 L3 2 L3 5 Z", fill="bone")), labels=(wrong,)), problems)
    assert [str(p) for p in problems] == [
        "small.yaml:4:5: error: the plate 'small' has no column 'right' (there is left)",
        "small.yaml:4:5: error: the plate 'small' has no point 'cornr' (did you mean 'corner'?)",
    ]


def test_a_colour_that_no_theme_has_is_an_error_of_check_and_build(
    tmp_path: File, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shipped = (ROOT / "data/plates/side.yaml").read_text(encoding="utf-8")
    File("plates").mkdir()
    File("plates/side.yaml").write_text(shipped.replace("fill: bone\n", "fill: bonn\n", 1), encoding="utf-8")
    line = 1 + shipped[: shipped.index("- name: arches")].count("\n")
    told = f"plates/side.yaml:{line}:5: error: the layer 'arches' has the colour 'bonn', which no theme has"
    for command in (["check", "plates/side.yaml"], ["build", "--library", ".", "--layout", "anatomy"]):
        assert run(command) == 1
        assert capsys.readouterr().err.strip().endswith(f"{told} (did you mean 'bone'?)")
