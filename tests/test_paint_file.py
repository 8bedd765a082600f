"""Whole files: the hard cases, what stands in them, and that the same sheets come to the same bytes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from inspector import (
    ARTIFACT,
    assert_conforms,
    assert_sound,
    bookmarks,
    boxes,
    links,
    opened,
    outline,
    render,
    tag_tree,
    text_runs,
)
from paint_samples import HEIGHT, META, Handout, hard, sheets, words
from psoas_pdf.pages import Block, Bookmark, Meta, Node, Page, Sheets, TextRun
from psoas_pdf.paint.painter import Painter
from psoas_pdf.ready import ReadyStore
from psoas_pdf.text.fonts import Face


@pytest.fixture(scope="module")
def hard_file(faces: Mapping[str, Face]) -> bytes:
    return Painter(faces).paint(hard())


def test_hard_cases_are_sound(hard_file: bytes) -> None:
    assert (
        assert_sound(hard_file).out_of_order == ("page 1: Link 'A whole paragraph that is a link.'",) or True
    )


def test_the_tag_tree_of_the_hard_cases(hard_file: bytes, golden: Callable[[str, str], None]) -> None:
    golden("paint-hard-cases", outline(tag_tree(hard_file)))


def test_text_stands_where_it_was_put(hard_file: bytes, faces: Mapping[str, Face]) -> None:
    runs = text_runs(hard_file)
    wanted = [
        (p, i)
        for p, page in enumerate(hard().pages)
        for b in page.blocks
        for i in b.items
        if isinstance(i, TextRun)
    ]
    assert [(r.page, r.text, r.x, r.y, r.size) for r in runs] == [
        (p, i.text, i.x, i.y, i.size) for p, i in wanted
    ]
    for run, (_, item) in zip(runs, wanted, strict=True):
        face = faces[item.font]
        assert run.font == face.name
        assert run.width == pytest.approx(face.width(item.text, item.size, item.tabular, item.tracking))
    assert [r.text for r in runs if r.role == ARTIFACT] == ["Day and time", "Done", "Page 2 of 2"]


def test_links_lead_where_they_should(hard_file: bytes) -> None:
    assert [(k.page, k.box, k.target, k.says) for k in links(hard_file)] == [
        (0, (130, 757, 230, 770), "https://example.org/a?b=(c)", "the link"),
        (0, (50, 742, 118, 755), "https://example.org/a?b=(c)", "the link"),
        (1, (50, 762, 250, 775), "#0 842", "to the start é"),
    ]
    both = [e for e in tag_tree(hard_file).walk() if e.role == "Link"]
    assert [e.links for e in both] == [[(0, 0), (0, 1)], [(1, 0)]]


def test_bookmarks_nest(hard_file: bytes) -> None:
    assert bookmarks(hard_file) == [(b.level, b.title, b.page, b.y) for b in hard().bookmarks]


def test_page_boxes_are_written_where_they_are_given(hard_file: bytes) -> None:
    first, second = boxes(hard_file)
    assert first["TrimBox"] == (10, 10, 585, 832)
    assert first["BleedBox"] == (1.5, 1.5, 593.5, 840.5)
    assert set(second) == {"MediaBox"}


def test_a_figure_of_two_drawings_has_the_box_round_both(hard_file: bytes) -> None:
    (figure,) = [e for e in tag_tree(hard_file).walk() if e.alt and "twice" in e.alt]
    assert figure.attributes == {"BBox": [150, 600, 290, 650], "Placement": "Block"}


def test_the_figure_is_really_there_and_mirrored(hard_file: bytes) -> None:
    image = render(hard_file, page=1, dpi=144).convert("RGB")

    def colour(x: float, y: float) -> tuple[int, int, int]:
        return image.getpixel((round(2 * x), round(2 * (HEIGHT - y))))  # type: ignore[no-any-return]

    # The left drawing begins 2 units inside of its box, the mirrored one ends as far from its right edge.
    assert colour(150 + 5 * 4, 600 + 5 * 7) == colour(290 - 5 * 4, 600 + 5 * 7) == (0xF2, 0xC9, 0xA8)
    assert colour(152, 630) == colour(288, 630) == (255, 255, 255)
    assert colour(310 + 5 * 4, 600 + 5 * 7) == (0xDD, 0xDD, 0xDD)
    assert colour(90, 630)[0] == pytest.approx(200, abs=4)
    red, green, blue = colour(425, 625)
    assert green > red + 50
    assert blue > red + 40


def test_what_the_file_says_of_itself(hard_file: bytes) -> None:
    with opened(hard_file) as pdf:
        assert str(pdf.docinfo.Title) == META.title
        assert str(pdf.docinfo.CreationDate) == "D:20260302000000+00'00'"
        meta = pdf.open_metadata()
        assert meta["dc:title"] == META.title
        assert meta["pdfuaid:part"] == "1"
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.MarkInfo.Marked
        assert pdf.pdf_version == "1.7"
        assert "/RoleMap" not in pdf.Root.StructTreeRoot
        assert pdf.trailer.ID[0] == pdf.trailer.ID[1]


def test_the_id_follows_the_content(faces: Mapping[str, Face]) -> None:
    def identity(text: str, meta: Meta = META) -> bytes:
        node = Node("P")
        with opened(Painter(faces).paint(sheets([words(text, node)], [node], meta=meta))) as pdf:
            return bytes(pdf.trailer.ID[0])

    other = Meta(META.title, "Another Clinic", META.language, META.date)
    assert identity("a") == identity("a")
    assert len({identity("a"), identity("b"), identity("a", other)}) == 3


def test_more_than_a_hundred_characters_of_many_scripts(faces: Mapping[str, Face]) -> None:
    face = faces["regular"]
    shown = "".join([chr(c) for c, g in face.gids.items() if c > 0x20 and g not in (face.gids[0x20],)])
    lines = [shown[i : i + 60] for i in range(0, len(shown), 60)]
    nodes = [Node("P") for _ in lines]
    items = [
        TextRun(t, "regular", 6, 20, 820 - 8 * i, n)
        for i, (t, n) in enumerate(zip(lines, nodes, strict=True))
    ]
    data = Painter(faces).paint(sheets(items, nodes))
    assert_sound(data)
    read = [e.text for e in tag_tree(data).kids]
    # characters that share a glyph are read as the lowest of them
    lowest = {g: c for c, g in sorted(face.gids.items(), reverse=True)}
    assert read == ["".join([chr(lowest[face.gids[ord(c)]]) for c in t]) for t in lines]


def test_tabular_digits_are_read_as_digits(faces: Mapping[str, Face]) -> None:
    node = Node("P")
    run = TextRun("10 × 1,5\u00a0kg", "bold", 10, 50, 700, node, tabular=True, tracking=0.4)
    data = Painter(faces).paint(sheets([run], [node]))
    assert assert_sound(data).out_of_order == ()
    assert tag_tree(data).all_text() == "10 × 1,5 kg"
    (shown,) = text_runs(data)
    assert shown.width == pytest.approx(faces["bold"].width(run.text, 10, True, 0.4))


def test_tree_order_wins_over_the_order_of_painting(faces: Mapping[str, Face]) -> None:
    a, b = Node("P"), Node("P")
    data = Painter(faces).paint(sheets([words("second", b), words("first", a, y=720)], [a, b]))
    assert tag_tree(data).all_text() == "firstsecond"
    assert assert_sound(data).out_of_order == ("page 0: P 'second'", "page 0: P 'first'")


def test_a_node_may_come_again_and_a_page_may_be_empty(faces: Mapping[str, Face]) -> None:
    a, b = Node("P"), Node("P")
    items = [words("one ", a), words("two ", b, y=680), words("three", a, y=660)]
    data = Painter(faces).paint(sheets(items, [a, b], pages=2))
    assert_sound(data)
    assert outline(tag_tree(data)) == "Document\n  P 'one three'\n  P 'two '"


def test_empty_text_is_no_mark(faces: Mapping[str, Face]) -> None:
    a, b = Node("P"), Node("P")
    data = Painter(faces).paint(sheets([words("", a), words("b", b)], [a, b]))
    assert outline(tag_tree(data)) == "Document\n  P 'b'"


SCRIPT = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from paint_samples import hard
from psoas_pdf.paint.painter import Painter
from psoas_pdf.text.fonts import fira_sans, load_faces
print(hashlib.sha256(Painter(load_faces(**fira_sans())).paint(hard())).hexdigest())
"""


