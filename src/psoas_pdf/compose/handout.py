"""The patient's handout, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from psoas_pdf import doses
from psoas_pdf.compose.desk import Desk, Sections, V
from psoas_pdf.document import (
    About,
    Block,
    Code,
    Diary,
    DiaryColumn,
    ExerciseBlock,
    Figure,
    Glance,
    Glances,
    Goal,
    HelpBox,
    Labelled,
    Listed,
    Masthead,
    Note,
    PersonFields,
    SourceNotes,
    Title,
)
from psoas_pdf.lexicon import capital, together
from psoas_pdf.markup import plain
from psoas_pdf.model.dose import DAYS
from psoas_pdf.model.muscle import Muscle
from psoas_pdf.spec import Item
from psoas_pdf.words import Words

MOST_PICTURED = 6
"""More exercises than that are told at a glance as a table without pictures."""


class Handout(Desk):
    headings = True

    def sections(self) -> Sections:
        return {
            "masthead": self.masthead,
            "title": lambda: [Title(self.spec.plan.title)],
            "goal": self.goal,
            "person": self.person,
            "help": self.help,
            "help-short": self.short_help,
            "glance": self.glances,
            "exercises": self.exercises,
            "menu": self.menu,
            "diary": self.diary,
            "about": self.about,
            "sources": self.sources,
            "sources-short": self.short_sources,
        }

    def masthead(self) -> Iterable[Block]:
        yield self.shared("masthead", (self.spec.plan.clinic, self.logo), self._masthead)

    def _masthead(self) -> Masthead:
        clinic, say = self.spec.plan.clinic, self.say
        phone = together(clinic.phone)
        line = Words(say("phone", phone=phone), phone.place) if phone else Words("")
        return Masthead(
            clinic.name,
            together(clinic.address),
            line,
            self.logo,
            say("logo.alt", clinic=plain(clinic.name)) if clinic.name else say("logo.blank"),
            say("logo.blank"),
            say("clinic.blank"),
            say("phone.blank"),
        )

    def goal(self) -> Iterable[Block]:
        plan, say = self.spec.plan, self.say
        weeks = say.amount("week", plan.weeks)
        time = (
            say("goal.time", minutes=say.amount("minute", plan.minutes), weeks=weeks) if plan.minutes else ""
        )
        if plan.goal or time or plan.note:
            time = time or (say("goal.weeks", weeks=weeks) if plan.goal else "")
            yield Goal(say("goal"), plan.goal, time, plan.note)

    def person(self) -> Iterable[Block]:
        plan, say = self.spec.plan, self.say
        born = say("person.born", date=say.date(plan.person.born)) if plan.person.born else ""
        name = say("list.dot").join(filter(None, [plan.person.name, plan.person.reference, born]))
        fields = (
            ("name", Words(name, (plan.person.name or plan.person.reference or plan.person.born).place)),
            ("date", self.date(plan.date)),
            ("clinician", plan.clinician),
            ("review", self.date(plan.review)),
        )
        yield PersonFields(tuple(Labelled(say(f"person.{key}"), value) for key, value in fields))

    def help(self) -> Iterable[Block]:
        yield self.shared("help", (self.spec.help, self.emergency()), self._help)

    def _help(self) -> HelpBox:
        rules, say = self.spec.help, self.say
        first = [Listed(say("help.call", number=self.emergency()), rules.call)]
        if rules.same_day:
            first.append(Listed(say("help.same-day"), rules.same_day))
        last = Listed(say("help.ring"), rules.ring) if rules.ring else None
        title = say("help.title")
        return HelpBox(title, tuple(first), last, say("continued", name=title))

    def glances(self) -> Iterable[Block]:
        yield Glances(
            self.say("glance"),
            tuple([self._once("glance", item, self._glance) for item in self.spec.items]),
            len(self.spec.items) > MOST_PICTURED or any(i.group for i in self.spec.items),
        )

    def _glance(self, item: Item) -> Glance:
        say = self.say
        told = doses.brief(item, say), doses.often(item, say)
        return Glance(item.number, item.exercise.short, *told, self.figures(item)[1], self.begun(item))

    def exercises(self) -> Iterable[Block]:
        for item in self.spec.items:
            yield self._once("exercise", item, self._exercise)

    def _once(self, name: str, item: Item, make: Callable[[Item], V]) -> V:
        """What is made of an item; made before where the item, and what its group begins with, are the same."""
        return self.shared(name, (item, str(self.begun(item))), lambda: make(item))

    def _exercise(self, item: Item) -> ExerciseBlock:
        exercise, say = item.exercise, self.say
        start, end = self.figures(item)
        notes: list[Note | Code] = [
            self.note("avoid", self.mistakes(exercise.mistakes)),
            self.note("care", exercise.care),
        ]
        if item.note:
            notes.append(self.note("own", item.note))
        notes += self.codes(item)
        return ExerciseBlock(
            number=item.number,
            name=exercise.name,
            meta=self.meta(item),
            told=self.told(item),
            cells=doses.cells(item, say),
            sentence=doses.sentence(item, say),
            start_label=say("start"),
            end_label=say("end"),
            start=start,
            end=end,
            feel=self.note("feel", exercise.feel),
            steps=(exercise.start, *exercise.steps),
            notes=tuple(notes),
            continued=say("continued", name=exercise.name),
            place=item.place,
            group=self.begun(item),
            grouped=bool(item.group),
        )

    def meta(self, item: Item) -> Words:
        exercise, say = item.exercise, self.say
        things = say("list.comma").join(e.item for e in exercise.equipment)
        parts = [item.label, say(f"kind.{exercise.kind}"), say(f"position.{exercise.position}"), things]
        place = exercise.equipment[0].item.place if exercise.equipment else exercise.place
        return Words(say("list.dot").join(filter(None, parts)), place)

    def told(self, item: Item) -> Words:
        exercise, say = item.exercise, self.say
        position = capital(say(f"position.{exercise.position}"))
        told = say("told", kind=say(f"kind.{exercise.kind}"), position=position)
        if exercise.equipment:
            things = say.listing([e.need for e in exercise.equipment], "and")
            told += " " + say("told.need", things=things)
        return Words(f"{item.label}. {told}" if item.label else told, self.meta(item).place)

    def menu(self) -> Iterable[Block]:
        from psoas_pdf.compose.menu import menu

        yield menu(self)

    def diary(self) -> Iterable[Block]:
        say = self.say
        yield Diary(
            heading=say("diary"),
            how=say("diary.how"),
            columns=tuple([self._once("column", item, self._column) for item in self.spec.items]),
            least=say("diary.no-pain"),
            most=say("diary.worst-pain"),
            scale=tuple(map(str, range(11))),
            weeks=tuple(say("diary.week", week=week + 1) for week in range(self.spec.plan.weeks)),
            from_=say("diary.from"),
            day=say("diary.day"),
            days=tuple(say(f"day.{day}") for day in DAYS),
            pain=say("diary.pain"),
            rest_mark=say("diary.rest"),
            rest_alt=say("diary.rest-day"),
            tick_alt=say("diary.tick"),
        )

    def _column(self, item: Item) -> DiaryColumn:
        return DiaryColumn(item.number, item.exercise.short, doses.due(item.dose), self.begun(item))

    def about(self) -> Iterable[Block]:
        muscle = self.spec.muscle
        if muscle and muscle.about:
            yield self.shared("about", (muscle,), lambda: self._about(muscle))

    def _about(self, muscle: Muscle) -> About:
        figure = Figure(self.art.torso(), self.say("standing.alt", muscle=muscle.plain_name))
        uses = tuple((use.activity, use.words) for use in muscle.uses)
        sentences = tuple(fact.words for fact in muscle.about)
        return About(self.say("about"), sentences, figure, self.say("about.uses"), uses)

    def sources(self) -> Iterable[Block]:
        spec, plan = self.spec, self.spec.plan
        exercises = [item.exercise for item in spec.items]
        depends = (spec.muscle, spec.help, plan.clinic, str(plan.clinician), plan.checked, *exercises)
        yield self.shared("sources", depends, self._sources)

    def _sources(self) -> SourceNotes:
        muscle = self.spec.muscle
        about: list[str] = []
        if muscle:
            about += [id for fact in muscle.about for id in fact.sources]
            about += [id for use in muscle.uses for id in use.sources]
        return self._notes(self.source_names([*self.exercise_sources(), *about]))

    def _notes(self, names: list[Words]) -> SourceNotes:
        say, plan = self.say, self.spec.plan
        maker = plan.clinic.name or plan.clinician
        sheet = self.checked()
        if (plan.checked.by or plan.checked.on) and not plan.checked.again:
            sheet.append(Words(say("checked.again.blank")))
        made = Words(say("made-by", who=maker), maker.place) if maker else Words(say("made-with"))
        sheet += [made, Words(say("other-formats"))]
        return SourceNotes(say("sources"), tuple(names), say("sheet"), tuple(sheet))
