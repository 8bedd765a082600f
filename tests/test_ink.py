"""Colours in grey and for the ink-saver: what the page design asks of them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from inspector import assert_sound, render, text_runs
from psoas_pdf.colours import contrast, grey, luminance
from psoas_pdf.figure.colours import palette
from psoas_pdf.figure.tables import looks
from psoas_pdf.ink import make_ink
from psoas_pdf.layout.board import Board
from psoas_pdf.layout.exercise import badge
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import Ink, Stroke, TextRun
from psoas_pdf.pictures import as_pdf, shown
from psoas_pdf.problems import Problems
from psoas_pdf.ready import ReadyStore
from psoas_pdf.text.fonts import Face
from ready_plan import built, library

COPIED = 0.53
"""A copier makes what is darker than this share of white black, and the rest white."""
FURNITURE = ("mat", "bench", "chair", "cushion", "step", "wall", "ground", "frame")


@pytest.mark.parametrize("name", looks())
def test_the_ink_saver_leaves_toner_for_what_matters(name: str) -> None:
    ink = make_ink(palette(name), "ink-saver").colours
    assert ink["muscle"] == "#1F1F1F"
    assert ink["arrow"] == ink["stop"] == "#141414"
    assert ink["keyline"] == "#FFFFFF"
    for role, colour in ink.items():
        level = int(colour[1:3], 16)
        assert colour == f"#{level:02X}" + f"{level:02X}" * 2, role
        thing = role.split("-")[0]
        if role.startswith("ghost-"):
            assert colour == ("#787878" if role.endswith("-edge") else "#FFFFFF"), role
        elif thing in FURNITURE:
            assert colour == ("#6E6E6E" if role.endswith("-edge") else "#FFFFFF"), role
        elif role.endswith("-edge") and thing != "muscle":
            assert colour == "#2E2E2E", role
        elif thing in ("skin", "shirt", "shorts", "hair", "shoe", "leggings", "sleeves", "ball", "sock"):
            assert level >= (0x8A if role.endswith("-line") else round(0.76 * 255)), role
        if role.endswith("-edge") and (role.startswith("ghost-") or thing in FURNITURE):
            assert level < COPIED * 255, role


@pytest.mark.parametrize("tone", ["ink-saver", "high-contrast"])
def test_the_far_side_takes_no_more_toner_than_the_shade_of_the_near_one(tone: str) -> None:
    for name in looks():
        ink = make_ink(palette(name), tone).colours
        for material in ("skin", "shirt", "shorts", "shoe", "sock"):
            assert ink[f"{material}-far"] == ink[f"{material}-far-shade"] == ink[f"{material}-shade"]
        assert luminance(ink["skin-far"]) < luminance(ink["skin"])


def test_a_dark_shirt_is_darker_than_a_pale_one_in_every_tone() -> None:
    for tone in ("colour", "grey", "ink-saver"):
        ink = make_ink(palette("woman-headscarf"), tone).colours
        assert luminance(ink["leggings"]) < luminance(ink["sleeves"])


@pytest.mark.parametrize("name", looks())
def test_in_grey_nothing_is_filled_as_dark_as_the_muscle(name: str) -> None:
    theme = library().theme("grey", Problems())
    assert theme
    ink = make_ink({**palette(name), **(theme.figure or {})}, "grey").colours
    assert ink["muscle"] == "#1F1F1F"
    for role, colour in ink.items():
        if role.split("-")[0] in ("shorts", "leggings", "shirt", "hair", "skin", "sleeves", "bench", "chair"):
            assert role.endswith(("-edge", "-line")) or contrast(colour, ink["muscle"]) > 2.6, role
    assert contrast(ink["nerve"], ink["nerve-edge"]) > 10
    assert contrast(ink["nerve-edge"], ink["bone"]) > 10


@pytest.mark.parametrize("colour", ["#D4242F", "#4FA3B5", "#FFFFFF", "#000000"])
def test_grey_keeps_the_luminance(colour: str) -> None:
    assert luminance(grey(colour)) == pytest.approx(luminance(colour), abs=0.004)


@pytest.mark.parametrize("layout", ["handout", "cards", "anatomy"])
def test_the_ink_saver_puts_the_same_words_in_the_same_places(layout: str) -> None:
    plain, saved = built("a4", layout), built("a4", layout, "ink-saver")
    assert_sound(saved)
    places = [
        [(run.text, run.page, round(run.x, 1), round(run.y, 1)) for run in text_runs(d)]
        for d in (plain, saved)
    ]
    assert places[0] == places[1]


def ink_on(data: bytes, page: int) -> tuple[float, int]:
    """How dark a page is (sum over its pixels), and the largest difference between the channels of a pixel."""
    pixels = render(data, page, 50).convert("RGB").tobytes()
    triples = list(zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True))
    return sum(765 - sum(p) for p in triples) / 765, max(max(p) - min(p) for p in triples)


def test_the_ink_saver_prints_no_colour() -> None:
    for layout in ("handout", "cards", "anatomy"):
        assert ink_on(built("a4", layout, "ink-saver"), 0)[1] <= 3
        assert ink_on(built("a4", layout), 0)[1] > 90


def test_figures_take_less_than_half_the_toner() -> None:
    store, exercise = ReadyStore((), None), library().get("exercise", "overhead-ball-throw", Problems())
    dark = {}
    for style in ("colour", "grey", "line"):
        pictures = shown(exercise, store, "man", style, "pair", Problems())
        assert pictures is not None
        dark[style], colour = ink_on(as_pdf(pictures, store), 0)
        assert (colour > 90) == (style == "colour")
    assert dark["line"] < 0.5 * dark["colour"]
    assert dark["line"] < 0.6 * dark["grey"]


def test_the_badge_is_a_disc_or_a_ring_by_the_theme(faces: Mapping[str, Face]) -> None:
    drawn = {}
    for name in ("standard", "ink-saver"):
        problems = Problems()
        theme = library().theme(name, problems)
        assert theme is not None
        board = Board(Type(theme, faces, Ink({}, ""), problems))
        badge(board, 3, 0, 0, 25.5, "badge")
        drawn[name] = [item.fill for item in board.items if isinstance(item, Stroke)]
        number = next(item for item in board.items if isinstance(item, TextRun))
        assert contrast(number.colour, str(drawn[name][-1])) > 4.5
    assert drawn["standard"] == ["#0B5A6B"]
    assert drawn["ink-saver"] == ["#000000", "#FFFFFF"]
