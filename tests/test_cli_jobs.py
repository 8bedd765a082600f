"""`build --roster --jobs` and `--executor`: the same files, whoever makes them."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from psoas_pdf import batch
from psoas_pdf.cli import run

PLAN = "title: Week\noutputs: [fridge]\nexercises: [lying-leg-raise, bridge]\n"
ROSTER = "name,side\n" + "".join([f"Sample {i},{('left', 'right')[i % 2]}\n" for i in range(20)])
COMMAND = ["build", "week.yaml", "--roster", "people.csv"]
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _in_a_folder_with_a_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("week.yaml").write_text(PLAN)
    Path("people.csv").write_text(ROSTER)


def contents(folder: str) -> dict[str, bytes]:
    return {name: Path(folder, name).read_bytes() for name in sorted(os.listdir(folder))}


def test_two_processes_make_the_same_files(capsys: Output) -> None:
    assert run([*COMMAND, "-o", "one/", "--layout", "fridge", "--layout", "cards"]) == 0
    assert run([*COMMAND, "-o", "two/", "--layout", "fridge", "--layout", "cards", "--jobs", "2"]) == 0
    assert len(contents("one")) == 40
    assert contents("one") == contents("two")
    assert capsys.readouterr().out.splitlines()[1] == "40 files written to two/"
    assert run([*COMMAND, "-o", "two/", "--layout", "fridge", "--layout", "cards", "--jobs", "2"]) == 0
    assert capsys.readouterr().out == "0 files written to two/, 40 unchanged\n"


def test_what_fails_is_told_in_the_same_words(capsys: Output) -> None:
    rows = ROSTER.replace("Sample 3,right", "Sample 3,middle").replace("Sample 17,right", "Sample 17,up")
    Path("people.csv").write_text(rows)
    assert run([*COMMAND, "-o", "out/"]) == 1
    one = capsys.readouterr()
    first = contents("out")
    assert run([*COMMAND, "-o", "out/", "--force", "--jobs", "2"]) == 1
    assert capsys.readouterr() == one
    assert "2 of 20 people failed: row 5, 19" in one.err.replace("rows", "row")
    assert contents("out") == first
    assert len(first) == 18


def test_nobody_after_the_first_who_fails(capsys: Output) -> None:
    Path("people.csv").write_text(ROSTER.replace("Sample 3,right", "Sample 3,middle"))
    assert run([*COMMAND, "--fail-fast", "--jobs", "2"]) == 1
    assert sorted(contents("out")) == [f"week-fridge-sample-{i}.pdf" for i in range(3)]
    assert "1 of 20 people failed: row 5" in capsys.readouterr().err


def test_a_cluster_is_asked_by_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Cluster(ThreadPoolExecutor):
        def shutdown(self, *args: Any, **options: Any) -> None:
            asked.append("ended")
            super().shutdown(*args, **options)

    def found(address: str) -> Cluster:
        asked.append(address)
        return Cluster(1)

    monkeypatch.setattr(batch, "dask_executor", found)
    # A worker moves to the folder that places are told from, which here is this one.
    assert run([*COMMAND, "--executor", "dask:tcp://10.0.0.5:8786"]) == 0
    assert asked == ["tcp://10.0.0.5:8786", "ended"]
    assert len(contents("out")) == 20


def test_without_the_extra_a_cluster_is_wrong_usage(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run([*COMMAND, "--executor", "dask:tcp://10.0.0.5:8786"]) == 2
    assert "pip install psoas-pdf[dask]" in capsys.readouterr().err
    assert not Path("out").exists()


def test_a_cluster_that_does_not_answer_is_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    def nobody(address: str) -> Any:
        raise TimeoutError(f"no answer from {address}")

    monkeypatch.setattr(batch, "dask_executor", nobody)
    assert run([*COMMAND, "--executor", "dask:tcp://10.0.0.5:8786"]) == 2
    assert "nobody takes work there: no answer from tcp://10.0.0.5:8786" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["week.yaml", "--jobs", "2"], "it needs --roster FILE"),
        (["week.yaml", "--executor", "dask:a"], "it needs --roster FILE"),
        ([*COMMAND[1:], "--jobs", "2", "--executor", "dask:a"], "give one of them"),
        ([*COMMAND[1:], "--executor", "spark:a"], "--executor is dask: and an address"),
        ([*COMMAND[1:], "--executor", "dask:"], "--executor is dask: and an address"),
        ([*COMMAND[1:], "--merge", "a.pdf", "--jobs", "2"], "leave --jobs and --executor out"),
        ([*COMMAND[1:], "--jobs", "0"], "0 is not in the range"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(options: list[str], told: str, capsys: Output) -> None:
    assert run(["build", *options]) == 2
    assert told in capsys.readouterr().err
