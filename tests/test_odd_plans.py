"""Odd but valid plans: all that they say is printed, nothing leaves the page, or an error says why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import pytest

import inspector
from psoas_pdf.art import Art
from psoas_pdf.build import DEFAULT_LOOK, Order, Workshop
from psoas_pdf.compose import compose
from psoas_pdf.layout import flow, lay_out
from psoas_pdf.library import Library
from psoas_pdf.model.exercise import Exercise
from psoas_pdf.model.layout import Layout
from psoas_pdf.pages import Ink, Sheets, Stroke, TextRun, Use
from psoas_pdf.problems import Problem, Problems
from psoas_pdf.ready import default_store
from psoas_pdf.resolve import resolve
from psoas_pdf.units import MM
from psoas_pdf.words import Words
from ready_plan import library

IDS = (
    "lying-leg-raise",
    "sit-up",
    "knee-to-chest",
    "thomas-stretch",
    "half-kneeling-hip-flexor-stretch",
    "overhead-ball-throw",
)


class Printed(NamedTuple):
    sheets: Sheets | None
    problems: tuple[Problem, ...]
    margins: tuple[float, float]
    bottom: float = 12 * MM

    @property
    def errors(self) -> list[str]:
        return [f"{p.place.line}: {p.message}" for p in self.problems if p.severity == "error"]

    @property
    def warnings(self) -> list[str]:
        return [f"{p.place.line}: {p.message}" for p in self.problems if p.severity == "warning"]

    def runs(self) -> Iterator[tuple[int, TextRun]]:
        assert self.sheets, self.errors
        for number, page in enumerate(self.sheets.pages):
            for block in page.blocks:
                yield from ((number, item) for item in block.items if isinstance(item, TextRun))

    @property
    def text(self) -> str:
        """All words in reading order of the pages, runs and lines joined."""
        return " ".join(" ".join(run.text for _, run in self.runs()).split())

    def outside(self) -> list[str]:
        """What stands nearer to the paper's edge than the margins at the sides and `bottom`."""
        assert self.sheets, self.errors
        out = []
        workshop = Workshop(library(), default_store())
        theme = library().theme("standard", Problems())
        assert theme
        faces = workshop.faces(theme, Problems())
        for page in self.sheets.pages:
            left, right = self.margins[0] - 0.1, page.width - self.margins[1] + 0.1
            for item in (item for block in page.blocks for item in block.items):
                if isinstance(item, TextRun):
                    wide = faces[item.font].width(
                        item.text.rstrip(), item.size, tabular=item.tabular, tracking=item.tracking
                    )
                    box = (item.x, item.y, item.x + wide)
                elif isinstance(item, Use):
                    box = (item.x, item.y, item.x + item.width)
                else:
                    assert isinstance(item, Stroke)
                    points = [segment[-2:] for segment in item.path if len(segment) > 1]
                    xs, ys = [float(x) for x, _ in points], [float(y) for _, y in points]
                    box = (min(xs), min(ys), max(xs))
                if box[0] < left or box[2] > right or box[1] < self.bottom - 0.1:
                    out.append(str(getattr(item, "text", type(item).__name__)))
        return out


def printed(folder: Path, text: str, layout: str = "handout", stock: str | None = None) -> Printed:
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    problems = Problems()
    plan = library().read("plan", str(path), problems)
    assert plan is not None, list(problems)
    made = Workshop(library(), default_store()).draft(Order(plan, layout, stock=stock), problems)
    used = made.layout if made else library().layout(layout, Problems())
    assert isinstance(used, Layout)
    assert used.margins
    return Printed(
        made.sheets if made else None,
        tuple(problems),
        (float(used.margins.left), float(used.margins.right)),
    )


def plan(count: int, head: str = "", entry: str = "") -> str:
    """A plan of so many exercises, one a line; entry: more of each, with its place from 1 for {n}."""
    lines = "".join(
        f"  - {{exercise: {id}{entry.replace('{n}', str(n))}}}\n"
        for n, id in zip(range(1, count + 1), cycle(IDS), strict=False)
    )
    return f"title: Your hip exercises\n{head}exercises:\n{lines}"


