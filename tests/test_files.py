"""Names of finished files, and files written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_pdf.cli import run
from psoas_pdf.cli.files import file_name, is_folder, safe, write_all
from psoas_pdf.problems import Problems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sample Patient", "sample-patient"),
        ("../../x", "x"),
        ("CON", "con"),
        ("a/b\\c:d", "a-b-c-d"),
        ("Žižka, J.", "žižka-j"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_safe_parts(text: str, expected: str) -> None:
    assert safe(text) == expected


def test_parts_that_are_cut_stay_different() -> None:
    long = "x" * 300
    assert len(safe(long)) == 48
    assert safe(long) != safe(f"{long}y")
    assert safe("🙂") != safe("🙃") != ""


@given(st.lists(st.text(), min_size=5, max_size=5))
def test_no_text_makes_a_bad_name(parts: list[str]) -> None:
    name = file_name("plan", "layout", *parts)
    assert name.startswith("plan-layout")
    assert name.endswith(".pdf")
    assert len(os.fsencode(name)) <= 255
    assert not set(name) & set('/\\:*?"<>|\0\n ')
    assert ".." not in name


def test_only_parts_that_there_are() -> None:
    assert file_name("hip", "cards", "Ann B", None, "", "de") == "hip-cards-ann-b-de.pdf"


def test_files_and_folders(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_bytes(b"")
    assert [
        is_folder(str(tmp_path / name)) for name in ("", "new", "new.d/", "new.pdf", "NEW.PDF", "there")
    ] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


def left(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_files_are_written_into_new_folders(tmp_path: Path) -> None:
    problems = Problems()
    assert write_all([(str(tmp_path / "a" / "b" / f"{n}.pdf"), b"%d" % n) for n in range(2)], problems)
    assert left(tmp_path / "a" / "b") == {"0.pdf": b"0", "1.pdf": b"1"}


def test_a_link_is_followed_and_rights_are_kept(tmp_path: Path) -> None:
    old = tmp_path / "old.pdf"
    old.write_bytes(b"old")
    old.chmod(0o640)
    (tmp_path / "link.pdf").symlink_to(old)
    assert write_all([(str(tmp_path / "link.pdf"), b"new")], Problems())
    assert old.read_bytes() == b"new"
    assert old.stat().st_mode & 0o777 == 0o640


def test_a_full_disk_leaves_every_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    real, calls = os.open, []

    def full(path: str, flags: int, mode: int = 0o777) -> int:
        calls.append(path)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", full)
    problems = Problems()
    assert not write_all([(str(tmp_path / "b.pdf"), b"new"), (str(tmp_path / "a.pdf"), b"new")], problems)
    assert left(tmp_path) == {"a.pdf": b"old"}
    assert [str(problem) for problem in problems] == [
        f"{tmp_path}/a.pdf: error: can't be written: No space left on device "
        "(the file that was there is as it was)"
    ]


def test_a_full_device_is_told() -> None:
    problems = Problems()
    assert not write_all([("/dev/full", b"x")], problems)
    assert [problem.message for problem in problems] == ["can't be written: No space left on device"]


def test_a_device_is_written_to_and_stays_one() -> None:
    assert write_all([("/dev/null", b"x")], Problems())
    assert not Path("/dev/null").is_file()


def test_a_file_in_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    problems = Problems()
    assert not write_all([(str(tmp_path / "out" / "a.pdf"), b"x")], problems)
    assert left(tmp_path) == {"out": b""}
    assert problems.failed


def test_a_link_to_a_pipe_is_written_to() -> None:
    read, write = os.pipe()
    assert write_all([(f"/dev/fd/{write}", b"x")], Problems())
    os.close(write)
    assert os.read(read, 9) == b"x"
    os.close(read)


def test_a_terminal_gets_no_pdf(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    for command in (["build", "-o", "-"], ["figure", "sit-up", "-o", "-", "--format", "pdf"]):
        assert run(command) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert "-o - would send a PDF to the terminal: add `> FILE` or `| PROGRAM`, or name a file" in err
