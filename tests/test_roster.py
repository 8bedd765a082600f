"""Rosters: a plan for each row, with what the row changes and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_pdf.columns import KNOWN, OF_ENTRY
from psoas_pdf.inputs import content
from psoas_pdf.library import Library
from psoas_pdf.model.dose import Dose
from psoas_pdf.model.plan import Plan
from psoas_pdf.problems import Problems
from psoas_pdf.reader import shape
from psoas_pdf.resolve import resolve
from psoas_pdf.roster import Roster
from psoas_pdf.table import load_table
from psoas_pdf.units import Mass, Range
from rosters import PLAN, members, roster, told, wrong

STRETCH = "half-kneeling-hip-flexor-stretch"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


@pytest.fixture(scope="module")
def plan(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Plan:
    file = tmp_path_factory.mktemp("plans") / "week.yaml"
    file.write_text(PLAN, encoding="utf-8")
    problems = Problems()
    found = library.plan(str(file), problems)
    assert found is not None, told(problems)
    return found


def test_every_column(plan: Plan, library: Library) -> None:
    csv = (
        "name;reference;born;mass;clinician;goal;date;review;note;side;layout;language;"
        "sit-up.sets;sit-up.repetitions;sit-up.rest;sit-up.tempo;sit-up.load;sit-up.days;sit-up.rpe;sit-up.max;"
        f"sit-up.note;bridge.skip;{STRETCH}.hold;{STRETCH}.side\n"
        "Sample A;010;1980-03-02;72,5 kg;Sample Clinician;to run;2 March;30 March;Well done;left;handout, cards;en;"
        "3;7-9;70 s;slow;1 kg ball;Mon Wed;7-8;60;Breathe;Sore back;20 s;each\n"
    )
    (member,) = members(csv, plan, library)
    made = member.plan
    assert (member.row, member.layouts, member.language) == (2, ("handout", "cards"), "en")
    person = made.person
    assert (person.name, person.reference, person.born, person.mass) == (
        "Sample A",
        "010",
        "1980-03-02",
        Mass((72.5, "kg")),
    )
    assert (made.clinician, made.goal, made.date, made.review, made.note) == (
        "Sample Clinician",
        "to run",
        "2 March",
        "30 March",
        "Well done",
    )
    sit_up, stretch, bridge = made.exercises
    assert sit_up.dose is not None
    assert (sit_up.dose.sets, sit_up.dose.repetitions, sit_up.dose.rest) == (
        Range((3, 3)),
        Range((7, 9)),
        70,
    )
    assert (sit_up.dose.tempo, sit_up.dose.load, sit_up.dose.days) == ("slow", "1 kg ball", ("mon", "wed"))
    assert (sit_up.dose.rpe, sit_up.max, sit_up.note, sit_up.side) == (
        Range((7, 8)),
        Mass((60.0, "")),
        "Breathe",
        None,
    )
    assert bridge.skip == "Sore back"
    assert stretch.dose is not None
    assert (stretch.dose.hold, stretch.dose.repetitions, stretch.side) == (20, Range((3, 3)), "each")
    # Each value stands at its cell.
    assert str(person.name.place) == "squad.csv:2:1"
    assert str(made.note.place) == "squad.csv:2:9"
    assert str(sit_up.dose.place) == "squad.csv:2:13"
    assert str(bridge.skip.place) == "squad.csv:2:22"


def test_columns_are_those_of_the_format() -> None:
    told = (Path(__file__).parent.parent / "docs" / "rosters.md").read_text(encoding="utf-8")
    for name in (*KNOWN, *(f"EXERCISE.{field}" for field in (*OF_ENTRY, *shape(Dose).keys, "side"))):
        assert f"`{name}`" in told, name


def test_nobody_is_given_what_is_another_person_s(plan: Plan, library: Library) -> None:
    a, b = members("name,reference,mass\nSample A,010,70\nSample B,,\n", plan, library)
    assert (a.plan.person.reference, a.plan.person.mass) == ("010", Mass((70.0, "")))
    assert (b.plan.person.reference, b.plan.person.mass) == ("", None)


def test_a_maximum_and_a_reason_of_the_plan_are_refused(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "one.yaml"
    file.write_text(
        "title: T\nexercises:\n  - {exercise: sit-up, max: 60}\n  - {exercise: bridge, skip: Sore}\n",
        encoding="utf-8",
    )
    problems = Problems()
    found = library.plan(str(file), problems)
    assert found is not None
    assert not roster("name\nSample A\n", found, library, problems).usable
    assert [line.removeprefix(str(tmp_path)) for line in told(problems)] == [
        "/one.yaml:3:24: max: is one person's, and this plan is printed for everybody in a roster "
        "(write it in the roster, in a column sit-up.max)",
        "/one.yaml:4:24: skip: is one person's, and this plan is printed for everybody in a roster "
        "(write it in the roster, in a column bridge.skip)",
    ]


def test_what_a_row_does_not_change_is_the_same_object(plan: Plan, library: Library) -> None:
    csv = f"name,sit-up.sets,{STRETCH}.hold,side\nSample A,,,\nSample B,5,,\nSample C,,30 s,right\nSample D,,,both\n"
    a, b, c, d = (member.plan for member in members(csv, plan, library))
    assert a.exercises is plan.exercises
    assert a.clinic is plan.clinic
    assert a.title is plan.title
    assert [new is old for new, old in zip(b.exercises, plan.exercises, strict=True)] == [False, True, True]
    assert c.exercises is plan.exercises, "what the plan says anyway is no change"
    assert [entry.side for entry in d.exercises] == [None, "both", None]


def test_the_usual_dose_is_no_change(plan: Plan, library: Library) -> None:
    usual = library.get("exercise", "sit-up", Problems()).dose
    csv = f"name,sit-up.sets,sit-up.repetitions\nSample A,{usual.sets},{usual.repetitions}\n"
    assert members(csv, plan, library)[0].plan.exercises is plan.exercises


def test_one_of_two_that_say_the_same_drops_the_other(plan: Plan, library: Library) -> None:
    csv = (
        f'name,{STRETCH}.days-a-week,{STRETCH}.days\nSample A,5,\nSample B,,tue; thu\nSample C,2,"tue,thu"\n'
    )
    for member, days, number in zip(
        members(csv, plan, library), (None, ("tue", "thu"), ("tue", "thu")), (5, 2, 2), strict=True
    ):
        problems = Problems()
        spec = resolve(member.plan, library, None, problems)
        assert spec is not None, told(problems)
        assert (spec.items[1].dose.days, spec.items[1].dose.days_a_week) == (days, Range((number, number)))


def test_sides(plan: Plan, library: Library) -> None:
    csv = f"name,side,{STRETCH}.side\nSample A,Left,\nSample B,left,right\nSample C,,both\n"
    sides = [[entry.side for entry in member.plan.exercises] for member in members(csv, plan, library)]
    # Sit-ups and bridges are done with both sides at once.
    assert sides == [[None, "left", None], [None, "right", None], [None, "both", None]]


def test_who_leaves_exercises_out(plan: Plan, library: Library) -> None:
    csv = f"name,sit-up.skip,{STRETCH}.skip,bridge.skip\nSample A,,Sore knee,\nSample B,Sore,Sore,Sore\n"
    a, b = (member.plan for member in members(csv, plan, library))
    problems = Problems()
    spec = resolve(a, library, None, problems)
    assert spec is not None
    assert [(item.number, item.exercise.id) for item in spec.items] == [(1, "sit-up"), (2, "bridge")]
    assert resolve(b, library, None, problems) is None
    assert told(problems) == [
        "squad.csv:3:2: every exercise of this plan is left out (keep at least one, or leave the person out)"
    ]


@pytest.mark.parametrize("text", ["no", "Yes", "x", "0", "FALSE", "-"])
def test_a_reason_is_more_than_yes_or_no(text: str, plan: Plan, library: Library) -> None:
    assert wrong(f"name,sit-up.skip\nSample A,{text}\n", plan, library) == [
        "squad.csv:2:2: this doesn't say why sit-up is left out "
        "(write the reason; leave the cell empty for who does the exercise)"
    ]


def test_everything_wrong_with_the_heads_at_once(plan: Plan, library: Library) -> None:
    csv = (
        "nam,refrence,sit-up,situp.sets,sit-up.set,sit-up.side,plank.sets,,#mine,side,sit-up.weight\n"
        "Sample A,,,,,,,x,,\n"
    )
    fields = ", ".join([*shape(Dose).keys, *OF_ENTRY, "side"])
    assert [line.removeprefix("squad.csv:1:") for line in wrong(csv, plan, library)] == [
        " the roster has no column 'name' (name a column 'name')",
        "1: there is no column 'nam' (did you mean 'name'?)",
        "2: there is no column 'refrence' (did you mean 'reference'?)",
        "3: there is no column 'sit-up' (an exercise needs a field, as in sit-up.sets)",
        "4: the exercise 'situp' is not in the plan 'week' (did you mean 'sit-up'?)",
        "5: an exercise has no field 'set' (did you mean 'sets'?)",
        "6: sit-up is done with both sides at once (take the column out)",
        f"7: the exercise 'plank' is not in the plan 'week' (there is bridge, {STRETCH}, sit-up)",
        "8: this column has no name (name it, or begin its name with #)",
        f"11: an exercise has no field 'weight' (fields: {fields})",
    ]
    assert wrong("name,colour\nSample A,x\n", plan, library)[0].startswith(
        "squad.csv:1:2: there is no column 'colour' (columns: name, reference, "
    )


def test_a_table_without_heads_shows_nobody(plan: Plan, library: Library) -> None:
    assert wrong("Marker A,left\nMarker B,right\n", plan, library) == [
        "squad.csv:1: the first row has no names of columns "
        "(write name, side, EXERCISE.sets and so on in the first row)",
    ]


def test_nobody_is_in_it(plan: Plan, library: Library) -> None:
    assert wrong("name\n", plan, library) == ["squad.csv: nobody is in the roster (write one row a person)"]


def test_everything_wrong_with_a_row_at_once(plan: Plan, library: Library) -> None:
    csv = (
        f"name,reference,mass,side,layout,language,sit-up.sets,sit-up.rest,sit-up.rpe,{STRETCH}.days,sit-up.max\n"
        f",{'9' * 41},heavy,lft,hand out,xx,three,1 hour,11,monday blue,\x07\n"
    )
    assert [line.removeprefix("squad.csv:2:") for line in wrong(csv, plan, library)] == [
        "1: the person has no name (write one, or take the row out)",
        "2: 41 characters are too many (at most 40)",
        "3: this is not a mass (write it as 72.5 kg or 160 lb)",
        "4: there is no such side (did you mean 'left'?)",
        "5: there is no such layout (did you mean 'handout'?)",
        "6: there is no such language (there is en)",
        "7: this is not a whole number or a range (write it as 10 or 8-12)",
        "8: this is not a number with a unit (write it as 30 s; units: s, sec, min, h)",
        "9: this is too large (the most is 10)",
        "10: this is not one of the words allowed (write mon, tue, wed, thu, fri, sat or sun)",
        "11: the text holds U+0007, which can't be printed (take it out)",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("999999", "the number is too large (write it as 10 or 8-12)"),
        ("9" * 40, "the number is too large (write it as 10 or 8-12)"),
        ("9" * 6000, "the cell holds more than 5000 characters (is a quote missing?)"),
        ("2.5", "this is not a whole number or a range (write it as 10 or 8-12)"),
        ("12-8", "this range runs backwards (write it as 8-12)"),
        (
            "8/12/2026",
            "a spreadsheet may have made a date of a range (make the column text, then write 8-12)",
        ),
    ],
)
def test_one_error_a_cell(text: str, told: str, plan: Plan, library: Library) -> None:
    (only,) = wrong(f"name,sit-up.repetitions\nSample,{text}\n", plan, library)
    assert only.startswith(f"squad.csv:2:2: {told}")


@pytest.mark.parametrize("text", ["08. Dez", "2026-12-08", "8-Dec", "Dec-08", "8/12/2026"])
def test_a_range_that_a_spreadsheet_made_a_date_of(text: str, plan: Plan, library: Library) -> None:
    assert (
        "squad.csv:2:2: a spreadsheet may have made a date of a range (make the column text, then write 8-12)"
        in wrong(f"name,sit-up.repetitions\nSample A,{text}\n", plan, library)
    )


def test_a_dose_that_cannot_be_is_told_at_its_row(plan: Plan, library: Library) -> None:
    (member,) = members("name,note,sit-up.sets\nSample A,,0\n", plan, library)
    problems = Problems()
    resolve(member.plan, library, None, problems)
    assert told(problems) == ["squad.csv:2:3: the dose of sit-up has 0 sets (write 1 or more)"]


def test_a_row_whose_cells_cannot_be_trusted_is_nobody(plan: Plan, library: Library) -> None:
    problems = Problems()
    people = roster("name\nSample A,extra\nSample B\n", plan, library, problems)
    assert people.usable
    assert not len(problems)
    assert [member is None for _, member in people.members(problems)] == [True, False]
    assert len(people) == 2
    assert [str(problem.place) for problem in problems] == ["squad.csv:2:2"]


def test_in_another_language(tmp_path: Path) -> None:
    """A row's words stay, those of the plan are in the language of the row, or in the one that is asked for."""
    from tiny import library as tiny

    plan = (
        "title: Week\ngoal: walk\nmuscle: hip\nhelp: stop\noutputs: []\nexercises: [{exercise: lift, note: Slowly}]\n"
        "translations: {de: {title: Woche, goal: gehen, exercises: [{note: Langsam}]}}\n"
    )
    books = tiny(tmp_path, {"data/plans/week.yaml": plan})
    found = books.get("plan", "week", Problems())
    csv = "name,language,goal,lift.sets\nSample A,de,,\nSample B,,run,5\nSample C,de,laufen,5\n"

    def words(language: str | None) -> list[tuple[str, str, str | None]]:
        problems = Problems()
        people = roster(csv, found, books, problems, language)
        made = [member.plan for _, member in people.members(problems) if member]
        assert told(problems) == []
        return [(str(p.title), str(p.goal), str(p.exercises[0].note)) for p in made]

    assert words(None) == [
        ("Woche", "gehen", "Langsam"),
        ("Week", "run", "Slowly"),
        ("Woche", "laufen", "Langsam"),
    ]
    assert words("de") == [
        ("Woche", "gehen", "Langsam"),
        ("Woche", "run", "Langsam"),
        ("Woche", "laufen", "Langsam"),
    ]
    assert words("en") == [
        ("Week", "walk", "Slowly"),
        ("Week", "run", "Slowly"),
        ("Week", "laufen", "Slowly"),
    ]