@pytest.mark.parametrize("count", [1, 3, 7, 12, 40])
def test_any_number_of_exercises_is_printed(tmp_path: Path, count: int) -> None:
    made = printed(tmp_path, plan(count, "weeks: 1\n"))
    assert made.errors == []
    assert made.outside() == []


def test_a_phone_is_printed_though_the_clinic_has_no_name(tmp_path: Path) -> None:
    made = printed(tmp_path, plan(1, "clinic: {phone: 01234 567890, address: 12 Sample Street}\n"))
    assert "Clinic 12 Sample Street Phone 01234 567890" in made.text


def test_a_long_address_takes_a_second_line(tmp_path: Path) -> None:
    clinic = (
        "{name: Sample Clinic, address: '12 Sample Street, Sampletown, Sample County, AB1 2CD', phone: 01234}"
    )
    made = printed(tmp_path, plan(1, f"clinic: {clinic}\n"))
    assert made.errors == []
    assert "12 Sample Street, Sampletown, Sample County, AB1 2CD Phone 01234" in made.text
    assert made.outside() == []


@pytest.mark.parametrize("layout", ["handout", "anatomy"])
def test_a_long_name_beside_a_long_title_takes_a_line_of_its_own(tmp_path: Path, layout: str) -> None:
    name = "Maximiliana Theodora Sample-Patient-Reference of Sampletown-upon-Sample"
    text = plan(7, f"muscle: iliopsoas\nperson: {{name: {name}}}\n")
    title = "Your exercises after the operation on your hip, for the first"
    made = printed(tmp_path, text.replace("Your hip exercises", title), layout)
    assert made.errors == []
    assert made.outside() == []
    if layout == "handout":
        assert f"{title} {name}" in made.text


def test_a_long_goal_grows_with_a_warning(tmp_path: Path) -> None:
    goal = " ".join(["to walk up the long hill behind the house every morning without a stop"] * 4)
    made = printed(tmp_path, plan(1, f"goal: {goal}\n"))
    assert made.errors == []
    assert made.warnings == ["2: the goal takes 4 lines on paper"]
    assert f"Goal: {goal}" in made.text


def test_twice_a_day_is_said_at_a_glance(tmp_path: Path) -> None:
    made = printed(tmp_path, plan(3, entry=", dose: {times-a-day: 2}"))
    assert made.errors == []
    assert made.text.count("2 times a day 2–") == 2 * 3  # and in the strip of each
    assert made.outside() == []


@pytest.mark.parametrize("times", [2, 5, 12])
def test_tick_boxes_never_shrink_nor_meet(tmp_path: Path, times: int) -> None:
    made = printed(tmp_path, plan(6, "weeks: 1\n", f", dose: {{times-a-day: {times}, days: [mon]}}"))
    assert made.errors == []
    assert made.outside() == []
    theme = library().theme("standard", Problems())
    assert theme
    assert theme.lengths
    assert made.sheets
    boxes = [
        (page, item)
        for page in made.sheets.pages
        for block in page.blocks
        for item in block.items
        if isinstance(item, Stroke) and item.width == float(theme.lengths["tick-rule"])
    ]
    assert len(boxes) == 6 * times
    size = float(theme.lengths["tick"])
    for page, box in boxes:
        xs = [float(segment[-2]) for segment in box.path if len(segment) > 1]
        assert max(xs) - min(xs) == pytest.approx(size - box.width)
        ys = [float(segment[-1]) for segment in box.path if len(segment) > 1]
        beside = [
            min(float(segment[-2]) for segment in other.path if len(segment) > 1)
            for at, other in boxes
            if at is page and abs(float(other.path[0][-1]) - ys[0]) < 1
        ]
        assert not [x for x in beside if min(xs) < x < max(xs) + box.width]


def test_a_row_of_the_diary_that_no_page_can_hold_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "tall.yaml").write_text(
        "extends: handout\nchanges: {diary: {section: diary, row-height: 60 mm}}\n"
    )
    made = printed(tmp_path, plan(1), str(tmp_path / "tall.yaml"))
    assert made.errors == ["1: the part 'diary' is taller than a page"]


