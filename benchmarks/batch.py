"""Times handouts for a thousand people: the same exercises for all, other exercises for each, and one merged file.

    python benchmarks/batch.py [ROUNDS]

Whole processes, one after the other in rounds, so that a slow minute meets all of them.  CPU time is user + system
time of the process and of its threads, with starting and importing.  Peers are timed on fewer people; see `cost`.
Writes `benchmarks/batch.md`.
"""

from __future__ import annotations

import csv
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from run import HERE, Sample, check_words, measure, run

if TYPE_CHECKING:
    from psoas_pdf.library import Library
    from psoas_pdf.model.plan import Plan

ROUNDS, LEAST_ROUNDS = 3, 3
PEOPLE, MANY = 1000, 10_000
EXERCISES = 6
"""Of each person, where everybody has others."""
GOAL_MERGED, MOST_MERGED, MOST_GROWTH = 20.0, 80.0, 2.0
"""Of issue 5: documents per CPU-second to typst's; peak MB of 1,000 merged; peak of 10,000 to it."""
FIRST = "Ada Bela Cleo Dora Edda Fina Gesa Hilda Ines Jana Kaja Lena Mona Nora Olga Paula"
MIDDLE = "Abel Bruno Carl Dirk Emil Franz Hugo Ivo"
LAST = "Abel Baker Cole Dahl Ebert Falk Grant Hansen Klein Lund Meyer North Olsen Palmer Reed Stone"


class Case(NamedTuple):
    """counts: people that the peer is timed for, the fewer and the more.  goal: at least this ratio of ours to it."""

    name: str
    package: str
    tagged: bool
    counts: tuple[int, int]
    goal: float


SAME = {
    "typst": Case("typst", "typst", True, (1, 40), 20),
    "platypus": Case("reportlab platypus", "reportlab", False, (1, 20), 50),
    "weasyprint": Case("WeasyPrint", "weasyprint", False, (1, 3), 300),
}
OTHERS = Case("typst", "typst", True, (20, 50), 5)
"""The first 20 people have shown it nearly every picture; what it keeps of them is then kept for all."""

Key = tuple[str, str, int]
"""Of a command: 'same', 'merged' or 'others'; the program; for how many people."""
ONCE: Key = ("merged", "psoas-pdf", MANY)
"""Run once after the rounds, for its memory."""


def cost(counts: tuple[int, int], few: float, more: float, people: int = PEOPLE) -> float:
    """CPU of so many people from that of fewer: the first run whole, with starting and importing, and for each
    further person what the second run took longer for each that it had more.
    """
    return few + (people - counts[0]) * (more - few) / (counts[1] - counts[0])


def name_of(person: int) -> str:
    """Made up; another one for each up to 2,048."""
    first, middle, last = FIRST.split(), MIDDLE.split(), LAST.split()
    person, one = divmod(person, len(first))
    person, two = divmod(person, len(last))
    return f"{first[one]} {middle[person % len(middle)]} {last[two]}"


def write_roster(path: Path, people: int) -> None:
    """Names, sides and the doses of all six exercises vary."""
    chance = random.Random(5)
    numbers = {
        "lying-leg-raise.repetitions": range(6, 16),
        "sit-up.sets": range(2, 5),
        "sit-up.repetitions": range(5, 16),
        "knee-to-chest.repetitions": range(2, 6),
        "overhead-ball-throw.repetitions": range(3, 10),
    }
    seconds = ("knee-to-chest", "thomas-stretch", "half-kneeling-hip-flexor-stretch")
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["name", "reference", "side", *numbers, *(f"{name}.hold" for name in seconds)])
        for i in range(people):
            row = [name_of(i), f"P{i + 1:05}", chance.choice(("left", "right"))]
            row += [str(chance.choice(choice)) for choice in numbers.values()]
            table.writerow(row + [f"{chance.choice(range(20, 61, 5))} s" for _ in seconds])


def plans_of_others(library: Library) -> Iterator[Plan]:
    """The ready plan with other names and with six exercises of the whole library, in doses of the exercises' own."""
    from psoas_pdf.model.plan import Entry, Person
    from psoas_pdf.problems import Problems
    from psoas_pdf.words import Words

    chance, ids = random.Random(6), sorted(library.ids("exercise"))
    plan = library.get("plan", "iliopsoas", Problems())
    seen: set[tuple[str, ...]] = set()
    i = 0
    while True:
        chosen = tuple(sorted(chance.sample(ids, EXERCISES)))
        if chosen in seen:
            continue
        seen.add(chosen)
        entries = tuple(Entry(exercise=Words(id)) for id in chosen)
        yield replace(plan, person=Person(name=Words(name_of(i))), exercises=entries)
        i += 1


