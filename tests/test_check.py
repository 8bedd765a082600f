"""`psoas-pdf check`: what it looks at, and that it finds what a build would refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from psoas_pdf.check import check_paths, kind_of
from psoas_pdf.cli import run
from psoas_pdf.problems import Problems
from psoas_pdf.templates import template
from tiny import write

PLAN = "title: Week\nexercises: [{exercise: sit-up}]\n"


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def checked(*paths: str, folders: tuple[str, ...] = ()) -> tuple[int, list[str]]:
    problems = Problems()
    count = check_paths(paths, folders, problems)
    return count, [str(problem) for problem in problems]


def test_what_new_writes_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("plan", "exercise", "layout"):
        assert run(["new", kind, "my-own"]) == 0
    assert run(["new", "clinic", "clinic"]) == 0
    assert checked(".") == (4, [])
    assert run(["check", "my-own.yaml", "--strict"]) == 0
    out, err = capsys.readouterr()
    assert (out.splitlines()[-1], err) == ("1 record checked, nothing wrong", "")


def test_what_new_writes_builds_as_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("plan", "exercise", "layout"):
        assert run(["new", kind, "my-own"]) == 0
    text = (
        Path("my-own.yaml").read_text(encoding="utf-8").replace("exercise: knee-to-chest", "exercise: my-own")
    )
    Path("my-own.yaml").write_text(text, encoding="utf-8")
    assert run(["build", "my-own.yaml", "--library", ".", "--layout", "my-own", "--strict"]) == 0
    assert Path("out/my-own-my-own.pdf").read_bytes().startswith(b"%PDF-")
    assert capsys.readouterr().err == ""


def test_the_shipped_library_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--strict"]) == 0
    out, err = capsys.readouterr()
    assert out.endswith(" records checked, nothing wrong\n")
    assert err == ""


def test_without_a_path(capsys: pytest.CaptureFixture[str]) -> None:
    write(Path(), {"plan.yaml": PLAN, "mine/layouts/ours.yaml": "extends: handout\n"})
    assert checked() == (1, [])
    assert checked(folders=("mine",)) == (2, [])
    Path("plan.yaml").write_text("title: x\n", encoding="utf-8")
    assert run(["check"]) == 1
    out, err = capsys.readouterr()
    assert out == "1 record checked: 1 error, 0 warnings\n"
    assert err == "plan.yaml:1:1: error: the key 'exercises' is missing (The exercises, in order)\n"


def test_records_that_no_plan_uses_are_checked() -> None:
    wrong = template("exercise").replace("target: [iliopsoas]", "target: [psoas]")
    write(
        Path("mine"),
        {"data/exercises/my-exercise.yaml": wrong, "layouts/themes/ours.yaml": "extends: standart"},
    )
    count, told = checked("mine")
    assert count == 2
    assert [message.partition(": error: ")[2] for message in told] == [
        "there is no muscle 'psoas' (did you mean 'iliopsoas'?)",
        "there is no theme 'standart' (did you mean 'standard'?)",
    ]


def test_files_that_nothing_reads_are_warned_of() -> None:
    write(
        Path("mine"),
        {"data/exercices/x.yaml": "", "layouts/ours.yml": "", "layouts/ours.yaml": "extends: cards"},
    )
    assert checked("mine") == (
        1,
        [
            "mine/data/exercices/x.yaml: warning: nothing reads this file (did you mean 'data/exercises'?)",
            "mine/layouts/ours.yml: warning: nothing reads this file (call it .yaml)",
        ],
    )
    assert run(["check", "mine"]) == 0
    assert run(["check", "mine", "--strict"]) == 1


@pytest.mark.parametrize("kind", ["plan", "exercise", "layout"])
def test_the_kind_of_a_file_is_told_by_its_keys(kind: str) -> None:
    write(Path(), {"some.yaml": template(kind)})
    assert kind_of("some.yaml", Problems()) == kind


def test_the_kind_of_a_file_is_told_by_its_folder() -> None:
    assert kind_of("data/muscles/x.yaml", Problems()) == "muscle"
    assert kind_of("layouts/themes/x.yaml", Problems()) == "theme"
    assert kind_of("x/sources.yaml", Problems()) == "source"


def test_plans_that_lie_in_a_folder() -> None:
    write(Path("plans"), {"a.yaml": PLAN, "b.yaml": PLAN.replace("sit-up", "sitt-up")})
    count, told = checked("plans")
    assert count == 2
    assert told == ["plans/b.yaml:2:24: error: there is no exercise 'sitt-up' (did you mean 'sit-up'?)"]
    Path("empty").mkdir()
    assert checked("empty")[1] == [
        "empty: error: nothing of a library is in this folder (it needs data/ or layouts/)"
    ]


def test_a_file_of_no_kind() -> None:
    write(Path(), {"list.yaml": "- a\n"})
    assert checked("list.yaml") == (
        0,
        ["list.yaml:1:1: error: keys and values are needed here (write a record, as docs/format.md shows)"],
    )


def test_files_that_nothing_reads_in_a_flat_folder() -> None:
    names = ("exercises/lift.yml", "exercises/My lift.yaml", "layouts/theme/ours.yaml")
    write(Path("own"), dict.fromkeys(names, "name: x\n"))
    count, told = checked("own")
    assert count == 0
    assert told == [
        "own/exercises/My lift.yaml: warning: nothing reads this file "
        "(name it with small letters a to z, digits and hyphens)",
        "own/exercises/lift.yml: warning: nothing reads this file (call it .yaml)",
        "own/layouts/theme/ours.yaml: warning: nothing reads this file (did you mean 'layouts/themes'?)",
    ]


def test_one_warning(capsys: pytest.CaptureFixture[str]) -> None:
    write(Path("own"), {"exercises/lift.yml": ""})
    assert run(["check", "own"]) == 0
    assert capsys.readouterr().out == "0 records checked: 0 errors, 1 warning\n"


def test_a_folder_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    write(Path("own"), {"exercises/lift.yaml": ""})

    def locked(path: str = ".") -> list[str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.listdir", locked)
    assert checked("own") == (0, ["own: error: can't be read: Permission denied"])
