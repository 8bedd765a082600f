"""Words that depend on the side: `Kneel on [one|your {side}] knee` for each side in turn, or for one side only.

Before the bar stands what is said when both sides are done in turn, behind it what is said for one: {side} is the
side that the plan names, {other} the other one.  Either may be empty.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from psoas_pdf.model.exercise import Exercise
from psoas_pdf.words import Words


def said_for(exercise: Exercise, side: str, right: str, left: str) -> Exercise:
    """The exercise in the words for a side: 'each', 'both', 'left' or 'right'.  right, left: the language's words."""
    named = {"left": (left, right), "right": (right, left)}.get(side)
    changes: dict[str, Any] = {}
    for field in fields(exercise):
        value = getattr(exercise, field.name)
        if isinstance(value, Words) and "[" in value:
            changes[field.name] = chosen(value, named)
        elif isinstance(value, tuple) and any(isinstance(v, Words) and "[" in v for v in value):
            said = (chosen(v, named) if isinstance(v, Words) else v for v in value)
            changes[field.name] = tuple(v for v in said if v)
    return replace(exercise, **changes) if changes else exercise


def chosen(words: Words, named: tuple[str, str] | None) -> Words:
    """One text out of the two that each pair of brackets holds; brackets without a bar stay as they are.

    named: the words for the side and for the other, or None when both sides are done.  A text of which nothing is
    left is empty, and is not printed.
    """
    out, at = [], 0
    while (start := words.find("[", at)) >= 0:
        bar, end = words.find("|", start), words.find("]", start)
        if not start < bar < end:
            out.append(words[at : start + 1])
            at = start + 1
            continue
        out.append(words[at:start])
        if named is None:
            out.append(words[start + 1 : bar])
        else:
            said = words[bar + 1 : end].replace("{side}", named[0])
            out.append(said.replace("{other}", named[1]))
        at = end + 1
    out.append(words[at:])
    return Words(" ".join("".join(out).split()), words.place)