def test_a_layout_for_a_stock_of_ones_own_changes_its_sections_there(tmp_path: Path) -> None:
    """Also where that stock is on A4, and although the layout that it extends changes sections on Letter."""
    folder = tmp_path / "layouts"
    (folder / "stocks").mkdir(parents=True)
    (folder / "stocks/our-a4.yaml").write_text("name: Ours\nwidth: 210 mm\nheight: 297 mm\npaper: a4\n")
    (folder / "ours.yaml").write_text(
        "extends: handout\nstocks: [our-a4]\nsections: [title, exercises, diary]\n"
        "on: {our-a4: {exercises: {section: exercises, blocks-a-page: 1}}}\n"
    )
    (tmp_path / "plan.yaml").write_text(plan(4))
    own, problems = Library([tmp_path]), Problems()
    read = own.read("plan", str(tmp_path / "plan.yaml"), problems)
    made = Workshop(own, default_store()).draft(Order(read, "ours"), problems)
    assert not len(problems), list(problems)
    assert made
    assert len(made.sheets.pages) == 4 + 1


def test_a_layout_gives_a_section_another_heading(tmp_path: Path) -> None:
    layout = tmp_path / "ours.yaml"
    layout.write_text("extends: handout\nchanges: {help: {section: help, heading: When to stop}}\n")
    made = printed(tmp_path, plan(1), str(layout))
    assert made.errors == []
    assert "When to stop" in made.text
    assert "Stop and get help" not in made.text


def test_a_heading_that_would_not_be_printed_is_an_error(tmp_path: Path) -> None:
    layout = tmp_path / "ours.yaml"
    layout.write_text("extends: handout\nchanges:\n  person: {section: person, heading: You}\n")
    made = printed(tmp_path, plan(1), str(layout))
    assert made.errors == ["3: the section 'person' has no heading"]


def test_a_persons_number_is_printed_beside_the_name(tmp_path: Path) -> None:
    made = printed(tmp_path, plan(1, "person: {name: Sample Patient, reference: '010'}\n"))
    assert "Name Sample Patient · 010" in made.text


@pytest.mark.parametrize(
    ("head", "entry", "line"),
    [
        ("clinic: {name: 'Sample 漢'}\n", "", 2),
        ("clinician: '漢'\n", "", 2),
        ("", ", dose: {load: '漢'}", 3),
        ("", ", dose: {tempo: '漢'}", 3),
    ],
)
def test_a_character_that_the_font_lacks_is_told_with_its_line(
    tmp_path: Path, head: str, entry: str, line: int
) -> None:
    made = printed(tmp_path, plan(1, head, entry))
    missing = [p for p in made.problems if "has no character" in p.message]
    assert {(p.place.file, p.place.line) for p in missing} == {(str(tmp_path / "plan.yaml"), line)}


def test_marks_for_strong_words_are_in_no_title_or_bookmark(tmp_path: Path) -> None:
    made = printed(tmp_path, plan(1).replace("Your hip exercises", "'Your **hip**: if x<y & 2 ** 3'"))
    assert made.errors == []
    assert made.sheets
    assert made.sheets.meta.title == "Your hip: if x<y & 2 ** 3"
    assert made.sheets.bookmarks[0].title == "Your hip: if x<y & 2 ** 3"


@pytest.mark.parametrize("sections", ["[exercises, about]", "[exercises, title, help]"])
def test_headings_begin_at_the_first_level_whatever_a_layout_leaves_out(
    tmp_path: Path, sections: str
) -> None:
    layout = tmp_path / "ours.yaml"
    layout.write_text(f"extends: handout\nsections: {sections}\n")
    (tmp_path / "plan.yaml").write_text(plan(2, "muscle: iliopsoas\n"))
    problems = Problems()
    read = library().read("plan", str(tmp_path / "plan.yaml"), problems)
    made = Workshop(library(), default_store()).make(Order(read, str(layout)), problems)
    assert not len(problems), list(problems)
    assert made
    inspector.assert_sound(made.data)


def test_the_line_over_the_cards_stays_between_the_marks(tmp_path: Path) -> None:
    made = printed(
        tmp_path, plan(1).replace("Your hip exercises", "Your exercises for hip and back"), "cards"
    )
    assert made.errors == []
    heads = [(page, run.text.strip()) for page, run in made.runs() if run.size == 9 and run.y > 275 * MM]
    assert heads == [
        (0, "Your exercises for hip and back · fronts"),
        (0, "Page 1 of 2"),
        (1, "Your exercises for hip and back"),
        (1, "backs · flip on long edge"),
        (1, "Page 2 of 2"),
    ]


