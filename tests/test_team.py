"""Team sheets: who and what stands where, loads to the plate, pages that hold, what is heard."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

import inspector
from psoas_pdf.build import Built, Draft, Order, Workshop
from psoas_pdf.geometry import bounds
from psoas_pdf.library import Library
from psoas_pdf.pages import Node, Stroke, TextRun, Use
from psoas_pdf.problems import Problems
from psoas_pdf.ready import default_store
from psoas_pdf.roster import Roster
from psoas_pdf.table import load_table
from psoas_pdf.units import MM
from psoas_pdf.verify import verify
from team_sheets import EXAMPLES, HEADS, LIFTS, TEAM, draft, squad, tables

EDGE = 12 * MM
STOCKS = ("a4-landscape", "letter-landscape")


def made(folder: Path, plan: str = LIFTS, roster: str = "", stock: str | None = None) -> Draft:
    found, told = draft(folder, plan, roster, stock=stock)
    assert found is not None, told
    assert told == []
    return found


@cache
def example(stock: str | None = None) -> Built:
    problems, books = Problems(), Library()
    plan = books.plan(str(EXAMPLES / "team.yaml"), problems)
    table = load_table(str(EXAMPLES / "squad.csv"), problems)
    assert plan
    assert table
    members = Roster(table, plan, books, problems).members(problems)
    people = tuple(member.plan for _, member in members if member)
    found = Workshop(books, default_store()).make(Order(plan, TEAM, stock=stock, team=people), problems)
    assert found, list(map(str, problems))
    assert list(problems) == []
    return found


def plate(whole: str, percent: int, step: str, least: str) -> Decimal:
    """The load by another way than the program's: decimals, and quantize."""
    wanted = Decimal(whole) * percent / 100 - Decimal(least)
    steps = (wanted / Decimal(step)).quantize(Decimal(1), ROUND_HALF_UP)
    return (Decimal(least) + max(Decimal(0), steps) * Decimal(step)).normalize()


@pytest.mark.parametrize("stock", STOCKS)
def test_four_lifts_of_24_athletes_stand_on_two_pages_and_are_right_to_the_plate(stock: str) -> None:
    built = example(stock)
    assert built.pages == 2
    inspector.assert_sound(built.data)
    rows = [
        [cell.all_text() for cell in row.kids]
        for table in inspector.tag_tree(built.data).walk()
        if table.role == "Table"
        for row in table.walk()
        if row.role == "TR" and row.kids[1].role == "TD"
    ]
    with (EXAMPLES / "squad.csv").open(encoding="utf-8") as file:
        people = list(csv.DictReader(file))
    assert len(rows) == len(people) == 24
    for (name, *cells), person in zip(rows, people, strict=True):
        assert name.startswith(person["name"])
        assert f"{Decimal(person['mass'])} kg" in name
        expected = (
            plate(person["step-up.max"], 75, "2", "2"),
            plate(person["side-lunge.max"], 70, "2", "2"),
            plate(person["bridge.max"], 70, "2.5", "20"),
            plate(person["mass"], 10, "1", "1"),
        )
        for cell, load in zip(cells, expected, strict=True):
            skipped = "leave out" in cell
            assert skipped == (cell is cells[3] and bool(person["sit-to-stand.skip"]))
            assert skipped or cell.startswith(f"{load:f} kg"), (name, cell, load)


@pytest.mark.parametrize("stock", STOCKS)
@pytest.mark.parametrize(("count", "pages"), [(1, 1), (12, 1), (13, 2), (25, 3)])
def test_twelve_athletes_a_page_with_the_head_repeated(
    tmp_path: Path, stock: str, count: int, pages: int
) -> None:
    found = made(tmp_path, LIFTS, squad(count), stock)
    assert len(found.sheets.pages) == pages
    parts = tables(found)
    assert len(parts) == pages
    assert [len(part) - 1 for part in parts] == [min(12, count - 12 * i) for i in range(pages)]
    heads = [[cell.rpartition("] ")[2] for cell in part[0]] for part in parts]
    assert all(head == heads[0] for head in heads)
    assert heads[0][1] == "A1 Bridge 3 sets of 5 bar, 80% of max"


