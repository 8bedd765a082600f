"""Exercises to choose from by hand, in the plan's groups or by the position of the body."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from psoas_pdf import doses
from psoas_pdf.compose.desk import Desk
from psoas_pdf.document import Glance, Menu, MenuGroup
from psoas_pdf.lexicon import capital
from psoas_pdf.model.exercise import POSITIONS
from psoas_pdf.spec import Item

BLANK = "{blank}"
PHRASES = ("sets", "hold", "a-day", "days")
"""What of a dose is written by hand: keys of the language's phrases, each with gaps."""


def menu(desk: Desk) -> Menu:
    """All exercises of the plan, group after group, with gaps for doses and boxes for sides."""
    say, groups = desk.say, []
    for heading, items in _groups(desk):
        rows = tuple(_row(desk, item) for item in items)
        groups.append(MenuGroup(heading, say("continued", name=heading), rows))
    phrases = [say(f"menu.{phrase}") for phrase in PHRASES]
    heard = say("list.comma").join(phrases).replace(BLANK, say("menu.blank"))
    blanks = tuple(tuple(phrase.split(BLANK)) for phrase in phrases)
    words = say("menu"), say("menu.how")
    return Menu(*words, tuple(groups), blanks, heard, say("menu.notes"), say("diary.tick"))


def _groups(desk: Desk) -> Iterator[tuple[str, list[Item]]]:
    """The plan's own groups where it has any, else positions of the body; each with a heading."""
    items = desk.spec.items
    if any(item.group for item in items):
        for name, run in groupby(items, lambda item: str(item.group)):
            yield name or desk.say("menu"), list(run)
        return
    for position in POSITIONS:
        mine = [item for item in items if item.exercise.position == position]
        if mine:
            yield capital(desk.say(f"position.{position}")), mine


def _row(desk: Desk, item: Item) -> tuple[Glance, tuple[str, ...]]:
    say, word = desk.say, item.exercise.side_word
    sides = tuple(say(f"side.{side}.{word}") for side in ("left", "right")) if item.side == "each" else ()
    side, dose = "" if item.side == "each" else doses.side_words(item, say), item.dose
    said = (
        doses.brief(item, say),
        side,
        dose.load,
        *doses.often(item, say),
        doses.exertion(item, say),
        dose.tempo,
        dose.effort,
    )
    told = say("list.comma").join(str(part).rstrip(".") for part in said if part)
    return Glance(item.number, item.exercise.short, told, (), desk.figures(item)[1]), sides
