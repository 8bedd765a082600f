"""CPU time from YAML to a drawing that can be printed, for every exercise: `python benchmarks/figures.py`.

Each step is run `RUNS` times after one run that loads the tables, and the median is told, as process time: the
other programs of the machine don't count.  The table goes to figures.md beside this file.
"""

from __future__ import annotations

import platform
import zlib
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time
from typing import TypeVar

from psoas_pdf import reader, source
from psoas_pdf.drawing import Drawing
from psoas_pdf.figure.scene import Pictures, draw, solve
from psoas_pdf.figure.simplify import simplified_drawing
from psoas_pdf.library import Library
from psoas_pdf.model.exercise import Exercise
from psoas_pdf.model.pose import Scene
from psoas_pdf.problems import Problems

RUNS = 3
LOOK = "woman"
OUT = Path(__file__).with_name("figures.md")
T = TypeVar("T")


def timed(step: Callable[[], T]) -> tuple[float, T]:
    """Median of the CPU time in milliseconds, and what the step returns."""
    out = step()
    times = []
    for _ in range(RUNS):
        begin = process_time()
        out = step()
        times.append((process_time() - begin) * 1000)
    return median(times), out


def read(path: str) -> Scene:
    problems = Problems()
    found = reader.read(source.load(path, problems), Exercise, problems)
    assert found is not None, list(map(str, problems))
    return found.poses


def deflated(drawing: Drawing) -> int:
    return len(zlib.compress(drawing.text.encode(), 9))


def row(name: str, path: str) -> tuple[str, list[float]]:
    reading, scene = timed(lambda: read(path))
    solving, _ = timed(lambda: solve(scene, Problems(), LOOK))
    both, pictures = timed(lambda: draw(scene, look=LOOK))
    simplifying, few = timed(lambda: simplify(pictures))
    numbers = [reading, solving, both - solving, simplifying, reading + both + simplifying]
    marks = sum(len(drawing.marks) for drawing in few)
    size = sum(map(deflated, few)) / 1000
    cells = [*(f"{number:.0f}" for number in numbers), str(marks), f"{size:.1f}"]
    return f"| {name} | " + " | ".join(cells) + " |", numbers


def simplify(pictures: Pictures) -> tuple[Drawing, Drawing]:
    return simplified_drawing(pictures.start), simplified_drawing(pictures.end)


def main() -> None:
    library = Library()
    rows, all_numbers = [], []
    for name in library.ids("exercise"):
        text, numbers = row(name, next(library.paths("exercise", name)))
        rows.append(text)
        all_numbers.append(numbers)
        print(text, flush=True)
    middle = [f"{median(column):.0f}" for column in zip(*all_numbers, strict=True)]
    OUT.write_text(
        "# From YAML to a drawing\n\n"
        f"Milliseconds of CPU time, median of {RUNS} runs in one process ({platform.python_implementation()} "
        f"{platform.python_version()}, {platform.machine()}), start and end with ghost, arrow and muscle; made by "
        "`figures.py`. A build finds the pictures of shipped exercises ready; this is what one of your own "
        "costs, once.\n\n"
        "Solve: every contact of all poses. Draw: outlines, order, paint, without solving. Simplify: as few curves as "
        "print can show. The last two columns are the two pictures' marks, and their text form deflated, in kB.\n\n"
        "| exercise | read | solve | draw | simplify | all | marks | kB |\n|---|---|---|---|---|---|---|---|\n"
        + "\n".join(rows)
        + "\n| **median** | "
        + " | ".join(middle)
        + " | | |\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
