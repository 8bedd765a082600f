"""What one build of the handout loads and reads when it starts from nothing: counts, since times depend on the day.

The first build of a fresh store draws the pictures; what is looked at here is a build that finds them ready.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from typing import NamedTuple

import pytest

from psoas_pdf.build import Order, Workshop
from psoas_pdf.document import ExerciseBlock
from psoas_pdf.layout import flow
from psoas_pdf.layout.exercise import Measured, measured
from psoas_pdf.layout.type import Type
from psoas_pdf.library import Library
from psoas_pdf.problems import Problems
from psoas_pdf.ready import default_store

BUILD = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
from psoas_pdf.cli import run
assert run(["build", "iliopsoas", "--layout", "handout", "--output", sys.argv[1], "--quiet"]) == 0
modules = sorted(sys.modules)
import json
print(json.dumps([modules, opened]))
"""

OURS = 100
"""Modules of our own at most: each costs a third of a millisecond."""

NOT_NEEDED = (
    "PIL",
    "argparse",
    "asyncio",
    "difflib",
    "email",
    "fontTools",
    "http",
    "json.decoder",
    "logging",
    "pathlib",
    "pypdf",
    "reportlab",
    "socket",
    "subprocess",
    "tempfile",
    "unittest",
    "urllib",
    "xml",
)
NOT_OURS = (
    "psoas_pdf.check",
    "psoas_pdf.compose.anatomy",
    "psoas_pdf.compose.deck",
    "psoas_pdf.figure.limbs",
    "psoas_pdf.figure.painter",
    "psoas_pdf.figure.plate",
    "psoas_pdf.figure.scene",
    "psoas_pdf.figure.simplify",
    "psoas_pdf.figure.solver",
    "psoas_pdf.format",
    "psoas_pdf.images",
    "psoas_pdf.layout.anatomy",
    "psoas_pdf.layout.cards",
    "psoas_pdf.layout.labels",
    "psoas_pdf.ready_made",
    "psoas_pdf.schema",
)


FIGURE = ("body", "looks")
"""Folders of the figure's own files, all of which are part of the name of a kept drawing."""


class Run(NamedTuple):
    """modules: their names.  opened: paths of files, one for each time."""

    modules: list[str]
    opened: list[str]

    def yaml(self) -> Counter[str]:
        """How often each YAML file was opened, by its last folder and name."""
        found = [path.split(os.sep) for path in self.opened if path.endswith(".yaml")]
        return Counter("/".join(parts[-2:]).removesuffix(".yaml") for parts in found)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("cold")
    command = [sys.executable, "-c", BUILD, str(folder / "handout.pdf")]
    out = ""
    for _ in range(2):
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return Run(*json.loads(out))


def test_nothing_is_loaded_that_the_build_does_not_need(run: Run) -> None:
    for name in (*NOT_NEEDED, *NOT_OURS):
        assert name not in run.modules
        assert not [module for module in run.modules if module.startswith(name + ".")]


def test_no_name_that_must_not_be_loaded_is_out_of_date() -> None:
    assert [name for name in NOT_OURS if find_spec(name) is None] == []


def test_few_modules_are_ours_and_fewer_packages_others(run: Run) -> None:
    assert len([module for module in run.modules if module.split(".")[0] == "psoas_pdf"]) <= OURS
    others = {module.split(".")[0] for module in run.modules} - sys.stdlib_module_names
    ours = {"psoas_pdf", "click", "yaml"}
    assert {name for name in others if not name.startswith(("_", "cython", "sitecustomize"))} == ours


def test_the_files_that_the_plan_names_are_read_and_no_others(run: Run) -> None:
    books, problems = Library(), Problems()
    plan = books.get("plan", "iliopsoas", problems)
    muscle, layout = books.get("muscle", plan.muscle, problems), books.layout("handout", problems)
    assert layout
    wanted = {f"exercises/{entry.exercise}" for entry in plan.exercises}
    wanted |= {f"muscles/{name}" for name in (plan.muscle, *muscle.parts)}
    wanted |= {f"stocks/{name}" for name in layout.stocks or ()}
    wanted |= {"plans/iliopsoas", f"help/{plan.help}", "data/sources"}
    wanted |= {"languages/en", "layouts/handout", "themes/standard"}
    assert {name for name in run.yaml() if name.split("/")[0] not in FIGURE} == wanted


def test_every_file_is_read_once(run: Run) -> None:
    assert {count for name, count in run.yaml().items() if name.split("/")[0] not in FIGURE} == {1}
    drawings = [path for path in run.opened if path.endswith(".drawing")]
    found = Counter(path.split(os.sep)[-1] for path in drawings)
    pictures = 2 * 6 + 1
    assert len(found) == pictures
    assert max(found.values()) <= 2  # looked for in the package's folder, then found in the user's


def test_the_words_of_an_exercise_are_set_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The height of its pictures is looked for in steps, and the words don't depend on it."""
    set_once: Counter[str] = Counter()

    def counted(block: ExerciseBlock, width: float, type_: Type, *, qr: str) -> Measured:
        set_once[str(block.name)] += 1
        return measured(block, width, type_, qr=qr)

    monkeypatch.setattr(flow, "measured", counted)
    problems = Problems()
    books = Library()
    plan = books.get("plan", "iliopsoas", problems)
    assert Workshop(books, default_store()).draft(Order(plan, "handout"), problems)
    assert len(set_once) == 6
    assert set(set_once.values()) == {1}
