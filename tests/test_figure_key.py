"""The digest that pictures are kept under."""

from __future__ import annotations

import subprocess
import sys

from figure_scenes import scene, written
from psoas_pdf.figure.key import pictures_key, standing_key

TEXT = "start: {trunk: 10}\nend: {}\n"


def test_places_do_not_count_but_content_does() -> None:
    one, _ = written(TEXT)
    moved, _ = written("# a comment\n" + TEXT)
    changed, _ = written(TEXT.replace("10", "11"))
    assert pictures_key(one, "man") == pictures_key(moved, "man")
    assert pictures_key(one, "man") != pictures_key(changed, "man")


def test_the_look_counts() -> None:
    assert pictures_key(scene("sit-up"), "man") != pictures_key(scene("sit-up"), "woman")
    assert pictures_key(scene("sit-up"), "") == pictures_key(scene("sit-up"), "man")
    assert standing_key("man") != standing_key("woman")


def test_the_key_needs_no_engine() -> None:
    code = (
        "import sys; from psoas_pdf.figure.key import pictures_key\n"
        "heavy = {'scene', 'painter', 'solver', 'outline', 'tables'}\n"
        "print(sorted(m for m in sys.modules if m.startswith('psoas_pdf.figure.') and m.split('.')[-1] in heavy))"
    )
    out = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert out.stdout.strip() == "[]"
