"""docs/poses.md: what it shows can be drawn, what it says is refused is refused, and its pictures are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from figure_scenes import written
from psoas_pdf.cli import run
from psoas_pdf.figure.scene import draw
from psoas_pdf.model.pose import CAMERAS
from psoas_pdf.templates import template

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE = (DOCS / "poses.md").read_text(encoding="utf-8")
BLOCKS = {
    name: "\n".join(line[2:] for line in text.splitlines()[1:]) + "\n"
    for name, text in re.findall(r"<!-- (?:picture|cameras): (\S+) -->\n```yaml\n(.*?)```", PAGE, re.DOTALL)
}
MOST_BYTES = 150_000


@pytest.mark.parametrize("name", BLOCKS)
def test_what_the_page_writes_can_be_drawn(name: str) -> None:
    scene, problems = written(BLOCKS[name])
    assert not len(problems), list(map(str, problems))
    pictures = draw(scene, look="woman")
    assert pictures.end.marks
    assert (pictures.fault is not None) == ("fault:" in BLOCKS[name])


def test_the_template_is_the_first_picture() -> None:
    lines = [line.split("#")[0].rstrip() for line in template("exercise").splitlines()]
    poses = [line[2:] for line in lines[lines.index("poses:") + 1 :]]
    assert "\n".join(poses).strip() == BLOCKS["poses-1"].strip()


def test_the_error_of_the_second_step_is_that_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", "exercise", "leg-back"]) == 0
    path = Path("exercises/leg-back.yaml")
    text = path.read_text(encoding="utf-8").replace(
        "right: {hip: 60, knee: 80}", "right: {hip: -15, knee: 10}"
    )
    path.write_text(text[: text.index("  arrows:")], encoding="utf-8")
    capsys.readouterr()
    assert run(["figure", "./exercises/leg-back.yaml", "-o", "leg-back.svg"]) == 1
    told = capsys.readouterr().err.strip()
    assert told in PAGE, told


def test_every_camera_is_named_in_order() -> None:
    told = PAGE[PAGE.index("From left to right") :]
    assert re.findall(r"`(\w+)`", told)[: len(CAMERAS)] == list(CAMERAS)


def test_every_picture_is_there_and_small() -> None:
    shown = set(re.findall(r"\(pictures/([a-z0-9-]+)\.png\)", PAGE))
    assert set(BLOCKS) <= shown
    for name in shown:
        assert (DOCS / "pictures" / f"{name}.png").stat().st_size < MOST_BYTES
