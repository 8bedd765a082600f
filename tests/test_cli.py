"""The commands: exit codes, what goes to which stream, which files are written and which are not."""

from __future__ import annotations

import hashlib
import io
import json
import os
from pathlib import Path

import pytest

from psoas_pdf import __version__, build
from psoas_pdf.cli import run
from psoas_pdf.library import Library
from psoas_pdf.model.plan import Plan
from psoas_pdf.problems import Place, Problems
from psoas_pdf.source import parse
from psoas_pdf.templates import template

PLAN = "title: Week\nexercises: [{exercise: lying-leg-raise}]\noutputs: [handout, cards]\n"
Made = list[tuple[str, str, str | None, str | None, str | None]]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    """Stands for the pipeline: what it was asked for; every document is a few bytes that say what it is."""
    calls: Made = []

    def make(
        plan: Plan,
        library: Library,
        *,
        layout: str,
        theme: str | None,
        stock: str | None,
        language: str | None,
        edition: str,
        icc: str | None,
        problems: Problems,
    ) -> build.Built | None:
        assert (edition, icc) == ("screen", None)
        calls.append((plan.id, layout, theme, stock, language))
        if plan.goal == "warn":
            problems.warning(plan.place, "mind this")
        if plan.goal == f"fail {layout}":
            problems.error(plan.place, "this fails", "mend it")
            return None
        if plan.goal == "bug":
            raise ZeroDivisionError("of\nours")
        data = f"{plan.id} {layout}".encode()
        return build.Built(data, 2, plan.id, layout, plan.person.name, language or "en", stock, theme)

    monkeypatch.setattr(build, "make", make)
    return calls


def files() -> list[str]:
    return sorted(str(path) for path in Path().rglob("*") if path.is_file() and path.suffix != ".yaml")


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"psoas-pdf {__version__}\n"


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (["biuld"], "did you mean 'build'?"),
        (["build", "--them", "grey"], "--theme"),
        (["build", "--edition", "press"], "'screen'"),
        (["build", "-o", "-", "--format", "json"], "no room"),
        (["build", "-o", ""], "-o needs"),
        (["list", "musles"], "did you mean 'muscles'?"),
        (["show"], "Missing argument"),
        (["new", "plan"], "Missing argument"),
        (["new", "plan", "Über uns"], "try uber-uns"),
    ],
)
def test_wrong_usage(args: list[str], hint: str, capsys: pytest.CaptureFixture[str], made: Made) -> None:
    assert run(args) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert hint in err
    assert "Traceback" not in err
    assert made == []


