"""A user's language file: gaps, missing words and words that nothing prints are told where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from psoas_pdf.check import check_paths
from psoas_pdf.cli import run
from psoas_pdf.languages import gaps
from psoas_pdf.library import Library
from psoas_pdf.problems import Problems
from tiny import write


def german(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = Path(Library().folders[0], "data", "languages", "en.yaml").read_text(encoding="utf-8")
    for old, new in (("id: en", "id: de"), *changes):
        assert old in text
        text = text.replace(old, new, 1)
    return write(tmp_path, {"languages/de.yaml": text})


def told(folder: Path) -> list[str]:
    problems = Problems()
    check_paths([str(folder)], [], problems)
    return [str(problem).partition("de.yaml:")[2] for problem in problems]


def test_a_copy_is_right(tmp_path: Path) -> None:
    assert told(german(tmp_path)) == []


def test_gaps_are_the_same(tmp_path: Path) -> None:
    folder = german(tmp_path, ("{day} {month}", "{tag}. {month}"), ("kind.power: Power", 'kind.power: "{x}"'))
    date, power = told(folder)[:2], told(folder)[2:]
    assert date == [
        "11:3: error: 'date.long' has no gap {tag} (it has {day}, {month}, {year})",
        "11:3: warning: 'date.long' lacks {day} (what stands there would be lost)",
    ]
    assert len(power) == 1
    assert power[0].endswith("error: 'kind.power' has no gap {x} (take it out)")


def test_words_are_the_same(tmp_path: Path) -> None:
    assert told(german(tmp_path, ("month.3:", "month.33:"))) == [
        "1:1: error: the language has no word for 'month.3' (add it under words:)",
        "14:3: error: there is no word 'month.33' (did you mean 'month.3'?)",
    ]


def test_a_wrong_gap_is_never_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    german(tmp_path, ("Call {number}", "Call {nummer}"))
    assert run(["build", "--library", ".", "--language", "de", "--layout", "handout"]) == 1
    assert "languages/de.yaml:" in (err := capsys.readouterr().err)
    assert "'help.call' has no gap {nummer} (it has {number})" in err
    assert not Path("out").exists()


def test_what_a_gap_is() -> None:
    assert gaps("Page {page} of {pages}, {page}") == {"page", "pages"}
    assert gaps("a } b { c") == gaps("") == set()
