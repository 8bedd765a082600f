"""Themes: what scales and what stays, what can be read, and which layouts can be printed in which."""

from __future__ import annotations

from pathlib import Path

import pytest

import inspector
from psoas_pdf.build import Order, Workshop
from psoas_pdf.colours import contrast, grey
from psoas_pdf.drawing import Drawing, Shape
from psoas_pdf.figure.colours import palette
from psoas_pdf.figure.tables import looks
from psoas_pdf.geometry import Box, line
from psoas_pdf.ink import make_ink
from psoas_pdf.library import Library
from psoas_pdf.model.layout import Theme
from psoas_pdf.pages import Stroke, TextRun, Use
from psoas_pdf.problems import Problems
from psoas_pdf.ready import default_store
from psoas_pdf.units import MM
from ready_plan import built, library

READY = library().ids("theme")
LIGHT_SCENERY = ("ground", "wall")
"""What only helps the eye, in colour and in grey."""
PALE_IN_INK_SAVER = ("bench", "chair", "cushion", "frame", "ground", "mat", "step", "wall")
"""As the page design says, so that the person is darker than what bears them."""


def theme(name: str) -> Theme:
    problems = Problems()
    found = library().theme(name, problems)
    assert found, list(problems)
    assert not len(problems)
    return found


def told(folder: Path, text: str) -> list[str]:
    """What is said of a theme of one's own: line, column, message and hint."""
    path = folder / "ours.yaml"
    path.write_text(text, encoding="utf-8")
    problems = Problems()
    assert (library().theme(str(path), problems) is None) == problems.failed
    assert {p.place.file for p in problems} <= {str(path)}
    return [f"{p.place.line}:{p.place.column}: {p.message} ({p.hint})" for p in problems]


@pytest.mark.parametrize("name", READY)
def test_every_ready_theme_is_legible_in_colour_and_in_grey(name: str) -> None:
    ready = theme(name)
    colours, text = ready.colours or {}, ready.text_contrast or 0
    assert text >= 4.5
    assert (ready.line_contrast or 0) >= 3
    used = {style.colour for style in (ready.styles or {}).values()} - {"paper"}
    for colour in used:
        for ground in ("paper", "tint"):
            assert contrast(colours[colour], colours[ground]) >= text
            assert contrast(grey(colours[colour]), grey(colours[ground])) >= text
    for colour in ("rule", "arrow"):
        assert contrast(colours[colour], colours["paper"]) >= (ready.line_contrast or 0)


@pytest.mark.parametrize("look", looks())
@pytest.mark.parametrize("name", READY)
def test_outlines_of_every_person_are_seen_as_they_are_printed(name: str, look: str) -> None:
    ready = theme(name)
    ink = make_ink({**palette(look), **(ready.figure or {})}, ready.figure_tone or "").colours
    least = ready.line_contrast or 0
    pale = PALE_IN_INK_SAVER if ready.figure_tone == "ink-saver" else LIGHT_SCENERY
    for role, colour in ink.items():
        thing = role.split("-")[0]
        if role.endswith("-edge") or role == "arrow":
            if ready.figure_tone != "high-contrast" and (thing == "ghost" or thing in pale):
                continue
            assert contrast(colour, "#FFFFFF") >= least, role
            assert contrast(grey(colour), "#FFFFFF") >= least, role


def test_high_contrast_is_black_on_white() -> None:
    ready, standard = theme("high-contrast"), theme("standard")
    assert (ready.text_contrast, ready.line_contrast) == (7, 4.5)
    assert {style.colour for style in (ready.styles or {}).values()} - {"paper"} == {
        "ink",
        "ink-soft",
        "accent",
    }
    assert {(ready.colours or {})[name] for name in ("ink", "ink-soft", "accent", "stop", "care")} == {
        "#000000"
    }
    assert (ready.colours or {})["tint"] == "#FFFFFF"
    for name, length in (standard.lengths or {}).items():
        if name.endswith("-rule") and not name.startswith(("cut", "badge", "blank", "foot", "card")):
            assert (ready.lengths or {})[name] > length, name


