"""The print edition as a shop gets it: inks, boxes, marks, what the file says of itself, and that it stays tagged."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import cmyk_profile
from inspector import assert_sound, boxes, links, opened, outline, tag_tree, text_runs
from marked_content import ARTIFACT
from press_colours import Setting, lines, said, settings
from psoas_pdf.build import Built, Order, Workshop
from psoas_pdf.cli import run
from psoas_pdf.paint.press import in_cmyk
from psoas_pdf.paint.profile import read_profile
from psoas_pdf.problems import Problems
from psoas_pdf.ready import default_store
from psoas_pdf.units import MM
from psoas_pdf.verify import verify
from ready_plan import PAPER, built, library

LAYOUTS = ("handout", "cards", "anatomy")
EACH = [(layout, stock, inks) for layout in LAYOUTS for stock in PAPER for inks in ("cmyk", "grey")]
BLEED = {"a4": 3 * MM, "letter": 9.0}
NEAR = 0.011
"""Points: numbers have two digits."""


@pytest.fixture(scope="session")
def icc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("profile") / "shop.icc"
    path.write_bytes(cmyk_profile.cmyk())
    return path


@cache
def made(layout: str, stock: str, icc: Path | None, theme: str | None = None) -> Built:
    problems = Problems()
    plan = library().get("plan", "iliopsoas", problems)
    order = Order(plan, layout, theme, stock, edition="print", icc=str(icc) if icc else None)
    out = Workshop(library(), default_store()).make(order, problems)
    assert [str(problem) for problem in problems] == []
    assert out
    assert out.edition == "print"
    return out


def printed(layout: str, stock: str, inks: str, icc: Path) -> bytes:
    return made(layout, stock, icc if inks == "cmyk" else None).data


@pytest.mark.parametrize(("layout", "stock", "inks"), EACH)
def test_it_is_still_sound_and_read_in_the_same_words(layout: str, stock: str, inks: str, icc: Path) -> None:
    data = printed(layout, stock, inks, icc)
    assert assert_sound(data).out_of_order == ()
    screen = built(stock, layout)
    assert re.sub(r"\bLink\b", "Span", outline(tag_tree(screen))) == outline(tag_tree(data))


@pytest.mark.parametrize(("layout", "stock", "inks"), EACH)
def test_it_passes_verify(layout: str, stock: str, inks: str, icc: Path) -> None:
    problems = Problems()
    found = verify(printed(layout, stock, inks, icc), "it", problems, library=library(), standards=False)
    assert [str(problem) for problem in problems] == []
    assert found
    assert found.imprint["edition"] == "print"


@pytest.mark.parametrize(("layout", "stock", "inks"), EACH)
def test_all_colours_are_of_the_press(layout: str, stock: str, inks: str, icc: Path) -> None:
    data = printed(layout, stock, inks, icc)
    allowed = {"cmyk": {"k", "K"}, "grey": {"g", "G"}}[inks]
    assert {one.operator for one in settings(data)} == allowed
    spaces = {"cmyk": {"/DeviceCMYK", "/DeviceGray"}, "grey": {"/DeviceGray"}}[inks]
    with opened(data) as pdf:
        for page in pdf.pages:
            assert "/ColorSpace" not in page.obj.Resources
            assert str(page.obj.Group.CS) == {"cmyk": "/DeviceCMYK", "grey": "/DeviceGray"}[inks]
            for each in page.obj.Resources.get("/XObject", {}).values():
                assert str(each.get("/ColorSpace", "/DeviceGray")) in spaces


@pytest.mark.parametrize("stock", PAPER)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_text_of_the_theme_is_black_ink_alone(layout: str, stock: str, icc: Path) -> None:
    """By the token that the screen edition shows, in the order of painting; other text is the same on both."""
    theme = library().theme("standard", Problems())
    assert theme
    assert theme.colours
    share = {theme.colours[name]: percent / 100 for name, percent in (theme.black or {}).items()}
    assert share == {"#17212B": 1.0, "#45525E": 0.8, "#6B7883": 0.6}
    on_screen, in_ink, in_grey = (
        said(data)
        for data in (built(stock, layout), *(printed(layout, stock, i, icc) for i in ("cmyk", "grey")))
    )
    assert len(on_screen) == len(in_ink) == len(in_grey)
    found = set()
    for screen, ink, grey in zip(on_screen, in_ink, in_grey, strict=True):
        assert screen.text == ink.text == grey.text
        colour = "#" + "".join(f"{round(v * 255):02X}" for v in screen.fill.numbers)
        found.add(colour)
        if colour in share:
            assert ink.fill == Setting("k", (0, 0, 0, share[colour])), ink.text
            assert grey.fill == Setting("g", (pytest.approx(1 - share[colour]),)), grey.text
        elif colour == theme.colours["paper"]:
            assert ink.fill == Setting("k", (0, 0, 0, 0))
            assert grey.fill == Setting("g", (1,))
        else:
            assert colour in {theme.colours[name] for name in ("accent", "stop", "care")}
            assert any(ink.fill.numbers[:3]), ink.text
    assert {"#17212B", "#45525E"} <= found


@pytest.mark.parametrize("theme", ["grey", "ink-saver"])
def test_a_theme_without_colour_needs_black_ink_alone(theme: str, icc: Path) -> None:
    data = made("handout", "a4", icc, theme).data
    assert {one.numbers[:3] for one in settings(data)} == {(0, 0, 0)}
    black = max(said(data), key=lambda run: run.fill.numbers[3])
    assert black.fill.numbers == (0, 0, 0, 1)


def test_thin_lines_are_black_ink_alone_too(icc: Path) -> None:
    hair = "#C3CCD3"
    through = in_cmyk(read_profile(str(icc)), {}).on_page(hair)
    alone = in_cmyk(read_profile(str(icc)), {hair: None}).on_page(hair)
    found = {one.numbers for one in settings(printed("handout", "a4", "cmyk", icc)) if one.operator == "K"}
    assert tuple(map(float, through.split())) not in found
    assert tuple(map(float, alone.split())) in found


def test_in_one_ink_pictures_have_the_greys_of_the_grey_theme() -> None:
    drawn = []
    for theme in ("standard", "grey"):
        with opened(made("cards", "a4", None, theme).data) as pdf:
            drawn.append(
                {form.read_bytes() for page in pdf.pages for form in page.obj.Resources.XObject.values()}
            )
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize(("layout", "stock", "inks"), EACH)
def test_the_boxes_are_nested_and_the_trim_is_the_paper(
    layout: str, stock: str, inks: str, icc: Path
) -> None:
    width, height = PAPER[stock]
    for box in boxes(printed(layout, stock, inks, icc)):
        media, bleed, trim = box["MediaBox"], box["BleedBox"], box["TrimBox"]
        assert trim[2] - trim[0] == pytest.approx(width, abs=NEAR)
        assert trim[3] - trim[1] == pytest.approx(height, abs=NEAR)
        for inner, outer, sign in zip(trim, bleed, (1, 1, -1, -1), strict=True):
            assert sign * (inner - outer) == pytest.approx(BLEED[stock], abs=NEAR)
        assert media[:2] == (0, 0)
        assert bleed[0] > 0
        assert bleed[1] > 0
        assert bleed[2] < media[2]
        assert bleed[3] < media[3]


@pytest.mark.parametrize(("layout", "stock", "inks"), EACH)
def test_marks_stand_outside_the_bleed_on_the_lines_of_the_cut(
    layout: str, stock: str, inks: str, icc: Path
) -> None:
    data = printed(layout, stock, inks, icc)
    mark = re.compile(rb"/Artifact <</Type/Page>> BDC\n(.*?)EMC", re.S)
    with opened(data) as pdf:
        for page, box in zip(pdf.pages, boxes(data), strict=True):
            (block,) = mark.findall(page.Contents.read_bytes())
            left, low, right, high = box["BleedBox"]
            cut_x, cut_y = box["TrimBox"][::2], box["TrimBox"][1::2]
            ends = [tuple(map(float, e)) for e in re.findall(rb"([\d.]+) ([\d.]+) [ml]\b", block)]
            assert len(ends) == 16
            for (x0, y0), (x1, y1) in zip(ends[::2], ends[1::2], strict=True):
                if x0 == x1:
                    assert min(abs(x0 - x) for x in cut_x) < NEAR
                    assert all(y < low or y > high for y in (y0, y1))
                else:
                    assert y0 == y1
                    assert min(abs(y0 - y) for y in cut_y) < NEAR
                    assert all(x < left or x > right for x in (x0, x1))
            assert {(0 <= x <= box["MediaBox"][2], 0 <= y <= box["MediaBox"][3]) for x, y in ends} == {
                (True, True)
            }
            assert b"0.25 w" in block
            assert (b"0 0 0 1 K" if inks == "cmyk" else b"0 G") in block


@pytest.mark.parametrize(("layout", "stock", "inks"), EACH)
def test_no_line_is_thinner_than_a_quarter_of_a_point(layout: str, stock: str, inks: str, icc: Path) -> None:
    assert min(lines(printed(layout, stock, inks, icc))) >= 0.25 - 0.0005


@pytest.mark.parametrize(("layout", "stock"), [(layout, stock) for layout in LAYOUTS for stock in PAPER])
def test_everything_stands_where_it_stands_on_screen(layout: str, stock: str, icc: Path) -> None:
    data = printed(layout, stock, "cmyk", icc)
    dx, dy = boxes(data)[0]["TrimBox"][:2]
    for screen, press in zip(text_runs(built(stock, layout)), text_runs(data), strict=True):
        assert (press.text, press.font, press.size) == (screen.text, screen.font, screen.size)
        assert press.x == pytest.approx(screen.x + dx, abs=NEAR)
        assert press.y == pytest.approx(screen.y + dy, abs=NEAR)
        assert (press.role == ARTIFACT) == (screen.role == ARTIFACT)


@pytest.mark.parametrize("inks", ["cmyk", "grey"])
def test_the_file_says_that_it_is_for_a_press(inks: str, icc: Path) -> None:
    data = printed("handout", "a4", inks, icc)
    assert data.startswith(b"%PDF-1.6\n")
    assert links(data) == []
    with opened(data) as pdf:
        assert not any("/Annots" in page.obj for page in pdf.pages)
        x, a = pdf.Root.OutputIntents
        assert (str(x.S), str(a.S)) == ("/GTS_PDFX", "/GTS_PDFA1")
        assert x.DestOutputProfile.objgen == a.DestOutputProfile.objgen
        profile = x.DestOutputProfile.read_bytes()
        assert profile[12:20] == (b"prtrCMYK" if inks == "cmyk" else b"prtrGRAY")
        assert int(x.DestOutputProfile.N) == (4 if inks == "cmyk" else 1)
        if inks == "cmyk":
            assert profile == cmyk_profile.cmyk()
            assert str(x.Info) == str(a.Info) == cmyk_profile.NAME
        assert str(x.OutputConditionIdentifier) == "Custom"
        assert str(pdf.docinfo["/Trapped"]) == "/False"
        packet = pdf.Root.Metadata.read_bytes().decode()
    assert packet.count("<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>") == 1
    assert "<pdfaSchema:prefix>pdfxid</pdfaSchema:prefix>" in packet
    assert re.search(
        r"<xmpMM:DocumentID>uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}<", packet
    )
    assert "<xmpMM:VersionID>1<" in packet
    assert "<xmpMM:RenditionClass>default<" in packet
    dates = re.findall(r"<xmp:(?:Create|Modify|Metadata)Date>([^<]+)<", packet)
    assert len(dates) == 3
    assert len(set(dates)) == 1


def test_the_screen_edition_says_nothing_of_a_press() -> None:
    data = built("a4")
    assert data.startswith(b"%PDF-1.7\n")
    assert b"pdfxid" not in data
    assert b"xmpMM" not in data
    with opened(data) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert str(intent.S) == "/GTS_PDFA1"
        assert not any("/Group" in page.obj or "/TrimBox" in page.obj for page in pdf.pages)


def test_documents_have_names_of_their_own_by_what_is_in_them(icc: Path) -> None:
    found = {
        re.search(rb"uuid:([0-9a-f-]+)", printed(layout, stock, inks, icc))[1]  # type: ignore[index]
        for layout, stock, inks in EACH
    }
    assert len(found) == len(EACH)


SAME = """
import hashlib, sys
from psoas_pdf.build import Order, Workshop
from psoas_pdf.library import Library
from psoas_pdf.problems import Problems
from psoas_pdf.ready import default_store
library, problems = Library(), Problems()
plan = library.get("plan", "iliopsoas", problems)
shop = Workshop(library, default_store())
for layout in sys.argv[2].split():
    data = shop.make(Order(plan, layout, edition="print", icc=sys.argv[1] or None), problems).data
    print(layout, hashlib.sha256(data).hexdigest())
