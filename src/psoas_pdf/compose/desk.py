"""What every document needs while it is put together: the spec, the language's words, pictures, sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from psoas_pdf.art import Art
from psoas_pdf.document import (
    Block,
    Code,
    ExerciseBlock,
    Figure,
    Headed,
    HelpShort,
    Listed,
    Note,
    Running,
    SourceNotes,
)
from psoas_pdf.lexicon import Lexicon, exchange_sides, together
from psoas_pdf.markup import plain
from psoas_pdf.model.layout import Layout, Section
from psoas_pdf.problems import Problems
from psoas_pdf.recent import Once
from psoas_pdf.spec import Item, Spec
from psoas_pdf.words import Words

if TYPE_CHECKING:
    from psoas_pdf.logos import Logo

V = TypeVar("V")
Sections = dict[str, Callable[[], Iterable[Block]]]
"""The sections that a kind of layout may ask for, and what makes their blocks."""


class Desk:
    """Spec, words and pictures at hand while a document is put together."""

    headings = False
    """Whether its sections print headings, so that a layout may give others."""

    def __init__(self, spec: Spec, art: Art, problems: Problems, logo: Logo | None) -> None:
        self.spec, self.art, self.problems, self.logo = spec, art, problems, logo
        self.say = Lexicon(spec.language, problems)
        self.once = Once(0)

    def title(self) -> Words:
        """What the document is called."""
        return self.spec.plan.title

    def sections(self) -> Sections:
        raise TypeError(f"{type(self).__name__} makes no sections")

    def blocks(self, layout: Layout) -> list[tuple[str, Block]]:
        """The blocks that the layout's sections ask for, each with the name of its section."""
        out: list[tuple[str, Block]] = []
        known = self.sections()
        for section in layout.sections or ():
            make = known.get(section.section)
            if make is None:
                self.problems.error(
                    section.place,
                    f"a layout of kind {layout.kind!r} has no section {section.section!r}",
                    "it may hold " + ", ".join(known),
                )
                continue
            out += [(section.section, self.headed(self.coded(block, section), section)) for block in make()]
        return out

    def headed(self, block: Block, section: Section) -> Block:
        """The block with the heading that its section asks for; one that has none is a problem of the layout."""
        if section.heading is None:
            return block
        if self.headings and isinstance(block, Headed):
            return replace(block, heading=section.heading)
        at = section.places.get("heading", section.place)
        self.problems.error(at, f"the section {section.section!r} has no heading", "take the heading out")
        return block

    def coded(self, block: Block, section: Section) -> Block:
        """The block without its QR code where its section says so."""
        if section.qr is None:
            return block
        if isinstance(block, ExerciseBlock):
            notes = tuple(note for note in block.notes if section.qr or isinstance(note, Note))
            return replace(block, notes=notes)
        at = section.places.get("qr", section.place)
        self.problems.error(at, f"the section {section.section!r} has no QR codes", "take qr: out")
        return block

    def running(self, title: Words) -> Running:
        plan, say = self.spec.plan, self.say
        clinic, phone = plan.clinic.name, together(plan.clinic.phone)
        short = phone or clinic or title
        both = Words(say("list.dot").join((clinic, phone)), clinic.place) if clinic and phone else short
        return Running(title, plan.person.name, both, short, say("page-of"))

    def emergency(self) -> str:
        return str(self.spec.plan.clinic.emergency) or self.spec.language.emergency

    def shared(self, name: str, depends: tuple[object, ...], make: Callable[[], V]) -> V:
        """What `make` makes; made before for another person where the language and those objects are the same."""
        holds = self.spec.language, self.art, *depends
        return self.once((name, *[one if type(one) is str else id(one) for one in holds]), holds, make)

    def short_help(self) -> Iterable[Block]:
        """When to stop, in the words of a card."""
        rules, say, phone = self.spec.help, self.say, together(self.spec.plan.clinic.phone)
        ring = Words(say("help.ring.phone", phone=phone), phone.place) if phone else say("help.ring.short")
        lists = (
            Listed(say("help.call.short", number=self.emergency()), rules.short_call or rules.call),
            Listed(say("help.same-day"), rules.short_same_day or rules.same_day),
            Listed(ring, rules.short_ring or rules.ring),
        )
        yield HelpShort(say("help.title"), tuple(one for one in lists if one.entries), say("help.entries"))

    def short_sources(self) -> Iterable[Block]:
        """Who made it and who checked it, in one line; the sources of the doses in another."""
        say, plan = self.say, self.spec.plan
        maker = plan.clinic.name or plan.clinician
        sheet = say("list.dot").join([maker or Words(say("made-with")), *self.checked()])
        names = say("list.comma").join(self.source_names(self.dose_sources()))
        sources = Words(say("sources.line", names=names), plan.place)
        yield SourceNotes("", (sources,), "", (Words(sheet, maker.place or plan.place),))

    def figures(self, item: Item) -> tuple[Figure, Figure]:
        exercise = item.exercise
        look = self.art.look_of(item.number)
        start, end = self.art.pictures(exercise.poses, look)
        alt = str(exercise.alt)
        if item.mirrored:
            alt = exchange_sides(alt, self.say)
        begin, finish = self._halves(plain(alt))
        name = plain(exercise.name)
        return (
            Figure(start, f"{name}. {begin}", item.mirrored, look),
            Figure(end, f"{name}. {finish}", item.mirrored, look),
        )

    def _halves(self, alt: str) -> tuple[str, str]:
        """The alternative text of the start and that of the end, so that nobody hears the start twice."""
        begin, mark, finish = alt.partition(" " + self.say("alt.end"))
        return (begin, mark.strip() + finish) if mark else (alt, alt)

    def begun(self, item: Item) -> Words:
        """The heading of the group that begins with an item, or ''."""
        before = next((i for i in reversed(self.spec.items) if i.number < item.number), None)
        return item.group if before is None or before.group != item.group else Words("")

    def date(self, words: Words) -> Words:
        """A date as the language writes it; any other text as it is."""
        return Words(self.say.date(words), words.place)

    def note(self, icon: str, words: Words) -> Note:
        return Note(icon, self.say(icon), words)

    def codes(self, item: Item) -> tuple[Code, ...]:
        """The QR code of an exercise, if it has a link."""
        if not item.link:
            return ()
        from psoas_pdf.links import address_of

        address, say = address_of(item.link), self.say
        return (Code(say("qr"), item.link, address, say("qr.alt", address=address)),)

    def mistakes(self, phrases: tuple[Words, ...]) -> Words:
        return Words(self.say.listing(phrases).rstrip(".") + ".", phrases[0].place)

    def checked(self) -> list[Words]:
        """Who checked the facts and when they are due again, a line each."""
        checked, say = self.spec.plan.checked, self.say
        if not (checked.by or checked.on):
            lines = [Words(say("checked.nobody"))]
        else:
            who = say("list.comma").join(filter(None, [checked.by, say.date(checked.on)]))
            lines = [Words(say("checked", who=who), (checked.by or checked.on).place)]
        if checked.again:
            lines.append(Words(say("checked.again", date=say.date(checked.again)), checked.again.place))
        return lines

    def source_names(self, ids: Iterable[str]) -> list[Words]:
        """What a reader sees of the sources, in the order of their first use, each once."""
        known = self.spec.sources
        return list(dict.fromkeys(known[id].short for id in ids if id in known))

    def dose_sources(self) -> list[str]:
        """Ids of the sources behind the doses, which is what a card has room for."""
        return [id for i in self.spec.items for id in i.exercise.guideline.sources]

    def exercise_sources(self) -> list[str]:
        """Ids of the sources behind what a sheet of exercises prints."""
        out = [id for i in self.spec.items for id in (*i.exercise.guideline.sources, *i.exercise.sources)]
        return [*out, *self.spec.help.sources]
