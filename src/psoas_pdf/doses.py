"""Doses as figures with labels, as a plain sentence, and in one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from psoas_pdf.document import LONGEST_LABEL, DoseCell
from psoas_pdf.lexicon import Lexicon, capital
from psoas_pdf.model.dose import DAYS, Dose
from psoas_pdf.model.load import Load
from psoas_pdf.spec import Item
from psoas_pdf.units import Duration, Range
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
MINUTE = 60


def held(item: Item) -> bool:
    """True for a dose that is told as a time to hold, not as repetitions in sets."""
    return item.dose.hold is not None and item.exercise.kind in ("stretch", "mobility")


def side_words(item: Item, lexicon: Lexicon) -> str:
    return "" if item.side == "both" else lexicon(f"side.{item.side}.{item.exercise.side_word}")


def _counted(item: Item) -> Words:
    counted = item.exercise.counted
    return counted.one if item.dose.repetitions == _ONE else counted.many


def _repetitions(item: Item) -> Range:
    return item.dose.repetitions or _ONE


def _times(item: Item) -> int:
    return item.dose.times_a_day or 1


def _sets(item: Item) -> Range | None:
    """Of a dose of more than one set; one set goes without saying."""
    return None if item.dose.sets == _ONE else item.dose.sets


def _timed(item: Item) -> bool:
    """True for one long hold in a set, such as a plank: the time says it all, and 'once' would say nothing."""
    dose = item.dose
    return not held(item) and dose.hold is not None and _repetitions(item) == _ONE and not dose.load


def _beside(item: Item) -> Words | None:
    """The load that stands beside the figures; one that was worked out and takes more room is told in words alone."""
    load = item.dose.load
    return None if load is None or (item.loads and len(load) > LONGEST_LABEL) else load


def cells(item: Item, lexicon: Lexicon) -> tuple[DoseCell, ...]:
    """The figures of the dose strip, in the order that all sheets share; those that exist."""
    dose, place, side = item.dose, item.place, side_words(item, lexicon)
    out: list[DoseCell] = []

    def add(figure: object, *label: str) -> None:
        out.append(DoseCell(str(figure), tuple(filter(None, label)), place))

    if held(item):
        if _sets(item):
            add(dose.sets, lexicon("set.many"))
    elif dose.sets:
        add(dose.sets, lexicon.counted("set", dose.sets))
    if held(item) and dose.hold:
        add(*lexicon.duration(dose.hold), lexicon("dose.hold"))
        add(_repetitions(item), lexicon.counted("time", _repetitions(item)), side)
    else:
        label = _counted(item)
        if not _timed(item):
            load = _beside(item)
            add(_repetitions(item), *((Words(label + ",", label.place), load) if load else (label, side)))
        if dose.hold:
            add(*lexicon.duration(dose.hold), lexicon("dose.hold"))
    if dose.rest and _sets(item):
        add(*lexicon.duration(dose.rest), lexicon("dose.rest"))
    if held(item) or _times(item) > 1:
        add(_times(item), lexicon.counted("time", _times(item)), lexicon("dose.a-day"))
    if dose.days_a_week:
        add(dose.days_a_week, lexicon.counted("day", dose.days_a_week), lexicon("dose.a-week"))
    return tuple(out)


def frequency(item: Item, lexicon: Lexicon) -> str:
    """'every day', '3 days a week'."""
    days = item.dose.days_a_week or Range((7, 7))
    return (
        lexicon("every-day") if days.low == 7 else f"{lexicon.amount('day', days)} {lexicon('dose.a-week')}"
    )


def often(item: Item, lexicon: Lexicon) -> tuple[str, ...]:
    """'2 times a day' where it is more than once, and on how many days."""
    a_day = f"{lexicon.amount('time', _times(item))} {lexicon('dose.a-day')}"
    return (*((a_day,) if _times(item) > 1 else ()), frequency(item, lexicon))


def sentence(item: Item, lexicon: Lexicon) -> Words:
    """The dose in plain words, every part of it but a load that stands beside the figures.

    Placed where the plan names the exercise.
    """
    dose, say = item.dose, lexicon
    out = [*_work(item, say)]
    if len(item.loads) > 1:
        out.append(say("dose.sentence.loads", loads=each_load(item, say)))
    out += [*_rests(item, say), _on_days(item, say)]
    if dose.rir is not None:
        none = dose.rir.high == 0
        out.append(say("dose.sentence.rir.none") if none else say("dose.sentence.rir", number=dose.rir))
    if dose.rpe is not None:
        out.append(say("dose.sentence.rpe", number=dose.rpe))
    rule = load_rule(item, say) if item.loading and not item.loads else None
    bare = _bare(item) or (len(item.loads) == 1 and not _beside(item))
    extras = (rule, dose.load if bare else None, dose.tempo, dose.effort)
    out += [capital(str(extra).rstrip(".")) + "." for extra in extras if extra]
    if dose.weeks:
        out.append(say("dose.sentence.weeks", weeks=say.amount("week", dose.weeks)))
    return Words(" ".join(out), item.place)


def load_words(load: Load, lexicon: Lexicon) -> str:
    """'62.5 kg'."""
    number = load.number.replace(".", lexicon("number.point"))
    return lexicon(f"load.{load.unit}", number=number)


def each_load(item: Item, lexicon: Lexicon) -> str:
    """'60, 62.5 and 65 kg', one a set."""
    numbers = [load.number.replace(".", lexicon("number.point")) for load in item.loads]
    return lexicon(f"load.{item.loads[0].unit}", number=lexicon.listing(numbers, "and"))


def load_rule(item: Item, lexicon: Lexicon) -> str:
    """'70% of your maximum', '60, 70 and 80% of body mass', of an item with a rule."""
    rule = item.loading
    if rule is None:
        return ""
    numbers = [f"{percent:g}".replace(".", lexicon("number.point")) for percent in rule.percent]
    return lexicon(f"load.of.{rule.of}", percent=lexicon.listing(numbers, "and"))


def _bare(item: Item) -> bool:
    """True for a dose whose sentence counts nothing that a load could stand beside."""
    return held(item) or _timed(item)


def _work(item: Item, lexicon: Lexicon) -> Iterator[str]:
    """What is done, how often, in how many sets."""
    dose, side = item.dose, side_words(item, lexicon)
    kind = item.side if item.side in ("each", "both") else "one"
    hold = _spoken(dose.hold, lexicon) if dose.hold else ""
    sets = lexicon.amount("set", dose.sets) if dose.sets and _sets(item) else ""
    if _bare(item):
        change = "" if item.side == "both" else lexicon(f"side.change.{item.exercise.side_word}")
        told = "one.stretch" if kind == "one" and item.exercise.kind == "stretch" else kind
        yield lexicon(f"dose.sentence.hold.{told}", hold=hold, side=side, change=change)
        if held(item):
            yield lexicon("dose.sentence.times", times=lexicon.amount("time", _repetitions(item)))
        if sets:
            yield lexicon(f"dose.sentence.{'more-sets' if held(item) else 'sets'}", sets=sets)
        return
    # What is counted, and with what load, stands beside the figures; here it would take the sentence over a line.
    count = f"{_repetitions(item)} {_counted(item)}"
    if sets:
        count = lexicon("dose.brief", sets=sets, count=_repetitions(item))
    yield lexicon(f"dose.sentence.count.{kind}", count=count, side=side)
    if hold:
        yield lexicon("dose.sentence.hold.count", hold=hold)


def _rests(item: Item, lexicon: Lexicon) -> Iterator[str]:
    """Nothing of a single set: there is no other to rest before."""
    if item.dose.rest and _sets(item):
        yield lexicon("dose.sentence.rest", rest=_spoken(item.dose.rest, lexicon))


def _on_days(item: Item, lexicon: Lexicon) -> str:
    """'Once a day, 3 days a week.', 'Twice a day, on Mon and Thu.'"""
    times, days = _times(item), item.dose.days
    a_day = {1: "a-day.once", 2: "a-day.twice"}.get(times)
    told = capital(lexicon(a_day) if a_day else f"{lexicon.amount('time', times)} {lexicon('dose.a-day')}")
    if not days or len(days) == len(DAYS):
        return lexicon("dose.sentence.often", times=told, often=frequency(item, lexicon))
    named = lexicon.listing([lexicon(f"day.{day}") for day in DAYS if day in days], "and")
    return lexicon("dose.sentence.on", times=told, days=named)


def _spoken(time: Duration, lexicon: Lexicon) -> str:
    """'30 seconds', 'one minute', '2 minutes'."""
    return lexicon("minute.single") if time == MINUTE else " ".join(lexicon.duration(time))


def exertion(item: Item, lexicon: Lexicon) -> str:
    """'2 in reserve', 'effort 8 of 10', or nothing."""
    dose = item.dose
    if dose.rir is not None:
        return lexicon("dose.rir", number=dose.rir)
    return lexicon("dose.rpe", number=dose.rpe) if dose.rpe is not None else ""


def each_hold(item: Item, lexicon: Lexicon) -> str:
    """'hold 5 seconds', of repetitions that are each held; '' where the time is told as what is done."""
    if not item.dose.hold or held(item) or _timed(item):
        return ""
    return f"{lexicon('dose.hold')} {' '.join(lexicon.duration(item.dose.hold))}"


def brief(item: Item, lexicon: Lexicon) -> str:
    """'3 sets of 10', '3 × 30 seconds'."""
    dose = item.dose
    count = str(_repetitions(item))
    if dose.hold and (held(item) or _timed(item)):
        hold = " ".join(lexicon.duration(dose.hold))
        count = f"{count} × {hold}" if held(item) else hold
        if not _sets(item):
            return count
    if dose.sets:
        return lexicon("dose.brief", sets=lexicon.amount("set", dose.sets), count=count)
    return f"{count} {_counted(item)}"


def card_cells(item: Item, lexicon: Lexicon) -> tuple[DoseCell, ...]:
    """The two figures of a card."""
    full = cells(item, lexicon)
    if held(item):
        hold, times = full[1:3] if _sets(item) else full[:2]
        return (hold, replace(times, label=times.label[:1]))
    return full[:2]


def card_line(item: Item, lexicon: Lexicon) -> str:
    """What the two figures of a card don't say: 'Each leg, every day', '3 days a week'."""
    dose, parts = item.dose, []
    if held(item) or _beside(item) or _timed(item):
        parts.append(side_words(item, lexicon))
    elif dose.load:
        parts.append(dose.load)
    if held(item):
        parts += [lexicon.amount("set", dose.sets) if dose.sets and _sets(item) else "", str(dose.load or "")]
    told = (*parts, each_hold(item, lexicon), *often(item, lexicon), exertion(item, lexicon))
    return capital(lexicon("list.comma").join(filter(None, told)))


