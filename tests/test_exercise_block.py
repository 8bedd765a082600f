"""An exercise block is measured before it is drawn, so that heights can be tried without a trace."""

from __future__ import annotations

import pytest

from psoas_pdf.art import Art
from psoas_pdf.build import DEFAULT_LOOK, Workshop
from psoas_pdf.compose import compose
from psoas_pdf.document import ExerciseBlock
from psoas_pdf.layout.exercise import measured
from psoas_pdf.layout.type import Type
from psoas_pdf.problems import Problems
from psoas_pdf.ready import default_store
from psoas_pdf.units import MM
from ready_plan import library, spec


@pytest.mark.parametrize("index", range(6))
def test_a_height_is_told_before_drawing_and_only_what_is_drawn_is_warned_of(index: int) -> None:
    problems = Problems()
    workshop = Workshop(library(), default_store())
    layout, theme = library().layout("handout", problems), library().theme("standard", problems)
    assert layout
    assert theme
    faces = workshop.faces(theme, problems)
    document = compose(spec(), layout, Art(default_store(), DEFAULT_LOOK), problems)
    block = [block for _, block in document.blocks if isinstance(block, ExerciseBlock)][index]
    one = measured(block, 176 * MM, Type(theme, faces, workshop.ink(DEFAULT_LOOK, theme), problems))
    heights = [one.height(mm * MM, mm * MM) for mm in (78, 56, 20)]
    assert heights == sorted(heights, reverse=True)
    assert not len(problems)
    assert [one.piece(mm * MM, mm * MM).height for mm in (78, 56, 20)] == heights
    assert any("very small" in problem.message for problem in problems)
