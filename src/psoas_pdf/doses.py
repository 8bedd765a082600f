"""Doses as figures with labels, as a plain sentence, and in one line."""

from __future__ import annotations

from psoas_pdf.document import DoseCell
from psoas_pdf.lexicon import Lexicon, capital
from psoas_pdf.model.dose import DAYS, Dose
from psoas_pdf.spec import Item
from psoas_pdf.units import Range
from psoas_pdf.words import Words

WEEK = {
    1: ("mon",),
    2: ("mon", "thu"),
    3: ("mon", "wed", "fri"),
    4: ("mon", "tue", "thu", "fri"),
    5: ("mon", "tue", "wed", "thu", "fri"),
    6: ("mon", "tue", "wed", "thu", "fri", "sat"),
    7: DAYS,
}
"""Which days an exercise is due when the plan names none: spread, with a day between where the week allows it."""

_ONE = Range((1, 1))


def held(item: Item) -> bool:
    """True for a dose that is told as a time to hold, not as repetitions in sets."""
    return item.dose.hold is not None and item.exercise.kind in ("stretch", "mobility")


def side_words(item: Item, lexicon: Lexicon) -> str:
    return "" if item.side == "both" else lexicon(f"side.{item.side}.{item.exercise.side_word}")


def _counted(item: Item) -> str:
    counted = item.exercise.counted
    return str(counted.one if item.dose.repetitions == _ONE else counted.many)


def _repetitions(item: Item) -> Range:
    return item.dose.repetitions or _ONE


def cells(item: Item, lexicon: Lexicon) -> tuple[DoseCell, ...]:
    """The figures of the dose strip, in the order that all sheets share; those that exist."""
    dose, place, side = item.dose, item.place, side_words(item, lexicon)
    out: list[DoseCell] = []

    def add(figure: object, *label: str) -> None:
        out.append(DoseCell(str(figure), tuple(filter(None, label)), place))

    if held(item):
        assert dose.hold is not None
        add(lexicon.duration(dose.hold)[0], lexicon.duration(dose.hold)[1], lexicon("dose.hold"))
        add(_repetitions(item), lexicon.counted("time", _repetitions(item)), side)
        times = dose.times_a_day or 1
        add(times, lexicon.counted("time", times), lexicon("dose.a-day"))
    else:
        if dose.sets:
            add(dose.sets, lexicon.counted("set", dose.sets))
        label = _counted(item)
        add(_repetitions(item), *((label + ",", str(dose.load)) if dose.load else (label, side)))
        if dose.rest:
            add(*lexicon.duration(dose.rest), lexicon("dose.rest"))
    if dose.days_a_week:
        add(dose.days_a_week, lexicon.counted("day", dose.days_a_week), lexicon("dose.a-week"))
    return tuple(out)


def frequency(item: Item, lexicon: Lexicon) -> str:
    """'every day', '3 days a week'."""
    days = item.dose.days_a_week or Range((7, 7))
    return (
        lexicon("every-day") if days.low == 7 else f"{lexicon.amount('day', days)} {lexicon('dose.a-week')}"
    )


def sentence(item: Item, lexicon: Lexicon) -> Words:
    """The dose in plain words.  Placed where the plan names the exercise."""
    dose, side = item.dose, side_words(item, lexicon)
    out: list[str] = []
    if held(item):
        assert dose.hold is not None
        kind = item.side if item.side in ("each", "both") else "one"
        change = "" if item.side == "both" else lexicon(f"side.change.{item.exercise.side_word}")
        hold = " ".join(lexicon.duration(dose.hold))
        out.append(lexicon(f"dose.sentence.hold.{kind}", hold=hold, side=side, change=change))
        often = frequency(item, lexicon)
        if (dose.times_a_day or 1) > 1:
            often = f"{lexicon.amount('time', dose.times_a_day or 1)} {lexicon('dose.a-day')}, {often}"
        out.append(
            lexicon("dose.sentence.times", times=lexicon.amount("time", _repetitions(item)), often=often)
        )
    else:
        amount = f"{_repetitions(item)} {_counted(item)}"
        kind = item.side if item.side in ("each", "both") else "one"
        out.append(lexicon(f"dose.sentence.count.{kind}", count=amount, side=side))
        if dose.rest and dose.sets != _ONE:
            out.append(lexicon("dose.sentence.rest", rest=" ".join(lexicon.duration(dose.rest))))
        if dose.sets and dose.sets != _ONE:
            out.append(lexicon("dose.sentence.sets", times=lexicon.amount("time", dose.sets)))
    out += [capital(str(extra).rstrip(".")) + "." for extra in (dose.tempo, dose.effort) if extra]
    return Words(" ".join(out), item.place)


def brief(item: Item, lexicon: Lexicon) -> str:
    """'3 sets of 10', '3 × 30 seconds'."""
    if held(item):
        assert item.dose.hold is not None
        return f"{_repetitions(item)} × {' '.join(lexicon.duration(item.dose.hold))}"
    if item.dose.sets:
        return lexicon("dose.brief", sets=lexicon.amount("set", item.dose.sets), count=_repetitions(item))
    return f"{_repetitions(item)} {_counted(item)}"


def card_cells(item: Item, lexicon: Lexicon) -> tuple[DoseCell, ...]:
    """The two figures of a card."""
    full = cells(item, lexicon)
    if held(item):
        return (full[0], DoseCell(full[1].figure, full[1].label[:1], full[1].place))
    return full[:2]


def card_line(item: Item, lexicon: Lexicon) -> str:
    """'Each leg, every day', '3 days a week'."""
    parts = [side_words(item, lexicon)] if held(item) else []
    return capital(lexicon("list.comma").join(filter(None, [*parts, frequency(item, lexicon)])))


def due(dose: Dose) -> tuple[int, ...]:
    """How often the exercise is due on each day from Monday to Sunday."""
    days = dose.days or WEEK[min(7, (dose.days_a_week or Range((7, 7))).high)]
    return tuple((dose.times_a_day or 1) if day in days else 0 for day in DAYS)