def due(dose: Dose) -> tuple[int, ...]:
    """How often the exercise is due on each day from Monday to Sunday."""
    days = dose.days or WEEK[min(7, (dose.days_a_week or Range((7, 7))).high)]
    return tuple((dose.times_a_day or 1) if day in days else 0 for day in DAYS)


class TileDose(NamedTuple):
    """A dose on a tile.  cells, line: up to three figures, and what they don't say; few, rest: two, and more words."""

    cells: tuple[DoseCell, ...]
    line: Words
    few: tuple[DoseCell, ...]
    rest: Words


def tile(item: Item, lexicon: Lexicon) -> TileDose:
    """How much, how long and on which days.  Rest and number of weeks are the handout's to say."""
    dose, full, side = item.dose, cells(item, lexicon), side_words(item, lexicon)
    *a_day, days = often(item, lexicon)
    sets = bool(_sets(item) if held(item) else dose.sets)
    core = full[: sets + (2 if held(item) else 1)]
    more = [str(dose.load or "") if held(item) else ""]
    if not held(item):
        alone = str(dose.load or "") if not _beside(item) else ""
        more = [side if _beside(item) or _timed(item) else alone, each_hold(item, lexicon)]
    amount = [lexicon.amount("set", dose.sets)] if dose.sets and sets and held(item) else []
    few = core[-2:]
    if held(item) and not sets and days == lexicon("every-day"):
        bare = (*core[:-1], replace(core[-1], label=core[-1].label[:1]))
        label = (Words(side + lexicon("list.comma").rstrip(), item.place), days) if side else (days,)
        told, said = (*bare, DoseCell("", label, item.place)), [*more, *a_day]
        few, more = bare, [side, *more]
    elif len(core) > 2 or not dose.days_a_week:
        told, said = core, [*more, *a_day, days]
    else:
        told, said = (*core, full[-1]), [*more, *a_day]
    rest = [*amount, *more, *a_day, days]
    return TileDose(told, _told(item, said, lexicon), few, _told(item, rest, lexicon))


def _told(item: Item, parts: list[str], lexicon: Lexicon) -> Words:
    """The parts in one phrase, then tempo and effort."""
    first = lexicon("list.comma").join(filter(None, [*parts, exertion(item, lexicon)]))
    phrases = (first, item.dose.tempo, item.dose.effort)
    told = [capital(str(phrase).rstrip(".")) for phrase in phrases if phrase]
    return Words(
        lexicon("list.dot").join(told), (item.dose.tempo or item.dose.effort or Words("", item.place)).place
    )