def test_a_title_too_long_for_the_line_over_the_cards_asks_for_a_short_one(tmp_path: Path) -> None:
    long = "Your exercises for hip, back and legs after the operation"
    text = plan(1).replace("Your hip exercises", long)
    made = printed(tmp_path, text, "cards")
    assert made.errors == [f"1: the title {long!r} does not fit over the cards (61 mm)"]
    (tmp_path / "short").mkdir()
    assert printed(tmp_path / "short", f"short-title: Cards\n{text}", "cards").errors == []
    assert (
        printed(tmp_path, text, "cards", "letter").errors == []
    )  # no room for the line there, so none needed


def test_a_note_to_the_patient_is_printed_or_a_warning_says_that_it_is_not(tmp_path: Path) -> None:
    short = plan(1, entry=", note: Stop at pain.").replace("lying-leg-raise", "knee-to-chest")
    assert "For you: Stop at pain." in printed(tmp_path, short).text
    card = printed(tmp_path, short, "cards")
    assert card.warnings == []
    assert "For you: Stop at pain." in card.text
    long = plan(1, entry=", note: " + "Stop at the first pain and write it down. " * 9)
    (tmp_path / "long").mkdir()
    made = printed(tmp_path / "long", long, "cards")
    assert made.errors == []
    assert made.warnings == ["3: the note to exercise 1 has no room on its card, and is left out there"]


def test_a_long_clinic_stands_under_the_muscles_name(tmp_path: Path) -> None:
    clinic = "Sample Clinic for Physiotherapy, Rehabilitation and Sport"
    made = printed(tmp_path, plan(1, f"muscle: iliopsoas\nclinic: {{name: '{clinic}'}}\n"), "anatomy")
    assert made.errors == []
    assert made.outside() == []
    assert clinic in made.text


def test_too_much_to_know_before_is_told_where_it_is_written(tmp_path: Path) -> None:
    before = "".join(f"  - Do this thing number {n} before you begin.\n" for n in range(20))
    made = printed(tmp_path, f"before:\n{before}{plan(1)}", "cards")
    (error,) = [p for p in made.problems if p.severity == "error"]
    assert error.place.line == 2
    assert "card 3 (How to use the cards) is too long for its front" in error.message
    assert error.hint == "shorten its entries, or use a larger stock"


def test_a_plan_that_says_nothing_of_before_gets_the_usual_words(tmp_path: Path) -> None:
    text = printed(tmp_path, plan(3), "cards").text
    assert "How to use the cards Do the cards in order, 1 to 3. Warm up first" in text
    assert "What you need a mat" in text
    assert "Sources: " in text


def test_narrow_pages_and_another_order_of_sections(tmp_path: Path) -> None:
    layout = tmp_path / "ours.yaml"
    layout.write_text(
        "extends: handout\n"
        "margins: {left: 32 mm, right: 32 mm, top: 20 mm, bottom: 20 mm}\n"
        "sections: [sources, about, diary, exercises, glance, help, person, goal, title, masthead]\n"
    )
    made = printed(tmp_path, plan(6, "muscle: iliopsoas\nclinic: {name: Sample Clinic}\n"), str(layout))
    assert made.errors == []
    assert made.outside() == []


def test_a_time_of_nothing_is_an_error(tmp_path: Path) -> None:
    made = printed(tmp_path, plan(1, entry=", dose: {hold: 0 s, rest: 0 min}"))
    assert made.errors == [
        "3: the dose of lying-leg-raise has a hold of 0 seconds",
        "3: the dose of lying-leg-raise has a rest of 0 seconds",
    ]


