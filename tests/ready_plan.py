"""The ready plan, built once for all tests that read it back."""

from __future__ import annotations

from functools import cache

from psoas_pdf.build import Order, Workshop
from psoas_pdf.library import Library
from psoas_pdf.problems import Problems
from psoas_pdf.ready import default_store
from psoas_pdf.resolve import resolve
from psoas_pdf.spec import Spec
from psoas_pdf.units import MM

PAPER = {"a4": (210 * MM, 297 * MM), "letter": (215.9 * MM, 279.4 * MM)}
"""Width and height in points."""


@cache
def library() -> Library:
    return Library()


@cache
def spec() -> Spec:
    problems = Problems()
    found = resolve(library().get("plan", "iliopsoas", problems), library(), None, problems)
    assert found is not None, list(problems)
    assert not len(problems)
    return found


@cache
def built(stock: str, layout: str = "handout", theme: str | None = None) -> bytes:
    problems = Problems()
    plan = library().get("plan", "iliopsoas", problems)
    made = Workshop(library(), default_store()).make(Order(plan, layout, theme, stock), problems)
    assert made is not None, list(problems)
    assert not len(problems), list(problems)
    return made.data
