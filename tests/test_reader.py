"""Nodes to records: every kind of value, every check that a field can ask for, all problems at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas_pdf.library import KINDS
from psoas_pdf.problems import NOWHERE, Place, Problems
from psoas_pdf.reader import read
from psoas_pdf.record import key, record
from psoas_pdf.source import parse
from psoas_pdf.translations import read_written
from psoas_pdf.units import Duration, Length, Range
from psoas_pdf.words import Words


@record
class Part:
    """A part."""

    shorthand = "part"

    part: str = key("Which.", choices=("head", "foot"))
    gap: Length | None = key("Gap.", default=None, minimum=0)
    place: Place = NOWHERE
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)


@record
class Thing:
    """A thing."""

    title: Words = key("Its title.", at_most=12, words=True)
    code: str = key("A code.", default="")
    count: int = key("How many.", default=1, minimum=1, maximum=9)
    weight: float = key("Its weight.", default=0.5)
    hot_or_cold: bool = key("Whether.", default=False)
    hold: Duration | None = key("A time.", default=None)
    sets: Range | None = key("A range.", default=None, minimum=1)
    days: tuple[str, ...] = key("Days.", default=(), choices=("mon", "tue"), at_most=2)
    steps: tuple[Words, ...] = key("Steps.", default=(), at_least=1)
    size: tuple[float, float] | None = key("Two numbers.", default=None)
    table: dict[str, str] | None = key("Texts by name.", default=None)
    parts: tuple[Part, ...] = key("Parts.", default=())
    changes: dict[str, Part] | None = key("Parts by name.", default=None)
    end: str = key("Another name in YAML.", default="", name="to")
    place: Place = NOWHERE


def good(text: str) -> Thing:
    problems = Problems()
    found = read(parse(text, "f.yaml", problems), Thing, problems)
    assert [str(problem) for problem in problems] == []
    assert found is not None
    return found


def told(text: str, kind: type[Any] = Thing) -> list[str]:
    problems = Problems()
    found = read(parse(text, "f.yaml", problems), kind, problems)
    assert (found is None) == problems.failed
    return [str(problem).removeprefix("f.yaml:") for problem in problems]


def test_every_kind_of_value() -> None:
    thing = good(
        "title: no\ncode: 010\ncount: 3\nweight: -2.50\nhot-or-cold: true\nhold: 2 min\nsets: 8-12\n"
        "days: [mon, tue]\nsteps: [yes, '']\nsize: [1, 2.5]\ntable: {a: 12:30}\nto: x\n".replace(", ''", "")
    )
    assert (thing.title, thing.code, thing.count, thing.weight, thing.hot_or_cold) == (
        "no",
        "010",
        3,
        -2.5,
        True,
    )
    assert (thing.hold, thing.sets) == (Duration(120), Range((8, 12)))
    assert (thing.days, thing.steps, thing.size, thing.table) == (
        ("mon", "tue"),
        ("yes",),
        (1.0, 2.5),
        {"a": "12:30"},
    )
    assert thing.end == "x"
    assert isinstance(thing.count, int)
    assert isinstance(thing.weight, float)


def test_texts_and_records_keep_their_places() -> None:
    thing = good("title: a\nsteps:\n  - one\n  - two\nparts:\n  - part: head\n    gap: 1 mm\n")
    assert isinstance(thing.steps[1], Words)
    assert thing.steps[1].place == Place("f.yaml", 4, 5)
    assert thing.place == Place("f.yaml", 1, 1)
    assert thing.parts[0].place == Place("f.yaml", 6, 5)
    assert thing.parts[0].places == {"part": Place("f.yaml", 6, 5), "gap": Place("f.yaml", 7, 5)}


def test_a_text_over_many_lines_is_one_line() -> None:
    assert good("title: >\n  a b\n  c\n").title == "a b c"
    assert good("title: |\n  a\n  b\n").title == "a b"
    assert good("title: '  a  '\n").title == "  a  "
    assert good('title: "\\u00a0a "\n').title == "\u00a0a "
    assert good('title: "a\\tb\\u00a0\\n c"\n').title == "a b\u00a0 c"


def test_a_record_in_short_form() -> None:
    thing = good("title: a\nparts: [head, {part: foot, gap: 0 mm}]\n")
    assert [(part.part, part.gap) for part in thing.parts] == [("head", None), ("foot", 0)]


def test_a_name_in_a_table_says_what_its_record_is() -> None:
    thing = good("title: a\nchanges: {head: {gap: 1 pt}, foot: {part: foot}}\n")
    assert thing.changes is not None
    assert {name: (part.part, part.gap) for name, part in thing.changes.items()} == {
        "head": ("head", 1.0),
        "foot": ("foot", None),
    }
    assert told("title: a\nchanges: {head: {part: foot}}") == [
        "2:18: error: this stands under 'head' already (take it out)"
    ]
    assert told("title: a\nchanges: {hed: {}}")[0].startswith(
        "2:11: error: 'hed' is not one of the words allowed (did"
    )


def test_a_key_without_value_is_left_out_or_missed() -> None:
    assert good("title: a\ncount:\nsteps:\n").count == 1
    assert told("title:\n") == ["1:7: error: 'title' has no value (Its title.)"]
    assert told("title: ''\n") == ["1:8: error: 'title' has no value (Its title.)"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("titel: x", "2:1: error: there is no key 'titel' here (did you mean 'title'?)"),
        ("place: x", "2:1: error: there is no key 'place' here"),
        ("hot_or_cold: true", "2:1: error: there is no key 'hot_or_cold' here (did you mean 'hot-or-cold'?)"),
        ("count: 3x", "2:8: error: '3x' is not a whole number (write it as 3)"),
        ("count: 2.5", "2:8: error: '2.5' is not a whole number (write it as 3)"),
        ("count: 1e3", "2:8: error: '1e3' is not a whole number (write it as 3)"),
        ("count: ٣", "2:8: error: '٣' is not a whole number (write it as 3)"),
        ("count: 0", "2:8: error: 0 is too small (the least is 1)"),
        ("count: 10", "2:8: error: 10 is too large (the most is 9)"),
        (f"count: {'9' * 5000}", "2:8: error: '99999"),
        ("count: [1]", "2:8: error: a list of 1 stands where a whole number is needed"),
        ("weight: .5", "2:9: error: '.5' is not a number (write it as 3 or 2.5)"),
        ("weight: nan", "2:9: error: 'nan' is not a number (write it as 3 or 2.5)"),
        ("hot-or-cold: yes", "2:14: error: 'yes' is neither true nor false (write true or false)"),
        (
            "hold: 30 m",
            "2:7: error: '30 m' is not a number with a unit (write it as 30 s; units: s, sec, min, h)",
        ),
        ("sets: 12-8", "2:7: error: the range '12-8' runs backwards (write it as 8-12)"),
        ("sets: 0-2", "2:7: error: 0-2 is too small (the least is 1)"),
        ("days: mon", "2:7: error: 'mon' stands where a list is needed (write [mon])"),
        ("days: [mon, thu]", "2:13: error: 'thu' is not one of the words allowed (did you mean 'tue'?)"),
        ("days: [mon, mon, mon]", "2:7: error: 3 entries are too many (at most 2)"),
        ("steps: []", "2:8: error: 0 entries are too few (at least 1)"),
        ("steps: ['']", "2:9: error: an entry of the list is empty (write it or take the line out)"),
        (
            "size: [1, 2, 3]",
            "2:7: error: a list of 3 stands where a list of 2 is needed (write it as [1, 2])",
        ),
        ("size: [1, a]", "2:11: error: 'a' is not a number (write it as 3 or 2.5)"),
        ("table: [a]", "2:8: error: a list of 1 stands where names and values are needed (name: value)"),
        ("parts: [{gap: 1 mm}]", "2:9: error: the key 'part' is missing (Which)"),
        ("parts: [{part: head, gap: -1 mm}]", "2:27: error: -1 mm is too small (the least is 0 pt)"),
        (
            "parts: [[a]]",
            "2:9: error: a list of 1 stands where keys are needed (write keys and values, as in part: …",
        ),
        ('code: "a\\0b"', "2:7: error: the text holds U+0000, which can't be printed (take it out)"),
        (f"code: {'x' * 6000}\ncount: a", "3:8: error: 'a' is not a whole number (write it as 3)"),
    ],
)
def test_what_is_wrong_is_told(line: str, expected: str) -> None:
    messages = told(f"title: a\n{line}\n")
    assert len(messages) == 1
    assert messages[0].startswith(expected)


def test_all_that_is_wrong_is_told_at_once_in_order() -> None:
    messages = told("count: x\nsteps: y\nparts:\n  - hand\n  - {gap: 1}\nfoo: bar\n")
    assert [message.split(": ")[0] for message in messages] == [
        "1:1",
        "1:8",
        "2:8",
        "4:5",
        "5:5",
        "5:11",
        "6:1",
    ]
    assert messages[0] == "1:1: error: the key 'title' is missing (Its title)"


def test_texts_have_a_longest_length() -> None:
    assert told(f"title: {'x' * 13}") == ["1:8: error: 13 characters are too many (at most 12)"]
    assert told(f"title: a\nsteps: [{'x' * 5001}]")[0].startswith(
        "2:9: error: the text is longer than 5000 characters"
    )


KEYS = sorted(
    {
        name
        for kind in KINDS.values()
        for name in ("id", "exercises", "dose", "translations", "poses", kind.name)
    }
)
VALUES = st.recursive(
    st.sampled_from(
        [
            "",
            "no",
            "12:30",
            "3",
            "-1",
            "8-12",
            "30 s",
            "1 mm",
            "lying",
            "'#fff'",
            '"\\0"',
            "~",
            "é",
            "&x",
            "*x",
        ]
    ),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3).map(
            lambda items: "{" + ", ".join(f"{k}: {v}" for k, v in items.items()) + "}"
        )
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("kind", [*KINDS])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_no_nodes_make_the_reader_raise(kind: str, data: st.DataObject) -> None:
    from psoas_pdf.reader import shape

    record = KINDS[kind].record
    names = [*shape(record).keys, "translations", "language", "x"]
    entries = data.draw(st.dictionaries(st.sampled_from(names), VALUES, max_size=6))
    text = "".join(f"{name}: {value}\n" for name, value in entries.items()) or "x"
    problems = Problems()
    found = read_written(parse(text, "f.yaml", problems), record, problems)
    assert found is not None or problems.failed