def test_a_theme_sets_nothing_smaller_than_its_own_floor(tmp_path: Path) -> None:
    theme = tmp_path / "small.yaml"
    theme.write_text(
        "extends: standard\nstyles:\n  body: {size: 6, leading: 8}\n  card-step: {size: 9, leading: 11}\n"
    )
    problems = Problems()
    assert library().theme(str(theme), problems) is None
    (problem,) = problems
    assert (problem.place.line, problem.message) == (
        3,
        "the style 'body' has 6 pt, under the theme's smallest of 12 pt",
    )
    lower = tmp_path / "lower.yaml"
    lower.write_text(theme.read_text() + "floor: 6\n")
    assert library().theme(str(lower), Problems()) is not None


def test_marks_for_strong_words_are_printed_nowhere(tmp_path: Path) -> None:
    own = tmp_path / "exercises"
    own.mkdir()
    shipped = Path(library().folders[0], "data", "exercises", "sit-up.yaml").read_text(encoding="utf-8")
    (own / "sit-up.yaml").write_text(
        shipped.replace("\nname: ", "\nname: '**Slow** sit-up'\n# ").replace(
            "\nshort: ", "\nshort: '**Sit**-up'\n# "
        ),
        encoding="utf-8",
    )
    (tmp_path / "plan.yaml").write_text(
        "title: '**Your** exercises'\nclinic: {name: 'Sample **Clinic**', phone: '2 ** 3'}\n"
        "exercises: [{exercise: sit-up}]\n"
    )
    books, problems = Library([tmp_path]), Problems()
    workshop = Workshop(books, default_store())
    plan_read = books.read("plan", str(tmp_path / "plan.yaml"), problems)
    for layout in ("handout", "cards"):
        made = workshop.make(Order(plan_read, layout), problems)
        assert not problems.failed, list(problems)
        assert made
        tree = inspector.tag_tree(made.data)
        told = [tree.all_text(), *(e.alt or "" for e in tree.walk())]
        assert any("Slow sit-up. " in one or "Sit-up" in one for one in told)
        assert not [one for one in told if "**" in one.replace("2 ** 3", "")]


def test_a_logo_of_a_clinic_without_a_name_is_called_a_logo(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (40, 20), "navy").save(tmp_path / "logo.png")
    (tmp_path / "plan.yaml").write_text(plan(1, "clinic: {logo: logo.png}\n"))
    problems = Problems()
    read = library().read("plan", str(tmp_path / "plan.yaml"), problems)
    made = Workshop(library(), default_store()).make(Order(read, "handout"), problems)
    assert made, list(problems)
    assert next(e.alt for e in inspector.tag_tree(made.data).walk() if e.role == "Figure") == "Logo"


def test_a_document_without_an_end_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "MOST_PAGES", 3)
    made = printed(tmp_path, plan(6))
    assert made.errors == ["1: the document has more than 3 pages"]


@pytest.mark.parametrize(
    ("steps", "errors", "warnings"),
    [
        (22, 0, ["3: the exercise 'Sit-up' is taller than a page and was split between two steps"]),
        (60, 1, []),
    ],
)
def test_only_what_was_split_is_told_to_be(
    tmp_path: Path, steps: int, errors: int, warnings: list[str]
) -> None:
    record = library().get("exercise", "sit-up", Problems())
    assert isinstance(record, Exercise)
    long = replace(record, steps=(Words("Curl up slowly, and breathe out as you do."),) * steps)
    books = Library()
    (tmp_path / "plan.yaml").write_text(plan(1).replace("lying-leg-raise", "sit-up"))
    problems = Problems()
    read = books.read("plan", str(tmp_path / "plan.yaml"), problems)
    found = resolve(read, books, None, problems)
    assert found
    item = replace(found.items[0], exercise=long)
    layout, theme = books.layout("handout", problems), books.theme("standard", problems)
    assert layout
    assert theme
    workshop = Workshop(books, default_store())
    document = compose(
        replace(found, items=(item,)), layout, Art(default_store(), DEFAULT_LOOK), problems, None
    )
    stock = books.get("stock", "a4", problems)
    lay_out(document, layout, theme, stock, workshop.faces(theme, problems), Ink({}, ""), problems)
    assert sum("does not fit on two pages" in p.message for p in problems) == errors
    told = [f"{p.place.line}: {p.message}" for p in problems if "was split" in p.message]
    assert told == warnings