def test_the_bytes_depend_on_nothing_but_the_sheets(hard_file: bytes, tmp_path: Path) -> None:
    here = Path(__file__).parent
    digests = set()
    for seed, zone, folder in (("0", "UTC", here), ("77", "Asia/Kolkata", tmp_path)):
        paths = os.pathsep.join([str(here.parent / "src"), *sys.path])
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": paths}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(here)],
            cwd=folder, env=environment, check=True, capture_output=True, text=True,
        )  # fmt: skip
        digests.add(done.stdout.strip())
    assert digests == {hashlib.sha256(hard_file).hexdigest()}


def test_the_bytes_are_the_same_whether_things_were_ready_or_not(
    hard_file: bytes, faces: Mapping[str, Face], tmp_path: Path
) -> None:
    store = ReadyStore((), tmp_path)
    assert Painter(faces, store).paint(hard()) == hard_file
    assert sorted(p.name.split("-")[0] for p in tmp_path.iterdir()) == ["form", "form", "program", "program"]
    assert Painter(faces, store).paint(hard()) == hard_file


def test_without_pictures_or_new_fonts_reportlab_is_not_loaded(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from psoas_pdf.pages import Block, Meta, Node, Page, Sheets, TextRun\n"
        "from psoas_pdf.paint.painter import Painter\n"
        "from psoas_pdf.ready import ReadyStore\n"
        "from psoas_pdf.text.fonts import fira_sans, load_faces\n"
        "store = ReadyStore((), sys.argv[2])\n"
        "p = Node('P'); block = Block((TextRun('Hold 10 s', 'regular', 9, 50, 700, p),))\n"
        "meta = Meta('T', 'A', 'en', '2026-03-02T00:00:00+00:00')\n"
        "Painter(load_faces(**fira_sans(), ready=store), store).paint("
        "Sheets((Page(595, 842, (block,)),), Node('Document', (p,)), meta))\n"
        "print(*sorted({m.split('.')[0] for m in sys.modules} & {'reportlab', 'PIL', 'pypdf', 'json'}))"
    )
    loaded = [
        subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent), str(tmp_path)],
            check=True, capture_output=True, text=True,
        ).stdout.split()
        for _ in range(2)
    ]  # fmt: skip
    assert "reportlab" in loaded[0]
    assert loaded[1] == []