@pytest.mark.parametrize("stock", STOCKS)
def test_nothing_is_nearer_to_the_edge_and_all_is_black(tmp_path: Path, stock: str) -> None:
    for theme in ("standard", "grey", "ink-saver", "high-contrast"):
        found, told = draft(tmp_path, LIFTS, squad(3), stock=stock, theme=theme)
        assert found is not None, told
        for page in found.sheets.pages:
            for block in page.blocks:
                for item in block.items:
                    if isinstance(item, TextRun):
                        assert item.colour == "#000000"
                        assert item.size >= 12
                        assert item.x >= EDGE
                        assert EDGE - 0.1 <= item.y <= page.height - EDGE
                    elif isinstance(item, Stroke):
                        assert {item.fill, item.stroke} <= {None, "#000000"}
                    elif isinstance(item, Use):
                        assert item.x >= EDGE
                        assert item.x + item.width <= page.width - EDGE


def rows_of(found: Draft) -> list[list[str]]:
    return [row[1:] for part in tables(found) for row in part[1:]]


def one(folder: Path, heads: str, values: str, plan: str = LIFTS) -> list[str]:
    """The cells of one athlete, by what their row says."""
    found = made(folder, plan, f"{HEADS},{heads}\nSample Athlete,70,100,60,{values}\n")
    (cells,) = rows_of(found)
    return cells


def test_what_differs_stands_in_short_words(tmp_path: Path) -> None:
    assert one(tmp_path, "bridge.sets", "2")[0] == "80 kg 2 sets [2 boxes]"
    assert one(tmp_path, "bridge.repetitions", "1")[0] == "80 kg [3 boxes] 1 lift"
    assert one(tmp_path, "side-lunge.side", "left")[1] == "30 kg [3 boxes] left leg"
    told = one(tmp_path, "side-lunge.note,side-lunge.repetitions,side-lunge.sets", "hold on,6,4")[1]
    assert told == "30 kg [4 boxes] 4 sets of 6 · hold on"
    assert one(tmp_path, "step-up.skip", "sore knee")[2] == "leave out: sore knee"
    hold = "half-kneeling-hip-flexor-stretch"
    sides = "[2 boxes for the left side and as many for the right]"
    assert one(tmp_path, f"{hold}.note", "on a pad")[3] == f"on a pad {sides}"
    assert one(tmp_path, f"{hold}.hold", "45 s")[3] == f"45 s {sides}"
    assert one(tmp_path, f"{hold}.side", "right")[3] == "right leg [2 boxes]"


HELD = """\
title: Holds
equipment: {bar: {step: 2.5 kg}}
exercises:
  - exercise: bridge
    dose: {sets: 3, repetitions: 5, hold: 5 s, effort: hard but clean}
    loading: {percent: 50}
    note: Toes up.
"""


def test_holds_effort_and_note_of_everybody_are_told(tmp_path: Path) -> None:
    found = made(tmp_path, HELD, "name,bridge.max,bridge.hold\nSample,100,\nAnother,100,8 s\n")
    assert tables(found)[0][0][1].endswith("50% of max hold 5 seconds, hard but clean Toes up.")
    assert rows_of(found) == [["50 kg [3 boxes]"], ["50 kg [3 boxes] hold 8 seconds"]]


def test_holds_and_note_are_told_in_a_log(tmp_path: Path) -> None:
    found, _ = draft(tmp_path, HELD + "    max: 100\nperson: {name: Sample}\n", layout="team-sheet-athlete")
    assert found
    told = tables(found)[0][1][0]
    assert "3 sets of 5 × 50 kg hold 5 seconds, rest 1 min, hard but clean Toes up." in told