def others() -> None:
    """OUT COUNT: ours, for people who each have other exercises; what a program of a user's would do."""
    from psoas_pdf import Library, Order, build_many

    out, count = sys.argv[1:]
    library = Library()
    orders = (Order(plan, "handout") for plan in islice(plans_of_others(library), int(count)))
    for result in build_many(orders, library):
        if result.built is None:
            raise SystemExit("\n".join(str(problem) for problem in result.problems))
        Path(out, f"{result.index:04}.pdf").write_bytes(result.built.data)


def write(folder: Path) -> None:
    """Rosters, and the words and pictures of both kinds of people for the peers.  Raises InputError."""
    from content import Kept, dump_words

    from psoas_pdf.build import Workshop
    from psoas_pdf.library import Library
    from psoas_pdf.problems import InputError, Problems
    from psoas_pdf.ready import default_store
    from psoas_pdf.roster import Roster
    from psoas_pdf.table import load_table

    problems, library = Problems(), Library()
    workshop = Workshop(library, default_store())
    for people in (PEOPLE, MANY):
        write_roster(folder / f"people-{people}.csv", people)
    table = load_table(str(folder / f"people-{PEOPLE}.csv"), problems)
    plan = library.get("plan", "iliopsoas", problems)
    if table is None or problems.failed:
        raise InputError(problems)
    members = (
        member.plan for _, member in Roster(table, plan, library, problems).members(problems) if member
    )
    for name, plans, most in (
        ("same", members, max(case.counts[1] for case in SAME.values())),
        ("others", plans_of_others(library), OTHERS.counts[1]),
    ):
        kept = Kept()
        for i, each in enumerate(islice(plans, most)):
            dump_words(folder / name / "people" / f"{i:04}.json", kept.words(each, workshop))
        kept.write(folder / name)


def commands(folder: Path) -> dict[Key, list[str]]:
    script = str(Path(sys.executable).with_name("psoas-pdf"))

    def built(people: int, *more: str) -> list[str]:
        roster = str(folder / f"people-{people}.csv")
        return [script, "build", "iliopsoas", "--layout", "handout", "--roster", roster, *more]

    def output(*key: object) -> str:
        path = folder / "-".join(map(str, key))
        path.mkdir(exist_ok=True)
        return str(path)

    out: dict[Key, list[str]] = {}
    # --force: otherwise nothing is written in the second round, because it is all there.
    out["same", "psoas-pdf", PEOPLE] = built(PEOPLE, "--force", "-o", output("same", "psoas-pdf"))
    for people in (PEOPLE, MANY):
        merged = str(folder / f"merged-{people}.pdf")
        out["merged", "psoas-pdf", people] = built(people, "--force", "--merge", merged)
    code = "from batch import others; others()"
    out["others", "psoas-pdf", PEOPLE] = [
        sys.executable,
        "-c",
        code,
        output("others", "psoas-pdf"),
        str(PEOPLE),
    ]
    for kind, name, case in (*(("same", *item) for item in SAME.items()), ("others", "typst", OTHERS)):
        for count in case.counts:
            code = f"from peer_{name} import many; many()"
            content, target = str(folder / kind), output(kind, name)
            out[kind, name, count] = [sys.executable, "-c", code, content, target, str(count)]
    return out


def check(folder: Path) -> None:
    """Raises SystemExit unless all files are there and the first people's hold their words."""
    files = sorted((folder / "same-psoas-pdf").glob("*.pdf"))
    if len(files) != PEOPLE or len(list((folder / "others-psoas-pdf").glob("*.pdf"))) != PEOPLE:
        raise SystemExit("files are missing")
    for i in range(3):
        words = folder / "same" / "people" / f"{i:04}.json"
        fields = json.loads(words.read_text(encoding="utf-8"))["person"]["fields"]
        named = [f for f in files if fields[0]["value"].lower().replace(" ", "-") in f.name.lower()]
        for file in (*named[:1], *(folder / f"same-{name}" / f"{i:04}.pdf" for name in SAME)):
            check_words(file, words)
        words = folder / "others" / "people" / f"{i:04}.json"
        for name in ("psoas-pdf", "typst"):
            check_words(folder / f"others-{name}" / f"{i:04}.pdf", words)


