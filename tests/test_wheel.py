"""The wheel, alone in a folder of its own, prints the ready plan with what it carries."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import inspector

ROOT = Path(__file__).resolve().parents[1]
PRINT = """\
import sys
sys.path = [p for p in sys.path if not p.rstrip('/').endswith('/src')]
sys.path.insert(0, sys.argv.pop(1))
import psoas_pdf
assert psoas_pdf.__file__.startswith(sys.path[0]), psoas_pdf.__file__
from psoas_pdf.cli import run
code = run(sys.argv[1:])
print(*[name for name in sys.modules if name.startswith('psoas_pdf.figure')])
sys.exit(code)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network and unpacked."""
    top = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(top), str(ROOT)],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": ""},
    )
    (wheel,) = top.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(top / "site")
    return top / "site"


def test_data_layouts_and_ready_drawings_travel_in_it(installed: Path) -> None:
    package = installed / "psoas_pdf"
    for kind in ("exercises", "muscles", "plans", "plates", "languages", "body", "looks"):
        shipped = sorted(p.name for p in (ROOT / "data" / kind).glob("*.yaml"))
        assert sorted(p.name for p in (package / "data" / kind).glob("*.yaml")) == shipped
    assert (package / "layouts" / "themes" / "standard.yaml").is_file()
    assert len(list((package / "ready").glob("*.drawing"))) >= 13
    assert list((package / "ready").glob("form-*"))


def test_it_prints_the_ready_plan_in_an_empty_folder_without_drawing_anything(
    installed: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "cache"
    done = subprocess.run(
        [sys.executable, "-c", PRINT, str(installed), "build"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": "", "XDG_CACHE_HOME": str(empty)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    loaded = set(done.stdout.splitlines()[-1].split())
    assert not loaded & {f"psoas_pdf.figure.{engine}" for engine in ("scene", "painter", "outline", "solver")}
    for name in ("handout", "cards", "anatomy"):
        inspector.assert_sound((tmp_path / "out" / f"iliopsoas-{name}.pdf").read_bytes())
    assert not list(empty.rglob("*.drawing"))
