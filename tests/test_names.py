"""Names of people in any script: what the font has is printed, and what can't be is told at its cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector import page_text
from psoas_pdf.build import Order, Workshop
from psoas_pdf.problems import Problems
from psoas_pdf.ready import default_store
from psoas_pdf.text.scripts import refused
from ready_plan import library
from rosters import roster, told

WORKSHOP = Workshop(library(), default_store())


def made(name: str) -> tuple[bytes | None, list[str]]:
    problems = Problems()
    people = roster(f'name\n"{name}"\n', library().get("plan", "iliopsoas", problems), library(), problems)
    member = people.member(people.table.rows[0], problems)
    built = WORKSHOP.make(Order(member.plan, "diary"), problems) if member else None
    return built.data if built else None, told(problems)


@pytest.mark.parametrize(
    "name",
    [
        "Zoë Łukasz-Ñandú",
        "Ελένη Δείγμα",
        "Пример Пацієнт",
        "Nguyễn Văn Mẫu",
        "O’Sample",
        "Ðorđe Şçß",
        "Ju\u0308rgen",
    ],
)
def test_what_the_font_has_is_printed(name: str) -> None:
    import unicodedata

    data, problems = made(name)
    assert problems == []
    assert data is not None
    assert unicodedata.normalize("NFC", name) in " ".join(page_text(data, 0).split())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Sample 😀", ["has no character '😀' (U+1F600)"]),
        ("样本病人", ["has none of 4 characters of this text"]),
        ("ตัวอย่าง", ["characters of this text"]),
        ("عينة مريض", ["text that runs from right to left can't be printed yet (write it in Latin letters)"]),
        (
            "Sample דוגמה",
            ["text that runs from right to left can't be printed yet (write it in Latin letters)"],
        ),
        (
            "Sample\u202eB",
            ["text that runs from right to left can't be printed yet (write it in Latin letters)"],
        ),
        ("नमूना", ["text of this script can't be printed yet: its signs change with those beside them"]),
        ("ab\u200bc", ["has no character '\\u200b' (U+200B)"]),
    ],
)
def test_what_cannot_be_printed_is_told_at_its_cell(name: str, expected: list[str]) -> None:
    data, problems = made(name)
    assert data is None
    assert problems
    for line in problems:
        assert line.startswith("squad.csv:2:1: ")
        assert any(part in line for part in expected), line


@given(st.text(max_size=20))
def test_a_direction_mark_is_never_let_through(text: str) -> None:
    import unicodedata

    strong = {unicodedata.bidirectional(char) for char in text} & {
        "R",
        "AL",
        "RLO",
        "RLE",
        "RLI",
        "LRO",
        "LRE",
    }
    assert bool(refused(text)) or not strong


def test_every_strong_letter_of_unicode() -> None:
    import sys
    import unicodedata

    for code in range(sys.maxunicode + 1):
        if unicodedata.bidirectional(chr(code)) in ("R", "AL", "AN", "RLO", "RLE", "RLI"):
            assert refused(chr(code)), hex(code)
    assert not refused("".join(map(chr, [*range(0x20, 0x590), *range(0x1E00, 0x2000)])))
