"""`psoas-pdf verify`: what goes to which stream, exit codes, JSON."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from psoas_pdf.cli import run
from psoas_pdf.text.fonts import fira_sans, load_faces
from psoas_pdf.verify import standards
from verify_samples import painted, sample

SOURCE = str(Path(standards.__file__).resolve().parents[2])
ENVIRONMENT = {**os.environ, "PYTHONPATH": SOURCE}
"""For a process of its own, which runs in another folder."""


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """good.pdf, pale.pdf with two errors on its page, coarse.pdf with a warning."""
    monkeypatch.chdir(tmp_path)
    faces = load_faces(**fira_sans(), ready=None)
    s = sample()
    Path("good.pdf").write_bytes(painted(s, faces))
    s.move("rest", colour="#9aa4ad", size=9)
    Path("pale.pdf").write_bytes(painted(s, faces))
    s = sample()
    s.move("foot", y=25)
    Path("low.pdf").write_bytes(painted(s, faces))


def test_a_file_that_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", "good.pdf"]) == 0
    assert capsys.readouterr() == ("good.pdf  2 pages, nothing wrong\n", "")
    assert run(["verify", "good.pdf", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_what_is_wrong_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", "pale.pdf", "good.pdf"]) == 1
    told = capsys.readouterr()
    assert told.out == "pale.pdf  2 pages, 2 errors, 0 warnings\ngood.pdf  2 pages, nothing wrong\n"
    first, second = told.err.splitlines()
    assert first.startswith(
        "pale.pdf: page 1: error: 1 piece of text in #9aa4ad on #ffffff, with a contrast of "
    )
    assert second == (
        "pale.pdf: page 1: error: 1 piece of text under 12 pt: the smallest is 9 pt, 'of the sample clinic.' "
        "(print it in a theme with larger type)"
    )


def test_warnings_fail_with_strict(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", "low.pdf"]) == 0
    assert run(["verify", "low.pdf", "--strict"]) == 1
    assert (
        capsys.readouterr().err.count(
            "low.pdf: page 1: warning: text 'Page 1 of 2' is 7.9 mm from the lower edge"
        )
        == 2
    )


def test_a_floor_of_ones_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", "good.pdf", "--floor", "16"]) == 1
    assert "under 16 pt" in capsys.readouterr().err
    assert run(["verify", "good.pdf", "--floor", "0"]) == 2


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", "good.pdf", "low.pdf", "none.pdf", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    size = Path("good.pdf").stat().st_size
    assert told["files"][0] == {
        "path": "good.pdf",
        "bytes": size,
        "pages": 2,
        "imprint": {"layout": "sample", "kind": "pages", "floor": "12"},
        "standards": True,
        "errors": 0,
        "warnings": 0,
    }
    assert [(f["path"], f["pages"], f["errors"], f["warnings"]) for f in told["files"][1:]] == [
        ("low.pdf", 2, 0, 1),
        ("none.pdf", None, 1, 0),
    ]
    assert [(p["file"], p["page"], p["line"], p["severity"]) for p in told["problems"]] == [
        ("low.pdf", 1, None, "warning"),
        ("none.pdf", None, None, "error"),
    ]


def test_files_that_are_none(capsys: pytest.CaptureFixture[str]) -> None:
    Path("folder").mkdir()
    assert run(["verify", "none.pdf", "folder"]) == 1
    assert capsys.readouterr() == (
        "",
        "folder: error: this is a folder (name its files: folder/*.pdf)\n"
        "none.pdf: error: can't be read: No such file or directory (check the path)\n",
    )


def test_no_file_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify"]) == 2
    assert "Missing argument 'FILE...'" in capsys.readouterr().err


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    data = Path("good.pdf").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert run(["verify", "-"]) == 0
    assert capsys.readouterr().out == "standard input  2 pages, nothing wrong\n"


def test_without_a_validator_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("other").mkdir()
    Path("other/page.py").write_text("words = 'another package of that name'")
    monkeypatch.setenv("PYTHONPATH", "other")
    assert run(["verify", "good.pdf"]) == 0
    assert capsys.readouterr().out == (
        "good.pdf  2 pages, nothing wrong\n"
        f"PDF/UA and PDF/A were not checked: {standards.PACKAGE} is not installed (pip install psoas-pdf[verify])\n"
    )


def test_a_file_in_the_folder_that_is_named_as_the_validator_is(capsys: pytest.CaptureFixture[str]) -> None:
    Path("page.py").write_text("raise SystemExit(9)")
    assert run(["verify", "good.pdf"]) == 0
    assert capsys.readouterr() == ("good.pdf  2 pages, nothing wrong\n", "")


def test_what_the_reader_logs_is_not_shown() -> None:
    Path("cut.pdf").write_bytes(Path("good.pdf").read_bytes()[:-40].replace(b"startxref", b"startxxxx"))
    done = subprocess.run(
        [sys.executable, "-m", "psoas_pdf", "verify", "cut.pdf"],
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
    )
    assert all(line.startswith("cut.pdf: ") for line in done.stderr.splitlines()), done.stderr