def report(samples: dict[Key, list[Sample]]) -> str:
    rounds = len(next(iter(samples.values())))
    rows = []
    most = 0.0

    def cpu(key: Key) -> list[float]:
        return [sample.cpu for sample in samples[key]]

    def peer(kind: str, name: str, case: Case) -> list[float]:
        few, more = (cpu((kind, name, count)) for count in case.counts)
        return [cost(case.counts, a, b) for a, b in zip(few, more, strict=True)]

    def row(
        kind: str, name: str, tagged: bool, timed: str, taken: list[float], people: int, key: Key
    ) -> list[str]:
        median = statistics.median(taken)
        memory = max(sample.memory for sample in samples[key])
        return [
            kind,
            name,
            "yes" if tagged else "no",
            timed,
            f"{median / people:.2f}",
            f"{people / median * 1000:,.1f}",
            f"{memory:.0f}",
        ]

    def ratio(mine: list[float], theirs: list[float], goal: float) -> list[str]:
        """Both of as many people."""
        by_round = [b / a for a, b in zip(mine, theirs, strict=True)]
        middle = statistics.median(theirs) / statistics.median(mine)
        return [f"{middle:.1f}", f"{min(by_round):.1f}–{max(by_round):.1f}", f"{goal:g}"]

    kinds = {
        "same": "same exercises, a file each",
        "merged": "same exercises, one file",
        "others": "other exercises",
    }
    ours_name = f"psoas-pdf {version('psoas-pdf')}"
    blank = ["", "", ""]
    for kind, people in (("same", PEOPLE), ("merged", PEOPLE), ("merged", MANY), ("others", PEOPLE)):
        key: Key = (kind, "psoas-pdf", people)
        mine = cpu(key)
        rows.append([*row(kinds[kind], ours_name, True, f"{people:,}", mine, people, key), *blank])
        if kind == "merged":
            if key != ONCE:
                most = max(s.memory for s in samples[key])
                rows[-1][-3:] = ratio(mine, peer("same", "typst", SAME["typst"]), GOAL_MERGED)
            continue
        for name, case in SAME.items() if kind == "same" else (("typst", OTHERS),):
            theirs = peer(kind, name, case)
            timed = f"{case.counts[0]} and {case.counts[1]}"
            full = f"{case.name} {version(case.package)}"
            cells = row(kinds[kind], full, case.tagged, timed, theirs, PEOPLE, (kind, name, case.counts[1]))
            rows.append([*cells, *ratio(mine, theirs, case.goal)])
    heads = (
        "people",
        "program",
        "tagged",
        "timed for",
        "CPU ms each",
        "documents a CPU-second",
        "peak MB",
        "× it",
        "by round",
        "goal",
    )
    growth = samples[ONCE][0].memory / most
    lines = "\n".join("| " + " | ".join(cells) + " |" for cells in rows)
    return f"""# Handouts for a thousand people

{rounds} rounds, whole processes side by side; Python {platform.python_version()}, {os.cpu_count()} cores,
{platform.system()}. Made by `benchmarks/batch.py`; what is compared, and how fair that is, stands in
`benchmarks/README.md`.

| {" | ".join(heads)} |
|{"---|" * len(heads)}
{lines}

*documents a CPU-second*: from the median of the user and system time of the process with all its threads, starting and
importing counted. We are timed for all people; a peer for two lower numbers of them, and its time for {PEOPLE:,} is
that of the first run whole, and for each further person what the second run took longer for each that it had more.
*× it*: how many times as many documents a CPU-second we make; for merged files, as typst with a file each. *by round*:
the least and the most of that within one round. *goal*: at least. Merged, {MANY:,} people take {growth:.2f} times the
memory of {PEOPLE:,}; the goal is {MOST_GROWTH:g} at most, and {MOST_MERGED:g} MB at most for {PEOPLE:,}. Milliseconds
are those of one machine on one day; rely on the ratios.
"""


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    if rounds < LEAST_ROUNDS:
        raise SystemExit(f"fewer than {LEAST_ROUNDS} rounds say nothing")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # In a process of its own: a child's peak memory counts from that of its parent.
        code = f"import batch, pathlib; batch.write(pathlib.Path({str(folder)!r}))"
        subprocess.run([sys.executable, "-c", code], check=True, cwd=HERE)
        todo = commands(folder)
        many = todo.pop(ONCE)
        samples = measure(todo, rounds)
        samples[ONCE] = [run(many, HERE)]
        check(folder)
        text = report(samples)
    (HERE / "batch.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
