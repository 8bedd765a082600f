"""`Spec` to `Document`: which words and pictures stand in a document, in which order.  No lengths, no colours."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from psoas_pdf import doses
from psoas_pdf.art import Art
from psoas_pdf.document import (
    About,
    Block,
    Card,
    CardBack,
    CardFront,
    Deck,
    Diary,
    DiaryColumn,
    Document,
    ExerciseBlock,
    Facts,
    Figure,
    Glance,
    Glances,
    Goal,
    Heading,
    HelpBox,
    Labelled,
    ListCard,
    Listed,
    Masthead,
    Note,
    PersonFields,
    Plates,
    PlateLabel,
    PlateView,
    Running,
    SourceNotes,
    Title,
)
from psoas_pdf.lexicon import Lexicon, capital, exchange_sides, iso_date
from psoas_pdf.model.dose import DAYS
from psoas_pdf.model.fact import Fact
from psoas_pdf.model.layout import Layout
from psoas_pdf.model.muscle import Muscle
from psoas_pdf.problems import Problems
from psoas_pdf.spec import Item, Spec
from psoas_pdf.words import Words


def compose(spec: Spec, layout: Layout, art: Art, problems: Problems, logo: bytes | None = None) -> Document:
    """The document that a layout's sections ask for.  Problems: words that the language lacks, pictures that can't be."""
    writer = _Writer(spec, art, problems, logo)
    if layout.kind == "cards":
        blocks: list[tuple[str, Block]] = [("cards", writer.deck([s.section for s in layout.sections or ()]))]
    elif layout.kind == "plates":
        blocks = writer.sections(layout, writer.anatomy_sections())
    else:
        blocks = writer.sections(layout, writer.handout_sections())
    plan = spec.plan
    day = iso_date(plan.date)
    return Document(
        title=str(writer.title()) if layout.kind == "plates" else str(plan.title),
        author=str(plan.clinic.name or plan.clinician),
        language=spec.language.tag,
        subject=str(plan.goal),
        date=str(plan.date) if day else "",
        running=writer.running(writer.title() if layout.kind == "plates" else plan.title),
        blocks=tuple(blocks),
    )


class _Writer:
    """Spec, words and pictures at hand while a document is put together."""

    def __init__(self, spec: Spec, art: Art, problems: Problems, logo: bytes | None) -> None:
        self.spec, self.art, self.problems, self.logo = spec, art, problems, logo
        self.say = Lexicon(spec.language, problems)

    def sections(
        self, layout: Layout, known: dict[str, Callable[[], Iterable[Block]]]
    ) -> list[tuple[str, Block]]:
        out: list[tuple[str, Block]] = []
        for section in layout.sections or ():
            make = known.get(section.section)
            if make is None:
                self.problems.error(
                    section.place,
                    f"a layout of kind {layout.kind!r} has no section {section.section!r}",
                    "it may hold " + ", ".join(known),
                )
                continue
            out += [(section.section, block) for block in make()]
        return out

    def handout_sections(self) -> dict[str, Callable[[], Iterable[Block]]]:
        return {
            "masthead": self.masthead,
            "title": lambda: [Title(self.spec.plan.title)],
            "goal": self.goal,
            "person": self.person,
            "help": self.help,
            "glance": self.glances,
            "exercises": self.exercises,
            "diary": self.diary,
            "about": self.about,
            "sources": self.sources,
        }

    def anatomy_sections(self) -> dict[str, Callable[[], Iterable[Block]]]:
        return {
            "title": self.heading,
            "plates": self.plates,
            "facts": self.facts,
            "sources": self.anatomy_sources,
        }

    # what stands on every page
    def running(self, title: Words) -> Running:
        plan, say = self.spec.plan, self.say
        clinic, phone = plan.clinic.name, plan.clinic.phone
        short = str(phone) or str(clinic) or str(title)
        foot = say("list.dot").join(filter(None, [str(clinic), str(phone)])) or str(title)
        return Running(title, plan.person.name, foot, short, say("page-of"))

    # handout
    def masthead(self) -> Iterable[Block]:
        clinic, say = self.spec.plan.clinic, self.say
        line = Words(say("phone", phone=clinic.phone), clinic.phone.place) if clinic.phone else Words("")
        yield Masthead(
            clinic.name,
            clinic.address,
            clinic.phone,
            line,
            self.logo,
            say("logo.alt", clinic=clinic.name),
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
        if plan.goal or time:
            yield Goal(say("goal"), plan.goal, time or say("goal.weeks", weeks=weeks))

    def person(self) -> Iterable[Block]:
        plan, say = self.spec.plan, self.say
        date = Words(say.date(plan.date), plan.date.place)
        fields = (
            ("name", plan.person.name),
            ("date", date),
            ("clinician", plan.clinician),
            ("review", plan.review),
        )
        yield PersonFields(tuple(Labelled(say(f"person.{key}"), value) for key, value in fields))

    def _emergency(self) -> str:
        return str(self.spec.plan.clinic.emergency) or self.spec.language.emergency

    def help(self) -> Iterable[Block]:
        rules, say = self.spec.help, self.say
        right = []
        if rules.same_day:
            right.append(Listed(say("help.same-day"), rules.same_day))
        if rules.ring:
            right.append(Listed(say("help.ring"), rules.ring))
        yield HelpBox(
            say("help.title"), (Listed(say("help.call", number=self._emergency()), rules.call),), tuple(right)
        )

    def _figures(self, item: Item) -> tuple[Figure, Figure]:
        exercise = item.exercise
        start, end = self.art.pictures(exercise.poses)
        alt = str(exercise.alt)
        if item.mirrored:
            alt = exchange_sides(alt, self.say)
        begin = self.say("start.alt", name=exercise.name, start=_plain(exercise.start))
        return Figure(start, begin, item.mirrored), Figure(end, _plain(alt), item.mirrored)

    def glances(self) -> Iterable[Block]:
        yield Glances(
            self.say("glance"),
            tuple(
                Glance(
                    i.number,
                    i.exercise.short,
                    doses.brief(i, self.say),
                    doses.frequency(i, self.say),
                    self._figures(i)[1],
                )
                for i in self.spec.items
            ),
        )

    def _note(self, icon: str, words: Words) -> Note:
        return Note(icon, self.say(icon), words)

    def _mistakes(self, phrases: tuple[Words, ...]) -> Words:
        return Words(self.say.listing(phrases).rstrip(".") + ".", phrases[0].place)

    def exercises(self) -> Iterable[Block]:
        for item in self.spec.items:
            exercise, say = item.exercise, self.say
            start, end = self._figures(item)
            notes = [
                self._note("avoid", self._mistakes(exercise.mistakes)),
                self._note("care", exercise.care),
            ]
            if item.note:
                notes.append(self._note("own", item.note))
            yield ExerciseBlock(
                number=item.number,
                name=exercise.name,
                meta=self.meta(item),
                cells=doses.cells(item, say),
                sentence=doses.sentence(item, say),
                start_label=say("start"),
                end_label=say("end"),
                start=start,
                end=end,
                feel=self._note("feel", exercise.feel),
                steps=(exercise.start, *exercise.steps),
                notes=tuple(notes),
                continued=say("continued", name=exercise.name),
                place=item.place,
            )

    def meta(self, item: Item) -> str:
        exercise, say = item.exercise, self.say
        things = say("list.comma").join(e.item for e in exercise.equipment)
        parts = [say(f"kind.{exercise.kind}"), say(f"position.{exercise.position}"), things]
        return say("list.dot").join(filter(None, parts))

    def diary(self) -> Iterable[Block]:
        say = self.say
        yield Diary(
            heading=say("diary"),
            how=say("diary.how"),
            columns=tuple(
                DiaryColumn(i.number, i.exercise.short, doses.due(i.dose)) for i in self.spec.items
            ),
            least=say("diary.no-pain"),
            most=say("diary.worst-pain"),
            scale=tuple(map(str, range(11))),
            scale_alt=say("diary.scale"),
            weeks=tuple(say("diary.week", week=week + 1) for week in range(self.spec.plan.weeks)),
            from_=say("diary.from"),
            day=say("diary.day"),
            days=tuple(say(f"day.{day}") for day in DAYS),
            pain=say("diary.pain"),
            rest_mark=say("diary.rest"),
            tick_alt=say("diary.tick"),
        )

    def about(self) -> Iterable[Block]:
        muscle = self.spec.muscle
        if muscle and muscle.about:
            figure = Figure(self.art.standing(), self.say("standing.alt", muscle=muscle.plain_name))
            words = Words(" ".join(fact.words for fact in muscle.about), muscle.about[0].words.place)
            uses = tuple((use.activity, use.words) for use in muscle.uses)
            yield About(self.say("about"), (words,), figure, self.say("about.uses"), uses)

    def _checked(self) -> str:
        checked, say = self.spec.plan.checked, self.say
        if not (checked.by or checked.on):
            return say("checked.nobody")
        return say("checked", who=say("list.comma").join(filter(None, [checked.by, say.date(checked.on)])))

    def _source_names(self, ids: Iterable[str]) -> list[str]:
        """What a reader sees of the sources, in the order of their first use, each once."""
        known = self.spec.sources
        return list(dict.fromkeys(str(known[id].short) for id in ids if id in known))

    def _exercise_sources(self) -> list[str]:
        """Ids of the sources behind what a sheet of exercises prints."""
        out = [id for i in self.spec.items for id in (*i.exercise.guideline.sources, *i.exercise.sources)]
        return [*out, *self.spec.help.sources]

    def _facts(self) -> dict[str, Fact]:
        """The rows of the fact table by name."""
        muscle = self.spec.muscle
        if muscle is None:
            return {}
        return {
            "what": muscle.what,
            "origin": muscle.origin,
            "insertion": muscle.insertion,
            "nerve": muscle.nerve,
            "blood": muscle.blood,
            "action": muscle.action,
            "neighbours": muscle.neighbours,
            "worth-knowing": muscle.worth_knowing,
        }

    def anatomy_sources(self) -> Iterable[Block]:
        ids = [id for fact in self._facts().values() for id in fact.sources]
        say, checked = self.say, self.spec.plan.checked
        names = say("sources.line", names=say("list.comma").join(self._source_names(ids)))
        again = say("checked.again", date=say.date(checked.again)) if checked.again else ""
        sheet = say("list.dot").join(filter(None, [self._checked(), again]))
        yield SourceNotes(say("sources"), (Words(names, self.spec.plan.place),), say("sheet"), (sheet,))

    def sources(self) -> Iterable[Block]:
        muscle = self.spec.muscle
        told = (*muscle.about, *muscle.uses) if muscle else ()
        about = [id for fact in told for id in fact.sources]
        yield self._notes(self._source_names([*self._exercise_sources(), *about]))

    def _notes(self, names: list[str]) -> SourceNotes:
        say, plan = self.say, self.spec.plan
        maker = str(plan.clinic.name or plan.clinician)
        sheet = [self._checked()]
        if plan.checked.again:
            sheet.append(say("checked.again", date=say.date(plan.checked.again)))
        elif plan.checked.by or plan.checked.on:
            sheet.append(say("checked.again.blank"))
        sheet += [say("made-by", who=maker) if maker else say("made-with"), say("other-formats")]
        listed = tuple(Words(name, plan.place) for name in names)
        return SourceNotes(say("sources"), listed, say("sheet"), tuple(sheet))

    # cards
    def deck(self, sections: list[str]) -> Deck:
        cards: list[Card] = []
        for section in sections:
            if section == "exercises":
                cards += [self.card(item) for item in self.spec.items]
            elif section == "help":
                cards.append(self.help_card())
            elif section == "how-to":
                cards.append(self.how_card())
            elif section == "own":
                cards.append(self.own_card())
        title = str(self.spec.plan.short_title or self.spec.plan.title)
        dot = self.say("list.dot")
        return Deck(
            tuple(cards),
            title + dot + self.say("cards.fronts"),
            title + dot + self.say("cards.backs") + dot + self.say("cards.flip"),
        )

    def card(self, item: Item) -> Card:
        exercise, say = item.exercise, self.say
        mistakes = exercise.short_mistakes or exercise.mistakes
        notes = (
            self._note("feel", exercise.short_feel or exercise.feel),
            self._note("avoid", self._mistakes(mistakes)),
            self._note("care", exercise.short_care or exercise.care),
        )
        return Card(
            CardFront(
                item.number,
                exercise.short,
                self._figures(item)[1],
                doses.card_cells(item, say),
                doses.card_line(item, say),
                item.place,
            ),
            CardBack(item.number, exercise.short, exercise.short_steps, notes, exercise.place),
        )

    def help_card(self) -> Card:
        rules, say, plan = self.spec.help, self.say, self.spec.plan
        lists = [Listed(say("help.call.short", number=self._emergency()), rules.short_call or rules.call)]
        if rules.same_day:
            lists.append(Listed(say("help.same-day.short"), rules.short_same_day or rules.same_day))
        if rules.ring:
            lists.append(Listed(say("help.ring.short"), rules.short_ring or rules.ring))
        front = ListCard(Words(say("help.title"), rules.place), "stop", tuple(lists), (), (), (), rules.place)
        review = [self._checked()]
        if plan.checked.again:
            review.append(say("checked.again", date=say.date(plan.checked.again)))
        values = [
            Labelled(
                say("ring.clinic"),
                Words(say("list.dot").join(filter(None, [plan.clinic.name, plan.clinic.phone]))),
            )
        ]
        values += [
            Labelled(say("person.clinician"), plan.clinician),
            Labelled(say("person.review"), plan.review),
        ]
        back = ListCard(Words(say("ring"), plan.place), "", (), (), tuple(values), tuple(review), plan.place)
        return Card(front, back)

    def how_card(self) -> Card:
        say, plan = self.say, self.spec.plan
        front = ListCard(
            Words(say("how-to"), plan.place), "", (Listed("", plan.before),), (), (), (), plan.place
        )
        needs = tuple(dict.fromkeys(e.need for i in self.spec.items for e in i.exercise.equipment))
        foot = (
            say("sources.line", names=say("list.comma").join(self._source_names(self._exercise_sources()))),
        )
        back = ListCard(Words(say("needs"), plan.place), "", (Listed("", needs),), (), (), foot, plan.place)
        return Card(front, back)

    def own_card(self) -> Card:
        say, plan = self.say, self.spec.plan
        lines = ((say("own.exercise"), 1), (say("own.dose"), 2), (say("own.notes"), 3))
        front = ListCard(Words(say("own.card"), plan.place), "", (), lines, (), (), plan.place)
        return Card(
            front, ListCard(Words(say("own.steps"), plan.place), "", (), (("", 7),), (), (), plan.place)
        )

    # anatomy
    def _muscle(self) -> Muscle | None:
        if self.spec.muscle is None:
            self.problems.error(
                self.spec.plan.place,
                "the plan names no muscle, so there is no anatomy to print",
                "add muscle: iliopsoas",
            )
        return self.spec.muscle

    def title(self) -> Words:
        muscle = self.spec.muscle
        return (
            Words(capital(self.say("anatomy.title", muscle=muscle.plain_name)), muscle.place)
            if muscle
            else Words("")
        )

    def heading(self) -> Iterable[Block]:
        muscle = self._muscle()
        if muscle:
            yield Heading(self.title(), muscle.clinical_name, self.spec.plan.clinic.name)

    def plates(self) -> Iterable[Block]:
        from psoas_pdf.figure.plate import anchor_point

        views = []
        for plate in self.spec.plates:
            drawing = self.art.plate(plate, self.problems)
            labels = tuple(
                PlateLabel(
                    label.words,
                    anchor_point(plate, label.anchor),
                    label.weight == "strong",
                    label.side,
                    label.width,
                )
                for label in plate.labels
                if label.anchor in plate.anchors
            )
            views.append(
                PlateView(
                    plate.name,
                    Figure(drawing, _plain(plate.alt)),
                    labels,
                    plate.columns,
                    plate.size,
                    plate.place,
                )
            )
        muscle = self.spec.muscle
        whole = None
        if muscle:
            whole = Figure(self.art.standing(), self.say("standing.alt", muscle=muscle.plain_name))
        yield Plates(tuple(views), whole)

    def facts(self) -> Iterable[Block]:
        facts = self._facts()
        if facts:
            yield Facts(tuple((self.say(f"fact.{name}"), fact.words) for name, fact in facts.items()))


def _plain(text: str) -> str:
    """Without the marks for strong words."""
    return text.replace("**", "")
