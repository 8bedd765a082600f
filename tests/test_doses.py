"""Every part of a dose that a plan gives is told, on the handout and on the card."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas_pdf import doses
from psoas_pdf.lexicon import Lexicon
from psoas_pdf.model.dose import DAYS, Dose
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
            "Do 3 sets of 3 with each leg. Twice a day, every day.",
            "3 sets | 3 lifts each leg | 2 times a day, every day",
        ),
        (
            item(RAISE, sets=THREE, repetitions=THREE, hold=Duration(5)),
            "3 sets | 3 lifts each leg | 5 seconds hold | 7 days a week",
            "Do 3 sets of 3 with each leg. Hold each for 5 seconds. Once a day, every day.",
            "3 sets | 3 lifts each leg | Hold 5 seconds, every day",
        ),
        (
            item(RAISE, sets=THREE, repetitions=ONE, hold=Duration(30)),
            "3 sets | 30 seconds hold | 7 days a week",
            "Hold for 30 seconds, then change legs. Do 3 sets. Once a day, every day.",
            "3 sets | 30 seconds hold | Each leg, every day",
        ),
        (
            item(RAISE, "left", sets=THREE, repetitions=THREE, load=Words("2 kg cuff")),
            "3 sets | 3 lifts, 2 kg cuff | 7 days a week",
            "Do 3 sets of 3 with your left leg. Once a day, every day.",
            "3 sets | 3 lifts, 2 kg cuff | Left leg, every day",
        ),
        (
            item(STRETCH, sets=THREE, repetitions=THREE, hold=Duration(30), rest=Duration(60), times_a_day=2),
            "3 sets | 30 seconds hold | 3 times each leg | 1 minute rest | 2 times a day | 7 days a week",
            "Hold for 30 seconds, then change legs. Do this 3 times. That is one set. Do 3 sets. "
            "Rest one minute between sets. Twice a day, every day.",
            "30 seconds hold | 3 times | Each leg, 3 sets, 2 times a day, every day",
        ),
        (
            item(STRETCH, repetitions=THREE, hold=Duration(30), load=Words("a green band")),
            "30 seconds hold | 3 times each leg | 1 time a day | 7 days a week",
            "Hold for 30 seconds, then change legs. Do this 3 times. Once a day, every day. A green band.",
            "30 seconds hold | 3 times | Each leg, a green band, every day",
        ),
    ],
    ids=["twice-a-day", "held-lifts", "plank", "loaded-side", "sets-of-a-stretch", "loaded-stretch"],
)
def test_no_part_of_a_dose_is_lost(one: Item, strip: str, sentence: str, card: str) -> None:
    assert told(one) == (strip, sentence, card)


NUMBERS = st.integers(1, 12).map(lambda n: Range((n, n)))
RANGES = NUMBERS | st.tuples(st.integers(1, 5), st.integers(6, 12)).map(Range)
DOSES = st.fixed_dictionaries(
    {"repetitions": RANGES, "days_a_week": st.integers(1, 7).map(lambda n: Range((n, n)))},
    optional={
        "sets": RANGES,
        "hold": st.integers(1, 300).map(Duration),
        "rest": st.integers(1, 300).map(Duration),
        "tempo": st.just(Words("lower for 4 seconds")),
        "load": st.just(Words("red band")),
        "effort": st.just(Words("fairly hard")),
        "times_a_day": st.integers(1, 12),
        "days": st.sets(st.sampled_from(DAYS), min_size=1).map(tuple),
        "weeks": RANGES,
    },
)


@given(
    st.sampled_from((RAISE, STRETCH, "sit-up")),
    st.sampled_from(("each", "left")),
    DOSES,
    st.sampled_from(({}, {"rir": Range((1, 1))}, {"rir": Range((0, 0))}, {"rpe": Range((7, 8))})),
)
@settings(max_examples=150, deadline=None)
def test_a_sentence_tells_every_part_with_the_right_number(
    id: str, side: str, parts: dict[str, Any], exertion: dict[str, Any]
) -> None:
    own = item(id)
    dose = Dose(**parts, **exertion)
    one = replace(own, dose=dose, side=own.side if own.side == "both" else side)
    problems = Problems()
    say = Lexicon(spec().language, problems)
    text = str(doses.sentence(one, say))
    assert not len(problems), list(problems)
    assert "None" not in text
    assert "  " not in text
    assert "{" not in text
    assert text.endswith(".")
    assert not re.search(r"\b1 (sets|times|seconds|minutes|days|weeks|lifts|sit-ups)\b", text), text
    assert not re.search(r"(?<![–\d])(?:[02-9]|1[0-2]) (set|time|second|minute|day|week|lift|sit-up)\b", text)
    told = [str(dose.repetitions)] if dose.hold is None or doses.held(one) else []
    told += [str(dose.sets)] if dose.sets and dose.sets != ONE else []
    told += [doses._spoken(dose.hold, say)] if dose.hold else []
    told += [doses._spoken(dose.rest, say)] if dose.rest and doses._sets(one) else []
    told += [str(part) for part in (dose.tempo, dose.effort) if part]
    if dose.load:
        shown = " ".join(" ".join(cell.label) for cell in doses.cells(one, say))
        assert str(dose.load).lower() in f"{text} {shown}".lower()
    told += [say(f"day.{day}") for day in dose.days or () if len(dose.days or ()) < 7]
    told += [say.amount("week", dose.weeks)] if dose.weeks else []
    if not dose.days or len(dose.days) == 7:
        told += ["every day" if dose.days_a_week == DAILY else f"{dose.days_a_week} day"]
    told += [
        {1: "once a day", 2: "twice a day"}.get(dose.times_a_day or 1, f"{dose.times_a_day} times a day")
    ]
    told += {"rir": ["1 more"], "rpe": ["7–8 out of 10"]}.get(next(iter(exertion), ""), [])[:1]
    if dose.rir == Range((0, 0)):
        told[-1:] = ["until you can't"]
    for part in told:
        assert part.lower() in text.lower(), (part, text)


def test_the_sentence_of_a_plain_dose_reads_as_people_speak() -> None:
    say = Lexicon(spec().language, Problems())
    dose = Dose(
        sets=THREE,
        repetitions=Range((10, 10)),
        rest=Duration(60),
        days_a_week=Range((5, 5)),
        rir=Range((2, 2)),
    )
    assert doses.sentence(replace(item("sit-up"), dose=dose), say) == (
        "Do 3 sets of 10. Rest one minute between sets. Once a day, 5 days a week. "
        "Stop when you could still do 2 more."
    )
    dose = replace(dose, days=("thu", "mon"), days_a_week=Range((2, 2)), rir=None)
    assert doses.sentence(replace(item("sit-up"), dose=dose), say).endswith("Once a day, on Mon and Thu.")


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


def test_no_rest_is_told_of_a_single_set() -> None:
    say = Lexicon(spec().language, Problems())
    for sets, rests in ((ONE, False), (THREE, True)):
        one = item(RAISE, sets=sets, repetitions=THREE, rest=Duration(60))
        assert ("rest" in [line for cell in doses.cells(one, say) for line in cell.label]) is rests
        assert ("Rest one minute between sets." in doses.sentence(one, say)) is rests
        assert "Rest one minute. " not in doses.sentence(one, say)
