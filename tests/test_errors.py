"""Wrong input: each file in tests/errors carries the messages that it must get, beside the fault.

    title: Week
    gaol: walk      # error: 2:1: there is no key 'gaol' here (did you mean 'goal'?)

A file is a plan, unless `# as: exercises/march.yaml` (or layouts/…) says where it stands; a plan that uses it
is printed too.  `# run: build {file} --stock a44` runs that instead of `build` and `check`.  A message that
names another file or none has no line and column of this one; a message that ends in … may go on.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from psoas_pdf.cli import run

FILES = sorted((Path(__file__).parent / "errors").glob("*.yaml"))


def runs(place: str, text: str) -> list[list[str]]:
    """The commands that must all refuse the file."""
    asked = re.findall(r"^# run: (.+)$", text, re.M)
    if not asked:
        asked = ["check {file}", "build {file}"]
        if place.startswith("layouts"):
            asked[1] = "build iliopsoas --layout {file}"
        elif place != "plan.yaml":
            asked[1] = "build user.yaml --library ."
    return [command.format(file=place).split() for command in asked]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_wrong_file_gets_all_its_messages_and_writes_nothing(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = file.read_text(encoding="utf-8")
    expected = sorted(re.findall(r"# error: (.+)$", text, re.M))
    assert expected, f"{file.name} says no message"
    found = re.search(r"^# as: (\S+)$", text, re.M)
    place = Path(found[1] if found else "plan.yaml")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    user = f"title: User\nexercises: [{{exercise: {place.stem}}}]\noutputs: [handout, cards]\n"
    Path("user.yaml").write_text(user, encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    for command in runs(str(place), text):
        code = run(command)
        out, err = capsys.readouterr()
        told = [line.removeprefix(f"{place}:").replace("error: ", "", 1) for line in err.splitlines()]
        cut = [next((e for e in expected if e.endswith("…") and t.startswith(e[:-1])), t) for t in told]
        assert sorted(cut) == expected, f"psoas-pdf {' '.join(command)}"
        assert code == 1
        assert ".pdf" not in out
        assert sorted(tmp_path.rglob("*")) == before
