from __future__ import annotations

import re
import struct
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from psoas_pdf.ready import ReadyStore
from psoas_pdf.text.fonts import Face, MissingGlyph, UnusableFont, fira_sans, load_faces


def changed(path: Path, table: bytes, change: Callable[[bytearray], None], rename: bytes = b"") -> bytes:
    """The font with one table's bytes changed and its checksum put right; `rename` gives the table another
    tag.
    """
    data = bytearray(path.read_bytes())
    for i in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * i)
        if tag == table:
            body = bytearray(data[offset : offset + length])
            change(body)
            data[offset : offset + length] = body
            padded = bytes(body) + bytes(-len(body) % 4)
            total = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
            struct.pack_into(">4sL", data, 12 + 16 * i, rename or tag, total)
    return bytes(data)


@pytest.fixture
def regular() -> Path:
    return Path(fira_sans()["regular"])


def test_the_family_has_three_weights(faces: Mapping[str, Face]) -> None:
    assert {k: f.name for k, f in faces.items()} == {
        "regular": "FiraSans-Regular",
        "semibold": "FiraSans-SemiBold",
        "bold": "FiraSans-Bold",
    }
    face = faces["regular"]
    assert (face.ascent, face.descent, face.cap_height, face.x_height) == (935, -265, 689, 527)


def test_missing_names_what_cannot_be_printed_or_prints_nothing(faces: Mapping[str, Face]) -> None:
    face = faces["regular"]
    assert face.missing("Åø é Ελ Иван 10\u00a0kg − × °") == []
    assert face.missing("☐ a\u200b b\u00ad c\ufeff \ue000 \n ☐") == [
        "\n",
        "\u00ad",
        "\u200b",
        "\u2610",
        "\ue000",
        "\ufeff",
    ]
    assert face.missing("\ud800") == ["\ud800"]


def test_a_missing_glyph_is_no_lookup_error(faces: Mapping[str, Face]) -> None:
    assert not issubclass(MissingGlyph, LookupError)
    with pytest.raises(MissingGlyph):
        faces["regular"].show("a ☐")
    with pytest.raises(MissingGlyph):
        faces["regular"].width("☐", 10)


def test_width_adds_advances_tracking_and_size(faces: Mapping[str, Face]) -> None:
    face = faces["regular"]
    advance = face.advances[face.gids[ord("a")]]
    assert face.width("aa", 10) == pytest.approx(2 * advance / 100)
    assert face.width("aa", 10, tracking=0.25) == pytest.approx(2 * advance / 100 + 0.5)


def test_a_no_break_space_is_the_spaces_glyph_even_where_a_font_has_none(faces: Mapping[str, Face]) -> None:
    for face in faces.values():
        assert face.gids[0xA0] == face.gids[0x20]
        assert face.width("\u00a0", 10) == face.width(" ", 10)


def test_tabular_digits_come_from_the_font_and_are_of_equal_width(faces: Mapping[str, Face]) -> None:
    for face in faces.values():
        assert len({face.width(d, 10) for d in "0123456789"}) > 1
        assert len({face.width(d, 10, tabular=True) for d in "0123456789"}) == 1
        assert face.width("a.", 10, tabular=True) == face.width("a.", 10)
        assert set(face.tabular) == set(map(ord, "0123456789"))
        assert not set(face.tabular.values()) & {face.gids[d] for d in face.tabular}


def test_without_tabular_glyphs_digits_stand_on_the_widest_ones_advance(
    regular: Path, tmp_path: Path
) -> None:
    file = tmp_path / "plain.ttf"
    file.write_bytes(changed(regular, b"GSUB", lambda body: None, rename=b"GSUX"))
    face = Face(file)
    assert face.tabular == {}
    widest = max(face.width(d, 10) for d in "0123456789")
    assert face.width("111", 10, tabular=True) == pytest.approx(3 * widest)
    shown = face.show("1", tabular=True)
    assert shown.startswith("[-")
    assert shown.endswith("]TJ")
    assert ")-" in face.show("11", tabular=True)
    assert re.search(r"\d-", face.show("11", tabular=True)) is None
    assert face.show("a", tabular=True) == f"[{face.show('a')[:-2]}]TJ"


def test_show_escapes_what_a_string_cannot_hold(faces: Mapping[str, Face]) -> None:
    face = faces["regular"]
    special = [chr(c) for c, g in face.gids.items() if {g & 255, g >> 8} & {0x28, 0x29, 0x5C, 0x0D}]
    assert len(special) > 10
    for char in special:
        body = face.show(char)[1:-3]
        plain = body.replace("\\r", "\r").replace("\\(", "(").replace("\\)", ")").replace("\\\\", "\\")
        gid = face.gids[ord(char)]
        assert plain == chr(gid >> 8) + chr(gid & 255)
        assert "\r" not in body


def test_character_spacing_is_put_back(faces: Mapping[str, Face]) -> None:
    assert faces["bold"].show("a", tracking=0.4) == f"0.4 Tc {faces['bold'].show('a')} 0 Tc"


def test_tables_are_kept_and_say_the_same(regular: Path, tmp_path: Path) -> None:
    store = ReadyStore((), tmp_path)
    parsed, kept = Face(regular, store), Face(regular, store)
    assert len(list(tmp_path.iterdir())) == 1
    assert parsed.tables == kept.tables == Face(regular).tables


def test_kept_tables_need_no_reportlab(regular: Path, tmp_path: Path) -> None:
    Face(regular, ReadyStore((), tmp_path))
    code = (
        "import sys; from psoas_pdf.ready import ReadyStore; from psoas_pdf.text.fonts import Face\n"
        "face = Face(sys.argv[1], ReadyStore((), sys.argv[2])); face.width('Hold 10 s', 9)\n"
        "assert not [m for m in sys.modules if m.startswith(('reportlab', 'PIL'))]"
    )
    subprocess.run([sys.executable, "-c", code, str(regular), str(tmp_path)], check=True)


def forbid(body: bytearray) -> None:
    struct.pack_into(">H", body, 8, 0x0002)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda p: b"", "not a TrueType font"),
        (lambda p: b"not a font at all", "not a TrueType font"),
        (lambda p: p.read_bytes()[:9000], "not a TrueType font"),
        (lambda p: b"OTTO" + p.read_bytes()[4:], "CFF"),
        (lambda p: b"ttcf" + p.read_bytes()[4:], "collection"),
        (lambda p: changed(p, b"OS/2", forbid), "licence"),
        (lambda p: changed(p, b"DSIG", lambda body: None, rename=b"fvar"), "variable"),
        (lambda p: changed(p, b"glyf", lambda body: None, rename=b"glyg"), "no TrueType outlines"),
        (lambda p: p.read_bytes()[:40000] + b"\xff" + p.read_bytes()[40001:], "checksum"),
    ],
)
def test_a_font_that_cannot_be_embedded_is_refused(
    regular: Path, tmp_path: Path, make: Callable[[Path], bytes], why: str
) -> None:
    file = tmp_path / "bad.ttf"
    file.write_bytes(make(regular))
    with pytest.raises(UnusableFont, match=why) as caught:
        load_faces(regular, regular, file)
    assert str(file) in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableFont, match=r"none\.ttf: No such file"):
        Face(tmp_path / "none.ttf")