def test_without_a_plan_it_builds_the_ready_one(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build"]) == 0
    assert [call[:2] for call in made] == [("iliopsoas", n) for n in ("handout", "cards", "anatomy")]
    assert files() == [f"out/iliopsoas-{n}.pdf" for n in ("anatomy", "cards", "handout")]
    assert capsys.readouterr().out.splitlines()[0] == "out/iliopsoas-handout.pdf  2 pages"


def test_without_a_plan_it_builds_the_one_that_is_here(
    made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    write("plan.yaml", PLAN)
    assert run(["build", "--quiet"]) == 0
    assert files() == ["out/plan-cards.pdf", "out/plan-handout.pdf"]
    assert capsys.readouterr() == ("", "")


def test_a_file_named_as_if_it_were_ready(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    write("week.yaml", PLAN)
    assert run(["build", "week"]) == 1
    assert (
        capsys.readouterr().err
        == "error: there is no ready plan 'week' (for the file that is here, write ./week.yaml)\n"
    )
    assert made == []


def test_options_reach_the_pipeline_and_the_name(made: Made) -> None:
    write("a/week.yaml", f"{PLAN}person: {{name: Ann Sample}}\n")
    args = [
        "--layout",
        "cards",
        "--layout",
        "cards",
        "--theme",
        "grey",
        "--stock",
        "letter",
        "--language",
        "en",
    ]
    assert run(["build", "a/week.yaml", *args, "-o", "new/"]) == 0
    assert made == [("week", "cards", "grey", "letter", "en")]
    assert files() == ["new/week-cards-ann-sample-letter-grey.pdf"]


def test_one_file(made: Made) -> None:
    write("week.yaml", PLAN)
    assert run(["build", "week.yaml", "--layout", "cards", "-o", "deep/er/mine.pdf"]) == 0
    assert Path("deep/er/mine.pdf").read_bytes() == b"week cards"


def test_standard_output(made: Made, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write("week.yaml", PLAN)
    assert run(["build", "week.yaml", "--layout", "cards", "-o", "-"]) == 0
    assert capfdbinary.readouterr() == (b"week cards", b"")
    assert files() == []


def test_the_plan_is_not_written_over(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    write("week.yaml", PLAN)
    assert run(["build", "week.yaml", "--layout", "cards", "-o", "week.yaml"]) == 2
    assert "is there and is no PDF" in capsys.readouterr().err
    assert Path("week.yaml").read_text(encoding="utf-8") == PLAN
    Path("empty").write_bytes(b"")
    Path("before").write_bytes(b"%PDF-1.7 before")
    for name in ("empty", "before"):
        assert run(["build", "--layout", "cards", "-o", name]) == 0
        assert Path(name).read_bytes() == b"iliopsoas cards"


def test_a_closed_standard_output(
    made: Made, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout", None)
    assert run(["build", "--layout", "cards"]) == 0
    assert files() == ["out/iliopsoas-cards.pdf"]
    assert run(["build", "--layout", "cards", "-o", "-"]) == 1
    assert capsys.readouterr().err == "psoas-pdf: standard output can't be written: Bad file descriptor\n"


def test_a_file_that_does_not_end_in_yaml(capsys: pytest.CaptureFixture[str]) -> None:
    write("week.txt", PLAN)
    assert run(["build", "week.txt"]) == 1
    assert "put ./ before the name" in capsys.readouterr().err


@pytest.mark.parametrize("output", ["-", "one.pdf"])
def test_two_documents_do_not_fit_one_place(
    output: str, made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    write("week.yaml", PLAN)
    assert run(["build", "week.yaml", "-o", output]) == 2
    assert "2 documents" in capsys.readouterr().err
    assert (made, files()) == ([], [])


def test_two_plans_of_one_name_are_not_written_over_each_other(
    made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    write("a/week.yaml", PLAN)
    write("b/week.yaml", PLAN)
    assert run(["build", "a/week.yaml", "b/week.yaml"]) == 2
    assert "two documents would both be out/week-handout.pdf" in capsys.readouterr().err
    assert files() == []


def test_json(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    write("week.yaml", f"{PLAN}goal: warn\n")
    assert run(["build", "week.yaml", "--layout", "cards", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == {
        "files": [
            {
                "path": "out/week-cards.pdf",
                "plan": "week",
                "layout": "cards",
                "person": "",
                "language": "en",
                "edition": "screen",
                "pages": 2,
                "bytes": 10,
                "sha256": hashlib.sha256(b"week cards").hexdigest(),
            }
        ],
        "problems": [
            {
                "severity": "warning",
                "file": "week.yaml",
                "line": 1,
                "column": 1,
                "message": "mind this",
                "hint": "",
            }
        ],
    }
    assert err == "week.yaml:1:1: warning: mind this\n"


def test_strict_makes_warnings_errors(made: Made) -> None:
    write("week.yaml", f"{PLAN}goal: warn\n")
    assert run(["build", "week.yaml", "--strict"]) == 1
    assert files() == []
    assert run(["build", "week.yaml"]) == 0
    assert files() == ["out/week-cards.pdf", "out/week-handout.pdf"]


def test_a_plan_with_an_error_is_not_written_and_others_are(
    made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    write("bad.yaml", f"{PLAN}goal: fail cards\n")
    write("worse.yaml", "titel: x\n")
    write("good.yaml", PLAN)
    assert run(["build", "bad.yaml", "worse.yaml", "good.yaml", "none.yaml"]) == 1
    assert files() == ["out/good-cards.pdf", "out/good-handout.pdf"]
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert err.splitlines() == [
        "bad.yaml:1:1: error: this fails (mend it)",
        "none.yaml: error: the file isn't there (check the name and the folder)",
        "worse.yaml:1:1: error: the key 'exercises' is missing (The exercises, in order)",
        "worse.yaml:1:1: error: the key 'title' is missing (Title of every sheet)",
        "worse.yaml:1:1: error: there is no key 'titel' here (did you mean 'title'?)",
    ]


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        (["--theme", "gray"], "error: there is no theme 'gray' (did you mean 'grey'?)"),
        (["--stock", "a44"], "error: there is no stock 'a44' (did you mean 'a4'?)"),
        (["--layout", "handuot"], "error: there is no layout 'handuot' (did you mean 'handout'?)"),
        (["--language", "xx"], "error: there is no language 'xx'"),
        (["--library", "none"], "none: error: there is no such folder (--library takes a folder of records)"),
    ],
)
def test_names_that_mean_nothing(
    option: list[str], expected: str, made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", "iliopsoas", *option]) == 1
    assert any(line.startswith(expected) for line in capsys.readouterr().err.splitlines())
    assert files() == []


def test_an_old_file_stays_when_the_new_one_fails(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    write("week.yaml", PLAN)
    Path("out").write_bytes(b"")
    assert run(["build", "week.yaml", "-o", "out/"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("out/week-handout.pdf: error: can't be written: ")
    assert files() == ["out"]


def test_a_bug_is_told_in_two_lines(
    made: Made, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("week.yaml", f"{PLAN}goal: bug\n")
    assert run(["build", "week.yaml"]) == 70
    err = capsys.readouterr().err
    assert err.splitlines()[0].endswith("please report it: ZeroDivisionError: of ours")
    assert "Traceback" not in err
    monkeypatch.setenv("PSOAS_PDF_DEBUG", "1")
    assert run(["build", "week.yaml"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_a_folder_that_is_gone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = tmp_path / "gone"
    here.mkdir()
    os.chdir(here)
    here.rmdir()
    try:
        assert run(["list", "themes"]) == 2
    finally:
        os.chdir(tmp_path)
    assert "no longer there" in capsys.readouterr().err


def test_stopped_by_hand(
    made: Made, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    write("week.yaml", PLAN)
    assert run(["build", "week.yaml", "--layout", "cards", "-o", "old.pdf"]) == 0
    monkeypatch.setattr("os.replace", stop)
    assert run(["build", "week.yaml", "--layout", "cards", "-o", "old.pdf", "--quiet"]) == 130
    assert capsys.readouterr().err.strip() == "psoas-pdf: stopped"
    assert files() == ["old.pdf"]


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", "stocks"]) == 0
    assert "a4" in capsys.readouterr().out.split()
    assert run(["list", "muscle", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    row = next(row for row in rows if row["id"] == "psoas-major")
    assert {"kind": "muscle", "name": "Psoas major"}.items() <= row.items()
    assert row["file"].endswith("data/muscles/psoas-major.yaml")
    assert run(["list", "sources"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(Library().ids("source"))


def test_list_looks(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", "looks", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert tuple(row["id"] for row in rows) == Library().ids("look")
    assert all(row["name"] and Path(row["file"]).is_file() for row in rows)
    assert run(["list"]) == 0
    assert "looks:\n  man " in capsys.readouterr().out


def test_list_tells_what_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    write("mine/layouts/broken.yaml", "extends: [\n")
    assert run(["list", "layouts", "--library", "mine"]) == 1
    out, err = capsys.readouterr()
    assert "broken" in out.split()
    assert err.startswith("mine/layouts/broken.yaml:2:1: error: this is not YAML")


def test_show(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "psoas-major"]) == 0
    out, err = capsys.readouterr()
    assert (out.splitlines()[:2], err) == (["muscle psoas-major", "name: Psoas major"], "")
    assert run(["show", "iliopsoas"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("plan iliopsoas\ntitle: Your hip exercises\n")
    assert err == "There is also the help and the muscle iliopsoas: use --kind.\n"
    assert run(["show", "a44"]) == 1
    assert capsys.readouterr().err == "error: there is no record 'a44' (did you mean 'a4'?)\n"


def test_sentences_are_shown_on_lines_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "sit-up"]) == 0
    out = capsys.readouterr().out
    assert "., " not in out
    assert "\nsteps:\n  - " in out


def test_a_record_that_no_library_holds(capsys: pytest.CaptureFixture[str]) -> None:
    text = run(["show", "sit-up", "--yaml"]) or capsys.readouterr().out
    write("mine/exercises/march.yaml", text.replace("id: sit-up", "id: march"))
    write("mine/week.yaml", "title: Week\nexercises: [{exercise: march}]\n")
    assert run(["build", "mine/week.yaml"]) == 1
    hint = "(for mine/exercises/march.yaml, add --library mine)"
    assert capsys.readouterr().err == f"mine/week.yaml:2:24: error: there is no exercise 'march' {hint}\n"


def test_shown_yaml_can_be_copied(capsys: pytest.CaptureFixture[str]) -> None:
    for kind, id in (("plan", "iliopsoas"), ("layout", "handout"), ("theme", "standard")):
        assert run(["show", id, "--kind", kind, "--yaml"]) == 0
        problems = Problems()
        assert parse(capsys.readouterr().out, "copy.yaml", problems) is not None
        assert not len(problems)


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("plan", "walk-2.yaml"),
        ("clinic", "walk-2.yaml"),
        ("exercise", "exercises/walk-2.yaml"),
        ("layout", "layouts/walk-2.yaml"),
    ],
)
def test_new_writes_a_commented_file_and_never_over_one(
    kind: str, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", kind, "walk-2"]) == 0
    assert f"wrote {path}" in capsys.readouterr().out
    text = Path(path).read_text(encoding="utf-8")
    assert text.count("#") > 5
    assert ("id: walk-2" in text) == (kind not in ("plan", "clinic"))
    assert len(text) >= len(template(kind)) - 20
    write(path, "mine")
    assert run(["new", kind, "walk-2"]) == 1
    assert capsys.readouterr().err == f"{path}: error: the file is there already (choose another name)\n"
    assert Path(path).read_text(encoding="utf-8") == "mine"


def test_new_leaves_nothing_on_a_full_disk(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Full(io.FileIO):
        def write(self, data: object) -> int:
            return 3

    monkeypatch.setattr(
        "psoas_pdf.cli.new.open", lambda path, mode, buffering: Full(path, "x"), raising=False
    )
    assert run(["new", "plan", "hip"]) == 1
    monkeypatch.undo()
    assert not list(Path.cwd().glob("*.yaml"))
    assert "No space left" in capsys.readouterr().err


def test_odd_names_of_new_records_stay_texts(capsys: pytest.CaptureFixture[str]) -> None:
    from psoas_pdf.cli.new import filled
    from psoas_pdf.model.exercise import Exercise
    from psoas_pdf.reader import read

    for id in ("no", "12", "a", "x" * 80, "true", "3-steps-up"):
        problems = Problems()
        record = read(parse(filled("exercise", id), f"{id}.yaml", problems), Exercise, problems)
        assert [str(problem) for problem in problems] == []
        assert record is not None
        assert record.name == id.replace("-", " ").capitalize()[:60]


def test_problems_are_sorted_by_place() -> None:
    problems = Problems()
    for line in (10, 2):
        problems.error(Place("b", line, 1), "x")
    problems.error(Place("a", 99, 1), "x")
    assert [str(problem.place) for problem in problems] == ["a:99:1", "b:2:1", "b:10:1"]