def test_a_long_heading_of_a_group_stands_clear_of_the_pictures(tmp_path: Path) -> None:
    names = ("Strength for the whole week & more of it", "Everything else that there is to do")
    plan = LIFTS.replace("{exercise: bridge", f"{{group: {names[0]}, exercise: bridge")
    plan = re.sub(r"\{exercise: (?!bridge)", rf"{{group: {names[1]}, exercise: ", plan)
    books, problems = Library(), Problems()
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    found = books.plan(str(tmp_path / "plan.yaml"), problems)
    assert found
    built = Workshop(books, default_store()).make(Order(found, TEAM), problems)
    assert built, list(map(str, problems))
    assert verify(built.data, "team.pdf", problems, standards=False)
    assert list(map(str, problems)) == []


def test_who_leaves_out_everything_still_has_a_row(tmp_path: Path) -> None:
    ids = ("bridge", "side-lunge", "step-up", "half-kneeling-hip-flexor-stretch")
    cells = one(tmp_path, ",".join(f"{id}.skip" for id in ids), "flu,flu,flu,flu")
    assert cells == ["leave out: flu"] * 4


def test_a_load_a_set_stands_in_its_box(tmp_path: Path) -> None:
    plan = LIFTS.replace("{percent: 80}", "{percent: [60, 70, 80]}")
    assert one(tmp_path, "bridge.note", "", plan)[0] == "kg [3 boxes, each with its load]"
    found = made(tmp_path, plan, squad(1))
    words = [i.text for b in found.sheets.pages[0].blocks for i in b.items if isinstance(i, TextRun)]
    assert [w for w in words if w in ("60", "70", "80")] == ["60", "70", "80"]


def test_without_a_roster_names_and_loads_are_written_in(tmp_path: Path) -> None:
    rows = rows_of(made(tmp_path))
    assert len(rows) == 12
    sides = "[2 boxes for the left side and as many for the right]"
    assert rows[0] == ["kg [3 boxes]", "kg [3 boxes]", "kg [3 boxes]", f"30 s {sides}"]


def test_a_plan_for_one_person_is_a_row(tmp_path: Path) -> None:
    plan = LIFTS + "person: {name: Sample Athlete, mass: 70 kg}\n"
    plan = plan.replace("{percent: 80}", "{percent: 80}, max: 100").replace(
        "{percent: 50}", "{percent: 50}, max: 60"
    )
    assert len(rows_of(made(tmp_path, plan))) == 1


def test_a_missing_maximum_or_mass_is_told_at_its_row(tmp_path: Path) -> None:
    found, told = draft(tmp_path, LIFTS, f"{HEADS}\nSample A,70,100,\nSample B,,90,50\nSample C,70,100,60\n")
    assert found is None
    assert [line.partition(" (")[0] for line in told] == [
        "squad.csv:2:4: error: the load of side-lunge is a part of a maximum, and there is none",
        "squad.csv:3:2: error: the load of step-up is a part of the body's mass, and there is none",
    ]
    assert "Sample" not in "".join(told)


def test_the_mass_is_printed_where_a_load_is_a_part_of_it_or_as_asked(tmp_path: Path) -> None:
    bare = LIFTS.replace("of: body", "of: max")
    roster = squad(1).replace(f"{HEADS}\n", f"{HEADS},step-up.max\n").replace(",50\n", ",50,90\n")
    assert tables(made(tmp_path, LIFTS, squad(1)))[0][1][0] == "Sample Athlete 01 60 kg"
    assert tables(made(tmp_path, bare, roster))[0][1][0] == "Sample Athlete 01"
    layout = tmp_path / "quiet.yaml"
    layout.write_text("extends: team-sheet\nchanges: {athletes: {mass: false}}\n", encoding="utf-8")
    found, told = draft(tmp_path, LIFTS, squad(1), layout=str(layout))
    assert found, told
    assert tables(found)[0][1][0] == "Sample Athlete 01"


def test_nobody_is_named_on_an_anonymous_sheet(tmp_path: Path) -> None:
    found = made(tmp_path, LIFTS + "anonymous: true\n", squad(2))
    assert [row[0] for row in tables(found)[0][1:]] == ["Row 2 60 kg", "Row 3 61 kg"]
    roster = f"{HEADS},side-lunge.skip\nSample Athlete 01,70,100,60,Athlete has a cold\n"
    _, told = draft(tmp_path, LIFTS + "anonymous: true\n", roster)
    assert len(told) == 1
    assert "2:5: error: this holds the person's name" in told[0]


