"""Times a cold build of the handout against the same words and pictures through other programs.

    python benchmarks/run.py [ROUNDS]

Whole processes, one after the other in rounds, so that a slow minute meets all of them.  CPU time is user +
system time of the process and of its threads.  Writes `benchmarks/results.md`.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

Name = TypeVar("Name")
HERE = Path(__file__).resolve().parent
ROUNDS = 15
LEAST_ROUNDS = 7
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
"""Python as a user starts it: above all with .pyc files, which PYTHONDONTWRITEBYTECODE would leave out."""
NOT_PRINTED = (
    "document",
    "icon",
    "logo_alt",
    "rest_alt",
    "tick_alt",
    "continued",
    "told",
    "foot_short",
    "page_of",
)
COLUMNS = (
    "program",
    "tagged",
    "pages",
    "CPU ms",
    "least",
    "most",
    "ours / it",
    "by round",
    "goal",
    "peak MB",
    "KB",
)


class Case(NamedTuple):
    """goal: at most this ratio of medians, ours to theirs; None where there is only a ratio to write down."""

    name: str
    package: str
    tagged: bool
    goal: float | None


OURS = Case("psoas-pdf", "psoas-pdf", True, None)
PEERS = {
    "platypus": Case("reportlab platypus", "reportlab", False, 0.9),
    "fpdf2": Case("fpdf2", "fpdf2", False, 0.4),
    "weasyprint": Case("WeasyPrint", "weasyprint", False, 0.25),
    "typst": Case("typst", "typst", True, None),
}


class Sample(NamedTuple):
    """cpu: milliseconds.  memory: peak, in MB."""

    cpu: float
    memory: float


def run(command: list[str], folder: Path) -> Sample:
    """One process from start to end.  Raises SystemExit when it fails."""
    process = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command[:4])}: exit {process.returncode}")
    return Sample((used.ru_utime + used.ru_stime) * 1000, used.ru_maxrss / 1024)


def commands(folder: Path) -> dict[str, list[str]]:
    """What is run, by name; each writes NAME.pdf into the folder."""
    script = Path(sys.executable).with_name("psoas-pdf")
    out = {
        "psoas-pdf": [
            str(script),
            "build",
            "iliopsoas",
            "--layout",
            "handout",
            "-o",
            str(folder / "psoas-pdf.pdf"),
        ]
    }
    for name in PEERS:
        code = f"from peer_{name} import main; main()"
        out[name] = [sys.executable, "-c", code, str(folder / "content"), str(folder / f"{name}.pdf")]
    return out


def measure(todo: Mapping[Name, list[str]], rounds: int) -> dict[Name, list[Sample]]:
    """Samples of commands by name.  The first round fills caches and .pyc files and isn't counted."""
    samples: dict[Name, list[Sample]] = {name: [] for name in todo}
    for i in range(rounds + 1):
        for name, command in todo.items():
            sample = run(command, HERE)
            if i:
                samples[name].append(sample)
    return samples


def words_of(value: Any) -> Iterator[str]:
    """The printed words of `content.json`: of pictures the alternative text isn't printed."""
    if isinstance(value, str):
        yield from value.replace("**", "").split()
    elif isinstance(value, list):
        for each in value:
            yield from words_of(each)
    elif isinstance(value, dict) and "alt" not in value:
        for key, each in value.items():
            if key not in NOT_PRINTED:
                yield from words_of(each)


def check_words(file: Path, content: Path) -> None:
    """Raises SystemExit when a word of the handout is not in the file's text."""
    from pypdf import PdfReader

    text = "".join("".join(page.extract_text().split()) for page in PdfReader(file).pages)
    wanted = set(words_of(json.loads(content.read_text(encoding="utf-8"))))
    missing = sorted(word for word in wanted if word not in text)
    if missing:
        raise SystemExit(
            f"{file.name} lacks {len(missing)} of {len(wanted)} words: {', '.join(missing[:10])}"
        )


def report(folder: Path, samples: dict[str, list[Sample]]) -> str:
    from pypdf import PdfReader

    ours = statistics.median(s.cpu for s in samples["psoas-pdf"])
    rows = []
    for name, taken in samples.items():
        case = PEERS.get(name, OURS)
        cpu = [s.cpu for s in taken]
        median = statistics.median(cpu)
        by_round = [mine.cpu / theirs.cpu for mine, theirs in zip(samples["psoas-pdf"], taken, strict=True)]
        file = folder / f"{name}.pdf"
        cells = [
            f"{case.name} {version(case.package)}",
            "yes" if case.tagged else "no",
            str(len(PdfReader(file).pages)),
            f"{median:.0f}",
            f"{min(cpu):.0f}",
            f"{max(cpu):.0f}",
            f"{ours / median:.2f}" if name in PEERS else "",
            f"{min(by_round):.2f}–{max(by_round):.2f}" if name in PEERS else "",
            f"{case.goal:g}" if case.goal else "",
            f"{max(s.memory for s in taken):.0f}",
            f"{file.stat().st_size / 1000:.0f}",
        ]
        rows.append("| " + " | ".join(cells) + " |")
    return f"""# A cold build of the handout

{len(samples["psoas-pdf"])} rounds, whole processes side by side; Python {platform.python_version()},
{os.cpu_count()} cores, {platform.system()}. Made by `benchmarks/run.py`; what is compared, and how fair
that is, stands in `benchmarks/README.md`.

| {" | ".join(COLUMNS)} |
|{"---|" * len(COLUMNS)}
{chr(10).join(rows)}

*CPU ms*: median of the user and system time of the process with all its threads. *ours / it*: ratio of the
medians, under 1 where psoas-pdf takes less. *by round*: the least and the most of that ratio within one
round. Milliseconds are those of one machine on one day; rely on the ratios.
"""


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    if rounds < LEAST_ROUNDS:
        raise SystemExit(f"fewer than {LEAST_ROUNDS} rounds say nothing")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # In a process of its own: a child's peak memory counts from that of its parent.
        subprocess.run([sys.executable, str(HERE / "content.py"), str(folder / "content")], check=True)
        samples = measure(commands(folder), rounds)
        for name in samples:
            check_words(folder / f"{name}.pdf", folder / "content" / "content.json")
        text = report(folder, samples)
    (HERE / "results.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
