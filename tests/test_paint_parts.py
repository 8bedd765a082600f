"""The parts of paint by themselves: syntax, deflated pieces, forms, fonts, pictures, the colour profile."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps

from inspector import assert_sound, opened, render, tag_tree
from paint_samples import INK, PALE, body, hard, logo, sheets, words
from psoas_pdf.drawing import Clip, Drawing, Shape, StoredDrawing
from psoas_pdf.geometry import Box, circle, rectangle
from psoas_pdf.pages import Ink, Node, Picture, TextRun, Use
from psoas_pdf.paint import icc
from psoas_pdf.paint.content import Names, paint_block
from psoas_pdf.paint.deflate import Deflater, join
from psoas_pdf.paint.embed import characters, groups, subset
from psoas_pdf.paint.forms import form
from psoas_pdf.paint.painter import Painter
from psoas_pdf.paint.pictures import read
from psoas_pdf.paint.syntax import number, stream, text_string
from psoas_pdf.ready import ReadyStore
from psoas_pdf.text.fonts import Face, fira_sans


@given(st.floats(-99999, 99999), st.integers(0, 5))
def test_numbers_have_no_exponent_and_round_right(value: float, digits: int) -> None:
    text = number(value, digits)
    assert set(text) <= set("-.0123456789")
    assert text == "0" or not text.startswith("-0") or "." in text
    assert float(text) == pytest.approx(round(value, digits), abs=1e-9)
    assert len(text) <= len(f"{value:.{digits}f}")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", b"(plain)"),
        ("a(b)\\c\r", b"(a\\(b\\)\\\\c\\r)"),
        ("é", b"<FEFF00E9>"),
        ("\U0001f9b5", b"<FEFFD83EDDB5>"),
    ],
)
def test_text_strings(text: str, shown: bytes) -> None:
    assert text_string(text) == shown


def test_a_stream_ends_in_cr_and_lf_before_endstream() -> None:
    assert stream(b"data\r", b"/A 1") == b"<</A 1/Length 5>>\nstream\ndata\r\r\nendstream"


@given(st.lists(st.binary(max_size=3000), max_size=12), st.randoms(use_true_random=False))
def test_pieces_join_to_a_zlib_stream_and_forget_what_came_before(
    data: list[bytes], chance: random.Random
) -> None:
    deflater = Deflater()
    pieces = {d: deflater.piece(d) for d in data}
    assert zlib.decompress(join([pieces[d] for d in data])) == b"".join(data)
    shuffled = list(data)
    chance.shuffle(shuffled)
    other = Deflater()
    assert {d: other.piece(d) for d in shuffled} == pieces


def test_a_form_reads_the_text_form_and_nothing_else() -> None:
    computed = body()
    stored = StoredDrawing(computed.text)
    assert form(stored, INK, None) == form(computed, INK, None)
    assert "marks" not in vars(stored)


def content(drawing: Drawing, ink: Ink = INK) -> list[str]:
    head, data = form(drawing, ink, None).split(b"stream\n", 1)
    assert b"/Subtype/Form" in head
    return zlib.decompress(data[: -len(b"\r\nendstream")]).decode("ascii").split("\n")


def test_a_form_paints_on_a_grid_and_a_clip_paints_with_its_own_path() -> None:
    lines = content(
        Drawing(
            Box(0, 0, 10, 10),
            (
                Shape(rectangle(0, 0, 8.04, 8), "skin", "edge", 0.35),
                Clip(rectangle(1, 1, 2, 2), (Shape(rectangle(0, 0, 1, 1), "shade", alpha=0.5),), "skin"),
                Clip(rectangle(1, 1, 2, 2), ()),
            ),
        )
    )
    square = ["10 10 m", "20 10 l", "20 20 l", "10 20 l", "h"]
    assert lines == [
        "0.1 0 0 0.1 0 0 cm 1 J 1 j",
        "0.949 0.788 0.659 rg", "0.231 0.165 0.125 RG 3.5 w",
        "0 0 m", "80 0 l", "80 80 l", "0 80 l", "h", "B",
        "q", "0.949 0.788 0.659 rg", *square, "W f",
        "q", "/a500 gs", "0.788 0.545 0.42 rg", "0 0 m", "10 0 l", "10 10 l", "0 10 l", "h", "f", "Q",
        "Q",
        "q", *square, "W n", "Q",
    ]  # fmt: skip


def test_a_dash_is_put_back() -> None:
    lines = content(Drawing(Box(0, 0, 1, 1), (Shape(circle(0, 0, 1), None, "edge", 0.1, dash=(1, 0.5)),)))
    assert lines[1:4] == ["q", "0.231 0.165 0.125 RG 1 w", "[10 5] 0 d"]
    assert lines[-2:] == ["S", "Q"]


def test_forms_are_kept_by_content_and_ink(tmp_path: Path) -> None:
    store = ReadyStore((), tmp_path)
    first = form(body(), INK, store)
    same = Ink(dict(INK.colours), INK.key)
    assert form(StoredDrawing(body().text), same, store) == first
    assert len(list(tmp_path.iterdir())) == 1
    assert form(body(), PALE, store) != first
    assert form(body(2), INK, store) != first
    assert len(list(tmp_path.iterdir())) == 3


def test_names_come_from_content_not_from_what_was_painted_before(faces: Mapping[str, Face]) -> None:
    node = Node("Figure", alt="A shape.")
    page = sheets([Use(body(), 0, 0, 10, 10, node, INK)], [node])
    painter = Painter(faces)
    painter.paint(hard())
    assert painter.paint(page) == Painter(faces).paint(page)


def test_two_inks_are_two_forms_and_one_ink_is_one(faces: Mapping[str, Face]) -> None:
    node = Node("Figure", alt="Shapes.")
    uses = [
        Use(body(), 20 * i, 0, 10, 10, node, ink)
        for i, ink in enumerate((INK, PALE, Ink(INK.colours, INK.key)))
    ]
    with opened(Painter(faces).paint(sheets(uses, [node]))) as pdf:
        assert len(pdf.pages[0].obj.Resources.XObject) == 2


def test_a_stroke_with_alpha_leaves_the_colour_as_it_was(faces: Mapping[str, Face]) -> None:
    block = hard().pages[1].blocks[0]
    operators = paint_block(block, 0, Names(faces)).data.decode("latin-1").split("\n")
    footer = operators.index("/Artifact <</Type/Pagination/Subtype/Footer>> BDC")
    assert operators[footer - 2] == "Q"
    assert not [line for line in operators[footer:] if line.endswith(" rg")]


def test_groups_are_whole_and_hold_tabular_digits(faces: Mapping[str, Face]) -> None:
    face = faces["regular"]
    assert groups("Hold 10 s") == {0}
    assert groups("Łukasz — ×") == {0, 0x140 >> 5, 0x2014 >> 5, 0xD7 >> 5}
    ascii_glyphs = characters(face, {0})
    assert {chr(c) for c in ascii_glyphs.values()} == set(map(chr, range(32, 127)))
    assert set(face.tabular.values()) <= set(ascii_glyphs)
    assert characters(face, groups("\u00a0"))[face.gids[0x20]] == 0x20


def test_a_subset_keeps_glyph_ids_parts_and_checksums(faces: Mapping[str, Face]) -> None:
    face = faces["bold"]
    wanted = [face.gids[ord(c)] for c in "aé"]
    data = subset(face, wanted)
    tables = directory(data)
    assert sum(struct.unpack(f">{len(data) // 4}L", data)) & 0xFFFFFFFF == 0xB1B0AFBA
    offsets = struct.unpack(f">{len(tables[b'loca']) // 4}L", tables[b"loca"])
    full = [gid for gid in range(len(offsets) - 1) if offsets[gid] < offsets[gid + 1]]
    assert set(wanted) | {0} <= set(full)
    assert len(full) <= 6
    metrics = tables[b"hmtx"]
    for gid in wanted:
        assert struct.unpack_from(">H", metrics, 4 * gid)[0] == face.advances[gid]
    assert b"fpgm" not in tables


def test_a_composite_glyph_is_drawn_with_its_parts(faces: Mapping[str, Face]) -> None:
    def top(text: str) -> int:
        node = Node("P")
        data = Painter(faces).paint(sheets([TextRun(text, "regular", 100, 50, 700, node)], [node]))
        box = ImageOps.invert(render(data).convert("L")).getbbox()
        assert box is not None
        return int(box[1])

    assert top("e") - top("é") > 10


def directory(data: bytes) -> dict[bytes, bytes]:
    out = {}
    for i in range(struct.unpack_from(">H", data, 4)[0]):
        tag, total, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * i)
        out[tag] = data[offset : offset + length]
        padded = out[tag] + bytes(-length % 4)
        if tag != b"head":
            assert sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF == total
    return out


def test_a_face_without_tabular_glyphs_still_sets_digits_apart(tmp_path: Path) -> None:
    data = Path(fira_sans()["regular"]).read_bytes()
    file = tmp_path / "plain.ttf"
    file.write_bytes(data.replace(b"GSUB", b"GSUX", 1))
    face = Face(file)
    node = Node("P")
    run = TextRun("11:10", "regular", 10, 50, 700, node, tabular=True)
    pdf = Painter({"regular": face}).paint(sheets([run], [node]))
    assert_sound(pdf)
    assert tag_tree(pdf).all_text() == "11:10"


def encoded(image: Image.Image, kind: str, **options: object) -> Picture:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return Picture(out.getvalue())


@pytest.mark.parametrize(
    ("picture", "space", "masked"),
    [
        (logo(), "/DeviceRGB", True),
        (encoded(Image.new("RGB", (5, 4), (1, 2, 3)), "PNG"), "/DeviceRGB", False),
        (encoded(Image.new("L", (5, 4), 9), "PNG"), "/DeviceGray", False),
        (encoded(Image.new("L", (5, 4), 9), "JPEG"), "/DeviceGray", False),
        (encoded(Image.new("RGB", (5, 4), (1, 2, 3)).convert("P"), "PNG"), "/DeviceRGB", False),
        (encoded(Image.new("LA", (5, 4), (9, 100)), "PNG"), None, True),
        (encoded(Image.new("1", (5, 4), 1), "PNG"), None, False),
    ],
)
def test_pictures_of_many_kinds(
    picture: Picture, space: str | None, masked: bool, faces: Mapping[str, Face]
) -> None:
    node = Node("Figure", alt="A picture.")
    data = Painter(faces).paint(sheets([Use(picture, 50, 50, 50, 40, node)], [node]))
    assert_sound(data)
    with opened(data) as pdf:
        (image,) = pdf.pages[0].obj.Resources.XObject.values()
        assert ("/SMask" in image) == masked
        assert space is None or str(image.ColorSpace) == space


def test_a_jpeg_goes_in_as_it_is() -> None:
    picture = encoded(Image.new("RGB", (40, 30), (200, 120, 60)), "JPEG")
    assert picture.data in read(picture).data


def test_reading_a_picture_leaves_reportlabs_settings_alone() -> None:
    from reportlab import rl_config

    before = rl_config.useA85
    read(logo())
    assert rl_config.useA85 == before


def test_the_colour_profile_is_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(icc.srgb()))
    assert ImageCms.getProfileName(profile).strip() == "sRGB IEC61966-2.1"
    assert profile.profile.version == pytest.approx(2.1, abs=0.05)
    assert len(icc.srgb()) < 1000
    to_lab = ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), "RGB", "RGB")
    image = Image.new("RGB", (1, 1), (200, 120, 60))
    converted = ImageCms.applyTransform(image, to_lab)
    assert converted is not None
    assert max(abs(a - b) for a, b in zip(converted.getpixel((0, 0)), (200, 120, 60), strict=True)) <= 1  # type: ignore[arg-type]


def test_a_note_has_an_id(faces: Mapping[str, Face]) -> None:
    a, b = Node("Note"), Node("Note")
    data = Painter(faces).paint(sheets([words("a", a), words("b", b, y=680)], [a, b]))
    assert_sound(data)
    with opened(data) as pdf:
        names = list(pdf.Root.StructTreeRoot.IDTree.Names)
        assert [str(n.S) for n in names[1::2]] == ["/Note", "/Note"]
        assert bytes(names[0]) < bytes(names[2])


def test_a_drawing_out_of_a_store_is_the_drawing() -> None:
    drawing = body()
    stored = StoredDrawing(drawing.text)
    assert (stored.box, stored.digits, stored.digest) == (drawing.box, drawing.digits, drawing.digest)
    assert StoredDrawing(replace(drawing, marks=stored.marks).text).digest == drawing.digest
    uneven = Drawing(Box(0.12345, 0, 1234.56789, 1), ())
    assert StoredDrawing(uneven.text).box == uneven.box
    with pytest.raises(ValueError, match="not a drawing"):
        StoredDrawing("something else")