MARKER = "Qx7marker"
PERSONAL = (
    "name",
    "reference",
    "born",
    "note",
    "clinician",
    "goal",
    "date",
    "review",
    "sit-up.note",
    "bridge.skip",
)


@given(
    st.dictionaries(
        st.sampled_from(
            [*KNOWN, "#mine", "sit-up.sets", "sit-up.max", "sit-up.days", f"{STRETCH}.side", *PERSONAL]
        ),
        st.sampled_from(
            ["{}", "'{}'", "\"{}\" 'x'", "{}\x07", "{} {}", "{}\n{}", "*{}", "{}" * 20, "{}" * 600]
        ),
        max_size=6,
    )
)
def test_no_message_quotes_a_cell(plan: Plan, library: Library, row: dict[str, str]) -> None:
    import csv
    import io

    cells = {name: text.replace("{}", MARKER) for name, text in row.items()}
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["#0", *cells], ["", *cells.values()]])
    for line in wrong(out.getvalue(), plan, library):
        assert MARKER.casefold() not in line.casefold(), line


def test_from_a_workbook_it_is_the_same(plan: Plan, library: Library, tmp_path: Path) -> None:
    import openpyxl

    heads = ["Name", "mass", f"{STRETCH}.repetitions", "born", "sit-up.max"]
    book = openpyxl.Workbook()
    book.active.append(heads)
    book.active.append(["Sample Ä", 72.5, 5, date(1980, 3, 2), 60.0])
    book.save(tmp_path / "squad.xlsx")
    problems = Problems()
    table = load_table(tmp_path / "squad.xlsx", problems)
    assert table is not None
    (member,) = [found for _, found in Roster(table, plan, library, problems).members(problems)]
    assert told(problems) == []
    assert member is not None
    (other,) = members(f"{','.join(heads)}\nSample Ä,72.5,5,1980-03-02,60\n", plan, library)
    assert content(member.plan) == content(other.plan)


