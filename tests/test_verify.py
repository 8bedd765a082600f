"""`verify`: one fault of each kind, planted in a document that is right, is found, and nothing else is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from psoas_pdf.geometry import line, rectangle
from psoas_pdf.library import Library
from psoas_pdf.pages import HEADER, LAYOUT, Block, Node, Stroke, Use
from psoas_pdf.paint.painter import Painter
from psoas_pdf.problems import Problem, Problems
from psoas_pdf.text.fonts import Face
from psoas_pdf.units import MM
from psoas_pdf.verify import verify
from verify_samples import (
    HEIGHT,
    INK,
    META,
    WIDTH,
    Sample,
    edited,
    found,
    painted,
    photo,
    repainted,
    sample,
    text,
)

Fault = Callable[[Sample], None]
FAULTS: dict[str, tuple[Fault, tuple[str, ...]]] = {}
EDITS: dict[str, tuple[Callable[[bytes], bytes], str]] = {}


def fault(*told: str) -> Callable[[Fault], Fault]:
    """A change to the sample before it is painted; told: how all that is said begins, 'page 1: error: ...'."""

    def keep(plant: Fault) -> Fault:
        FAULTS[plant.__name__] = plant, told
        return plant

    return keep


def edit(told: str) -> Callable[[Callable[[pikepdf.Pdf], None]], Callable[[pikepdf.Pdf], None]]:
    """A change to the objects of the finished file."""

    def keep(change: Callable[[pikepdf.Pdf], None]) -> Callable[[pikepdf.Pdf], None]:
        EDITS[change.__name__] = (lambda data: edited(data, change)), told
        return change

    return keep


def operators(name: str, told: str, old: bytes, new: bytes, page: int = 0, count: int = 1) -> None:
    """A change to the operators of a page."""
    EDITS[name] = (lambda data: repainted(data, page, lambda before: before.replace(old, new, count))), told


def test_a_document_that_is_right(faces: Mapping[str, Face]) -> None:
    assert found(painted(sample(), faces), standards=True) == []


@pytest.fixture(scope="module")
def good(faces: Mapping[str, Face]) -> bytes:
    return painted(sample(), faces)


# Text and tags


@fault("page 1: error: text that is marked as decoration: 'Goal: strong hips, as on'")
def text_as_decoration(s: Sample) -> None:
    s.move("goal", mark=LAYOUT)


@fault("page 1: error: text that is marked as decoration: '3 sets of 10, every day'")
def text_of_the_body_as_running_head(s: Sample) -> None:
    s.first["dose"] = replace(s.first.pop("Leg raise dose"), mark=HEADER)
    s.second.pop("Sit-up dose")


@fault("page 1: error: words are read in another order than they stand in: 'Goal: strong hips, as on'")
def link_before_its_sentence(s: Sample) -> None:
    paragraph = s.kids[1]
    goal, link, rest = paragraph.kids
    s.kids[1] = replace(paragraph, kids=(link, goal, rest))


@fault("page 1: warning: 'Leg raise' is read after what stands below it")
def table_before_the_exercise(s: Sample) -> None:
    s.kids[2], s.kids[3] = s.kids[3], s.kids[2]


@fault("page 1: warning: 'Day' is read after what stands below it")
def later_page_first(s: Sample) -> None:
    s.kids[3:] = reversed(s.kids[3:])


@fault("page 1: error: text stands in another cell than its tags say: 'ten'")
def cells_exchanged(s: Sample) -> None:
    one, other = s.first["cell 11"], s.first["cell 12"]
    s.move("cell 11", mark=other.mark)
    s.move("cell 12", mark=one.mark)


@fault(
    "page 1: error: text stands in another cell than its tags say: 'Tuesday'",
    "page 1: warning: words run together when they are read: 'tentwelve'",
)
def cells_of_two_rows_merged(s: Sample) -> None:
    s.move("cell 21", mark=s.nodes["cell 11"])


@fault(
    "page 1: error: a cell of a table with words on several pages: 'ten twelve'",
    "page 1: warning: 'eight' is read after what stands below it",
    "page 2: error: text stands in another cell than its tags say: 'nine'",
)
def cell_on_two_pages(s: Sample) -> None:
    s.move("cell 11", text="ten ")
    s.second["cell 21"] = replace(s.first.pop("cell 21"), mark=s.nodes["cell 11"], y=760)
    s.second["cell 22"] = replace(s.first.pop("cell 22"), y=766, x=60)


@fault("page 1: error: a table whose rows have 2 to 3 columns")
def row_too_short(s: Sample) -> None:
    del s.first["cell 22"]
    table = s.nodes["table"]
    last = replace(table.kids[2], kids=table.kids[2].kids[:2])
    s.recast("table", kids=(*table.kids[:2], last))


@fault("page 1: error: heads of a table that don't say of which cells (Scope): 'Sit-up'")
def head_without_scope(s: Sample) -> None:
    s.recast("cell 02", attrs=())


@fault("page 1: error: the heading 'Leg raise' is an H3 after H1")
def heading_skipped(s: Sample) -> None:
    s.recast("Leg raise head", role="H3")


@fault("page 1: error: the words for a picture say nothing: 'figure 1.png'")
def alternative_text_is_a_file_name(s: Sample) -> None:
    s.recast("Leg raise figure", alt="figure 1.png")


@fault("page 1: warning: words run together when they are read: 'until it points up.Slowly.'")
def line_without_a_space(s: Sample) -> None:
    s.move("Leg raise step 1", text="Lift one leg until it points up.")


@fault("page 1: warning: a paragraph is read across columns")
def columns_read_across(s: Sample) -> None:
    node = Node("P")
    for i in range(3):
        s.first[f"left {i}"] = text("words of the left column ", node, 60, 200 - 16 * i)
        s.first[f"right {i}"] = text("words of the right column ", node, 330, 200 - 16 * i)
    s.kids.insert(-1, node)


@fault("page 1: warning: 1 pair of paragraphs whose lines stand among each other")
def lines_among_each_other(s: Sample) -> None:
    nodes = Node("P"), Node("P")
    for i in range(4):
        s.first[f"line {i}"] = text("some words of one of them ", nodes[i % 2], 60, 200 - 16 * i)
    s.kids[-1:-1] = nodes


@fault("page 1: warning: a heading is left alone at the end of the page: 'Sit-up'")
def heading_alone(s: Sample) -> None:
    s.first["Sit-up head"] = replace(s.second.pop("Sit-up head"), y=200)
    parts = s.nodes["Sit-up"].kids
    s.kids[-1:] = [parts[0], Node("Sect", parts[1:])]


@fault("page 1: error: 'Leg raise' is split over pages 1 and 2")
def exercise_split(s: Sample) -> None:
    del s.kids[-1]
    s.second = {"foot": s.second["foot"]}
    s.second["step"] = s.first.pop("Leg raise step 2")
    s.second["label"] = s.first.pop("Leg raise label 2")
    s.kids[2], s.kids[3] = s.kids[3], s.kids[2]
    for name, item in s.first.items():
        if name.startswith(("cell", "rule")):
            if isinstance(item, Stroke):
                s.first[name] = replace(item, path=line((60, 690), (480, 690)))
            else:
                s.move(name, y=item.y + 290)
    s.first["goal"], s.first["link"] = replace(s.first["goal"], y=736), replace(s.first["link"], y=736)
    s.first["rest"] = replace(s.first["rest"], y=720)
    s.links[0] = replace(s.links[0], box=(190, 732, 312, 748))
    for name, item in list(s.first.items()):
        if name.startswith("Leg raise"):
            if isinstance(item, Stroke):
                s.first[name] = replace(item, path=rectangle(60, 535, 300, 565, 4))
            else:
                s.move(name, y=item.y - 80)


@fault("page 1: warning: 'Leg raise' is split over pages 1 and 2")
def exercise_that_goes_on(s: Sample) -> None:
    s.move("Sit-up head", text="Leg raise (continued)")
    rest = tuple(kid for kid in s.nodes["Sit-up"].kids if kid.role != "Figure")
    s.second = {name: item for name, item in s.second.items() if name != "Sit-up figure"}
    s.kids[-1] = Node("Sect", rest)


@fault()
def exercise_that_goes_on_in_one_column(s: Sample) -> None:
    exercise_that_goes_on(s)
    s.meta = replace(META, imprint=f"{META.imprint} columns=1")


@fault("page 1: error: 'Leg raise' is split over pages 1 and 2")
def exercise_split_in_one_column(s: Sample) -> None:
    exercise_split(s)
    s.meta = replace(META, imprint=f"{META.imprint} columns=1")


@fault("page 2: error: 'Leg raise' goes on on page 2 without its name")
def steps_on_the_next_page_without_a_name(s: Sample) -> None:
    exercise_that_goes_on(s)
    s.meta = replace(META, imprint=f"{META.imprint} columns=1")
    del s.second["Sit-up head"]
    s.kids[-1] = Node("Sect", s.kids[-1].kids[1:])


# Type, colour and place


@fault("page 1: error: 1 piece of text under 12 pt: the smallest is 9 pt, 'of the sample clinic.'")
def small_type(s: Sample) -> None:
    s.move("rest", size=9)


@fault(
    "page 1: error: 1 piece of text in #9aa4ad on #ffffff, with a contrast of 2.5 : 1, and 4.5 : 1 is needed"
)
def pale_text(s: Sample) -> None:
    s.move("rest", colour="#9aa4ad")


@fault("page 1: error: 1 piece of text in #767676 on #e3f0f2, with a contrast of 3.9 : 1")
def pale_text_on_a_tint(s: Sample) -> None:
    s.move("Leg raise dose", colour="#767676")


@fault("page 1: error: text stands on other text: 'Page 1 of 2 / Page 1 of 2'")
def text_on_text(s: Sample) -> None:
    s.first["again"] = replace(s.first["foot"], x=64)


@fault("page 1: error: text stands on a picture: '3 sets of 10, every day'")
def text_on_a_drawing(s: Sample) -> None:
    s.move("Leg raise dose", y=580, x=65, colour="#000000")
    s.first["Leg raise dose"] = s.first.pop("Leg raise dose")


@fault("page 1: error: text is painted over: 'of the sample clinic.'")
def text_painted_over(s: Sample) -> None:
    s.first["white"] = Stroke(rectangle(55, 695, 200, 715), "#ffffff")


@fault("page 1: error: text has a line through it: 'of the sample clinic.'")
def text_struck_through(s: Sample) -> None:
    s.first["line"] = Stroke(line((55, 707), (200, 707)), stroke=INK, width=0.5)


@fault("page 1: error: a line is 5.0 mm from the left edge")
def line_near_the_edge(s: Sample) -> None:
    s.first["line"] = Stroke(line((5 * MM, 200), (100, 200)), stroke=INK, width=0.25)


@fault("page 1: warning: text 'Page 1 of 2' is 8.0 mm from the lower edge, and some printers")
def text_near_the_edge(s: Sample) -> None:
    s.move("foot", y=8 * MM + 0.22 * 12)


@fault("page 1: error: a picture of 100 × 75 pixels has 75 pixels an inch at its size, and needs 150")
def coarse_picture(s: Sample) -> None:
    _picture(s, 100, 75)


@fault("page 1: warning: a picture of 300 × 225 pixels has 225 pixels an inch at its size; 300 look sharp")
def middling_picture(s: Sample) -> None:
    _picture(s, 300, 225)


def _picture(s: Sample, across: int, up: int) -> None:
    node = Node("Figure", alt="A plain orange rectangle.")
    s.first["photo"] = Use(photo(across, up), 60, 150, 96, 72, node)
    s.kids.insert(-1, node)


@fault("page 1: warning: 1 line thinner than 0.25 pt: the thinnest is 0.1 pt")
def thin_line(s: Sample) -> None:
    s.first["line"] = Stroke(line((60, 200), (100, 200)), stroke=INK, width=0.1)


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(name: str, faces: Mapping[str, Face]) -> None:
    plant, told = FAULTS[name]
    s = sample()
    plant(s)
    assert_told(found(painted(s, faces)), *told)


def assert_told(problems: list[Problem], *told: str) -> None:
    texts = [str(problem).removeprefix("a.pdf: ") for problem in problems]
    assert len(texts) == len(told), texts
    for text_, wanted in zip(texts, told, strict=True):
        assert text_.startswith(wanted), text_


# Objects of the file


@edit("error: the catalogue doesn't say that the file is tagged (MarkInfo)")
def not_said_to_be_tagged(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.MarkInfo


@edit("error: the file says no language (Lang)")
def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


@edit("error: readers show the file's name in place of its title (DisplayDocTitle)")
def name_for_title(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences


@edit("error: the file has no title (Info, Title)")
def no_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = String(" ")


@edit("error: the file has no tags")
def no_tags(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


@edit("error: the file doesn't say what its colours mean (OutputIntent)")
def no_output_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def _elements(pdf: pikepdf.Pdf, role: str) -> list[pikepdf.Object]:
    return [
        o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/S") == Name("/" + role) and "/P" in o
    ]


@edit("page 1: error: a picture without words for who can't see it (Alt)")
def picture_without_words(pdf: pikepdf.Pdf) -> None:
    del _elements(pdf, "Figure")[0].Alt


@edit(
    "page 1: error: the tag of a picture doesn't say where it stands (BBox): 'A person does the leg raise.'"
)
def picture_without_a_box(pdf: pikepdf.Pdf) -> None:
    del _elements(pdf, "Figure")[0].A


@edit(
    "page 1: error: the tag of a picture says that it stands elsewhere (BBox): 'A person does the leg raise.'"
)
def picture_said_to_be_elsewhere(pdf: pikepdf.Pdf) -> None:
    _elements(pdf, "Figure")[0].A.BBox = Array([60, 100, 210, 190])


@edit("page 1: error: words with 2 owners in the tag tree are read twice: 'A sample of a sheet'")
def mark_with_two_owners(pdf: pikepdf.Pdf) -> None:
    head = _elements(pdf, "H1")[0]
    extra = pdf.make_indirect(Dictionary(S=Name.P, P=head.P, Pg=head.Pg, K=head.K))
    head.P.K.append(extra)
    kids = list(head.P.K)
    head.P.K = Array([kids[0], kids[-1], *kids[1:-1]])


@edit("page 1: error: the tag tree points to 1 mark that nothing is painted in")
def mark_that_is_not_there(pdf: pikepdf.Pdf) -> None:
    head = _elements(pdf, "H1")[0]
    head.K = Array([head.K, 99])


@edit("page 1: error: the parent tree names another owner, or none, of 2 marks")
def parent_tree_with_rows_exchanged(pdf: pikepdf.Pdf) -> None:
    row = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    row[0], row[1] = row[1], row[0]


@edit("page 1: error: 1 mark on the page that no tag owns: 'A sample of a sheet'")
def words_without_a_tag(pdf: pikepdf.Pdf) -> None:
    head = _elements(pdf, "H1")[0]
    head.P.K = Array(list(head.P.K)[1:])
    for h2 in _elements(pdf, "H2"):
        h2.S = Name.H1


@edit("page 1: error: a link without words of its own (Contents)")
def link_without_words(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj.Annots[0].Contents


@edit("page 1: error: no tag owns the link 'the pages for patients'")
def link_without_a_tag(pdf: pikepdf.Pdf) -> None:
    owner = _elements(pdf, "Link")[0]
    owner.S = Name.Span
    owner.K = owner.K[0]


@edit("page 1: error: the link 'the pages for patients' and its tag don't know each other (StructParent)")
def link_of_another_tag(pdf: pikepdf.Pdf) -> None:
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    nums[-1] = _elements(pdf, "H1")[0]


@edit("page 1: error: the link 'the pages for patients' stands elsewhere than its words")
def link_elsewhere(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Annots[0].Rect = Array([60, 100, 200, 120])


@edit("page 1: error: links are not reached in reading order (Tabs)")
def links_in_no_order(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj.Tabs


@edit("error: the font 'FiraSans-Regular' is not embedded")
def font_not_embedded(pdf: pikepdf.Pdf) -> None:
    del _font(pdf, "Regular").DescendantFonts[0].FontDescriptor["/FontFile2"]


@edit("error: the font 'FiraSans-SemiBold' says no words for its letters (ToUnicode)")
def font_without_words(pdf: pikepdf.Pdf) -> None:
    del _font(pdf, "SemiBold").ToUnicode


@edit("page 1: error: text has letters without a meaning")
def letters_without_a_meaning(pdf: pikepdf.Pdf) -> None:
    table = _font(pdf, "SemiBold").ToUnicode
    table.write(re.sub(rb"(beginbfchar\n<\w{4}>) <\w{4}>", rb"\1 <E001>", table.read_bytes(), count=1))


def _font(pdf: pikepdf.Pdf, weight: str) -> pikepdf.Object:
    fonts = pdf.pages[0].obj.Resources.Font
    return next(font for font in fonts.values() if str(font.BaseFont).endswith(f"-{weight}"))


@edit("page 1: error: the trim box reaches over the page")
def trim_over_the_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.TrimBox = Array([0, 0, 595.28, 860])


@edit("page 1: error: the bleed box isn't between the trim box and the page")
def bleed_inside_the_trim(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.TrimBox = Array([0, 0, 595.28, 841.89])
    pdf.pages[0].obj.BleedBox = Array([0, 10, 595.28, 841.89])


@edit("page 2: warning: the page is 215.9 × 279.4 mm, and page 1 is 210.0 × 297.0 mm")
def pages_of_two_sizes(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.MediaBox = Array([0, 0, 612, 792])
    contents = pdf.pages[1].obj.Contents
    contents.write(b"q 1 0 0 1 8 -25 cm " + contents.read_bytes() + b" Q")
    _elements(pdf, "Figure")[1].A.BBox = Array([68, 555, 218, 645])


operators("text_outside_of_marks", "page 1: error: text outside of all marks: 'Page 1 of 2'",
          b"/Artifact <</Type/Pagination/Subtype/Footer>> BDC", b"")  # fmt: skip
operators("line_outside_of_marks", "page 1: error: painted outside of all marks: stroke",
          b"EMC\n", b"EMC\n0 0 0 RG 0.5 w 60 200 m 90 200 l S\n")  # fmt: skip
operators("number_of_a_mark_twice", "page 1: error: the mark 0 stands on the page more than once (MCID)",
          b"/H1 <</MCID 0>> BDC", b"/H1 <</MCID 0>> BDC EMC /H1 <</MCID 0>> BDC")  # fmt: skip
operators(
    "missing_glyph",
    "page 1: error: text shows the box of a missing letter",
    b"1 0 0 1 60 704 Tm",
    b"1 0 0 1 60 704 Tm <0000> Tj",
)
operators("text_that_nobody_sees", "page 1: warning: text that nobody sees: 'A sample of a sheet'",
          b"1 0 0 1 60 760 Tm", b"3 Tr 1 0 0 1 60 760 Tm")  # fmt: skip
operators(
    "text_over_the_page",
    "page 1: error: text is cut off: 'of the sample clinic.'",
    b"1 0 0 1 60 704 Tm",
    b"1 0 0 1 520 704 Tm",
)
operators("ink_of_another_kind", "page 1: error: DeviceCMYK is used, and the output intent is RGB",
          b"/H1 <</MCID 0>> BDC", b"/H1 <</MCID 0>> BDC 0 0 0 1 k 60 200 9 9 re f 0 0 0 rg")  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_a_fault_in_the_file_is_found(name: str, good: bytes) -> None:
    change, told = EDITS[name]
    problems = found(change(good))
    texts = [str(problem).removeprefix("a.pdf: ") for problem in problems]
    assert any(text_.startswith(told) for text_ in texts), texts


def test_text_that_a_clip_cuts_off(good: bytes) -> None:
    def clip(before: bytes) -> bytes:
        return b"q 0 0 120 842 re W n\n" + before + b"Q"

    told = [str(p) for p in found(repainted(good, 0, clip)) if "is cut off" in str(p)]
    assert told
    assert told[0].startswith("a.pdf: page 1: error: text is cut off: 'A sample of a sheet', ")


def test_the_floor_is_the_documents_own_or_the_one_given(faces: Mapping[str, Face]) -> None:
    s = sample()
    s.meta = replace(META, imprint="layout=cards kind=cards floor=9")
    s.move("rest", size=9.5)
    data = painted(s, faces)
    assert found(data) == []
    assert_told(found(data, floor=10), "page 1: error: 1 piece of text under 10 pt")
    s.meta = replace(META, imprint="")
    assert_told(found(painted(s, faces)), "page 1: error: 1 piece of text under 12 pt")


def test_a_running_head_that_is_read_on_each_page(faces: Mapping[str, Face]) -> None:
    s = sample()
    sheets = s.sheets()
    nodes = [Node("P") for _ in range(3)]
    first, second = sheets.pages
    pages = []
    for page, node in zip((first, second, replace(second, blocks=())), nodes, strict=True):
        block = Block((text("Sample Clinic, 01234", node, 60, 800),))
        pages.append(replace(page, blocks=(block, *page.blocks)))
    kids = [nodes[0], *s.kids[:4], nodes[1], s.kids[4], nodes[2]]
    root = replace(sheets.root, kids=tuple(kids))
    data = Painter(faces).paint(replace(sheets, pages=tuple(pages), root=root))
    assert_told(
        found(data),
        "page 1: warning: 'Sample Clinic, 01234' stands at the same place on 3 pages and is read on each",
    )


def test_paper_that_nobody_sells(faces: Mapping[str, Face]) -> None:
    s = sample()
    library = Library(())
    assert _with(library, painted(s, faces)) == []
    s.size = (WIDTH, HEIGHT - 10)
    assert_told(
        _with(library, painted(s, faces)),
        "page 1: warning: the page is 210.0 × 293.5 mm: no paper of that size is known",
    )


def _with(library: Library, data: bytes) -> list[Problem]:
    problems = Problems()
    verify(data, "a.pdf", problems, library=library, standards=False)
    return list(problems)


def test_what_a_validator_finds_is_told_by_rule(good: bytes) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.Metadata

    told = [str(p) for p in found(edited(good, change), standards=True)]
    assert any(t.startswith("a.pdf: error: PDF/UA-1 PDFUA1-METADATA-TITLE-001: ") for t in told), told
    assert any(t.startswith("a.pdf: error: PDF/A-2a PDFA2A-ID-SCHEMA-001: ") for t in told), told
