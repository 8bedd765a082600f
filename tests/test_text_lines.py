from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_pdf.markup import Span, parse, plain
from psoas_pdf.text.fonts import Face, MissingGlyph, fira_sans, load_faces
from psoas_pdf.text.lines import MOST_CHARACTERS, ROUNDING, Line, Style, break_lines

FACES = load_faces(**fira_sans(), ready=None)
STYLE = Style(10)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def test_lines_are_filled_and_continued_ones_end_in_a_space(faces: Mapping[str, Face]) -> None:
    room = faces["regular"].width("Stand tall", 10)
    lines = break_lines("Stand tall and breathe out.", STYLE, faces, room)
    assert texts(lines) == ["Stand tall ", "and ", "breathe ", "out."]
    assert lines[0].width == pytest.approx(room)
    assert lines[0].runs[0].width == pytest.approx(room)


def test_a_strong_word_is_a_run_of_its_own(faces: Mapping[str, Face]) -> None:
    (line,) = break_lines(parse("of the **long**, strong leg"), STYLE, faces, 500)
    assert [(r.text, r.font, r.strong) for r in line.runs] == [
        ("of the ", "regular", False),
        ("long", "semibold", True),
        (", strong leg", "regular", False),
    ]
    assert line.width == pytest.approx(
        faces["regular"].width("of the , strong leg", 10) + faces["semibold"].width("long", 10)
    )


def test_a_word_of_two_weights_is_not_broken(faces: Mapping[str, Face]) -> None:
    lines = break_lines(parse("see **psoas**like here"), STYLE, faces, 1)
    assert texts(lines) == ["see ", "psoaslike ", "here"]
    assert all(line.overfull for line in lines)


def test_no_break_at_a_no_break_space_a_hyphen_or_a_slash(faces: Mapping[str, Face]) -> None:
    room = faces["regular"].width("warm-up", STYLE.size)
    assert texts(break_lines("10\u00a0kg warm-up and/or", STYLE, faces, room)) == [
        "10\u00a0kg ",
        "warm-up ",
        "and/or",
    ]


def test_a_word_wider_than_the_room_is_broken_after_its_hyphens_and_only_there(
    faces: Mapping[str, Face],
) -> None:
    room = faces["regular"].width("upon-Sample", STYLE.size)
    lines = break_lines(parse("to **Sampletown**-upon-Sample -5"), STYLE, faces, room)
    assert texts(lines) == ["to ", "Sampletown-", "upon-Sample ", "-5"]
    assert not any(line.overfull for line in lines)
    assert texts(break_lines("-555555", STYLE, faces, 1)) == ["-555555"]


def test_a_no_break_space_breaks_only_a_word_that_has_no_room(faces: Mapping[str, Face]) -> None:
    room = faces["regular"].width("ring 01234\u00a0567", STYLE.size)
    assert texts(break_lines("ring 01234\u00a0567890", STYLE, faces, room)) == ["ring ", "01234\u00a0567890"]
    assert texts(break_lines("ring 01234\u00a0567890", STYLE, faces, room / 2)) == [
        "ring ",
        "01234 ",
        "567890",
    ]


def test_white_space_counts_as_one_space(faces: Mapping[str, Face]) -> None:
    assert texts(break_lines("  a\n b\t\tc ", STYLE, faces, 500)) == ["a b c"]
    assert break_lines(" \n ", STYLE, faces, 500) == ()


def test_tracking_and_tabular_digits_count(faces: Mapping[str, Face]) -> None:
    style = Style(10, tabular=True, tracking=0.5)
    (line,) = break_lines("11 11", style, faces, 500)
    assert line.width == pytest.approx(faces["regular"].width("11 11", 10, tabular=True, tracking=0.5))
    assert line.width > faces["regular"].width("11 11", 10) + 2.4


def test_too_long_a_paragraph_is_refused(faces: Mapping[str, Face]) -> None:
    assert break_lines("x" * MOST_CHARACTERS, STYLE, faces, 10)[0].overfull
    with pytest.raises(ValueError, match="5000 characters"):
        break_lines((Span("x"), Span("y " * (MOST_CHARACTERS // 2), True)), STYLE, faces, 10)


def test_a_missing_character_is_named(faces: Mapping[str, Face]) -> None:
    with pytest.raises(MissingGlyph, match=r"U\+2610"):
        break_lines("tick \u2610 here", STYLE, faces, 100)


WORDS = st.text(alphabet="aWi.é1 \u00a0\n*", max_size=80)


@given(WORDS, st.floats(1, 200), st.booleans())
def test_no_text_is_lost_or_doubled_and_lines_fit(text: str, width: float, tabular: bool) -> None:
    lines = break_lines(parse(text), Style(9.5, tabular=tabular), FACES, width)
    wanted = plain(text)
    # A word that is wider than the room is broken at its no-break spaces.
    told = "".join(texts(lines)).replace("\u00a0", " ")
    assert told.split() == wanted.replace("\u00a0", " ").split()
    for line in lines:
        assert line.width <= width + ROUNDING or (line.overfull and " " not in line.text.rstrip(" "))
        assert line.overfull == (line.width > width + ROUNDING)
        assert line.width == pytest.approx(sum(run.width for run in line.runs))
    for line in lines[:-1]:
        assert line.text.endswith(" ")
        assert not line.text.endswith("  ")


@given(WORDS, st.floats(1, 200))
def test_no_line_could_have_taken_the_next_word(text: str, width: float) -> None:
    lines = break_lines(text, STYLE, FACES, width)
    for line, following in pairwise(lines):
        word = following.text.split(" ")[0]
        assert FACES["regular"].width(line.text + word, 10) > width
