"""The layers of docs/architecture.md, held: imports inside functions count too."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "psoas_pdf"
PAGE = PACKAGE.parent.parent / "docs" / "architecture.md"
MODULES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))
LAYER: dict[str, int] = {}
MAY: dict[int, set[int]] = {}
for row in re.findall(r"^\| (\d+) \| (.+?) \| .+ \| ([\d, –]+) \|$", PAGE.read_text(encoding="utf-8"), re.M):
    LAYER |= dict.fromkeys(re.findall(r"`(\w+)/?`", row[1]), int(row[0]))
    parts = [[int(end) for end in part.split("–")] for part in row[2].split(", ")]
    MAY[int(row[0])] = {int(row[0])}.union(*(range(part[0], part[-1] + 1) for part in parts))


def imports(path: Path) -> Iterator[str]:
    """Full names of what a module imports, at any depth, except for what only a type checker sees."""
    tree = ast.parse((PACKAGE / path).read_text(encoding="utf-8"))
    unseen = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in unseen:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports by a relative name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_module_imports_only_what_its_layer_may(path: Path) -> None:
    top = path.parts[0].removesuffix(".py")
    wrong = []
    for name in imports(path):
        root, _, rest = name.partition(".")
        if root == "psoas_pdf" and top != "__init__":
            part = rest.split(".")[0]
            if part in LAYER and LAYER[part] not in MAY[LAYER[top]]:
                wrong.append(name)
        elif (root == "reportlab" and path.parts[0] != "paint" and path != Path("text/fonts.py")) or (
            root == "click" and top != "cli"
        ):
            wrong.append(name)
    assert not wrong


def test_the_page_tells_of_every_module() -> None:
    assert {path.parts[0].removesuffix(".py") for path in MODULES} - {"__init__"} == set(LAYER)


def test_the_command_line_loads_late() -> None:
    code = "import sys, psoas_pdf.cli; print(*sys.modules)"
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"reportlab", "pypdf", "yaml", "psoas_pdf.library", "difflib", "json"} & set(out)


def test_measures_that_a_designer_may_change_stand_in_the_theme() -> None:
    """What is left in the code holds on any paper: the grid of free places, what printers and cutters can't."""
    found = {
        name
        for path in (PACKAGE / "layout").glob("*.py")
        if path.name not in ("gallery.py", "calibration.py")
        for name in re.findall(r"^([A-Z_]+)\b.* = .*\* MM", path.read_text(encoding="utf-8"), re.M)
    }
    assert found == {"CELL", "EDGE", "LEAST_TICK", "LEAST_CLEAR"}