def test_long_names_and_notes_make_a_row_higher_and_never_lower(tmp_path: Path) -> None:
    name = "Sample Athlete with a name that takes two lines"
    roster = f"{HEADS},side-lunge.note\n{name},70,100,60,\nShort,70,100,60,{'hold on to the rack ' * 4}\n"
    found = made(tmp_path, LIFTS, roster + squad(10).partition("\n")[2].replace("\n", ",\n"))
    counts = [len(part) - 1 for part in tables(found)]
    assert sum(counts) == 12
    assert counts[0] >= 8
    lines = sorted(
        {
            round(y, 2)
            for block in found.sheets.pages[0].blocks
            for item in block.items
            if isinstance(item, Stroke) and item.stroke and 0.4 < item.width <= 1.01
            for y in (_level(item),)
            if y is not None
        },
        reverse=True,
    )
    gaps = [a - b for a, b in pairwise(lines)]
    assert min(gaps) >= 10 * MM - 1.1
    assert any(gap >= 13 * MM - 1.1 for gap in gaps)


def _level(item: Stroke) -> float | None:
    """The height of a line across the page."""
    box = bounds((item.path,))
    return box.y0 if box.height == 0 and box.width > 200 * MM else None


@pytest.mark.parametrize(
    ("count", "stock", "columns"), [(5, "a4-landscape", [5]), (8, "letter-landscape", [4, 4])]
)
def test_exercises_beside_each_other(tmp_path: Path, count: int, stock: str, columns: list[int]) -> None:
    ids = (
        "bridge",
        "side-lunge",
        "step-up",
        "sit-to-stand",
        "lying-leg-raise",
        "clamshell",
        "curl-up",
        "sit-up",
    )
    sets = 2 if count == 5 else 3
    entries = "".join(
        f"  - {{exercise: {id}, dose: {{sets: {sets}}}, loading: {{percent: 10, of: body}}}}\n"
        for id in ids[:count]
    )
    plan = f"title: Hips\nequipment: {{ball: {{step: 1 kg}}}}\nexercises:\n{entries}"
    found = made(tmp_path, plan, "name,mass\nSample Athlete,70\n", stock)
    assert [len(part[0]) - 1 for part in tables(found)] == columns


def test_those_that_are_done_in_turn_stay_on_one_page(tmp_path: Path) -> None:
    ids = ("bridge", "side-lunge", "step-up", "sit-to-stand", "lying-leg-raise", "clamshell")
    labels = ("A1", "A2", "B", "C1", "C2", "C3")
    entries = "".join(
        f"  - {{exercise: {id}, label: {label}, dose: {{sets: 3}}, loading: {{percent: 10, of: body}}}}\n"
        for id, label in zip(ids, labels, strict=True)
    )
    found = made(tmp_path, f"title: Hips\nequipment: {{ball: {{step: 1 kg}}}}\nexercises:\n{entries}")
    heads = [[cell.rpartition("] ")[2].split()[0] for cell in part[0][1:]] for part in tables(found)]
    assert heads == [["A1", "A2", "B"], ["C1", "C2", "C3"]]


def test_too_many_sets_are_told(tmp_path: Path) -> None:
    found, told = draft(
        tmp_path, LIFTS.replace("sets: 3, repetitions: 5", "sets: 40, repetitions: 5"), squad(1)
    )
    assert found is None
    assert any("team.yaml:5:5: error: the boxes of 'Bridge' take" in line for line in told), told


def test_large_print_offers_the_fridge_sheet(tmp_path: Path) -> None:
    for layout in (TEAM, "team-sheet-athlete"):
        found, told = draft(tmp_path, LIFTS, squad(1), layout=layout, theme="large-print")
        assert found is None
        assert any("or print the layout fridge in this theme" in line for line in told), told