def test_a_long_dose_sentence_is_warned_of(tmp_path: Path) -> None:
    words = "lower slowly for four seconds and wait at the bottom until you have breathed out"
    made = printed(tmp_path, plan(1, entry=f", dose: {{tempo: {words}, effort: {words}}}"))
    assert made.errors == []
    assert made.warnings == ["3: the dose of 'Lying leg raise' takes 3 lines of words on paper"]


def test_weeks_of_a_dose_are_printed_where_the_plan_says_them(tmp_path: Path) -> None:
    text = plan(1).replace("lying-leg-raise", "knee-to-chest")
    assert "Go on for" not in printed(tmp_path, text).text
    with_weeks = text.replace("knee-to-chest", "knee-to-chest, dose: {weeks: 4-6}")
    (tmp_path / "weeks").mkdir()
    assert "Go on for 4–6 weeks." in printed(tmp_path / "weeks", with_weeks).text


def test_a_layout_that_a_plan_cannot_name_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(plan(1, "outputs: [../handout]\n"))
    problems = Problems()
    read = library().read("plan", str(tmp_path / "plan.yaml"), problems)
    assert Workshop(library(), default_store()).make(Order(read, read.outputs[0]), problems) is None
    assert [p.message for p in problems] == ["there is no layout '../handout'"]


def test_a_layouts_theme_stands_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ours").mkdir()
    monkeypatch.chdir(tmp_path)
    Path("ours/colours.yaml").write_text("extends: standard\ncolours: {accent: '#1F4E79'}\n")
    Path("ours/sheet.yaml").write_text("extends: handout\ntheme: colours.yaml\n")
    Path("plan.yaml").write_text(plan(1))
    problems = Problems()
    read = library().read("plan", "plan.yaml", problems)
    made = Workshop(library(), default_store()).make(Order(read, "ours/sheet.yaml"), problems)
    assert not len(problems), list(problems)
    assert made
    assert made.theme is None
    Path("ours/sheet.yaml").write_text("extends: handout\ntheme: ../plan.yaml\n")
    assert Library().layout("ours/sheet.yaml", problems) is None
    assert [p.message for p in problems] == ["'../plan.yaml' leads out of its folder"]


def test_names_too_wide_for_three_at_a_glance_stand_two_in_a_row(tmp_path: Path) -> None:
    layout = tmp_path / "ours.yaml"
    layout.write_text("extends: handout\nmargins: {left: 22 mm, right: 22 mm, top: 12 mm, bottom: 12 mm}\n")
    long = plan(6).replace("sit-up", "half-kneeling-hip-flexor-stretch")
    made = printed(tmp_path, long, str(layout))
    assert made.errors == []
    assert made.outside() == []


def test_a_layout_without_heights_takes_those_of_its_theme(tmp_path: Path) -> None:
    (tmp_path / "low.yaml").write_text("extends: standard\nlengths: {picture-height: 40 mm}\n")
    heights = []
    for name, theme in (("usual", "standard"), ("small", "low.yaml")):
        layout = tmp_path / f"{name}.yaml"
        layout.write_text(f"extends: handout\ntheme: {theme}\nsections: [title, exercises]\n")
        (tmp_path / name).mkdir()
        made = printed(tmp_path / name, plan(1), str(layout))
        assert made.problems == ()
        assert made.sheets
        heights.append(
            [
                i.height
                for page in made.sheets.pages
                for b in page.blocks
                for i in b.items
                if isinstance(i, Use)
            ]
        )
    assert heights[1][0] < 0.8 * heights[0][0]


def test_a_deck_of_the_whole_library_holds_all_that_is_needed_and_every_source_of_a_dose(
    tmp_path: Path,
) -> None:
    """More things and sources than one face holds go on faces of their own; none is lost."""
    ids = library().ids("exercise")
    made = printed(
        tmp_path, "title: All\nexercises:\n" + "".join(f"  - exercise: {i}\n" for i in ids), "cards"
    )
    assert list(made.problems) == []
    for id in ids:
        exercise = library().get("exercise", id, Problems())
        # Who has a mat for another exercise doesn't look for "a mat or a bed" too.
        assert all(any(one in made.text for one in t.need.split(" or ")) for t in exercise.equipment)
        sources = [library().source(s, Problems()) for s in exercise.guideline.sources]
        assert all(source.short in made.text for source in sources)
