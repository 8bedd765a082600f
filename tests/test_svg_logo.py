"""Logos in SVG: what is drawn, and what is refused with its line."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas_pdf.drawing import Clip, Shape, parse
from psoas_pdf.geometry import bounds
from psoas_pdf.logos import Emblem, read_logo
from psoas_pdf.logos.numbers import BadSvg, Matrix, many, transform
from psoas_pdf.logos.outlines import basic, path_data
from psoas_pdf.logos.svg import read_svg
from psoas_pdf.problems import Place, Problems

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 50">'
)
NAMED = Place("clinic.yaml", 3, 7)


def read(inside: str, head: str = HEAD) -> tuple[Emblem | None, list[str]]:
    problems = Problems()
    emblem = read_svg(f"{head}\n{inside}\n</svg>".encode(), "logo.svg", NAMED, problems)
    return emblem, [str(problem) for problem in problems]


def drawn(inside: str, head: str = HEAD) -> tuple[list[Shape], dict[str, str]]:
    emblem, told = read(inside, head)
    assert told == []
    assert emblem is not None
    return list(emblem.drawing.shapes()), dict(emblem.colours)


def test_a_logo_stands_on_its_feet_in_its_own_size() -> None:
    (shape,), colours = drawn('<rect x="10" y="5" width="20" height="10" fill="#0b5a6b"/>')
    assert bounds([shape.path]) == pytest.approx((20, 70, 60, 90))
    assert colours == {shape.fill: "#0B5A6B"}
    emblem, _ = read('<rect width="1" height="1"/>')
    assert emblem is not None
    assert emblem.drawing.box == (0, 0, 200, 100)
    assert parse(emblem.drawing.text).text == emblem.drawing.text


@pytest.mark.parametrize(
    ("element", "box"),
    [
        ('<circle cx="50" cy="25" r="10"/>', (80, 30, 120, 70)),
        ('<ellipse cx="50" cy="25" rx="20" ry="10"/>', (60, 30, 140, 70)),
        ('<polygon points="0,0 100,0 50,50"/>', (0, 0, 200, 100)),
        ('<polyline points="10 40 20 10 30 40" stroke="red"/>', (20, 20, 60, 80)),
        ('<line x1="0" y1="0" x2="100%" y2="100%" stroke="red"/>', (0, 0, 200, 100)),
        ('<rect x="10mm" width="1in" height="5" rx="2"/>', (75.59, 90, 267.59, 100)),
        ('<path d="M10-5l.5.5h9v10H10z" transform="translate(0 10)"/>', (20, 69, 39, 90)),
        ('<path d="M10 20a10 10 0 1120 0 10 10 0 01-20 0z"/>', (20, 40, 60, 80)),
        ('<path d="m0 0 10 10 10-10z"/>', (0, 80, 40, 100)),
        ('<path d="M0 50Q25 0 50 50T100 50" fill="none" stroke="#000"/>', None),
    ],
)
def test_shapes(element: str, box: tuple[float, ...] | None) -> None:
    (shape,), _ = drawn(element)
    if box:
        assert bounds([shape.path]) == pytest.approx(box, abs=0.02)


def test_an_arc_is_round() -> None:
    path = path_data("M0 0A25 25 0 0 0 50 0A25 25 0 0 0 0 0")
    for op, *n in path:
        if op != "C":
            continue
        assert math.dist((float(n[4]), float(n[5])), (25, 0)) == pytest.approx(25)
    tilted = path_data("M10 10a30 15 -30 0 1 20 -12")
    assert tilted[-1][-2:] == pytest.approx((30, -2))
    assert path_data("M0 0A0 5 0 0 1 9 9") == (("M", 0, 0), ("L", 9, 9))


def test_transforms_nest_and_lines_grow_with_them() -> None:
    (shape,), _ = drawn(
        '<g transform="translate(10,10) scale(2)"><path transform="rotate(90)" stroke-width="1.5" stroke="#123" '
        'fill="none" stroke-dasharray="1 2" d="M0 0H5"/></g>'
    )
    assert bounds([shape.path]) == pytest.approx((20, 60, 20, 80))
    assert shape.width == pytest.approx(6)
    assert shape.dash == pytest.approx((4, 8))
    assert (shape.cap, shape.join) == (0, 0)


def test_styles_attributes_classes_and_what_is_inherited() -> None:
    shapes, colours = drawn(
        "<style>/* none */ .a, .b { fill: rgb(255, 0, 0) } #c{fill:navy} rect{fill-rule:evenodd}</style>"
        '<g fill="green" opacity=".5"><rect class="a" width="9" height="9"/><rect id="c" width="9" height="9"/>'
        '<rect style="fill:#abc;fill-opacity:50%" width="9" height="9"/><rect width="9" height="9"/></g>'
        '<g color="teal"><path d="M0 0h9v9z" fill="currentColor" stroke="#00f8" stroke-linejoin="round"/></g>'
    )
    assert [colours[s.fill] for s in shapes if s.fill] == [
        "#FF0000",
        "#000080",
        "#AABBCC",
        "#008000",
        "#008080",
    ]
    assert [s.alpha for s in shapes] == pytest.approx([0.5, 0.5, 0.25, 0.5, 1, 136 / 255])
    assert [s.even_odd for s in shapes] == [True] * 4 + [False] * 2
    assert shapes[-1].join == 1


def test_what_is_hidden_or_unpainted_is_not_there() -> None:
    shapes, _ = drawn(
        '<title>A</title><metadata><x xmlns="https://example.org"/></metadata><defs><path d="M0 0h9"/></defs>'
        '<g display="none"><text>no</text></g><rect width="9" height="9" fill="none"/><rect width="0" height="9"/>'
        '<rect visibility="hidden" width="9" height="9"/><circle r="4"/><circle/>'
    )
    assert len(shapes) == 1


def test_clips() -> None:
    emblem, told = read(
        '<clipPath id="all"><rect width="100" height="50"/></clipPath>'
        '<clipPath id="c"><circle cx="5" cy="5" r="5"/></clipPath>'
        '<g clip-path="url(#all)"><rect width="9" height="9"/></g>'
        '<g clip-path="url(#c)"><rect width="9" height="9"/><rect width="8" height="9" fill="red"/></g>'
    )
    assert told == []
    assert emblem is not None
    kinds = [type(mark) for mark in emblem.drawing.marks]
    assert kinds == [Shape, Clip]
    assert len(list(emblem.drawing.shapes())) == 3


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        (
            "<text>Clinic</text>",
            "text can't be printed from an SVG (convert it to paths in the drawing program)",
        ),
        ('<image xlink:href="https://example.org/a.png"/>', "a picture inside an SVG can't be printed"),
        ('<use xlink:href="#a"/>', "`use` is not known here"),
        ("<script>alert(1)</script>", "scripts are not run"),
        ('<rect onclick="x()" width="1" height="1"/>', "onclick: scripts are not run"),
        ('<rect fill="url(#g)" width="1" height="1"/>', "fill: gradients and patterns can't be printed here"),
        ('<rect fill="mauve" width="1" height="1"/>', "fill: 'mauve' is no colour"),
        ('<rect filter="url(#f)" width="1" height="1"/>', "filter can't be printed here"),
        (
            '<g clip-path="url(https://example.org/#a)"/>',
            "'url(https://example.org/#a)' leads out of the file",
        ),
        ('<g clip-path="url(#nope)"/>', "there is no clipPath 'nope'"),
        ('<path d="M0 0 L"/>', "d: L takes numbers by 2, and has 0"),
        ('<path d="L0 0"/>', "d: 'L0 0' is no path data"),
        ('<path d="M0 0 x"/>', "d: 'x' is no number"),
        ('<path d="M0 0 1e9 0"/>', "d: the number 1e9 is too large"),
        ('<rect width="1em" height="1"/>', "width: the unit 'em' has no size here"),
        ('<g transform="spin(3)"/>', "transform: there is no spin of 1 numbers"),
        ('<polygon points="1 2 3"/>', "points: there is an x without a y"),
        ("<marquee/>", "the element 'marquee' is not known here"),
        ("<style>a > b {fill:red}</style><circle r='4'/>", "style: the selector 'a > b' is not known here"),
        ("<svg/>", "an SVG inside an SVG is not known here"),
        ("", "nothing in the SVG is painted"),
    ],
)
def test_what_can_not_be_printed_is_told_with_its_line(inside: str, told: str) -> None:
    emblem, problems = read(inside)
    assert emblem is None
    line = 1 if not inside else 2
    assert len(problems) == 1, problems
    assert problems[0].startswith(f"logo.svg:{line}:"), problems
    assert f"error: {told}" in problems[0]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "logo.svg:1:15: error: the SVG declares a document type"),
        (b"<svg", "logo.svg:1:1: error: this is no XML"),
        (b"<svg>&lol;</svg>", "logo.svg:1:6: error: this is no XML: undefined entity"),
        (b"<html/>", "logo.svg:1:1: error: the file holds no SVG"),
        (b"\x1f\x8b\x08", "clinic.yaml:3:7: error: logo.svg: the SVG is compressed"),
        (b"<svg>" + b"<g>" * 50, "logo.svg:1:123: error: the SVG is nested more than 40 levels deep"),
        (b"<svg>" + b"<g/>" * 3000 + b"</svg>", "error: the SVG has more than 3000 elements"),
        (b"<svg>" + b" " * 600_000, "clinic.yaml:3:7: error: logo.svg: the SVG has more than 500 kB"),
        (b"<svg/>", "logo.svg:1:1: error: the SVG doesn't say how large it is"),
        (b'<svg viewBox="0 0 0 5"/>', "the SVG has no size"),
        (b'<svg viewBox="0 0 5"/>', "viewBox has 3 numbers"),
        (b'<svg viewBox="0 0 500 5"/>', "more than 60 times as long"),
        (b'<?xml version="1.0" encoding="x-none"?><svg/>', "error: "),
    ],
)
def test_files_that_are_no_logo(data: bytes, told: str) -> None:
    problems = Problems()
    assert read_svg(data, "logo.svg", NAMED, problems) is None
    assert len(problems) == 1
    assert told in str(next(iter(problems)))


def test_a_document_type_without_declarations_is_harmless() -> None:
    text = (
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
        '<svg width="10" height="10"><circle r="5"/></svg>'
    )
    problems = Problems()
    assert read_svg(text.encode("utf-16"), "logo.svg", NAMED, problems) is not None
    assert list(problems) == []


def test_a_white_logo_is_warned_of() -> None:
    emblem, told = read('<circle r="9" fill="#fff"/>')
    assert emblem is not None
    assert told == [
        "logo.svg:1:1: warning: the logo can't be seen on white paper (use one made for white paper)"
    ]


def test_no_more_than_ten_problems() -> None:
    assert len(read("<use/>" * 40)[1]) == 10


@given(st.text(alphabet="MmLlHhVvCcSsQqTtAaZz0123456789.,-+e ", max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_path_data_is_drawn_or_refused(text: str) -> None:
    try:
        path = path_data(text)
    except BadSvg:
        return
    for segment in path:
        assert all(math.isfinite(float(v)) for v in segment[1:])


@given(st.binary(max_size=80))
@settings(max_examples=80, deadline=None)
def test_any_bytes_are_no_crash(data: bytes) -> None:
    problems = Problems()
    emblem = read_svg(b'<svg viewBox="0 0 9 9">' + data, "logo.svg", NAMED, problems)
    assert emblem is not None or problems.failed


def test_matrices() -> None:
    assert transform("matrix(1 2 3 4 5 6)") == Matrix(1, 2, 3, 4, 5, 6)
    assert transform("rotate(90 10 10)").of((("M", 10.0, 0.0),))[0][1:] == pytest.approx((20, 10))
    assert transform("skewX(45)").of((("M", 0.0, 1.0),))[0][1:] == pytest.approx((1, 1))
    assert many("1-2+3.5.5,1e1", "x") == [1, -2, 3.5, 0.5, 10]
    assert basic("rect", {"width": "-3", "height": "2"}, (1, 1)) == ()


def test_a_logo_is_known_by_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_text(f"\n {HEAD}<circle r='4'/></svg>")
    problems = Problems()
    assert isinstance(read_logo(str(path), NAMED, problems), Emblem)
    path.write_bytes(b"nothing")
    assert read_logo(str(path), NAMED, problems) is None
    assert [str(p) for p in problems] == [
        "clinic.yaml:3:7: error: logo.png: the picture is neither SVG, PNG nor JPEG (save it as SVG or PNG)"
    ]
