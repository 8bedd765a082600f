"""A sheet of anatomy: plates with labels, facts, sources."""

from __future__ import annotations

from collections.abc import Iterable

from psoas_pdf.compose.desk import Desk, Sections
from psoas_pdf.document import Block, Facts, Figure, Heading, PlateLabel, Plates, PlateView, SourceNotes
from psoas_pdf.lexicon import capital
from psoas_pdf.markup import plain
from psoas_pdf.model.fact import Fact
from psoas_pdf.model.muscle import Muscle
from psoas_pdf.words import Words


class Anatomy(Desk):
    def sections(self) -> Sections:
        return {
            "title": self.heading,
            "plates": self.plates,
            "facts": self.facts,
            "sources": self.anatomy_sources,
        }

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
                    label.small,
                )
                for label in plate.labels
                if label.anchor in plate.anchors
            )
            views.append(
                PlateView(
                    plate.name,
                    Figure(drawing, plain(plate.alt)),
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

    def facts(self) -> Iterable[Block]:
        facts = self._facts()
        if facts:
            yield Facts(tuple((self.say(f"fact.{name}"), fact.words) for name, fact in facts.items()))

    def anatomy_sources(self) -> Iterable[Block]:
        ids = [id for fact in self._facts().values() for id in fact.sources]
        say, checked = self.say, self.checked()
        names = say("sources.line", names=say("list.comma").join(self.source_names(ids)))
        sheet = Words(say("list.dot").join(checked), checked[0].place)
        yield SourceNotes(say("sources"), (Words(names, self.spec.plan.place),), say("sheet"), (sheet,))