@pytest.mark.parametrize("stock", ["a4", "letter"])
def test_high_contrast_prints_no_tint_and_the_same_pages(stock: str) -> None:
    problems = Problems()
    plan = library().get("plan", "iliopsoas", problems)
    made = Workshop(library(), default_store()).draft(
        Order(plan, "handout", "high-contrast", stock), problems
    )
    assert made
    assert not len(problems)
    items = [item for page in made.sheets.pages for block in page.blocks for item in block.items]
    assert {item.fill for item in items if isinstance(item, Stroke)} <= {None, "#000000", "#FFFFFF"}
    assert {item.stroke for item in items if isinstance(item, Stroke)} <= {
        None,
        "#000000",
        "#FFFFFF",
        "#595959",
    }
    assert {item.colour for item in items if isinstance(item, TextRun)} == {"#000000", "#FFFFFF"}
    same = [len(inspector.boxes(built(stock, theme=name))) for name in (None, "high-contrast")]
    assert same[0] == same[1]
    widths = {
        round(shape.width / 0.84, 2)
        for use in items
        if isinstance(use, Use) and isinstance(use.what, Drawing)
        for shape in use.what.shapes()
        if shape.stroke == "skin-edge"
    }
    assert max(widths) == 1.5


def test_outlines_grow_and_all_else_stays() -> None:
    box = Box(0, 0, 10, 10)
    path = line((0, 0), (10, 10))
    marks = (
        Shape(path, stroke="skin-edge", width=0.84),
        Shape(path, stroke="ghost-skin-edge", width=0.56),
        Shape(path, stroke="keyline", width=2.2),
        Shape(path, fill="skin-edge"),
    )
    thick = Drawing(box, marks).outlined(1.5)
    assert [shape.width for shape in thick.shapes()] == [1.26, 0.56, 2.2, 0]
    assert [shape.path for shape in thick.shapes()] == [shape.path for shape in Drawing(box, marks).shapes()]
    assert thick.digest != Drawing(box, marks).digest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "extends: high-contrast\ncolours: {accent: '#B8450B'}",
            "2:19: the colour accent (#B8450B) has a contrast of 5.4 : 1 on paper (#FFFFFF), and needs 7 : 1 (",
        ),
        (
            "extends: high-contrast\ncolours: {rule: '#8A8A8A'}",
            "2:17: the colour rule (#8A8A8A) has a contrast of 3.5 : 1 on paper (#FFFFFF), and needs 4.5 : 1 (",
        ),
        (
            "extends: standard\ntext-contrast: 7\ncolours: {ink-soft: '#565656'}",
            "3:21: the colour ink-soft (#565656) has a contrast of 6.3 : 1 on tint (#E3F0F2), and needs 7 : 1 (",
        ),
        (
            "extends: standard\ncolours: {arrow: '#E59A70'}",
            "2:18: the colour arrow (#E59A70) has a contrast of 2.3 : 1 on paper (#FFFFFF), and needs 3 : 1 (",
        ),
        (
            "extends: standard\nfigure: {bone-edge: '#D0C0A0'}",
            "2:21: the colour bone-edge of figures (#D0C0A0) has a contrast of 1.8 : 1 on paper",
        ),
        (
            "extends: standard\nfigure: {skin-edge: '#E0C0B0'}",
            "2:21: the colour skin-edge of figures (#E0C0B0) has a contrast of 1.7 : 1 on paper",
        ),
        (
            "extends: standard\nlengths: {badge-rule: 1.5 pt}",
            "1:1: the colour paper of the badge (#FFFFFF) has a contrast of 1.0 : 1 on paper (#FFFFFF)",
        ),
        (
            "extends: ink-saver\nlengths: {badge-rule: 20 mm}",
            "1:1: the colour ink of the badge (#000000) has a contrast of 1.0 : 1 on accent (#000000)",
        ),
        (
            "extends: standard\nstyles: {goal: {size: 14, leading: 19, colour: paper}}",
            "1:1: the colour paper (#FFFFFF) has a contrast of 1.0 : 1 on paper",
        ),
        ("extends: standard\ntext-contrast: 3", "2:16: 3 is too small (the least is 4.5)"),
        ("extends: standard\nline-contrast: 2", "2:16: 2 is too small (the least is 3)"),
    ],
)
def test_what_cannot_be_read_is_told_where_it_is_written(tmp_path: Path, text: str, expected: str) -> None:
    said = told(tmp_path, text)
    assert any(message.startswith(expected) for message in said), said