"""


@pytest.mark.parametrize("inks", ["cmyk", "grey"])
def test_the_same_plan_is_the_same_bytes_in_any_process_and_order(inks: str, icc: Path) -> None:
    out = []
    for seed, order in (("1", "cards anatomy"), ("2", "anatomy cards")):
        command = [sys.executable, "-c", SAME, str(icc) if inks == "cmyk" else "", order]
        env = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
        out.append(sorted(done.stdout.splitlines()))
    assert out[0] == out[1]
    here = hashlib.sha256(printed("cards", "a4", inks, icc)).hexdigest()
    assert f"cards {here}" in out[0]


def test_a_run_that_prints_both_editions_mixes_nothing_up(icc: Path) -> None:
    problems = Problems()
    plan = library().get("plan", "iliopsoas", problems)
    shop = Workshop(library(), default_store())
    for edition, profile in (("print", None), ("screen", None), ("print", str(icc)), ("screen", None)):
        out = shop.make(Order(plan, "cards", edition=edition, icc=profile), problems)
        assert out
        wanted = (
            built("a4", "cards")
            if edition == "screen"
            else printed("cards", "a4", "cmyk" if profile else "grey", icc)
        )
        assert out.data == wanted


def test_the_command_names_the_file_after_its_edition(
    icc: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    command = ["build", "iliopsoas", "--layout", "cards", "--stock", "letter", "--edition", "print"]
    assert run([*command, "--icc", str(icc), "--format", "json"]) == 0
    assert '"edition": "print"' in capsys.readouterr().out
    (path,) = Path("out").iterdir()
    assert path.name == "iliopsoas-cards-letter-print.pdf"
    assert path.read_bytes() == printed("cards", "letter", "cmyk", icc)
