"""A sheet for a squad: athletes down, exercises across."""

from __future__ import annotations

from psoas_pdf import doses
from psoas_pdf.compose.lifts import Coach
from psoas_pdf.document import Block
from psoas_pdf.model.layout import Layout
from psoas_pdf.spec import Item, Mate
from psoas_pdf.teams import Athlete, Cell, Squad
from psoas_pdf.units import Range
from psoas_pdf.words import Words

BLANK_ROWS = 12
"""Of a sheet without a roster, where the layout doesn't say how many rows a page has."""
MOST_MARKED = 4
"""Boxes to tick, one for each hold and side; where there are more of them, a box for each side of a set."""


class TeamSheet(Coach):
    def blocks(self, layout: Layout) -> list[tuple[str, Block]]:
        section = self.section(layout)
        mass = self.mass_is_printed(section.mass)
        rows = [self.athlete(mate, mass) for mate in self.spec.team]
        if not rows:
            blank = self.blank(mass)
            rows = [blank] * (section.athletes_a_page or BLANK_ROWS)
        squad = Squad(
            self.spec.plan.title,
            self.fields(),
            self.say("team.athlete"),
            self.say("team.mass") if mass else "",
            self.lifts(),
            tuple(rows),
            self.foot(self.how()),
            section.athletes_a_page,
            section.exercises_a_page,
            self.spec.plan.place,
        )
        return [(section.section, squad)]

    def how(self) -> str:
        holds = [doses.held(item) for item in self.spec.items]
        key = "both" if any(holds) and not all(holds) else "holds" if all(holds) else "sets"
        return self.say(f"team.how.{key}")

    def athlete(self, mate: Mate, mass: bool) -> Athlete:
        person = mate.person
        name = person.name or person.reference
        if not name:
            name = Words(self.say("team.row", row=mate.place.line), mate.place)
        cells = [
            self.cell(item, own)
            if isinstance(own, Item)
            else Cell(
                "", "", (), Words(self.say("team.leave-out", reason=own), own.place), False, "", own.place
            )
            for item, own in zip(self.spec.items, mate.items, strict=True)
        ]
        return Athlete(name, self.mass(person.mass) if mass else "", tuple(cells), mate.place)

    def blank(self, mass: bool) -> Athlete:
        """A row to write a name in."""
        place = self.spec.plan.place
        unit = self.say(f"load.{self.spec.plan.units}", number="").strip() if mass else ""
        return Athlete(Words(""), unit, tuple(self.cell(item, item) for item in self.spec.items), place)

    def cell(self, item: Item, own: Item) -> Cell:
        """item: the team's; own: the same as this athlete does it."""
        say, change = self.say, self.change(item, own)
        boxes, number, unit = self.boxes(own), "", ""
        spare = False
        if own.loads:
            numbers = [load.number.replace(".", say("number.point")) for load in own.loads]
            unit = say(f"load.{own.loads[0].unit}", number="").strip()
            if len(numbers) == 1:
                number = numbers[0]
            else:
                boxes = tuple(numbers)
        elif equipment := self.equipment(own):
            unit = say(f"load.{equipment.step.unit or self.spec.plan.units}", number="").strip()
        elif own.dose.hold:
            number, unit = self.short_time(own.dose.hold)
            spare = own.dose.hold == item.dose.hold
        marks = list(dict.fromkeys(filter(None, boxes)))
        if len(own.loads) > 1:
            heard = say("team.boxes.loads", count=say.amount("team.box", len(boxes)))
        elif marks:
            count = say.amount("team.box", len(boxes) // len(marks))
            heard = say("team.boxes.sides", count=count)
        else:
            heard = say.amount("team.box", len(boxes))
        return Cell(number, unit, boxes, Words(change, own.place), spare, heard, own.place)

    def boxes(self, item: Item) -> tuple[str, ...]:
        """One for each set; for a stretch one for each hold, with the side where both are held in turn."""
        sets = item.dose.sets.high if item.dose.sets else 1
        if not doses.held(item):
            return ("",) * sets
        sides = (self.say("team.left"), self.say("team.right")) if item.side == "each" else ("",)
        holds = sets * (item.dose.repetitions.high if item.dose.repetitions else 1)
        return sides * (holds if holds * len(sides) <= MOST_MARKED else sets)

    def change(self, item: Item, own: Item) -> str:
        """What is different for this athlete, in short words."""
        say, before, now = self.say, item.dose, own.dose
        if own is item:
            return ""
        parts: list[str] = []
        sets, repetitions = before.sets != now.sets, before.repetitions != now.repetitions
        if sets and repetitions and not doses.held(own):
            parts.append(doses.brief(own, say))
        else:
            if sets:
                parts.append(say.amount("set", now.sets or Range((1, 1))))
            if repetitions and now.repetitions:
                counted = say.counted("time", now.repetitions)
                if not doses.held(own):
                    words = own.exercise.counted
                    counted = words.one if now.repetitions == Range((1, 1)) else words.many
                parts.append(f"{now.repetitions} {counted}")
        if own.side != item.side:
            parts.append(doses.side_words(own, say))
        if not own.loading and before.load != now.load:
            parts.append(str(now.load or say("team.no-load")))
        for name in ("tempo", "effort"):
            told = getattr(now, name)
            if told and told != getattr(before, name):
                parts.append(str(told))
        if (now.rir, now.rpe) != (before.rir, before.rpe):
            parts.append(doses.exertion(own, say))
        if now.rest and now.rest != before.rest:
            parts.append(f"{say('dose.rest')} {self.time(now.rest)}")
        if own.loading and now.hold != before.hold:
            parts.append(doses.each_hold(own, say))
        note = own.note if own.note and own.note != item.note else ""
        return say("list.dot").join(filter(None, (say("list.comma").join(filter(None, parts)), note)))