def test_from_yaml_and_from_csv_it_is_the_same(plan: Plan, library: Library, tmp_path: Path) -> None:
    file = tmp_path / "squad.yaml"
    file.write_text(
        f"people:\n- name: Sample A\n  side: left\n  {STRETCH}: {{hold: 20 s, days: [tue, thu]}}\n  layout: [cards]\n",
        encoding="utf-8",
    )
    csv = f"name,side,{STRETCH}.hold,{STRETCH}.days,layout\nSample A,left,20 s,tue thu,cards\n"
    problems = Problems()
    table = load_table(file, problems)
    assert table is not None
    people = Roster(table, plan, library, problems)
    (member,) = [found for _, found in people.members(problems)]
    assert told(problems) == []
    (other,) = members(csv, plan, library)
    assert content(member.plan) == content(other.plan)
    assert member.layouts == other.layouts
    assert (member.row, str(member.plan.person.name.place)) == (2, f"{file}:2:9")


def test_a_mass_that_cannot_be_is_told_at_its_cell_and_not_said(plan: Plan, library: Library) -> None:
    said = wrong("name,mass,sit-up.max\nSample A,800,\nSample B,70 kg,6100 lb\n", plan, library)
    assert said == [
        "squad.csv:2:2: this can't be the mass of a body (it is 20 to 400 kg: look at number and unit)",
        "squad.csv:3:3: this can't be what somebody can lift (it is at most 1322 lb: look at number and unit)",
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            "name,bridge.max,bridge.sets\nAnna,,2.5\n",
            [
                "2:2: the load of bridge is a part of a maximum, and there is none "
                "(write the most that the person lifts once, in a column 'bridge.max')",
                "2:3: this is not a whole number or a range (write it as 10 or 8-12)",
            ],
        ),
        (
            "name\nAnna\n",
            [
                "2: the load of bridge is a part of a maximum, and there is none "
                "(write the most that the person lifts once, in a column 'bridge.max')"
            ],
        ),
        ("name,bridge.skip\nAnna,a sore back\n", []),
        ("name,bridge.max,bridge.skip\nAnna,,a sore back\nBert,80,\n", []),
    ],
)
def test_a_maximum_that_is_missing_is_told_at_its_cell_with_all_else(
    rows: str, told: list[str], tmp_path: Path
) -> None:
    problems = Problems()
    path = tmp_path / "plan.yaml"
    path.write_text(
        "title: T\nequipment: {bar: {step: 2.5 kg}}\n"
        "exercises: [{exercise: bridge, loading: {percent: 80}}]\n",
        "utf-8",
    )
    library = Library()
    plan = library.plan(str(path), problems)
    assert plan
    (tmp_path / "p.csv").write_text(rows, "utf-8")
    table = load_table(str(tmp_path / "p.csv"), problems)
    assert table
    list(Roster(table, plan, library, problems).members(problems))
    assert [str(p).partition(".csv:")[2].replace(" error:", "", 1) for p in problems] == told
