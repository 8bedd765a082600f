"""What coaches' sheets share: exercises with their codes, those done in turn, what stands at the foot."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from psoas_pdf import doses
from psoas_pdf.compose.desk import Desk
from psoas_pdf.document import Labelled
from psoas_pdf.doses import MINUTE
from psoas_pdf.model.layout import Layout, Section
from psoas_pdf.model.load import BODY, Equipment
from psoas_pdf.spec import Item
from psoas_pdf.teams import Lift
from psoas_pdf.units import Duration, Mass
from psoas_pdf.words import Words


class Coach(Desk):
    """A desk for sheets of a coach."""

    def section(self, layout: Layout) -> Section:
        return (layout.sections or ())[0]

    def mass_is_printed(self, asked: bool | None) -> bool:
        """Left out: where a load is a part of it, so that the load can be checked."""
        if asked is not None:
            return asked
        return any(item.loading and item.loading.of == BODY for item in self.spec.items)

    def mass(self, mass: Mass | None) -> str:
        if mass is None:
            return ""
        number = f"{mass.number:g}".replace(".", self.say("number.point"))
        return self.say(f"load.{mass.unit or self.spec.plan.units}", number=number)

    def fields(self) -> tuple[Labelled, ...]:
        plan, say = self.spec.plan, self.say
        return (
            Labelled(say("team.date"), self.date(plan.date)),
            Labelled(say("team.coach"), plan.clinician),
        )

    def code(self, item: Item) -> str:
        return str(item.label) or str(item.number)

    def unit(self, item: Item) -> str:
        """The same for exercises that are done in turn: those whose labels differ in their last digits alone."""
        letters = item.label.rstrip("0123456789")
        return f"{item.group}\n{letters}" if letters and letters != item.label else f"\n\n{item.number}"

    def equipment(self, item: Item) -> Equipment | None:
        """What the load of an item with a rule is made with; its rule has been checked."""
        known, rule = self.spec.plan.equipment, item.loading
        if rule is None:
            return None
        return known[rule.equipment] if rule.equipment else next(iter(known.values()))

    def named(self, equipment: Equipment) -> str:
        known = self.spec.plan.equipment
        return str(equipment.name or next(key for key, one in known.items() if one is equipment))

    def rule(self, item: Item) -> str:
        """'dumbbells, 70% of maximum', else the load in words, else that there is none."""
        equipment = self.equipment(item)
        if equipment:
            return self.say("list.comma").join((self.named(equipment), doses.load_rule(item, self.say)))
        return str(item.dose.load or self.say("team.no-load"))

    def lifts(self, told: bool = True) -> tuple[Lift, ...]:
        """told: whether all of the dose and the note stand with each."""
        out = []
        for item in self.spec.items:
            lines = [self.sets(item), self.rule(item)] if told else []
            more = [doses.each_hold(item, self.say), doses.exertion(item, self.say), item.dose.tempo or ""]
            if told:
                more.append(item.dose.effort or "")
            lines.append(self.say("list.comma").join(str(part).rstrip(".") for part in more if part))
            if told:
                lines.append(item.note or "")
            out.append(
                Lift(
                    self.code(item),
                    item.exercise.short,
                    item.group,
                    self.unit(item),
                    self.figures(item)[1],
                    tuple(Words(line, item.place) for line in lines if line),
                    item.place,
                )
            )
        return tuple(out)

    def sets(self, item: Item) -> str:
        """'3 sets of 5 each leg'."""
        return " ".join(filter(None, (doses.brief(item, self.say), doses.side_words(item, self.say))))

    def in_turn(self) -> str:
        """'**A1 + A2** and **B1 + B2**: in turn, rest 1 min. **C1**: rest 2 min.'"""
        say, phrases = self.say, []
        units = [tuple(group) for _, group in groupby(self.spec.items, self.unit)]
        for turn in (True, False):
            by_rest: dict[str, list[str]] = {}
            for unit in units:
                if (len(unit) > 1) is turn:
                    joined = f"**{say('team.plus').join(map(self.code, unit))}**"
                    by_rest.setdefault(self.rest(unit), []).append(joined)
            for rest, codes in by_rest.items():
                names = say.listing(codes, "and")
                if turn:
                    told = f"team.turn.{'rest' if rest else 'none'}"
                elif rest:
                    told = "team.rest.all" if len(units) == len(codes) else "team.rest"
                else:
                    continue
                phrases.append(say(told, names=names, rest=rest))
        return " ".join(phrases)

    def rest(self, unit: tuple[Item, ...]) -> str:
        """'1 min'; of exercises in turn with other rests, each with its own."""
        say = self.say
        rests = [self.time(item.dose.rest) if item.dose.rest else "" for item in unit]
        if len(set(rests)) == 1:
            return rests[0]
        each = [
            say("team.rest.after", rest=rest, code=self.code(item))
            for item, rest in zip(unit, rests, strict=True)
            if rest
        ]
        return say.listing(each, "and")

    def time(self, time: Duration) -> str:
        """'30 s', '2 min'."""
        return " ".join(self.short_time(time))

    def short_time(self, time: Duration) -> tuple[str, str]:
        """'30' and 's', '2' and 'min'."""
        whole = time >= MINUTE and time % MINUTE == 0
        return str(time // MINUTE if whole else int(time)), self.say(
            "team.minutes" if whole else "team.seconds"
        )

    def foot(self, how: str) -> tuple[Words, ...]:
        """How to fill in, what is done in turn and when to stop; then steps, who made and checked it, sources.

        The sources are the first of each dose, which it is built on: there is one line for them.
        """
        say, plan = self.say, self.spec.plan
        opening = " ".join(filter(None, (how, self.in_turn(), say("team.stop"))))
        maker = plan.clinic.name
        first_of = [id for item in self.spec.items for id in item.exercise.guideline.sources[:1]]
        names = self.source_names(first_of)
        told = [
            say("team.steps", steps=say("list.comma").join(self._steps())) if plan.equipment else "",
            str(maker),
            *map(str, self.checked()),
            say("sources.line", names=say("list.comma").join(names)).rstrip(".") if names else "",
        ]
        return (
            Words(opening, plan.place),
            Words(say("list.dot").join(filter(None, told)), maker.place if maker.place.file else plan.place),
        )

    def _steps(self) -> Iterator[str]:
        for equipment in self.spec.plan.equipment.values():
            yield f"{self.named(equipment)} {self.mass(equipment.step)}"
