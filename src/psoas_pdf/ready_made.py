"""Fills a folder with what a build of the shipped library needs ready: drawings, painted forms, tables of fonts."""

from __future__ import annotations

from pathlib import Path

from psoas_pdf.build import Order, Workshop
from psoas_pdf.library import Library
from psoas_pdf.problems import InputError, Problems
from psoas_pdf.ready import ReadyStore


def make_ready(folder: Path) -> None:
    """Builds every ready plan in every layout and theme and keeps what was computed.  Raises InputError."""
    problems = Problems()
    library = Library()
    workshop = Workshop(library, ReadyStore((folder,), folder))
    for plan_id in library.ids("plan"):
        plan = library.get("plan", plan_id, problems)
        for layout in library.ids("layout"):
            for theme in library.ids("theme"):
                workshop.make(Order(plan, layout, theme), problems)
    if problems.failed:
        raise InputError(problems)