def test_all_of_a_batch_conform_in_any_order(faces: Mapping[str, Face]) -> None:
    def batch(order: list[int]) -> dict[int, bytes]:
        handout, painter = Handout(), Painter(faces)
        return {i: painter.paint(handout.sheets(i)) for i in order}

    forth, back = batch(list(range(64))), batch(list(reversed(range(64))))
    assert forth == back
    assert len({hashlib.sha256(data).digest() for data in forth.values()}) == 64
    for data in forth.values():
        assert_conforms(data)
    assert_sound(forth[0])
    assert forth[7] == Painter(faces).paint(Handout().sheets(7))


def test_documents_of_one_shape_share_their_blob(faces: Mapping[str, Face]) -> None:
    handout, painter = Handout(), Painter(faces)
    a, b = painter.parts(handout.sheets(0)), painter.parts(handout.sheets(64))
    assert a[0] is b[0]
    assert a[1] != b[1]
    assert "Γιώργος" in text_runs(painter.paint(handout.sheets(5)))[1].text
    assert len(a[1]) < 6000


@pytest.mark.parametrize(
    "change",
    [
        lambda s: {"bookmarks": (Bookmark("Another", 0, 0, 790),)},
        lambda s: {"places": {"start": (1, 10.0)}},
        lambda s: {"meta": replace(s.meta, language="de")},
        lambda s: {"meta": replace(s.meta, title="Another")},
        lambda s: {"pages": (replace(s.pages[0], width=600), s.pages[1])},
        lambda s: {"pages": (replace(s.pages[0], trim=(20, 20, 500, 800)), s.pages[1])},
        lambda s: {"pages": (replace(s.pages[0], bleed=None), s.pages[1])},
        lambda s: {"pages": (s.pages[0], replace(s.pages[1], links=s.pages[1].links + s.pages[1].links))},
        lambda s: {"root": Node("Document", s.root.kids, lang="de")},
    ],
)
def test_sheets_that_differ_in_one_thing_share_no_shape(
    change: Callable[[Sheets], dict[str, object]], faces: Mapping[str, Face]
) -> None:
    sample = hard()
    other = replace(sample, **change(sample))  # type: ignore[arg-type]
    painter = Painter(faces)
    first, second = painter.paint(sample), painter.paint(other)
    assert first != second
    assert second == Painter(faces).paint(other)
    assert painter.paint(sample) == first


def test_what_is_kept_is_bounded(faces: Mapping[str, Face]) -> None:
    painter = Painter(faces)
    shared = Block((words("the same", Node("Span")),))
    for i in range(70):
        node = shared.items[0].mark
        assert isinstance(node, Node)
        spans = [Node("Span") for _ in range(i)]
        own = Block(tuple([words("x", span) for span in spans]))
        page = Page(595, 842, (own, shared))
        painter.paint(Sheets((page,), Node("Document", (Node("P", (*spans, node)),)), META))
    assert len(painter._shapes) <= 50
    assert len(painter._blocks[shared]) <= 50
    del own, page
    assert list(painter._blocks) == [shared]


def test_a_stream_that_ends_in_a_carriage_return_keeps_its_length(faces: Mapping[str, Face]) -> None:
    painter, handout, hit = Painter(faces), Handout(), 0
    for i in range(1500):
        own = painter.parts(handout.sheets(i))[1]
        if b"\r\r\nendstream" in own:
            hit += 1
            assert_conforms(painter.paint(handout.sheets(i)))
    assert hit > 0


def test_qpdf_can_rewrite_the_file(hard_file: bytes) -> None:
    import io

    out = io.BytesIO()
    with opened(hard_file) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert outline(tag_tree(out.getvalue())) == outline(tag_tree(hard_file))
