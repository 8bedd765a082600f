"""The same input, the same bytes: in other processes, places, time zones, with other hashes, ready or computed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = str(Path(__file__).resolve().parents[1] / "src")
COMMAND = "import sys; from psoas_pdf.cli import main; main(sys.argv[1:])"


def build(folder: Path, cache: Path, **environment: str) -> dict[str, str]:
    """Builds the ready plan in a folder of its own; digests by file name."""
    folder.mkdir()
    env = {**os.environ, "PYTHONPATH": SOURCE, "XDG_CACHE_HOME": str(cache), **environment}
    env.pop("SOURCE_DATE_EPOCH", None) if "SOURCE_DATE_EPOCH" not in environment else None
    subprocess.run([sys.executable, "-c", COMMAND, "build", "--quiet"], cwd=folder, env=env, check=True)
    files = sorted((folder / "out").iterdir())
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Nothing was ready: every drawing is computed."""
    top = tmp_path_factory.mktemp("same")
    return top, build(top / "first", top / "empty", PYTHONHASHSEED="1", TZ="UTC")


def test_three_files_come_out(first: tuple[Path, dict[str, str]]) -> None:
    names = ["iliopsoas-anatomy.pdf", "iliopsoas-cards.pdf", "iliopsoas-handout.pdf"]
    assert list(first[1]) == names


def test_another_hash_seed_time_zone_and_folder_make_no_difference(
    first: tuple[Path, dict[str, str]],
) -> None:
    top, digests = first
    assert (
        build(top / "other folder", top / "empty", PYTHONHASHSEED="77", TZ="Asia/Tokyo", LC_ALL="C")
        == digests
    )


def test_computed_anew_or_found_ready_makes_no_difference(first: tuple[Path, dict[str, str]]) -> None:
    top, digests = first
    assert build(top / "anew", top / "another cache", PYTHONHASHSEED="3") == digests


def test_source_date_epoch_changes_the_date_and_nothing_else_is_left_to_the_clock(
    first: tuple[Path, dict[str, str]],
) -> None:
    top, digests = first
    dated = build(top / "dated", top / "empty", SOURCE_DATE_EPOCH="1700000000")
    again = build(top / "dated again", top / "empty", SOURCE_DATE_EPOCH="1700000000")
    assert dated == again
    assert all(dated[name] != digests[name] for name in digests)
    assert b"2023-11-14T22:13:20+00:00" in (top / "dated" / "out" / "iliopsoas-handout.pdf").read_bytes()
