"""`build --roster`: who gets which file, what a second run does, what is told, and what is not."""

from __future__ import annotations

import hashlib
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest
from pypdf import PdfReader
from pypdf.constants import UserAccessPermissions

from psoas_pdf import inputs
from psoas_pdf.build import Built, Order, Workshop
from psoas_pdf.cli import files as writing
from psoas_pdf.cli import run
from psoas_pdf.problems import Problems

PLAN = "title: Week\nexercises: [{exercise: lying-leg-raise}]\n"
ROSTER = (
    "name,reference,side,lying-leg-raise.sets\n"
    "Anna Sample,A1,left,2\nBertram Sample,B2,right,3\nCleo Sample,C3,,1\n"
)
PEOPLE = ("anna-sample", "bertram-sample", "cleo-sample")
COMMAND = ["build", "week.yaml", "--roster", "people.csv"]
SOURCE = str(Path(inputs.__file__).resolve().parent.parent)
"""For processes of their own, which run in another folder."""
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _in_a_folder_with_a_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PSOAS_PDF_PASSWORD", raising=False)
    write("week.yaml", PLAN)
    write("people.csv", ROSTER)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Order]:
    """The orders that reach the pipeline; each document is a few bytes.  A goal 'fail' fails, 'warn' warns."""
    orders: list[Order] = []

    def make(self: Workshop, order: Order, problems: Problems) -> Built | None:
        orders.append(order)
        plan, name = order.plan, str(order.plan.person.name)
        if plan.goal == "warn":
            problems.warning(plan.person.place, f"{name!r} takes two lines", f"shorten {name.split()[0]}")
        if plan.goal.startswith("fail"):
            problems.error(plan.person.place, f"the line {name + ' has'!r} does not fit")
            return None
        if plan.goal == "bug":
            raise ZeroDivisionError
        data = f"{plan.id} {order.layout} {name}".encode()
        return Built(data, 2, plan.id, order.layout, name, order.language or "en", None, None)

    monkeypatch.setattr(Workshop, "make", make)
    return orders


