"""A print shop's profile: which are taken, and what is said of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

import cmyk_profile
from psoas_pdf.cli import run
from psoas_pdf.paint import profile
from psoas_pdf.paint.press import in_cmyk
from psoas_pdf.paint.profile import BadProfile, checked, read_profile

GOOD = cmyk_profile.cmyk()


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("version", [2, 4])
def test_an_output_profile_for_four_inks_is_taken_in_both_versions(version: int) -> None:
    found = checked(cmyk_profile.cmyk(version))
    assert found.name == cmyk_profile.NAME
    assert in_cmyk(found, {}).operands("#FFFFFF") == "0 0 0 0"


def _changed(at: int, to: bytes) -> bytes:
    return GOOD[:at] + to + GOOD[at + len(to) :]


WRONG = {
    "not-one": (b"%PDF-1.7 and more" * 20, "not an ICC profile", "ask the print shop"),
    "empty": (b"", "not an ICC profile", "ask the print shop"),
    "rgb": (cmyk_profile.profile(space=b"RGB "), "for RGB colours", "CMYK"),
    "grey": (cmyk_profile.profile(space=b"GRAY"), "for grey colours", "CMYK"),
    "strange": (cmyk_profile.profile(space=b"HLS "), "for other colours", "CMYK"),
    "display": (cmyk_profile.profile(kind=b"mntr"), "is for a display, not for a press", "ask"),
    "link": (cmyk_profile.profile(kind=b"link"), "a link between two devices", "ask"),
    "unknown": (cmyk_profile.profile(kind=b"abcd"), "another thing", "ask"),
    "version": (cmyk_profile.profile(version=5), "version 5 of ICC", "version 2 or 4"),
    "cut": (GOOD[:-100], f"says that it has {len(GOOD)} bytes", "copy it again"),
    "connects": (cmyk_profile.profile(connects=b"Luv "), "connects to no known space", "copy it again"),
    "one-way": (cmyk_profile.profile(without="B2A0"), "no table B2A0", "ask"),
    "table": (_changed(128, b"\0\0\xff\xff"), "its table leads outside", "copy it again"),
    "offset": (_changed(136, b"\x7f\0\0\0"), "its table leads outside", "copy it again"),
    "no-tags": (_changed(128, b"\0\0\0\0"), "its table leads outside", "copy it again"),
}


@pytest.mark.parametrize(("data", "told", "hint"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_a_file_is_told_with_a_hint(data: bytes, told: str, hint: str) -> None:
    with pytest.raises(BadProfile) as caught:
        checked(data)
    assert told in str(caught.value)
    assert hint in caught.value.hint


def test_a_profile_that_is_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "large.icc"
    with path.open("wb") as file:
        file.truncate(profile.MOST_BYTES * 20)
    with pytest.raises(BadProfile, match="more than 10 MB"):
        read_profile(str(path))


def test_tables_that_lie_are_told_as_a_problem() -> None:
    at = GOOD.index(b"mft1")
    with pytest.raises(BadProfile, match="LittleCMS can't use the profile"):
        in_cmyk(checked(_changed(at, b"nope")), {})


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--icc", "good.icc"], 2, "--icc is a print shop's profile: it needs --edition print"),
        (["--edition", "screen", "--icc", "good.icc"], 2, "it needs --edition print"),
        (["--edition", "print", "--icc", "bad.icc"], 1, "bad.icc: error: not an ICC profile (ask the print"),
        (["--edition", "print", "--icc", "lost.icc"], 1, "lost.icc: error: can't be read: No such file"),
        (["--edition", "print", "--icc", "folder"], 1, "folder: error: can't be read: Is a directory"),
        (["--edition", "print", "--icc", "half.icc"], 1, "half.icc: error: LittleCMS can't use the profile"),
        (["--edition", "press"], 2, "'print'"),
    ],
)
def test_the_command_says_what_is_wrong_and_writes_nothing(
    arguments: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("good.icc").write_bytes(GOOD)
    Path("bad.icc").write_bytes(b"no profile")
    Path("half.icc").write_bytes(_changed(GOOD.index(b"mft1"), b"nope"))
    Path("folder").mkdir()
    assert run(["build", "iliopsoas", "--layout", "cards", *arguments]) == code
    err = capsys.readouterr().err
    assert told in err
    assert err.count("error") == 1 or code == 2
    assert not Path("out").exists()


def test_a_bad_profile_is_told_once_and_beside_what_else_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.icc").write_bytes(b"no profile")
    Path("plan.yaml").write_text(
        "title: Week\nexercises: [{exercise: lying-leg-rise}]\noutputs: [handout, cards]\n"
    )
    assert run(["build", "--edition", "print", "--icc", "bad.icc"]) == 1
    err = capsys.readouterr().err
    assert err.count("bad.icc: error") == 1
    assert "plan.yaml:2:24: error" in err
