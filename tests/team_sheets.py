"""Team sheets for tests: a plan and a roster in a folder to a finished sheet."""

from __future__ import annotations

from pathlib import Path

from psoas_pdf.build import Draft, Order, Workshop
from psoas_pdf.library import Library
from psoas_pdf.model.plan import Plan
from psoas_pdf.pages import Node, Page, TextRun
from psoas_pdf.problems import Problems
from psoas_pdf.ready import default_store
from psoas_pdf.roster import Roster
from psoas_pdf.table import load_table

EXAMPLES = Path(__file__).parent.parent / "examples"
TEAM = "team-sheet"
LIFTS = """\
title: Hip strength, week 3
equipment:
  bar: {step: 2.5 kg, least: 20 kg}
exercises:
  - {exercise: bridge, label: A1, dose: {sets: 3, repetitions: 5}, loading: {percent: 80}}
  - {exercise: side-lunge, label: A2, dose: {sets: 3, repetitions: 8}, loading: {percent: 50}}
  - {exercise: step-up, label: B1, dose: {sets: 3, repetitions: 8}, loading: {percent: 10, of: body}}
  - {exercise: half-kneeling-hip-flexor-stretch, label: B2, dose: {repetitions: 2, hold: 30 s}}
"""
HEADS = "name,mass,bridge.max,side-lunge.max"


def squad(count: int) -> str:
    """So many rows, with other masses and maxima."""
    rows = [f"Sample Athlete {i + 1:02d},{60 + i},{100 + i},{50 + i}" for i in range(count)]
    return "\n".join([HEADS, *rows]) + "\n"


def team(
    folder: Path, plan: str, roster: str, problems: Problems, books: Library
) -> tuple[Plan | None, tuple[Plan, ...]]:
    """The shared plan, and one for each row of the roster ('' for none)."""
    (folder / "team.yaml").write_text(plan, encoding="utf-8")
    shared = books.plan(str(folder / "team.yaml"), problems)
    if shared is None or not roster:
        return shared, ()
    (folder / "squad.csv").write_text(roster, encoding="utf-8")
    table = load_table(str(folder / "squad.csv"), problems)
    assert table
    members = Roster(table, shared, books, problems).members(problems)
    return shared, tuple(member.plan for _, member in members if member)


def draft(
    folder: Path,
    plan: str = LIFTS,
    roster: str = "",
    *,
    layout: str = TEAM,
    stock: str | None = None,
    theme: str | None = None,
) -> tuple[Draft | None, list[str]]:
    """Finished pages, and what is told, without the folder's name."""
    problems, books = Problems(), Library()
    shared, people = team(folder, plan, roster, problems, books)
    if shared is None or problems.failed:
        return None, told(folder, problems)
    order = Order(shared, layout, theme, stock, team=people)
    made = Workshop(books, default_store()).draft(order, problems)
    return None if problems.failed else made, told(folder, problems)


def told(folder: Path, problems: Problems) -> list[str]:
    return [str(problem).replace(f"{folder}/", "") for problem in problems]


def text_of(node: Node, runs: dict[int, list[str]]) -> str:
    """What is heard of a node: its own words, alternative texts, and those of the nodes in it."""
    own = "".join(runs.get(id(node), ())) if node.alt is None else f"[{node.alt}]"
    return " ".join(filter(None, [own.strip(), *(text_of(kid, runs) for kid in node.kids)]))


def runs_of(pages: tuple[Page, ...]) -> dict[int, list[str]]:
    out: dict[int, list[str]] = {}
    for page in pages:
        for block in page.blocks:
            for item in block.items:
                if isinstance(item, TextRun) and isinstance(item.mark, Node):
                    out.setdefault(id(item.mark), []).append(item.text)
    return out


def tables(made: Draft) -> list[list[list[str]]]:
    """Each table's rows and cells, as they are heard; the head is the first row."""
    runs, out = runs_of(made.sheets.pages), []
    for node in made.sheets.root.kids:
        if node.role == "Table":
            rows = [row for part in node.kids for row in part.kids]
            out.append([[text_of(cell, runs) for cell in row.kids] for row in rows])
    return out