def write(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


def files(folder: str = "out") -> list[str]:
    """All that is there, hidden files too."""
    return sorted(os.listdir(folder)) if os.path.isdir(folder) else []


def handouts(*people: str) -> list[str]:
    return [f"week-handout-{person}.pdf" for person in people]


def contents() -> dict[str, bytes]:
    return {name: Path("out", name).read_bytes() for name in files()}


def test_everybody_gets_a_document(capsys: Output) -> None:
    assert run(COMMAND) == 0
    assert files() == handouts(*PEOPLE)
    assert capsys.readouterr() == ("3 files written to out/\n", "")
    for person, name in zip(PEOPLE, ("Anna", "Bertram", "Cleo"), strict=True):
        words = "".join(page.extract_text() for page in PdfReader(f"out/week-handout-{person}.pdf").pages)
        assert {n for n in ("Anna", "Bertram", "Cleo") if n in words} == {name}


def test_a_second_run_writes_nothing_and_makes_nothing(
    capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(COMMAND) == 0
    before = {name: os.stat(f"out/{name}").st_mtime_ns for name in files()}
    capsys.readouterr()
    with monkeypatch.context() as patch:
        patch.delattr(Workshop, "make")
        assert run(COMMAND) == 0
    assert capsys.readouterr() == ("0 files written to out/, 3 unchanged\n", "")
    assert {name: os.stat(f"out/{name}").st_mtime_ns for name in files()} == before


def test_what_changed_is_written_and_nothing_else(capsys: Output) -> None:
    assert run(COMMAND) == 0
    first = contents()
    # A row moves when one is put before it, and stays the same document.
    write("people.csv", ROSTER.replace("Anna", "Dora Sample,D4,left,4\nAnna").replace("right", "left"))
    capsys.readouterr()
    assert run([*COMMAND, "--names"]) == 0
    pages = len(PdfReader("out/week-handout-cleo-sample.pdf").pages)
    assert capsys.readouterr().out.splitlines() == [
        f"out/week-handout-dora-sample.pdf  {pages} pages",
        "out/week-handout-anna-sample.pdf  unchanged",
        f"out/week-handout-bertram-sample.pdf  {pages} pages",
        "out/week-handout-cleo-sample.pdf  unchanged",
        "2 files written to out/, 2 unchanged",
    ]
    now = contents()
    assert {name for name in first if now[name] != first[name]} == {"week-handout-bertram-sample.pdf"}


@pytest.mark.parametrize(
    "change",
    [
        lambda: write("week.yaml", PLAN + "goal: walk\n"),
        lambda: write("clinic.yaml", "name: Sample Clinic\n"),
        lambda: Path("out/week-handout-cleo-sample.pdf").unlink(),
        lambda: Path("out/week-handout-cleo-sample.pdf").write_bytes(b"%PDF-1.7 half"),
        lambda: os.truncate("out/week-handout-cleo-sample.pdf", 9000),
    ],
)
def test_what_is_not_there_as_it_should_be_is_made(change: object, capsys: Output) -> None:
    assert run([*COMMAND, "--only", "Cleo Sample"]) == 0
    assert callable(change)
    change()
    capsys.readouterr()
    assert run([*COMMAND, "--only", "Cleo Sample"]) == 0
    assert capsys.readouterr().out == "1 file written to out/\n"


def test_force_writes_all_of_it_again(capsys: Output) -> None:
    args = [*COMMAND, "--only", "Cleo Sample", "--force"]
    assert run(args) == run(args) == 0
    assert capsys.readouterr().out == "1 file written to out/\n" * 2


def test_a_person_alone_has_the_same_bytes(capsys: Output) -> None:
    assert run(COMMAND) == 0
    assert run([*COMMAND, "--only", "  bertram  SAMPLE", "-o", "one.pdf"]) == 0
    assert Path("one.pdf").read_bytes() == Path("out/week-handout-bertram-sample.pdf").read_bytes()


def test_a_document_with_warnings_is_made_again_so_that_they_are_told_again(
    made: list[Order], capsys: Output
) -> None:
    write("people.csv", "name,goal\nAnna Sample,warn\nCleo Sample,\n")
    assert run(COMMAND) == 0
    assert run(COMMAND) == 0
    out, err = capsys.readouterr()
    assert out == "2 files written to out/\n0 files written to out/, 2 unchanged\n"
    assert err.count("warning: '…' takes two lines") == 2


def test_layouts_and_languages_of_a_row(made: list[Order]) -> None:
    write("people.csv", "name,layout,language\nA,cards handout,\nB,,EN\nC,,\n")
    write("week.yaml", PLAN + "outputs: [anatomy]\nlanguage: en\n")
    assert run(COMMAND) == 0
    assert [(str(o.plan.person.name), o.layout, o.language, o.row) for o in made] == [
        ("A", "cards", None, 2),
        ("A", "handout", None, 2),
        ("B", "anatomy", "en", 3),
        ("C", "anatomy", None, 4),
    ]
    assert files() == [
        "week-anatomy-b.pdf",
        "week-anatomy-c.pdf",
        "week-cards-a.pdf",
        "week-handout-a.pdf",
    ]


def test_the_command_line_goes_before_rows(made: list[Order]) -> None:
    write("people.csv", "name,layout\nA,cards\nB,\n")
    assert run([*COMMAND, "--layout", "handout", "--theme", "grey", "--stock", "letter"]) == 0
    assert files() == [f"week-handout-{name}-letter-grey.pdf" for name in ("a", "b")]


def test_the_name_is_that_of_a_document_made_alone() -> None:
    args = ["--layout", "handout", "--theme", "grey", "--stock", "letter"]
    write("alone.yaml", "id: alone\n" + PLAN + "person: {name: Anna Sample}\n")
    assert run(["build", "alone.yaml", *args, "-o", "one/"]) == 0
    write("people.csv", "name\nAnna Sample\n")
    assert run(["build", "alone.yaml", "--roster", "people.csv", *args, "-o", "two/"]) == 0
    assert files("one") == files("two") == ["alone-handout-anna-sample-letter-grey.pdf"]


def test_two_people_of_one_name_get_two_files_whoever_is_asked_for(made: list[Order]) -> None:
    write("people.csv", "name,reference\nAnna Sample,A1\nanna sample,\nBo,\n")
    assert run([*COMMAND, "--only", "Anna Sample"]) == 0
    assert files() == handouts("anna-sample-a1", "anna-sample-row-3")


def test_a_name_that_looks_like_another_with_a_language(made: list[Order]) -> None:
    write("people.csv", "name,language\nBo,de\nBo de,\n")
    Path("mine/data/languages").mkdir(parents=True)
    write("mine/data/languages/de.yaml", "id: de\n")
    assert run([*COMMAND, "--library", "mine"]) == 0
    assert files() == handouts("bo-de-row-3", "bo-row-2-de")


def test_nobody_gets_the_file_of_another(made: list[Order], capsys: Output) -> None:
    """mini for 'Large Bo', and mini-large for 'Bo'."""
    write("people.csv", "name,layout\nLarge Bo,mini\nBo,mini-large\nAnna,mini\n")
    Path("mine/layouts").mkdir(parents=True)
    for name in ("mini", "mini-large"):
        write(f"mine/layouts/{name}.yaml", "extends: handout\n")
    assert run([*COMMAND, "--library", "mine"]) == 1
    assert files() == ["week-mini-anna.pdf", "week-mini-large-bo.pdf"]
    assert "people.csv:3: error: the file of mini-large would have the name of another" in (
        capsys.readouterr().err.replace(":3:1:", ":3:")
    )


def test_two_plans_of_one_id_are_not_written_over_each_other(made: list[Order], capsys: Output) -> None:
    Path("b").mkdir()
    write("b/week.yaml", PLAN)
    assert run([*COMMAND, "b/week.yaml"]) == 2
    assert "two plans have one id" in capsys.readouterr().err
    assert made == []


def test_two_plans_for_everybody(made: list[Order]) -> None:
    write("later.yaml", PLAN)
    assert run([*COMMAND, "later.yaml"]) == 0
    assert len(files()) == 6


def test_an_anonymous_plan_names_files_by_rows(made: list[Order], capsys: Output) -> None:
    write("week.yaml", PLAN + "anonymous: true\n")
    assert run([*COMMAND, "--format", "json"]) == 0
    assert files() == handouts("row-2", "row-3", "row-4")
    listed = json.loads(capsys.readouterr().out)
    assert [about["person"] for about in listed["files"]] == ["", "", ""]


@pytest.mark.parametrize(
    "name", ["../../x", "CON", "nul.txt", "x" * 80, "🙂", "سارة", "a...", "/x", "~", "$(x)"]
)
def test_no_name_leads_out_of_the_folder(name: str, made: list[Order], tmp_path: Path) -> None:
    write("people.csv", f"name\n{name}\n")
    before = set(tmp_path.parent.iterdir())
    assert run([*COMMAND, "-o", "deep/er/"]) == 0
    assert len(files("deep/er")) == 1
    assert set(tmp_path.parent.iterdir()) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deep", "people.csv", "week.yaml"]


# what fails


FAILING = "name,goal\nAnna Sample,\nBertram Sample,fail\nCleo Sample,\n"


def test_who_fails_is_told_by_row_and_the_others_are_written(made: list[Order], capsys: Output) -> None:
    write("people.csv", FAILING)
    assert run(COMMAND) == 1
    assert files() == handouts("anna-sample", "cleo-sample")
    out, err = capsys.readouterr()
    assert out == "2 files written to out/, 1 person failed\n"
    assert err.splitlines() == [
        "people.csv:3:1: error: the line '…' does not fit",
        "people.csv: 1 of 3 people failed: row 3",
    ] or re.match(r"people\.csv:3(:\d+)?: error: the line '…' does not fit\n", err)
    assert "people.csv: 1 of 3 people failed: row 3\n" in err


def test_fail_fast_writes_nothing_after_the_first(made: list[Order], capsys: Output) -> None:
    write("people.csv", FAILING)
    assert run([*COMMAND, "--fail-fast"]) == 1
    assert files() == handouts("anna-sample")
    assert [order.row for order in made] == [2, 3]
    assert run([*COMMAND, "--keep-going"]) == 1
    assert files() == handouts("anna-sample", "cleo-sample")


def test_a_person_with_one_bad_document_gets_none_and_keeps_the_old(
    monkeypatch: pytest.MonkeyPatch, made: list[Order]
) -> None:
    Path("out").mkdir()
    Path("out/week-cards-anna-sample.pdf").write_bytes(b"old")
    real = Workshop.make

    def make(self: Workshop, order: Order, problems: Problems) -> Built | None:
        return None if order.layout == "handout" and order.row == 2 else real(self, order, problems)

    monkeypatch.setattr(Workshop, "make", make)
    assert run([*COMMAND, "--layout", "cards", "--layout", "handout"]) == 1
    assert Path("out/week-cards-anna-sample.pdf").read_bytes() == b"old"
    assert len(files()) == 5


def test_cells_that_mean_nothing_are_told_with_row_and_column(made: list[Order], capsys: Output) -> None:
    write("people.csv", "name,side,layout\nAnna Sample,lft,\nBo,,handuot\nCleo Sample,,\n")
    assert run(COMMAND) == 1
    assert files() == handouts("cleo-sample")
    err = capsys.readouterr().err
    assert "people.csv:2:2: error: " in err
    assert "people.csv:3:3: error: " in err
    assert "did you mean 'handout'?" in err
    assert "people.csv: 2 of 3 people failed: rows 2, 3\n" in err


def test_what_is_wrong_with_a_row_as_a_whole_is_told_in_every_run(capsys: Output) -> None:
    write("people.csv", "name,side\nAnna Sample,left\n")
    assert run(COMMAND) == 0
    write("people.csv", "name,side\nAnna Sample,left,2\n")
    before = contents()
    assert run(COMMAND) == run(COMMAND) == 1
    assert capsys.readouterr().err.count("people.csv:2:3: error: ") == 2
    assert contents() == before


def test_with_strict_a_warning_fails_a_person(made: list[Order]) -> None:
    write("people.csv", "name,goal\nAnna Sample,warn\nCleo Sample,\n")
    assert run([*COMMAND, "--strict"]) == 1
    assert files() == handouts("cleo-sample")


@pytest.mark.parametrize("text", ["", "name\n", "nmae\nAnna\n", "name,sdie\nAnna,left\n"])
def test_a_roster_that_means_nothing_writes_nothing(text: str, made: list[Order], capsys: Output) -> None:
    write("people.csv", text)
    assert run(COMMAND) == 1
    assert made == []
    out, err = capsys.readouterr()
    assert out == ""
    assert "people.csv" in err


def test_a_roster_that_is_not_there(made: list[Order], capsys: Output) -> None:
    assert run(["build", "--roster", "none.csv", "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["problems"][0]["file"] == "none.csv"
    assert "none.csv: error: the file isn't there" in err


def test_an_unknown_layout_on_the_command_line_writes_nothing(made: list[Order]) -> None:
    assert run([*COMMAND, "--layout", "cards", "--layout", "cadrs"]) == 1
    assert made == []
    assert files() == []


# who is asked for


def test_nobody_of_that_name(made: list[Order], capsys: Output) -> None:
    assert run([*COMMAND, "--only", "Anna Sampel"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "--only: error: nobody in people.csv has that name (3 rows were looked at; write the whole name)\n"
    )
    assert run([*COMMAND, "--only", "Anna Sample", "--only", "Zoe"]) == 1
    assert capsys.readouterr().err.startswith("--only (number 2): error: nobody")
    assert made == []


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (["--only", "Anna"], "--only is about the people of a roster"),
        (["--fail-fast"], "--fail-fast is"),
        (["--force"], "--force is"),
        (["--names"], "--names is"),
        (["--roster", "people.csv", "--only", " "], "--only needs a name"),
        (["--roster", "people.csv", "--calibrate", "a4"], "leave --roster out"),
        (["--roster", "people.csv", "-o", "one.pdf"], "there are 3 documents"),
        (["--roster", "people.csv", "-o", "-"], "there are 3 documents"),
        (["--password", "--edition", "print"], "a print shop can't use a file with a password"),
        (["--password-file", "p", "--edition", "print"], "a print shop can't use a file with a password"),
    ],
)
def test_wrong_usage(args: list[str], hint: str, made: list[Order], capsys: Output) -> None:
    assert run(["build", "week.yaml", *args]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert hint in err
    assert (made, files()) == ([], [])


# what is told


def test_no_name_is_told_unless_asked(made: list[Order], capsys: Output) -> None:
    write(
        "people.csv",
        "name,reference,goal,note\nAnnabell Muster,X-77,fail,has a bad knee\nBertram Sample,Y-88,warn,\n",
    )
    personal = ("annabell", "muster", "bertram", "x-77", "y-88", "knee")
    assert run(COMMAND) == 1
    told = "".join(capsys.readouterr()).lower()
    assert "people.csv: 1 of 2 people failed: row 2" in told
    assert [word for word in personal if word in told] == []
    assert run([*COMMAND, "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert [word for word in personal if word in err.lower()] == []
    assert [word for word in personal if word in json.dumps(json.loads(out)["problems"]).lower()] == []
    assert run([*COMMAND, "--names"]) == 1
    out, err = capsys.readouterr()
    assert "people.csv: 1 of 2 people failed: row 2 (Annabell Muster)\n" in err
    assert "'Bertram Sample' takes two lines" in err


def test_a_real_problem_of_a_name_hides_it(capsys: Output) -> None:
    write("people.csv", "name\n" + "Annabell" * 12 + "\nŽižka\u4e00 Muster\n")
    assert run(COMMAND) == 1
    told = "".join(capsys.readouterr()).lower()
    assert "people.csv:2:1: error: " in told
    assert "people.csv: 2 of 2 people failed: rows 2, 3" in told
    assert [word for word in ("annabell", "žižka", "muster") if word in told] == []


def test_json_lists_all_of_it(made: list[Order], capsys: Output) -> None:
    write("people.csv", FAILING)
    assert run([*COMMAND, "--format", "json"]) == 1
    listed = json.loads(capsys.readouterr().out)
    data = b"week handout Anna Sample"
    assert listed["files"][0] == {
        "path": "out/week-handout-anna-sample.pdf",
        "plan": "week",
        "layout": "handout",
        "person": "Anna Sample",
        "row": 2,
        "language": "en",
        "edition": "screen",
        "pages": 2,
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "unchanged": False,
    }
    assert listed["failed"] == [3]
    assert len(listed["files"]) == 2


def test_json_of_what_is_unchanged(capsys: Output) -> None:
    args = [*COMMAND, "--only", "Anna Sample", "--format", "json"]
    assert run(args) == run(args) == 0
    first, second = re.split(r"(?<=^\})\n(?=\{)", capsys.readouterr().out, maxsplit=1, flags=re.M)
    (before,), (now,) = json.loads(first)["files"], json.loads(second)["files"]
    assert now == before | {"unchanged": True}


def test_quiet_says_nothing(made: list[Order], capsys: Output) -> None:
    assert run([*COMMAND, "--quiet", "--names"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_reader_that_goes_away_is_no_full_disk(made: list[Order], monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(text: str, **more: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("psoas_pdf.cli.tally.click.echo", gone)
    monkeypatch.setattr("psoas_pdf.cli._drop_output", lambda: None)
    assert run([*COMMAND, "--names"]) == 1
    assert files() == handouts("anna-sample")


def test_one_person_to_standard_output(made: list[Order], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run([*COMMAND, "--only", "Cleo Sample", "-o", "-"]) == 0
    assert capfdbinary.readouterr() == (b"week handout Cleo Sample", b"")


def on_a_terminal(*args: str) -> tuple[str, str]:
    """What a run shows on a terminal, and what it prints."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "psoas_pdf", *COMMAND, *args],
        stderr=theirs,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": SOURCE},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 1 << 16)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(ours)
    out, _ = process.communicate()
    assert process.returncode == 0, shown.decode()
    return shown.decode(), out.decode()


def test_a_terminal_has_a_bar_and_nothing_else_has() -> None:
    shown, out = on_a_terminal()
    assert "100%" in shown
    assert out == "3 files written to out/\n"
    assert on_a_terminal("--quiet") == ("", "")


# disks


def test_a_full_disk_stops_the_run_and_the_next_makes_the_rest(
    made: list[Order], capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("out").mkdir()
    Path("out/week-handout-bertram-sample.pdf").write_bytes(b"old")
    real, count = writing.os.open, iter(range(9))

    def full(path: str, flags: int, mode: int = 0o777) -> int:
        if path.endswith(".part") and next(count) == 1:
            raise OSError(28, os.strerror(28))
        return real(path, flags, mode)

    with monkeypatch.context() as patch:
        patch.setattr(writing.os, "open", full)
        assert run(COMMAND) == 1
    assert files() == handouts("anna-sample", "bertram-sample")
    assert Path("out/week-handout-bertram-sample.pdf").read_bytes() == b"old"
    assert len(made) == 2
    out, err = capsys.readouterr()
    assert out == "1 file written to out/\n"
    assert err == (
        "out: error: can't be written: No space left on device "
        "(1 file written before; when that is mended, the next run makes the rest)\n"
    )
    assert run(COMMAND) == 0
    assert files() == handouts(*PEOPLE)


def test_a_limit_that_the_system_sets(tmp_path: Path) -> None:
    code = (
        "import resource, sys; from psoas_pdf.cli import run\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))\n"
        f"sys.exit(run({COMMAND!r}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": SOURCE},
    )
    assert done.returncode == 1
    assert done.stderr.startswith("out: error: can't be written: File too large (0 files written before; ")
    assert files() == []


def test_a_folder_that_is_a_file(made: list[Order], capsys: Output) -> None:
    write("out", "")
    assert run(COMMAND) == 1
    assert "out: error: can't be written: " in capsys.readouterr().err
    assert Path("out").read_bytes() == b""


def test_a_file_that_will_not_give_way_fails_its_person_alone(made: list[Order], capsys: Output) -> None:
    Path("out/week-handout-bertram-sample.pdf").mkdir(parents=True)
    assert run(COMMAND) == 1
    assert files() == handouts(*PEOPLE)
    err = capsys.readouterr().err
    assert "people.csv:3: error: the handout in out can't be replaced: " in err
    assert "bertram" not in err


# passwords


def text_of(path: str, password: str) -> str:
    reader = PdfReader(path)
    assert reader.is_encrypted
    assert reader.decrypt(password)
    return "".join(page.extract_text() for page in reader.pages)


def test_files_under_a_password(capsys: Output) -> None:
    write("secret", "geheim ä\nsecond line\n")
    args = [*COMMAND, "--only", "Anna Sample"]
    assert run(args) == 0
    plain = Path("out/week-handout-anna-sample.pdf").read_bytes()
    capsys.readouterr()
    # What is there without a password is no reason to leave it so.
    assert run([*args, "--password-file", "secret"]) == 0
    assert capsys.readouterr() == (
        "1 file written to out/\n",
        "note: files with a password are no PDF/A, and differ from run to run: each run writes them all\n",
    )
    assert "Anna Sample" in text_of("out/week-handout-anna-sample.pdf", "geheim ä")
    data = Path("out/week-handout-anna-sample.pdf").read_bytes()
    assert b"Anna" not in data
    assert b"inputs=" not in data
    assert inputs.stamp_of("out/week-handout-anna-sample.pdf") is None
    assert not PdfReader("out/week-handout-anna-sample.pdf").decrypt("geheim")
    assert run(args) == 0
    assert Path("out/week-handout-anna-sample.pdf").read_bytes() == plain


def test_an_encrypted_file_keeps_its_tags_and_claims_no_archive() -> None:
    write("secret", "x")
    assert run(["build", "week.yaml", "--password-file", "secret", "-o", "one.pdf", "--quiet"]) == 0
    reader = PdfReader("one.pdf", password="x")
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert reader.metadata is not None
    packet = root["/Metadata"].get_object().get_data()
    assert b"<pdfuaid:part>1<" in packet
    assert b"<pdfaid:" not in packet
    assert root["/Extensions"]["/ADBE"]["/ExtensionLevel"] == 8
    assert reader.user_access_permissions is not None
    assert reader.user_access_permissions & UserAccessPermissions.EXTRACT_TEXT_AND_GRAPHICS


def test_a_password_of_the_environment(made: list[Order], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PSOAS_PDF_PASSWORD", "x" * 200)
    assert run([*COMMAND, "--password", "--quiet"]) == 1
    assert made == []


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (None, "no: error: the file can't be read: No such file"),
        (b"", "no: error: a password has 1 to 127 bytes"),
        (b"x" * 128, "no: error: a password has 1 to 127 bytes"),
        (b"\xff\n", "no: error: the file is not UTF-8"),
    ],
)
def test_a_password_that_can_not_be_one(
    data: bytes | None, hint: str, made: list[Order], capsys: Output
) -> None:
    if data is not None:
        Path("no").write_bytes(data)
    assert run([*COMMAND, "--password-file", "no"]) == 1
    assert hint in capsys.readouterr().err
    assert (made, files()) == ([], [])


def test_nobody_to_ask_for_a_password(
    made: list[Order], capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert run([*COMMAND, "--password"]) == 2
    assert "use --password-file FILE, or set PSOAS_PDF_PASSWORD" in capsys.readouterr().err
    assert made == []


def test_the_password_is_not_taken_from_the_command_line(made: list[Order], capsys: Output) -> None:
    assert run(["build", "--roster", "people.csv", "--password=geheim"]) == 2
    assert made == []


def test_without_the_extra(made: list[Order], capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    write("secret", "x")
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.ciphers", None)
    assert run([*COMMAND, "--password-file", "secret"]) == 1
    assert "secret: error: a password needs the extra 'password' (install psoas-pdf[password])" in (
        capsys.readouterr().err
    )
    assert made == []


# killed


def started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "psoas_pdf", *COMMAND, "--quiet"], env=os.environ | {"PYTHONPATH": SOURCE}
    )


def killed_and_run_again(kills: int, people: int, seed: int) -> None:
    """Runs are killed at random moments of one in which nothing is wrong; what is there must be whole each time."""
    rows = "".join(f"Sample {n:03d},{n % 7 + 1}\n" for n in range(people))
    write("people.csv", f"name,lying-leg-raise.sets\n{rows}")
    assert started().wait() == 0
    whole = contents()
    assert len(whole) == people
    chance, seen = Random(seed), set()
    for _ in range(kills):
        shutil.rmtree("out", ignore_errors=True)
        process, moment = started(), chance.randrange(people)
        while len(files()) < moment and process.poll() is None:
            time.sleep(0.001)
        time.sleep(chance.random() * 0.01)
        process.kill()
        process.wait()
        left = contents()
        seen.add(len(left))
        for name, data in left.items():
            assert name.endswith(".part") or data == whole[name]
        assert started().wait() == 0
        assert contents() == whole
    assert len(seen) > 1


def test_a_killed_run_leaves_whole_files_and_the_next_completes_it() -> None:
    killed_and_run_again(kills=3, people=12, seed=1)


@pytest.mark.full
def test_twenty_killed_runs() -> None:
    killed_and_run_again(kills=20, people=60, seed=2)


def stopped_at_the_second_file(monkeypatch: pytest.MonkeyPatch) -> None:
    real, count = writing.os.replace, iter(range(9))

    def stop(beside: str, target: str) -> None:
        if next(count) == 1:
            raise KeyboardInterrupt
        real(beside, target)

    monkeypatch.setattr(writing.os, "replace", stop)


def test_a_run_that_is_stopped_says_how_far_it_came(
    made: list[Order], capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped_at_the_second_file(monkeypatch)
    assert run(COMMAND) == 130
    assert capsys.readouterr().err.startswith(
        "psoas-pdf: 1 file written to out/; the next run makes the rest\n"
    )
    assert files() == handouts("anna-sample")


def test_a_run_that_is_stopped_lists_for_a_script_what_it_wrote(
    made: list[Order], capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped_at_the_second_file(monkeypatch)
    assert run([*COMMAND, "--format", "json"]) == 130
    assert [Path(file["path"]).name for file in json.loads(capsys.readouterr().out)["files"]] == files()


# a team's sheet

TEAM = ["build", "squad.yaml", "--roster", "squad.csv", "--layout", "team-sheet"]
SHEET = "squad-team-sheet.pdf"


@pytest.fixture
def squad() -> None:
    write(
        "squad.yaml",
        "title: Squad\nequipment: {bar: {step: 2.5 kg}}\nexercises: [{exercise: bridge, loading: {percent: 80}}]\n",
    )
    write("squad.csv", "name,bridge.max\nAnna Sample,80\nBertram Sample,90\nCleo Sample,70\n")


@pytest.mark.usefixtures("squad")
def test_a_sheet_of_some_is_not_written_over_that_of_all() -> None:
    assert run(TEAM) == 0
    whole = Path("out", SHEET).read_bytes()
    assert run([*TEAM, "--only", "Anna Sample"]) == 0
    assert files() == ["squad-team-sheet-some.pdf", SHEET]
    assert Path("out", SHEET).read_bytes() == whole


@pytest.mark.usefixtures("squad")
def test_a_sheet_that_a_wrong_row_prevents_is_told_at_the_end(capsys: Output) -> None:
    write("squad.csv", "name,bridge.max\nAnna Sample,80\nBertram Sample,\nCleo Sample,\n")
    assert run(TEAM) == 1
    out, err = capsys.readouterr()
    assert "out/squad-team-sheet.pdf: not made\nsquad.csv: 2 of 3 people failed: rows 3, 4\n" in err
    Path("out").mkdir(exist_ok=True)
    write(f"out/{SHEET}", "old")
    assert run([*TEAM, "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert "out/squad-team-sheet.pdf: not made; the file that was there is as it was\n" in err
    told = json.loads(out)
    assert told["not_made"] == [{"path": f"out/{SHEET}", "layout": "team-sheet", "there": True}]
    assert told["failed"] == [3, 4]
    assert Path("out", SHEET).read_text() == "old"