def test_a_pale_outline_that_is_printed_dark_is_no_problem(tmp_path: Path) -> None:
    assert told(tmp_path, "extends: ink-saver\nfigure: {bone-edge: '#D0C0A0'}") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("extends: standard\nscale: 9", "2:8: 9 is too large (the most is 3)"),
        (
            "extends: standard\narrangement: two",
            "2:14: 'two' is not one of the words allowed (write two-columns or one-column)",
        ),
        (
            "extends: standard\nfixed: [badge, bage]",
            "2:16: there is no length 'bage' (did you mean 'badge'?)",
        ),
        ("extends: standard\nfigure-lines: 0.5", "2:15: 0.5 is too small (the least is 1)"),
        ("scale: 1.2", "1:1: scale: needs a theme to scale (write extends: and another theme's id)"),
        (
            "extends: large-print\nscale: 0.5\nfloor: 12",
            "1:1: the style 'body' has 9 pt, under the theme's smallest of 12 pt",
        ),
    ],
)
def test_what_is_wrong_with_the_size_of_a_theme(tmp_path: Path, text: str, expected: str) -> None:
    said = told(tmp_path, text)
    assert any(expected.partition(": ")[2] in message for message in said), said
    if not expected.endswith("12 pt"):
        assert any(message.startswith(expected) for message in said), said


