"""The anatomy sheet, read back from the PDF: plates, labels that touch nothing, facts, sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pytest
from PIL import ImageChops

import inspector
from anatomy_sheets import (
    STOCKS,
    Change,
    Made,
    enters,
    faces,
    label_boxes,
    label_lines,
    labels_of,
    library,
    looked_at,
    make,
    shipped,
    spec,
)
from psoas_pdf.build import Order, Workshop
from psoas_pdf.document import Facts, Heading, PlateLabel, Plates, PlateView, SourceNotes
from psoas_pdf.geometry import Box, bounds
from psoas_pdf.layout.labels import segments_meet
from psoas_pdf.markup import plain
from psoas_pdf.pages import Stroke, TextRun, Use
from psoas_pdf.problems import Place, Problems
from psoas_pdf.ready import ReadyStore
from psoas_pdf.units import MM
from psoas_pdf.words import Words


@pytest.fixture(params=STOCKS)
def made(request: pytest.FixtureRequest) -> Made:
    return shipped(request.param)


# the whole


def test_it_is_one_sound_page(made: Made) -> None:
    assert len(made.sheets.pages) == 1
    assert inspector.assert_sound(made.data).out_of_order == ()


def test_the_tags(golden: Callable[[str, str], None]) -> None:
    tree = {stock: inspector.outline(inspector.tag_tree(shipped(stock).data)) for stock in STOCKS}
    assert tree["a4"] == tree["letter"]
    golden("anatomy-tags", tree["a4"])


def test_nothing_is_smaller_than_the_floor(made: Made) -> None:
    assert min(run.size for run in inspector.text_runs(made.data)) == 12


def test_ink_keeps_off_the_edges(made: Made) -> None:
    page = made.sheets.pages[0]
    white = looked_at(made, lambda item: True)
    edge = 12 * MM - 0.4
    for strip in (
        Box(0, 0, page.width, edge),
        Box(0, page.height - edge, page.width, page.height),
        Box(0, 0, edge, page.height),
        Box(page.width - edge, 0, page.width, page.height),
    ):
        assert white(strip)
    assert not white(Box(0, 0, page.width, page.height))


# plates and labels


def test_every_label_has_its_leader_to_its_point(made: Made) -> None:
    leaders = made.leaders()
    uses = [item for item in made.items() if isinstance(item, Use)][:2]
    block = made.block(Plates)
    assert isinstance(block, Plates)
    wanted = []
    for view, use in zip(block.views, uses, strict=True):
        k = use.width / view.size_mm[0]
        assert use.height == pytest.approx(view.size_mm[1] * k)
        wanted += [(use.x + label.anchor[0] * k, use.y + label.anchor[1] * k) for label in view.labels]
    assert [end for _, end in leaders] == [pytest.approx(point) for point in wanted]
    for (start, _), box in zip(leaders, label_boxes(made), strict=True):
        near = box.grown(2.5 * MM)
        assert near.x0 < start[0] < near.x1
        assert near.y0 < start[1] < near.y1


def test_labels_touch_no_label_no_drawing_and_no_leader(made: Made) -> None:
    boxes, leaders = label_boxes(made), made.leaders()
    white = looked_at(made, lambda item: isinstance(item, Use))
    assert len(boxes) == len(leaders) == 15
    for a, b in combinations(boxes, 2):
        assert not a.meets(b)
    for box in boxes:
        assert white(box.grown(0.5 * MM))
    for line in (line for lines in label_lines(made) for line in lines):
        assert not any(enters(ends, line) for ends in leaders)


def test_leaders_do_not_cross(made: Made) -> None:
    for (a, b), (c, d) in combinations(made.leaders(), 2):
        assert not segments_meet(a, b, c, d)


def test_leaders_are_level_or_clearly_not(made: Made) -> None:
    for start, end in made.leaders():
        dx, dy = abs(end[0] - start[0]), abs(end[1] - start[1])
        assert dy < 0.01 or dy > 0.1 * dx


def test_leaders_start_at_the_first_line_in_the_middle_of_its_small_letters(made: Made) -> None:
    for (start, _), lines in zip(made.leaders(), label_lines(made), strict=True):
        first = lines[0]
        base = first.y0 + 0.22 * 12
        assert start[1] - base == pytest.approx(faces()["regular"].x_height * 12 / 2000, abs=0.2)


def test_the_side_plates_labels_share_one_edge(made: Made) -> None:
    assert len({round(box.x0, 1) for box in label_boxes(made)[9:]}) == 1


def test_a_small_thing_has_a_small_dot(made: Made) -> None:
    small = {plain(label.words) for label in labels_of(made) if label.small}
    assert small == {"Psoas starts: T12 to L5", "Both end here: the lesser trochanter"}
    dots = [
        bounds([item.path]).width / MM
        for item in made.items()
        if isinstance(item, Stroke) and item.fill == "#17212B" and bounds([item.path]).width < 2 * MM
    ]
    assert sorted(round(dot, 2) for dot in dots) == [1.0, 1.0, *[1.6] * 13]


def test_labels_of_a_column_share_its_edge(made: Made) -> None:
    """But those that the drawing itself pushes aside."""
    lefts = [round(box.x0, 1) for box in label_boxes(made)]
    front = dict(zip([plain(label.words) for label in labels_of(made)][:9], lefts[:9], strict=True))
    names = ("Psoas major", "Iliacus", "Groin ligament", "Thigh nerve", "Thigh bone")
    assert len({front[name] for name in names}) == 1
    assert (
        len(
            {
                front[name]
                for name in ("Psoas minor. About half of people have none", "Psoas starts: T12 to L5")
            }
        )
        == 1
    )


def test_plates_are_as_large_as_the_words_allow(made: Made) -> None:
    front = next(item for item in made.items() if isinstance(item, Use))
    scale = front.width / 110 / MM
    assert 0.75 < scale <= 1
    lowest = min(run.y for run in inspector.text_runs(made.data) if run.role != inspector.ARTIFACT)
    assert lowest < 24 * MM + 8.5  # the last line of the sources stands on the foot of the body


# facts


def test_the_facts_stand_there_once_and_in_order(made: Made) -> None:
    (table,) = (e for e in inspector.tag_tree(made.data).walk() if e.role == "Table")
    rows = [row for row in table.walk() if row.role == "TR"]
    assert all([kid.role for kid in row.kids] == ["TH", "TD"] for row in rows)
    assert all(row.kids[0].attributes["Scope"] == "Row" for row in rows)
    facts, muscle = made.block(Facts), spec().muscle
    assert isinstance(facts, Facts)
    assert muscle
    assert [(row.kids[0].all_text(), row.kids[1].all_text()) for row in rows] == [
        (a, plain(w)) for a, w in facts.rows
    ]
    assert [w for _, w in facts.rows] == [
        fact.words
        for fact in (
            muscle.what, muscle.origin, muscle.insertion, muscle.nerve, muscle.blood, muscle.action,
            muscle.neighbours, muscle.worth_knowing,
        )
    ]  # fmt: skip
    everything = inspector.tag_tree(made.data).all_text()
    for _, words in facts.rows:
        assert everything.count(plain(words)) == 1


def test_sources_of_the_facts_and_who_checked_them(made: Made) -> None:
    names, checked = inspector.tag_tree(made.data).kids[-2:]
    assert names.role == checked.role == "P"
    muscle = spec().muscle
    assert muscle
    for name in (*muscle.action.sources, *muscle.worth_knowing.sources):
        assert str(spec().sources[name].short) in names.all_text()
    assert checked.all_text() == "Not yet checked by a clinician"


def test_the_foot_names_the_clinic_and_the_page(made: Made) -> None:
    foot = [run.text for run in inspector.text_runs(made.data) if run.role == inspector.ARTIFACT]
    assert sorted(foot) == ["Page 1 of 1", "Sample Clinic · 01234 567890"]


def with_facts(change: Callable[[Facts], Facts]) -> Change:
    return lambda d: replace(
        d, blocks=tuple((n, change(b) if isinstance(b, Facts) else b) for n, b in d.blocks)
    )


def longer(times: int) -> Change:
    return with_facts(
        lambda f: Facts(tuple((asked, Words(" ".join([str(words)] * times))) for asked, words in f.rows))
    )


def test_plates_shrink_before_the_table_leaves_the_page() -> None:
    def one_more(facts: Facts) -> Facts:
        return Facts((*facts.rows, facts.rows[2]))

    usual, fuller = shipped("a4"), make("a4", with_facts(one_more))
    assert len(fuller.sheets.pages) == 1
    sizes = [next(i for i in m.items() if isinstance(i, Use)).width for m in (usual, fuller)]
    assert sizes[1] < sizes[0]


def test_a_long_table_goes_on_between_rows_under_the_title() -> None:
    made = make("a4", longer(4))
    assert not made.problems
    assert len(made.sheets.pages) == 2
    assert inspector.assert_sound(made.data).out_of_order == ()
    runs = inspector.text_runs(made.data)
    assert next(r.text for r in runs if r.page == 1 and r.role == inspector.ARTIFACT) == "The hip flexor"
    (table,) = (e for e in inspector.tag_tree(made.data).walk() if e.role == "Table")
    rows = [row for row in table.walk() if row.role == "TR"]
    assert len(rows) == 8
    pages = [{page for cell in row.kids for page, _ in cell.marks} for row in rows]
    assert all(len(on) == 1 for on in pages)
    assert sorted(p for on in pages for p in on) == [p for on in pages for p in on]
    assert {p for on in pages for p in on} == {0, 1}
    front = next(item for item in made.items() if isinstance(item, Use))
    assert front.width == pytest.approx(110 * MM)  # nothing to gain by shrinking any more


def test_a_fact_taller_than_a_page_is_a_problem_with_its_place() -> None:
    place = Place("muscle.yaml", 3, 4)
    words = Words("word " * 900, place)
    made = make("a4", with_facts(lambda f: Facts((("Long", words),))))
    assert made.problems == ("muscle.yaml:3:4: error: this fact is taller than a page (shorten it)",)


# labels that don't fit


def with_front(change: Callable[[PlateView], PlateView]) -> Change:
    def changed(block: object) -> object:
        return (
            replace(block, views=(change(block.views[0]), *block.views[1:]))
            if isinstance(block, Plates)
            else block
        )

    return lambda d: replace(d, blocks=tuple((name, changed(block)) for name, block in d.blocks))  # type: ignore[misc]


def crowded(count: int) -> Change:
    def change(view: PlateView) -> PlateView:
        labels = tuple(
            PlateLabel(
                Words(f"Label {i} of many bones"),
                (30.0 + i % 3 * 10, 120.0 - 110 * i / count),
                False,
                "left",
                26.0,
            )
            for i in range(count)
        )
        return replace(view, labels=labels)

    return with_front(change)


def test_a_full_column_makes_numbers_and_a_key() -> None:
    made = make("a4", crowded(11))
    assert not made.problems
    assert len(made.sheets.pages) == 1
    assert inspector.assert_sound(made.data).out_of_order == ()
    front = next(e for e in inspector.tag_tree(made.data).walk() if e.role == "Sect")
    numbers = [e.all_text() for e in front.kids if e.role == "P"]
    assert numbers == [str(i) for i in range(1, 12)]
    (key,) = (e for e in front.kids if e.role == "L")
    assert [item.all_text() for item in key.kids] == [f"{i + 1} Label {i} of many bones" for i in range(11)]
    assert len(made.leaders()) == 11 + 6
    for (a, b), (c, d) in combinations(made.leaders(), 2):
        assert not segments_meet(a, b, c, d)


def test_no_room_even_for_numbers_is_a_problem_of_the_plate() -> None:
    made = make("a4", crowded(28))
    place = library().get("plate", "front", Problems()).place
    assert made.problems == (
        f"{place}: error: the labels of the plate 'From the front' have no room in the column 'left' "
        "(give the plate fewer labels, or move some to another column)",
    )


def test_a_label_that_is_too_long_is_a_problem_with_its_place() -> None:
    words = Words("one two three four five six seven eight nine ten", Place("front.yaml", 9, 2))
    label = PlateLabel(words, (40.0, 60.0), False, "left", 22.0)
    made = make("a4", with_front(lambda view: replace(view, labels=(label,))))
    assert made.problems == (
        "front.yaml:9:2: error: the label 'one two three four five six seven eight nine ten' takes more than "
        "3 lines of 22 mm (shorten it, or give it a larger width)",
    )


def test_a_third_plate_is_a_problem() -> None:
    def three(block: object) -> object:
        return replace(block, views=(*block.views, block.views[0])) if isinstance(block, Plates) else block

    made = make("a4", lambda d: replace(d, blocks=tuple((n, three(b)) for n, b in d.blocks)))  # type: ignore[misc]
    assert len(made.problems) == 1
    assert "shows 2 plates, and this is one more" in made.problems[0]


def test_a_long_title_is_a_problem() -> None:
    title = Words("word " * 40, Place("muscle.yaml", 2, 1))

    def long(block: object) -> object:
        return replace(block, title=title) if isinstance(block, Heading) else block

    made = make("a4", lambda d: replace(d, blocks=tuple((n, long(b)) for n, b in d.blocks)))  # type: ignore[misc]
    assert made.problems == (
        "muscle.yaml:2:1: error: the title takes more than 2 lines (use a shorter plain name)",
    )


# other shapes of the sheet


def test_one_plate_takes_the_room_of_two_when_nothing_else_is_there() -> None:
    def alone(block: object) -> object:
        return replace(block, views=block.views[:1], whole=None) if isinstance(block, Plates) else block

    made = make("letter", lambda d: replace(d, blocks=tuple((n, alone(b)) for n, b in d.blocks)))  # type: ignore[misc]
    assert not made.problems
    assert sum(isinstance(item, Use) for item in made.items()) == 1
    assert len(made.leaders()) == 9


def test_without_sources_the_plates_are_larger() -> None:
    made = make(
        "a4",
        lambda d: replace(d, blocks=tuple((n, b) for n, b in d.blocks if not isinstance(b, SourceNotes))),
    )
    assert not made.problems
    sizes = [next(i for i in m.items() if isinstance(i, Use)).width for m in (shipped("a4"), made)]
    assert sizes[1] > sizes[0]


def test_grey_keeps_every_place() -> None:
    grey = make("a4", theme="grey")
    assert not grey.problems

    def where(made: Made) -> list[tuple[str, float, float]]:
        return [(i.text, i.x, i.y) for i in made.items() if isinstance(i, TextRun)]

    assert where(grey) == where(shipped("a4"))
    red, green, blue = inspector.render(grey.data, dpi=36).convert("RGB").split()
    for other in (green, blue):
        assert ImageChops.difference(red, other).point(lambda v: 255 if v > 1 else 0).getbbox() is None


def test_the_whole_figure_can_be_left_out() -> None:
    def without(block: object) -> object:
        return replace(block, whole=None) if isinstance(block, Plates) else block

    with_it = shipped("a4")
    made = make("a4", lambda d: replace(d, blocks=tuple((n, without(b)) for n, b in d.blocks)))  # type: ignore[misc]
    assert not made.problems
    side = [[i for i in m.items() if isinstance(i, Use)][1].height for m in (with_it, made)]
    assert side[1] > 1.2 * side[0]
    assert sum(e.role == "Figure" for e in inspector.tag_tree(made.data).walk()) == 2


@pytest.mark.parametrize("stock", STOCKS)
def test_the_ready_plan_builds_to_the_same_sheet(stock: str) -> None:
    problems = Problems()
    plan = library().get("plan", "iliopsoas", problems)
    made = Workshop(library(), ReadyStore((), None)).make(Order(plan, "anatomy", stock=stock), problems)
    assert not list(problems)
    assert made
    assert made.pages == 1
    assert inspector.assert_sound(made.data).out_of_order == ()
    tree = inspector.tag_tree(made.data)
    alts = [e.alt or "" for e in tree.walk() if e.role == "Figure"]
    assert len(alts) == 3
    assert "stands" in alts[2]
    assert "Worth knowing" in tree.all_text()
