"""`verify` on files for a print shop: faults planted in a print edition that is right."""

from __future__ import annotations

import io
import re
from functools import cache

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from psoas_pdf.build import Order, Workshop
from psoas_pdf.problems import Problems
from psoas_pdf.ready import default_store
from ready_plan import library
from verify_samples import edited, found, repainted


@cache
def press() -> bytes:
    problems = Problems()
    plan = library().get("plan", "iliopsoas", problems)
    made = Workshop(library(), default_store()).make(Order(plan, "anatomy", edition="print"), problems)
    assert made
    assert not len(problems)
    return made.data


@cache
def trim() -> tuple[float, float, float, float]:
    with pikepdf.open(io.BytesIO(press())) as pdf:
        left, low, right, top = (float(v) for v in pdf.pages[0].obj.TrimBox)
    return left, low, right, top


def added(operators: str) -> bytes:
    """The file with more painted on its page, as an artifact; T is a showing operator in its first font."""
    found_ = re.search(rb"/F\d+ [\d.]+ Tf[\s\S]*?(<[0-9A-Fa-f]+>|\((?:\\.|[^()\\])*\)) ?Tj", _contents())
    assert found_
    font = re.match(rb"/F\d+", found_[0])
    assert font
    shown = found_[1] + b" Tj"
    more = operators.encode("ascii").replace(b"FONT", font[0]).replace(b"SHOW", shown)
    artifact = b"\n/Artifact <</Type/Pagination/Subtype/Header>> BDC\n" + more + b"\nEMC\n"
    return repainted(press(), 0, lambda before: before + artifact)


def _contents() -> bytes:
    with pikepdf.open(io.BytesIO(press())) as pdf:
        data: bytes = pdf.pages[0].obj.Contents.read_bytes()
        return data


def told(data: bytes) -> list[str]:
    return [str(problem).removeprefix("a.pdf: ") for problem in found(data)]


def assert_only(data: bytes, *wanted: str) -> None:
    texts = told(data)
    assert len(texts) == len(wanted), texts
    for text, start in zip(texts, wanted, strict=True):
        assert text.startswith(start), text


def test_a_print_edition_that_is_right() -> None:
    assert told(press()) == []


def test_rgb_on_a_press() -> None:
    assert_only(
        added("1 0 0 rg 200 300 9 9 re f"),
        "page 1: error: DeviceRGB is used, and the output intent is grey",
        "page 1: error: RGB colours in a file for a press",
    )


def test_black_of_four_inks() -> None:
    x, y = trim()[0] + 100, trim()[3] - 30
    texts = told(added(f"0.6 0.55 0.5 0.9 k BT /F0 14 Tf 1 0 0 1 {x} {y} Tm SHOW ET"))
    assert any(text.startswith("page 1: error: black text is made of several inks: ") for text in texts), (
        texts
    )


def test_a_link_on_a_press() -> None:
    def link(pdf: pikepdf.Pdf) -> None:
        annotation = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([100, 100, 200, 120]), Contents="somewhere", F=4
        )
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(annotation)])

    texts = told(edited(press(), link))
    assert "page 1: error: 1 link in a file for a press (leave them out)" in texts


def test_a_page_that_does_not_say_where_it_is_cut() -> None:
    def no_trim(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].obj.TrimBox

    assert any("where it is cut (TrimBox)" in text for text in told(edited(press(), no_trim)))


def test_a_mark_that_reaches_into_the_bleed() -> None:
    left, low, _, _ = trim()
    assert_only(
        added(f"0 G 0.5 w {left - 20} {low + 50} m {left - 1} {low + 50} l S"),
        "page 1: error: 1 mark or area reaches over the edge of the bleed",
    )


def test_a_thing_in_the_bleed_alone() -> None:
    left, low, _, _ = trim()
    assert_only(
        added(f"0 g {left - 5} {low + 50} 3 3 re f"),
        "page 1: error: 1 thing in the bleed that the page has no part in",
    )


def test_an_area_that_ends_at_the_cut() -> None:
    left, low, _, _ = trim()
    assert_only(
        added(f"0.9 g {left} {low + 3} 30 6 re f"),
        "page 1: error: 1 area ends at the cut: a white edge shows",
    )


def test_an_area_that_goes_on_to_the_bleed() -> None:
    left, low, _, _ = trim()
    assert_only(added(f"0.9 g {left - 3 * 72 / 25.4} {low + 10} 30 6 re f"))


def test_text_at_the_cut() -> None:
    left, low, _, _ = trim()
    texts = told(added(f"0 g BT FONT 14 Tf 1 0 0 1 {left + 5} {low + 20} Tm SHOW ET"))
    assert any(text.startswith("page 1: error: text less than 3 mm inside the cut: ") for text in texts), (
        texts
    )


def test_thin_lines_of_the_page_and_of_a_picture() -> None:
    x, y = trim()[0] + 30, trim()[1] + 30
    assert_only(
        added(f"0 G 0.1 w {x} {y} m {x} {y + 9} l S"),
        "page 1: error: 1 line thinner than 0.25 pt: the thinnest is 0.1 pt",
    )

    def thinner(pdf: pikepdf.Pdf) -> None:
        for what in pdf.pages[0].obj.Resources.XObject.values():
            if what.Subtype == Name.Form:
                what.write(what.read_bytes().replace(b" w\n", b" w 0.01 w\n", 1))

    assert any(
        re.match(r"page 1: warning: \d+ lines? in pictures thinner than 0.25 pt", text)
        for text in told(edited(press(), thinner))
    )


def test_profiles_that_do_not_fit() -> None:
    def rgb(pdf: pikepdf.Pdf) -> None:
        for intent in pdf.Root.OutputIntents:
            intent.DestOutputProfile.N = 3

    assert "error: a file for a press with an RGB profile (give the shop's profile with --icc)" in told(
        edited(press(), rgb)
    )

    def two(pdf: pikepdf.Pdf) -> None:
        copy = Dictionary(pdf.Root.OutputIntents[0])
        profile = copy.DestOutputProfile
        stream = pdf.make_stream(profile.read_bytes(), N=profile.N)
        copy.DestOutputProfile = stream
        pdf.Root.OutputIntents.append(copy)

    assert "error: output intents with different profiles (make the file again)" in told(edited(press(), two))


@pytest.mark.parametrize("box", ["BleedBox", "TrimBox"])
def test_boxes_of_a_print_edition_are_in_each_other(box: str) -> None:
    def wide(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj[f"/{box}"] = Array([-20, -20, 900, 1200])

    assert any(
        "reaches over the page" in text or "isn't between" in text for text in told(edited(press(), wide))
    )
