"""Dates in the words of a language."""

from __future__ import annotations

import pytest

from psoas_pdf.lexicon import Lexicon, together
from psoas_pdf.library import Library
from psoas_pdf.problems import Place, Problems
from psoas_pdf.words import Words


def said(text: str) -> tuple[str, list[str]]:
    problems = Problems()
    lexicon = Lexicon(Library().get("language", "en", problems), problems)
    return lexicon.date(Words(text, Place("plan.yaml", 6, 7))), [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-25", "25 November 2026"),
        ("2028-02-29", "29 February 2028"),
        ("25/11/26", "25/11/26"),
        ("", ""),
    ],
)
def test_dates(text: str, expected: str) -> None:
    assert said(text) == (expected, [])


@pytest.mark.parametrize("text", ["2026-02-29", "2026-13-01", "2026-00-10"])
def test_a_day_that_there_is_not(text: str) -> None:
    told = f"plan.yaml:6:7: warning: {text} is no day of the calendar (write it as 2026-11-25, or in words)"
    assert said(text) == (text, [told])


def test_telephone_numbers_and_postcodes_stay_together() -> None:
    assert together(Words("+44 20 7946 0000 or 999")) == "+44\u00a020\u00a07946\u00a00000 or 999"
    assert (
        together(Words("12 Sample Street, Sampletown AB1 2CD")) == "12 Sample Street, Sampletown AB1\u00a02CD"
    )
    assert together(Words("")) == ""
