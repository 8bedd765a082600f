"""One page for the wall or the fridge: exercises as tiles, when to stop, sources."""

from __future__ import annotations

from collections.abc import Iterable

from psoas_pdf import doses
from psoas_pdf.compose.desk import Desk, Sections
from psoas_pdf.document import Block, ExerciseBlock, Labelled, Tile, Tiles, Title
from psoas_pdf.spec import Item
from psoas_pdf.words import Words


class TileSheet(Desk):
    def sections(self) -> Sections:
        return {
            "title": lambda: [Title(self.spec.plan.title)],
            "person": self.owner,
            "exercises": self.tiles,
            "help-short": self.short_help,
            "sources-short": self.short_sources,
        }

    def owner(self) -> Iterable[Block]:
        plan, say = self.spec.plan, self.say
        name, date = plan.person.name or plan.person.reference, plan.date
        if plan.person.name and plan.person.reference:
            name = Words(say("list.dot").join((plan.person.name, plan.person.reference)), name.place)
        since = say("tiles.from", date=say.date(date)) if date else ""
        if name and since:
            yield Labelled("", Words(say("list.dot").join((name, since)), name.place))
        elif name:
            yield Labelled("", name)
        else:
            yield Labelled(say("person.name"), Words(since, date.place))

    def tiles(self) -> Iterable[Block]:
        yield Tiles(tuple(self.tile(item) for item in self.spec.items), self.spec.plan.place)

    def tile(self, item: Item) -> Tile:
        exercise, say, dose = item.exercise, self.say, doses.tile(item, self.say)
        start, end = self.figures(item)
        block = ExerciseBlock(
            number=item.number,
            name=exercise.short,
            meta=Words(""),
            told=Words(""),
            cells=dose.cells,
            sentence=dose.line,
            start_label=say("start"),
            end_label=say("end"),
            start=start,
            end=end,
            feel=self.note("feel", exercise.short_feel or exercise.feel),
            steps=exercise.short_steps,
            notes=(),
            continued="",
            place=item.place,
        )
        return Tile(block, dose.few, dose.rest)
