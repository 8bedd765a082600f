"""Fills a folder with what a build of the shipped library needs ready: drawings, painted forms, tables of fonts."""

from __future__ import annotations

from pathlib import Path

from psoas_pdf.build import STANDARD, Order, Workshop
from psoas_pdf.library import Library
from psoas_pdf.problems import InputError, Problems
from psoas_pdf.ready import ReadyStore


def make_ready(folder: Path) -> None:
    """Builds every ready plan in every layout and theme that it can be printed in, and keeps what was computed.

    Raises InputError when one can't be printed as it asks for.
    """
    problems = Problems()
    library = Library()
    workshop = Workshop(library, ReadyStore((folder,), folder))
    for plan_id in library.ids("plan"):
        plan = library.get("plan", plan_id, problems)
        for layout_id in library.ids("layout"):
            layout = library.layout(layout_id, problems)
            for theme in library.ids("theme"):
                asked = layout_id in plan.outputs and layout and theme == (layout.theme or STANDARD)
                # A layout says itself what it can't print: large print, or more exercises than it holds.
                workshop.make(Order(plan, layout_id, theme), problems if asked else Problems())
    if problems.failed:
        raise InputError(problems)
