"""Pages before they are painted for a press: links become words, lines get thick enough, bleed by paper, no marks."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace

import pytest
from PIL import Image

import cmyk_profile
from inspector import assert_sound, bookmarks, boxes, links, opened, outline, render, tag_tree
from paint_samples import INK, body, hard, logo, photo, sheets, words
from press_colours import lines, settings
from psoas_pdf.drawing import Drawing
from psoas_pdf.geometry import line
from psoas_pdf.layout.press import THINNEST, Cut, cut_of, for_press
from psoas_pdf.library import Library
from psoas_pdf.model.layout import Layout, Theme
from psoas_pdf.pages import Block, Node, Page, Picture, Stroke, Use
from psoas_pdf.paint import Painter
from psoas_pdf.paint.icc import grey
from psoas_pdf.paint.metadata import Separation
from psoas_pdf.paint.press import in_cmyk, in_grey
from psoas_pdf.paint.profile import checked
from psoas_pdf.problems import Problems
from psoas_pdf.text.fonts import Face
from psoas_pdf.units import MM, Length

CUT = Cut(8.5, 9.0, 2.5, 14, 0.25, "#000000")
BARE = CUT._replace(length=0)
BOTH = {"cmyk": in_cmyk(checked(cmyk_profile.cmyk()), {}), "grey": in_grey({})}


@pytest.mark.parametrize("inks", BOTH)
def test_the_hard_cases_are_sound_without_their_links(inks: str, faces: Mapping[str, Face]) -> None:
    screen = Painter(faces).paint(hard())
    data = Painter(faces, separation=BOTH[inks]).paint(for_press(hard(), CUT))
    assert_sound(data)
    assert len(links(screen)) == 3
    assert links(data) == []
    assert outline(tag_tree(data)) == outline(tag_tree(screen)).replace("Link ", "Span ")
    assert {one.operator.lower() for one in settings(data)} == {"k" if inks == "cmyk" else "g"}
    room = boxes(data)[0]["TrimBox"][1]
    moved = [b._replace(y=pytest.approx(b.y + room, abs=0.01)) for b in bookmarks(screen)]
    assert bookmarks(data) == moved


def test_what_stands_on_the_page_is_the_same_objects_where_nothing_changes() -> None:
    node = Node("P")
    shared = Block((words("Knee", node),))
    one = replace(sheets([], []), pages=(Page(595, 842, (shared,)), Page(595, 842, (shared,))))
    made = for_press(replace(one, root=Node("Document", (node,))), CUT)
    first, second = made.pages
    assert first.blocks[0] is second.blocks[0]
    assert first.blocks[1] is second.blocks[1]  # the marks
    assert made.root.kids[0] is node
    assert for_press(one, BARE).pages[0].blocks[0] is for_press(one, BARE).pages[1].blocks[0]


def test_a_node_that_stands_in_the_tree_more_than_once_stays_one() -> None:
    link = Node("Link")
    card = Node("Sect", (Node("P", (link,)),))
    page = Page(595, 842, (Block((words("Address", link),)),))
    made = for_press(replace(sheets([], []), pages=(page, page), root=Node("Document", (card, card))), CUT)
    first, second = made.root.kids
    assert first is second
    (span,) = first.kids[0].kids
    assert span.role == "Span"
    assert made.pages[0].blocks[0].items[0].mark is span


def test_without_marks_the_page_ends_with_the_bleed() -> None:
    page = for_press(sheets([words("Knee", Node("P"))], []), BARE).pages[0]
    assert (page.width, page.height) == (595 + 17, 842 + 17)
    assert page.bleed == (0, 0, 595 + 17, 842 + 17)
    assert page.trim == (8.5, 8.5, 595 + 8.5, 842 + 8.5)
    assert len(page.blocks) == 1


@pytest.mark.parametrize(
    ("width", "height", "bleed"),
    [
        (612, 792, 9.0),
        (792, 1224, 9.0),
        (396, 612, 9.0),
        (180, 252, 9.0),
        (595.28, 841.89, 8.5),
        (612, 841.89, 8.5),
    ],
)
def test_paper_in_inches_has_a_bleed_in_inches(width: float, height: float, bleed: float) -> None:
    assert CUT.bleed_of(Page(width, height, ())) == bleed


@pytest.mark.parametrize(
    ("stock", "changes", "bleed", "marked"),
    [
        ("a4", {}, 3 * MM, True),
        ("a4", {"bleed": Length(5 * MM)}, 5 * MM, True),
        ("a4", {"bleed": Length(0)}, 0, True),
        ("a4", {"marks": "none"}, 3 * MM, False),
        ("a4", {"marks": "guides"}, 3 * MM, True),
        ("avery-5371", {}, 3 * MM, False),
    ],
)
def test_bleed_and_marks_are_the_layouts(
    stock: str, changes: dict[str, object], bleed: float, marked: bool
) -> None:
    cut = cut_of(_layout(**changes), *_paper_and_theme(stock))
    assert cut.bleed == pytest.approx(bleed)
    assert (cut.length > 0) == marked
    assert cut.colour == "#000000"
    assert cut.width == 0.25


def _layout(**changes: object) -> Layout:
    problems = Problems()
    layout = Library().layout("handout", problems)
    assert layout
    return replace(layout, **changes)  # type: ignore[arg-type]


def _paper_and_theme(stock: str) -> tuple[object, Theme]:
    problems = Problems()
    theme = Library().theme("standard", problems)
    paper = Library().get("stock", stock, problems)
    assert theme
    assert paper
    return paper, theme


def test_lines_are_as_thick_as_a_plate_holds_at_the_size_they_stand_in(faces: Mapping[str, Face]) -> None:
    small, large = Node("Figure", alt="small"), Node("Figure", alt="large")
    thin = Stroke(line((10, 10), (90, 10)), stroke="#000000", width=0.1)
    items = [Use(body(), 50, 600, 6, 5, small, INK), Use(body(), 50, 300, 240, 200, large, INK), thin]
    before = sheets(items, [small, large])
    after = for_press(before, BARE)
    drawn = [item for item in after.pages[0].blocks[0].items if isinstance(item, Use)]
    assert drawn[0].what is not items[0].what
    assert drawn[1].what is items[1].what  # nothing in it is thin at that size
    assert min(lines(Painter(faces).paint(before))) < 0.06
    for separation in BOTH.values():
        assert min(lines(Painter(faces, separation=separation).paint(after))) == pytest.approx(
            THINNEST, abs=0.001
        )
    again = for_press(before, BARE)
    assert (
        next(item.what for item in again.pages[0].blocks[0].items if isinstance(item, Use)) is drawn[0].what
    )
    assert isinstance(drawn[0].what, Drawing)
    assert drawn[0].what.box == body().box


def _picture(image: Image.Image, kind: str = "PNG") -> Picture:
    out = io.BytesIO()
    image.save(out, kind)
    return Picture(out.getvalue())


GREYS = {
    "1": Image.new("1", (8, 8), 1),
    "L": Image.new("L", (8, 8), 120),
    "LA": Image.new("LA", (8, 8), (120, 90)),
    "I;16": Image.new("I;16", (8, 8), 120 * 256),
    "RGB without colour": Image.new("RGB", (8, 8), (120, 120, 120)),
    "P without colour": Image.new("RGB", (8, 8), (120, 120, 120)).quantize(4),
}


@pytest.mark.parametrize("mode", GREYS)
@pytest.mark.parametrize("inks", BOTH)
def test_a_picture_without_colour_is_grey_in_any_inks(
    mode: str, inks: str, faces: Mapping[str, Face]
) -> None:
    entry, samples, mask = _painted(_picture(GREYS[mode]), BOTH[inks], faces)
    assert entry == "/DeviceGray"
    assert set(samples) == ({255} if mode == "1" else {120})
    assert mask == (bytes([90]) * 64 if mode == "LA" else None)


def test_a_picture_with_colour_goes_through_the_profile(faces: Mapping[str, Face]) -> None:
    for picture in (logo((30, 110, 90, 255)), photo()):
        space, samples, mask = _painted(picture, BOTH["cmyk"], faces)
        assert space == "/DeviceCMYK"
        assert len(samples) % 4 == 0
        assert (mask is not None) == (picture is not photo())
        assert _painted(picture, BOTH["grey"], faces)[0] == "/DeviceGray"
    at = (30 * 60 + 30) * 4  # the middle of the disc
    inks = _painted(logo((30, 110, 90, 255)), BOTH["cmyk"], faces)[1][at : at + 4]
    assert [round(v / 255, 2) for v in inks] == [float(v) for v in BOTH["cmyk"].operands("#1E6E5A").split()]


def test_an_opaque_picture_with_an_alpha_channel_needs_no_mask(faces: Mapping[str, Face]) -> None:
    opaque = _picture(Image.new("RGBA", (8, 8), (200, 20, 20, 255)))
    assert _painted(opaque, BOTH["cmyk"], faces)[2] is None


def test_a_picture_looks_the_same_on_paper(faces: Mapping[str, Face]) -> None:
    """Roughly: through the inks and back to a screen by a reader that knows the profile or guesses at it."""
    node = Node("Figure", alt="A disc")
    page = sheets([Use(logo(), 100, 500, 200, 200, node)], [node])
    seen = {}
    for name, painter in {"screen": Painter(faces), "grey": Painter(faces, separation=BOTH["grey"])}.items():
        seen[name] = render(painter.paint(page)).convert("L").getpixel((200, 842 - 600))
    assert abs(seen["screen"] - seen["grey"]) < 12


def _painted(
    picture: Picture, separation: Separation, faces: Mapping[str, Face]
) -> tuple[str, bytes, bytes | None]:
    node = Node("Figure", alt="A picture")
    data = Painter(faces, separation=separation).paint(sheets([Use(picture, 50, 50, 50, 50, node)], [node]))
    with opened(data) as pdf:
        (image,) = pdf.pages[0].obj.Resources.XObject.values()
        mask = image.SMask.read_bytes() if "/SMask" in image else None
        return str(image.ColorSpace), image.read_bytes(), mask


def test_the_grey_profile_is_an_output_profile_that_lcms_reads() -> None:
    from PIL import ImageCms

    read = ImageCms.ImageCmsProfile(io.BytesIO(grey())).profile
    assert (read.device_class.strip(), read.xcolor_space.strip()) == ("prtr", "GRAY")
    assert read.version == 2.1
    assert len(grey()) < 1000
    screen = ImageCms.ImageCmsProfile(io.BytesIO(grey()))
    shown = ImageCms.profileToProfile(
        Image.frombytes("L", (256, 1), bytes(range(256))),
        screen,
        ImageCms.createProfile("sRGB"),
        outputMode="RGB",
    )
    assert isinstance(shown, Image.Image)
    assert all(abs(v - i) <= 1 for i, v in enumerate(shown.getchannel(0).tobytes()))


def test_neutral_colours_are_black_ink_of_the_same_lightness_and_others_keep_their_hue() -> None:
    inks = BOTH["cmyk"].operands
    assert (inks("#000000"), inks("#FFFFFF")) == ("0 0 0 1", "0 0 0 0")
    shares = [float(inks(f"#{v:02X}{v:02X}{v:02X}").split()[3]) for v in range(0, 256, 15)]
    assert shares == sorted(shares, reverse=True)
    assert len(set(shares)) > 14
    cyan, magenta, yellow, _ = map(float, inks("#0B5A6B").split())
    assert cyan > magenta > 0
    assert cyan > yellow
    # The grey of the colour's luminance, as a screen shows it.
    assert float(BOTH["grey"].operands("#0B5A6B")) == pytest.approx(0x52 / 255, abs=0.001)


def test_colours_of_the_theme_are_the_black_that_it_says_on_the_page_and_not_in_drawings() -> None:
    black = {"#17212B": 1.0, "#505050": 0.8, "#C3CCD3": None}
    inks, greys = in_cmyk(checked(cmyk_profile.cmyk()), black), in_grey(black)
    assert [inks.on_page(c) for c in ("#17212b", "#17212B", "#505050")] == ["0 0 0 1", "0 0 0 1", "0 0 0 0.8"]
    assert inks.on_page("#C3CCD3").startswith("0 0 0 ")
    assert inks.operands("#505050") not in ("0 0 0 0.8", inks.on_page("#17212B"))
    assert not inks.operands("#17212B").startswith("0 0 0 ")
    assert inks.on_page("#0B5A6B") == inks.operands("#0B5A6B")
    assert [greys.on_page(c) for c in ("#505050", "#FFFFFF", "#17212B")] == ["0.2", "1", "0"]
    assert greys.on_page("#C3CCD3") == greys.operands("#C3CCD3")
    assert greys.operands("#505050") == "0.314"


def test_what_a_form_is_kept_under_says_which_inks_it_is_in() -> None:
    keys = {BOTH["cmyk"].key, BOTH["grey"].key, in_cmyk(checked(cmyk_profile.cmyk(4)), {}).key}
    assert len(keys) == 3
    assert "" not in keys
    assert in_grey({"#000000": 0.5}).key == BOTH["grey"].key
