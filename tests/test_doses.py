"""Every part of a dose that a plan gives is told, on the handout and on the card."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from psoas_pdf import doses
from psoas_pdf.lexicon import Lexicon
from psoas_pdf.model.dose import Dose
from psoas_pdf.problems import Problems
from psoas_pdf.spec import Item
from psoas_pdf.units import Duration, Range
from psoas_pdf.words import Words
from ready_plan import spec

ONE = Range((1, 1))
THREE = Range((3, 3))
DAILY = Range((7, 7))


def item(id: str, side: str | None = None, **dose: Any) -> Item:
    """An exercise of the ready plan with nothing but this dose."""
    own = next(i for i in spec().items if i.exercise.id == id)
    return replace(own, dose=Dose(days_a_week=DAILY, **dose), side=side or own.side)


def told(one: Item) -> tuple[str, str, str]:
    """The strip, the sentence and the card, each in one line."""
    problems = Problems()
    say = Lexicon(spec().language, problems)

    def shown(cells: tuple[doses.DoseCell, ...]) -> str:
        return " | ".join(" ".join((cell.figure, *cell.label)) for cell in cells)

    out = (
        shown(doses.cells(one, say)),
        str(doses.sentence(one, say)),
        f"{shown(doses.card_cells(one, say))} | {doses.card_line(one, say)}",
    )
    assert not len(problems), list(problems)
    return out


RAISE, STRETCH = "lying-leg-raise", "knee-to-chest"


@pytest.mark.parametrize(
    ("one", "strip", "sentence", "card"),
    [
        (
            item(RAISE, sets=THREE, repetitions=THREE, times_a_day=2),
            "3 sets | 3 lifts each leg | 2 times a day | 7 days a week",
            "Do 3 lifts with each leg. Do this 3 times. Do it all 2 times a day.",
            "3 sets | 3 lifts each leg | 2 times a day, every day",
        ),
        (
            item(RAISE, sets=THREE, repetitions=THREE, hold=Duration(5)),
            "3 sets | 3 lifts each leg | 5 seconds hold | 7 days a week",
            "Do 3 lifts with each leg. Hold each for 5 seconds. Do this 3 times.",
            "3 sets | 3 lifts each leg | Hold 5 seconds, every day",
        ),
        (
            item(RAISE, sets=THREE, repetitions=ONE, hold=Duration(30)),
            "3 sets | 30 seconds hold | 7 days a week",
            "Hold for 30 seconds, then change legs. Do this 3 times.",
            "3 sets | 30 seconds hold | Each leg, every day",
        ),
        (
            item(RAISE, "left", sets=THREE, repetitions=THREE, load=Words("2 kg cuff")),
            "3 sets | 3 lifts, 2 kg cuff | 7 days a week",
            "Do 3 lifts with your left leg. Do this 3 times.",
            "3 sets | 3 lifts, 2 kg cuff | Left leg, every day",
        ),
        (
            item(STRETCH, sets=THREE, repetitions=THREE, hold=Duration(30), rest=Duration(60), times_a_day=2),
            "3 sets | 30 seconds hold | 3 times each leg | 1 minute rest | 2 times a day | 7 days a week",
            "Hold for 30 seconds, then change legs. Do this 3 times, 2 times a day, every day. "
            "That is one set. Do 3 sets. Rest 1 minute.",
            "30 seconds hold | 3 times | Each leg, 3 sets, 2 times a day, every day",
        ),
        (
            item(STRETCH, repetitions=THREE, hold=Duration(30), load=Words("a green band")),
            "30 seconds hold | 3 times each leg | 1 time a day | 7 days a week",
            "Hold for 30 seconds, then change legs. Do this 3 times, every day. A green band.",
            "30 seconds hold | 3 times | Each leg, a green band, every day",
        ),
    ],
    ids=["twice-a-day", "held-lifts", "plank", "loaded-side", "sets-of-a-stretch", "loaded-stretch"],
)
def test_no_part_of_a_dose_is_lost(one: Item, strip: str, sentence: str, card: str) -> None:
    assert told(one) == (strip, sentence, card)


def test_a_dose_in_short_says_its_sets_and_its_hold() -> None:
    say = Lexicon(spec().language, Problems())
    assert doses.brief(item(RAISE, sets=THREE, repetitions=ONE, hold=Duration(30)), say) == (
        "3 sets of 30 seconds"
    )
    assert doses.brief(item(STRETCH, sets=THREE, repetitions=THREE, hold=Duration(30)), say) == (
        "3 sets of 3 × 30 seconds"
    )
    assert doses.often(item(STRETCH, repetitions=THREE, hold=Duration(30), times_a_day=2), say) == (
        "2 times a day",
        "every day",
    )