def test_a_scale_is_for_type_and_what_follows_it(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("extends: standard\nscale: 1.1667\nstyles: {goal: {size: 15, leading: 20}}\n")
    problems = Problems()
    ours, standard = library().theme(str(path), problems), theme("standard")
    assert ours, list(problems)
    assert ours.styles
    assert ours.lengths
    assert standard.styles
    assert standard.lengths
    assert ours.floor == 14
    assert (ours.styles["body"].size, ours.styles["body"].leading) == (14, 18.67)
    assert (ours.styles["goal"].size, ours.styles["goal"].leading) == (15, 20)
    assert ours.lengths["hang"] == pytest.approx(7.5 * MM * 1.1667)
    for name in ("block-rule", "strip-radius", "picture-height", "gutter", "card-hang", "cut-tick"):
        assert ours.lengths[name] == standard.lengths[name], name
    for name, style in standard.styles.items():
        if name.startswith("card-"):
            assert ours.styles[name] == style
    plan = tmp_path / "plan.yaml"
    plan.write_text("title: W\nexercises: [{exercise: sit-up}]\n")
    read = library().read("plan", str(plan), problems)
    made = Workshop(library(), default_store()).make(Order(read, "handout", str(path)), problems)
    assert made
    assert not len(problems), list(problems)
    assert min(run.size for run in inspector.text_runs(made.data)) == 14


@pytest.mark.parametrize(
    ("name", "size"), [("large-print-16", 16), ("large-print", 18), ("large-print-24", 24)]
)
def test_large_print_is_one_set_of_rules_in_proportion(name: str, size: float) -> None:
    ready, middle = theme(name), theme("large-print")
    assert ready.floor == size
    assert ready.arrangement == "one-column"
    assert ready.styles
    assert ready.lengths
    assert middle.styles
    assert middle.lengths
    share = size / 18
    for style, setting in middle.styles.items():
        if not style.startswith(("card-", "sheet-line")):
            assert ready.styles[style].size == pytest.approx(setting.size * share, abs=0.01), style
            assert ready.styles[style].size >= size
    for length in ("icon", "badge", "tick", "hang", "diary-row", "head-height"):
        assert ready.lengths[length] == pytest.approx(middle.lengths[length] * share, rel=0.001), length
    assert ready.lengths["frame-rule"] == middle.lengths["frame-rule"]
    assert [round(middle.lengths[n] / MM, 2) for n in ("icon", "badge", "tick", "hang", "pair-arrow")] == [
        7.5,
        12,
        7,
        11,
        10,
    ]


def order(folder: Path, layout: str, name: str, themes: dict[str, str]) -> list[str]:
    """What is said of a document in a theme, where a user's folder has themes of its own."""
    (folder / "layouts" / "themes").mkdir(parents=True, exist_ok=True)
    for own, text in themes.items():
        (folder / "layouts" / "themes" / f"{own}.yaml").write_text(text)
    plan = folder / "plan.yaml"
    plan.write_text("title: W\nexercises: [{exercise: sit-up}]\n")
    books, problems = Library([folder]), Problems()
    read = books.read("plan", str(plan), problems)
    made = Workshop(books, default_store()).draft(Order(read, layout, name), problems)
    assert (made is None) == problems.failed
    return [f"{p.message} ({p.hint})" for p in problems]


@pytest.mark.parametrize("layout", ["cards", "cards-large", "cards-small", "poster"])
@pytest.mark.parametrize("name", ["large-print", "large-print-16", "large-print-24", "ours"])
def test_what_has_no_large_print_says_so_and_offers_the_fridge_sheet(
    tmp_path: Path, layout: str, name: str
) -> None:
    own = {"ours": "extends: large-print\ncolours: {accent: '#1F4E79'}\n"}
    assert order(tmp_path, layout, name, own) == [
        f"the layout {layout!r} can't be printed in the theme {name!r} (it can be printed in standard, grey, "
        "ink-saver, high-contrast; or print the layout fridge in this theme)"
    ]


@pytest.mark.parametrize(
    "own", ["extends: standard", "extends: ink-saver", "extends: standard\nscale: 1.1667"]
)
def test_a_theme_that_extends_one_that_can_be_printed_counts(tmp_path: Path, own: str) -> None:
    assert order(tmp_path, "cards", "ours", {"ours": own + "\n"}) == []


def test_a_whole_theme_of_ones_own_counts_as_the_standard_one(tmp_path: Path) -> None:
    shipped = Path(library().folders[0], "layouts", "themes", "standard.yaml").read_text(encoding="utf-8")
    own = shipped.replace("id: standard", "id: ours")
    assert order(tmp_path, "cards", "ours", {"ours": own}) == []


def test_a_layout_names_the_themes_that_it_can_be_printed_in(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text("extends: handout\nthemes: [grey]\ntheme: grey\n")
    assert order(tmp_path, str(sheet), "standard", {}) == [
        "the layout 'sheet' can't be printed in the theme 'standard' (it can be printed in grey)"
    ]
    assert order(tmp_path, str(sheet), "ours", {"ours": "extends: grey\n"}) == []
    assert len(order(tmp_path, str(sheet), "ours", {"ours": "extends: standard\n"})) == 1


@pytest.mark.parametrize(
    ("name", "stock", "expected"),
    [
        ("large-print", "a5", None),
        (
            "large-print",
            "half-letter",
            "needs 120 mm for its text, and 'half-letter' has 118 mm (print it on a4, letter, a5)",
        ),
        ("large-print-24", "a5", "needs 160 mm for its text, and 'a5' has 126 mm (print it on a4, letter)"),
        ("large-print-24", "a4", None),
    ],
)
def test_a_page_that_is_too_narrow_for_its_type_says_so(name: str, stock: str, expected: str | None) -> None:
    from psoas_pdf.theming import check_printable

    problems = Problems()
    layout = library().layout("handout", problems)
    assert layout
    check_printable(library(), layout, theme(name), problems, library().get("stock", stock, problems))
    assert [f"{p.message} ({p.hint})" for p in problems] == (
        [f"the theme {name!r} {expected}"] if expected else []
    )
    assert {p.place.file for p in problems} <= {layout.place.file}
