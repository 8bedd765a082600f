"""Texts of an anonymous plan that tell whose it is: a note that begins 'Dear Sample', say."""

from __future__ import annotations

from collections.abc import Iterator

from psoas_pdf.links import LEAST_NAME, words_in
from psoas_pdf.model.plan import Plan
from psoas_pdf.problems import Problems
from psoas_pdf.words import Words


def check_texts(plan: Plan, problems: Problems) -> None:
    """Reports every text that holds the name, a part of it or the reference of the plan's person; it isn't quoted.

    A part of a name counts with its capitals alone: 'Hope' is somebody, 'we hope' isn't.
    """
    name, reference = _plain(plan.person.name), _plain(plan.person.reference)
    parts = {part for part in name.split() if len(part) >= LEAST_NAME and part != part.lower()}
    for text in _texts(plan):
        told = _plain(text)
        if parts.intersection(told.split()) or _holds(told, name):
            what = "name"
        elif _holds(told, reference):
            what = "reference"
        else:
            continue
        problems.error(
            text.place, f"this holds the person's {what}, and the plan is anonymous", "take it out"
        )


def _texts(plan: Plan) -> Iterator[Words]:
    for text in (plan.title, plan.short_title, plan.goal, plan.note, plan.date, plan.review):
        if text:
            yield text
    for entry in plan.exercises:
        for text in (entry.note, entry.skip):
            if text:
                yield text


def _holds(text: str, wanted: str) -> bool:
    """Whether whole words of a plain text are those, in any case."""
    return bool(wanted) and f" {wanted} ".casefold() in f" {text} ".casefold()


def _plain(text: str) -> str:
    """Letters and digits, with one space between words."""
    return " ".join(words_in(text))