def test_another_plan_s_person_is_refused(tmp_path: Path) -> None:
    books, problems = Library(), Problems()
    (tmp_path / "a.yaml").write_text(LIFTS, encoding="utf-8")
    (tmp_path / "b.yaml").write_text("title: B\nperson: {name: S}\nexercises: [plank]\n", encoding="utf-8")
    plan, other = (books.plan(str(tmp_path / name), problems) for name in ("a.yaml", "b.yaml"))
    assert plan
    assert other
    assert Workshop(books, default_store()).make(Order(plan, TEAM, team=(other,)), problems) is None
    assert [p.message for p in problems] == ["the exercises are not those of the team"]


LOG_HEAD = ["Session 1 Date kg reps RIR", "Session 2 Date kg reps RIR"]


def test_a_training_log(tmp_path: Path) -> None:
    plan = LIFTS.replace(
        "repetitions: 5}", "repetitions: 5, rir: 2, tempo: down for 3 seconds}, max: 100, note: slow"
    )
    plan = plan.replace("{percent: 50}", "{percent: [50, 60, 70]}, max: 60")
    for id in ("side-lunge", "step-up", "half-kneeling-hip-flexor-stretch"):
        plan = plan.replace(f"exercise: {id}", f"exercise: {id}, group: Main part")
    plan += "person: {name: Sample Athlete, mass: 70}\n"
    layout = tmp_path / "two.yaml"
    layout.write_text("extends: team-sheet-athlete\nchanges: {sessions: {sessions: 2}}\n", encoding="utf-8")
    found, told = draft(tmp_path, plan, layout=str(layout))
    assert found, told
    assert told == []
    (table,) = tables(found)
    assert table[0] == ["Exercise", *LOG_HEAD]
    rows = [row[0].rpartition("] ") for row in table[1:]]
    assert (
        rows[0][2] == "A1 Bridge 3 sets of 5 × 80 kg 2 in reserve, down for 3 seconds, rest 1 min slow 1 2 3"
    )
    assert rows[1][0].startswith("Main part [Side lunge.")
    assert rows[1][2] == "A2 Side lunge 3 sets of 8 each leg, rest 1 min 30 kg 35 kg 42.5 kg"
    assert rows[3][2] == "B2 Kneeling lunge 2 × 30 seconds each leg"
    assert table[1][1:] == ["[boxes for 3 sets: weight, repetitions, effort]"] * 2
    assert table[-1] == ["Notes", "", ""]


def test_a_training_log_of_many_sessions_says_so(tmp_path: Path) -> None:
    layout = tmp_path / "many.yaml"
    layout.write_text("extends: team-sheet-athlete\nchanges: {sessions: {sessions: 8}}\n", encoding="utf-8")
    found, told = draft(tmp_path, layout=str(layout))
    assert found is None
    assert any("8 sessions leave cells of 8 mm" in line for line in told), told


@pytest.mark.parametrize("stock", STOCKS)
@pytest.mark.parametrize("layout", [TEAM, "team-sheet-athlete"])
def test_files_are_sound(tmp_path: Path, layout: str, stock: str) -> None:
    books, problems = Library(), Problems()
    path = tmp_path / "plan.yaml"
    path.write_text(LIFTS, encoding="utf-8")
    plan = books.plan(str(path), problems)
    assert plan
    built = Workshop(books, default_store()).make(Order(plan, layout, stock=stock), problems)
    assert built, list(map(str, problems))
    inspector.assert_sound(built.data)


def test_the_tags_of_a_sheet(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    found = made(tmp_path, LIFTS, squad(2) + "Sample Athlete 03,70,100,60\n")

    def told(node: Node, depth: int = 0) -> str:
        own = "  " * depth + node.role + (f" [{node.alt}]" if node.alt else "")
        return "\n".join([own, *(told(kid, depth + 1) for kid in node.kids)])

    golden("team-tags", told(found.sheets.root))
    golden("team-cells", "\n".join(" | ".join(row) for part in tables(found) for row in part))
