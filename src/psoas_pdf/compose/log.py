"""One athlete's exercises with sessions to fill in."""

from __future__ import annotations

from dataclasses import replace

from psoas_pdf import doses
from psoas_pdf.compose.lifts import Coach
from psoas_pdf.document import Block, Labelled
from psoas_pdf.model.layout import Layout
from psoas_pdf.spec import Item
from psoas_pdf.teams import Lift, Log, Session
from psoas_pdf.words import Words

SESSIONS = 4


class TrainingLog(Coach):
    def blocks(self, layout: Layout) -> list[tuple[str, Block]]:
        section, say, plan = self.section(layout), self.say, self.spec.plan
        mass = self.mass(plan.person.mass) if self.mass_is_printed(section.mass) else ""
        name = plan.person.name or plan.person.reference
        told = Words(say("list.dot").join(filter(None, (name, mass))), name.place)
        fields = (Labelled(say("team.athlete"), told if name else Words("")), self.fields()[1])
        lifts, effort = self.lifts(told=False), self.effort()
        log = Log(
            title=plan.title,
            fields=fields,
            exercise=say("own.exercise"),
            date=say("team.date"),
            sessions=tuple(say("log.session", number=i + 1) for i in range(section.sessions or SESSIONS)),
            cells=(self.weight(), say("log.repetitions"), say(f"log.{effort}")),
            rows=tuple(self.session(i, lift) for i, lift in zip(self.spec.items, lifts, strict=True)),
            notes=say("menu.notes"),
            foot=self.foot(say("log.how" if effort == "effort" else f"log.how.{effort}")),
            place=plan.place,
        )
        return [(section.section, log)]

    def weight(self) -> str:
        """The unit that weights are written in, where all have one."""
        plan, say = self.spec.plan, self.say
        units = {one.step.unit or plan.units for one in plan.equipment.values()}
        return say(f"load.{units.pop()}", number="").strip() if len(units) == 1 else say("log.weight")

    def effort(self) -> str:
        """How effort is told, where every dose that says it says it in that way: 'rir', 'rpe', else 'effort'."""
        told = [i.dose for i in self.spec.items if i.dose.rir is not None or i.dose.rpe is not None]
        if told and all(dose.rir is not None for dose in told):
            return "rir"
        return "rpe" if told and all(dose.rpe is not None for dose in told) else "effort"

    def session(self, item: Item, lift: Lift) -> Session:
        say, dose = self.say, item.dose
        rest = f"{say('dose.rest')} {self.time(dose.rest)}" if dose.rest else ""
        rule = "" if item.loads or not item.loading else self.rule(item)
        side = doses.side_words(item, say)
        extra = [side, rule, *lift.lines, rest, dose.effort]
        line = say("list.comma").join(str(part).rstrip(".") for part in extra if part)
        lift = replace(lift, lines=tuple([Words(told, item.place) for told in (line, item.note) if told]))
        sets = dose.sets.high if dose.sets else 1
        if len(item.loads) > 1:
            labels = tuple(doses.load_words(load, say) for load in item.loads)
        else:
            labels = tuple(str(i + 1) for i in range(sets)) if sets > 1 else ("",)
        heard = say("log.boxes", sets=say.amount("set", sets))
        return Session(lift, Words(self.short(item), item.place), labels, heard)

    def short(self, item: Item) -> str:
        """'3 sets of 5 × 62.5 kg'."""
        told = doses.brief(item, self.say)
        load = item.dose.load
        # Loads of single sets stand beside the lines of these.
        return self.say("log.dose", dose=told, load=load) if load and len(item.loads) < 2 else told
