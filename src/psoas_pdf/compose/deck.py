"""A deck of cards: exercises, when to stop, how to use the cards, a card of one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from psoas_pdf import doses
from psoas_pdf.compose.desk import Desk
from psoas_pdf.decks import Card, CardBack, CardFront, Deck, ListCard
from psoas_pdf.document import Block, Code, Labelled, Listed, Note
from psoas_pdf.lexicon import together
from psoas_pdf.model.layout import Layout
from psoas_pdf.spec import Item
from psoas_pdf.words import Words

MOST_NEEDS, MOST_SOURCES = 8, 12
"""Things needed and sources that stand on one face together; more take faces of their own."""
MOST_ENTRIES = 11
"""Entries of a list on a face, some of them over two lines."""


class Cards(Desk):
    def blocks(self, layout: Layout) -> list[tuple[str, Block]]:
        return [("cards", self.deck(layout))]

    def deck(self, layout: Layout) -> Deck:
        """The cards of the layout's sections in order; another section's name is a problem of the layout."""
        known: dict[str, Callable[[], list[Card]]] = {
            "exercises": lambda: [self.card(item, coded) for item in self.spec.items],
            "help": lambda: [self.help_card()],
            "how-to": lambda: self.how_cards(layout.sides == "fronts"),
            "own": lambda: [self.own_card()],
        }
        cards: list[Card] = []
        coded = True
        for section in layout.sections or ():
            coded = section.qr is not False
            if section.section in known:
                cards += known[section.section]()
            else:
                self.problems.error(
                    section.place,
                    f"a layout of kind 'cards' has no section {section.section!r}",
                    "it may hold " + ", ".join(known),
                )
        say, title = self.say, self.spec.plan.short_title or self.spec.plan.title
        flip = say("cards.flip.short" if layout.flip == "short-edge" else "cards.flip")
        back = say("list.dot").join((say("cards.backs"), flip))
        front = say("cards.fold" if layout.sides == "fold" else "cards.fronts")
        return Deck(tuple(cards), title, front, back, say("list.dot"))

    def card(self, item: Item, coded: bool) -> Card:
        exercise, say = item.exercise, self.say
        mistakes = exercise.short_mistakes or exercise.mistakes
        notes: list[Note | Code] = [
            self.note("feel", exercise.short_feel or exercise.feel),
            self.note("avoid", self.mistakes(mistakes)),
            self.note("care", exercise.short_care or exercise.care),
        ]
        if item.note:
            notes.append(self.note("own", item.note))
        if coded:
            notes += self.codes(item)
        return Card(
            CardFront(
                item.number,
                exercise.short,
                self.figures(item)[1],
                doses.card_cells(item, say),
                doses.card_line(item, say),
                item.place,
            ),
            CardBack(item.number, exercise.short, exercise.short_steps, tuple(notes), exercise.place),
        )

    def help_card(self) -> Card:
        rules, say, plan = self.spec.help, self.say, self.spec.plan
        lists = [Listed(say("help.call.short", number=self.emergency()), rules.short_call or rules.call)]
        if rules.same_day:
            lists.append(Listed(say("help.same-day.short"), rules.short_same_day or rules.same_day))
        if rules.ring:
            lists.append(Listed(say("help.ring.short"), rules.short_ring or rules.ring))
        front = ListCard(Words(say("help.title"), rules.place), "stop", tuple(lists), (), (), (), rules.place)
        values = [
            Labelled(
                say("ring.clinic"),
                Words(say("list.dot").join(filter(None, [plan.clinic.name, together(plan.clinic.phone)]))),
            )
        ]
        values += [
            Labelled(say("person.clinician"), plan.clinician),
            Labelled(say("person.review"), self.date(plan.review)),
        ]
        back = ListCard(
            Words(say("ring"), plan.place), "", (), (), tuple(values), tuple(self.checked()), plan.place
        )
        return Card(front, back)

    def how_cards(self, fronts: bool) -> list[Card]:
        """How to use the cards, what is needed, and the sources of the doses, on as many cards as they take.

        fronts: nothing is printed on backs, so the sources have a face of their own.
        """
        say, plan = self.say, self.spec.plan
        before, at = plan.before or self.usual(), plan.before[0].place if plan.before else plan.place
        if plan.note:
            before = (plan.note, *before)
        front = ListCard(Words(say("how-to"), at), "", (Listed("", before),), (), (), (), at)
        needs = self.needs()
        names = self.source_names(self.exercise_sources())
        if len(names) > MOST_SOURCES:
            names = self.source_names(self.dose_sources())
        few = len(names) <= MOST_SOURCES and len(needs) <= MOST_NEEDS
        faces = [front, *self._faces(say("needs"), needs)]
        if few and fronts:
            line = Words(say("list.comma").join(names), plan.place)
            faces.append(ListCard(Words(say("sources"), plan.place), "", (), (), (), (line,), plan.place))
        elif few:
            line = Words(say("sources.line", names=say("list.comma").join(names)), plan.place)
            faces[-1] = replace(faces[-1], foot=(line,))
        else:
            faces += self._faces(say("sources"), names)
        return [
            Card(face, faces[i + 1] if i + 1 < len(faces) else None)
            for i, face in enumerate(faces)
            if not i % 2
        ]

    def needs(self) -> tuple[Words, ...]:
        """What all exercises need, each thing once: who has a mat for one doesn't look for 'a mat or a bed' too."""
        told = dict.fromkeys(e.need for item in self.spec.items for e in item.exercise.equipment)
        between = self.say("list.or")
        return tuple(
            need for need in told if not any(one in told for one in need.split(between) if one != need)
        )

    def _faces(self, title: str, entries: Sequence[Words]) -> list[ListCard]:
        """Faces with a list that is broken over as many as it takes."""
        place = self.spec.plan.place
        parts = [entries[i : i + MOST_ENTRIES] for i in range(0, len(entries), MOST_ENTRIES)] or [()]
        return [ListCard(Words(title, place), "", (Listed("", tuple(p)),), (), (), (), place) for p in parts]

    def usual(self) -> tuple[Words, ...]:
        """How to use the cards, when a plan says nothing of it."""
        say, last = self.say, self.spec.items[-1].number
        first = say("how-to.order", last=last) if last > 1 else say("how-to.one")
        return tuple(
            map(Words, (first, *(say(f"how-to.{n}") for n in ("warm-up", "pull", "breathe", "picture"))))
        )

    def own_card(self) -> Card:
        say, plan = self.say, self.spec.plan
        lines = ((say("own.exercise"), 1), (say("own.dose"), 2), (say("own.notes"), 3))
        front = ListCard(Words(say("own.card"), plan.place), "", (), lines, (), (), plan.place)
        return Card(
            front, ListCard(Words(say("own.steps"), plan.place), "", (), (("", 7),), (), (), plan.place)
        )
