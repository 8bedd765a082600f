"""Anatomy facts."""

from __future__ import annotations

from psoas_pdf.model.fact import Belief, Fact
from psoas_pdf.problems import NOWHERE, Place
from psoas_pdf.record import key, record
from psoas_pdf.words import Words


@record
class Use:
    """What the muscle does in an activity."""

    activity: Words = key("The activity.", example="Walking", words=True)
    words: Words = key("What the muscle does in it.", words=True)
    sources: tuple[str, ...] = key("Ids of sources.", default=(), refers="source")
    certainty: str = key(
        "How sure it is.", default="sourced", choices=("sourced", "computed", "general", "proposal")
    )
    place: Place = NOWHERE


@record
class Muscle:
    """`data/muscles/<id>.yaml`: a muscle, or muscles that work as one."""

    id: str = key("The id; the same as the file's name.", example="psoas-major")
    name: Words = key("The name.", example="Psoas major", words=True)
    plain_name: Words = key("What to call it to a patient.", example="hip flexor", words=True)
    clinical_name: Words = key("The full clinical name, for a subtitle.", words=True)
    parts: tuple[str, ...] = key("Ids of the muscles it is made of.", default=(), refers="muscle")
    plates: tuple[str, ...] = key(
        "Ids of the plates that show it, main plate first.", default=(), refers="plate"
    )
    what: Fact = key("What it is.")
    origin: Fact = key("Where it starts.")
    insertion: Fact = key("Where it ends.")
    nerve: Fact = key("Which nerves drive it.")
    blood: Fact = key("Which vessels feed it.")
    action: Fact = key("What it does.")
    neighbours: Fact = key("What lies close by.")
    worth_knowing: Fact = key("One thing worth knowing.")
    about: tuple[Fact, ...] = key("A few sentences about it for a patient's handout.", default=())
    uses: tuple[Use, ...] = key("What it does in daily life and sport.", default=())
    works_with: tuple[Fact, ...] = key("What else works with it.", default=())
    more: tuple[Fact, ...] = key("Other facts.", default=())
    beliefs: tuple[Belief, ...] = key("What is often said of it, and what is known.", default=())
    sources: tuple[str, ...] = key("Ids of sources.", refers="source", at_least=1)
    place: Place = NOWHERE
