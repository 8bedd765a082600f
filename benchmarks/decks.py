"""Times decks of 90, 900 and 9,000 cards, and the same decks through typst.

    python benchmarks/decks.py [ROUNDS]

The deck is the ready plan's nine cards in 10, 100 and 1,000 copies.  CPU time and peak memory are those of whole
processes, one after the other in rounds.  Writes `benchmarks/decks.md`.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from content import Pictures, coloured, dump, plain, svg
from run import HERE, Sample, check_words, measure

ROUNDS, LEAST_ROUNDS = 7, 3
COPIES = (10, 100, 1000)
MOST_PEER = 100
"""Copies up to which typst is timed; more would take gigabytes."""
GOAL, MOST_TIME, MOST_MEMORY = 1.5, 11.0, 1.5
"""Of issue 4: CPU of 900 cards to typst's; growth of time and of memory for each tenfold."""
PEER = """
import sys, typst
folder, out, copies = sys.argv[1:]
with open(folder + "/deck.typ", "rb") as file:
    source = file.read()
compiler = typst.Compiler(
    root=folder, font_paths=[folder + "/fonts"], ignore_system_fonts=True, sys_inputs={"copies": copies}
)
compiler.compile(source, output=out, format="pdf", pdf_standards=["ua-1", "a-2a"])
"""


def write(folder: Path) -> None:
    """The deck's words as JSON, its pictures as SVG, fonts, and our layouts.  Raises InputError."""
    from psoas_pdf.art import Art
    from psoas_pdf.build import Order, Workshop
    from psoas_pdf.compose import compose
    from psoas_pdf.decks import Deck
    from psoas_pdf.drawing import Drawing
    from psoas_pdf.library import Library
    from psoas_pdf.pages import Use
    from psoas_pdf.problems import InputError, Problems
    from psoas_pdf.ready import default_store
    from psoas_pdf.text.fonts import fira_sans

    problems, library, store = Problems(), Library(), default_store()
    plan = library.get("plan", "iliopsoas", problems)
    draft = Workshop(library, store).draft(Order(plan, "cards"), problems)
    if draft is None or problems.failed:
        raise InputError(problems)
    document = compose(draft.spec, draft.layout, Art(store, "man"), problems)
    (deck,) = [block for _, block in document.blocks if isinstance(block, Deck)]
    pictures = Pictures()
    content: dict[str, Any] = plain(deck, pictures)
    content["document"] = {"title": document.title, "date": draft.sheets.meta.date}
    content["page_of"] = document.running.page_of
    inks = {
        item.what.digest: item.ink.colours
        for page in draft.sheets.pages
        for block in page.blocks
        for item in block.items
        if isinstance(item, Use) and isinstance(item.what, Drawing) and item.ink
    }
    for name in ("pictures", "fonts"):
        (folder / name).mkdir(parents=True)
    for name, (drawing, mirrored) in pictures.drawings.items():
        paths = coloured(drawing, inks[drawing.digest], mirrored)
        (folder / "pictures" / f"{name}.svg").write_text(
            svg(paths, drawing.box.width, drawing.box.height), encoding="utf-8"
        )
    for file in fira_sans().values():
        shutil.copy(str(file), folder / "fonts")
    dump(folder / "content.json", content)
    shutil.copy(HERE / "peer_typst_deck.typ", folder / "deck.typ")
    for copies in COPIES:
        (folder / f"decks-{copies}.yaml").write_text(f"extends: cards\ncopies: {copies}\n", encoding="utf-8")


def commands(folder: Path) -> dict[tuple[str, int], list[str]]:
    script = str(Path(sys.executable).with_name("psoas-pdf"))
    out: dict[tuple[str, int], list[str]] = {}
    for copies in COPIES:
        layout, file = str(folder / f"decks-{copies}.yaml"), str(folder / f"psoas-pdf-{copies}.pdf")
        out["psoas-pdf", copies] = [script, "build", "iliopsoas", "--layout", layout, "-o", file]
        if copies > MOST_PEER:
            continue
        file = str(folder / f"typst-{copies}.pdf")
        out["typst", copies] = [sys.executable, "-c", PEER, str(folder), file, str(copies)]
    return out


def report(folder: Path, samples: dict[tuple[str, int], list[Sample]]) -> str:
    from pypdf import PdfReader

    cpu = {key: statistics.median(s.cpu for s in taken) for key, taken in samples.items()}
    memory = {key: max(s.memory for s in taken) for key, taken in samples.items()}
    rows = []
    for name, copies in sorted(samples):
        before = name, copies // 10
        file = folder / f"{name}-{copies}.pdf"
        cells = [
            f"{name} {version(name)}",
            f"{9 * copies:,}",
            str(len(PdfReader(file).pages)),
            f"{cpu[name, copies]:.0f}",
            f"{cpu[name, copies] / cpu[before]:.1f}" if before in cpu else "",
            f"{memory[name, copies]:.0f}",
            f"{memory[name, copies] / memory[before]:.2f}" if before in cpu else "",
            f"{cpu['psoas-pdf', copies] / cpu[name, copies]:.2f}" if name != "psoas-pdf" else "",
            f"{file.stat().st_size / 1000:,.0f}",
        ]
        rows.append("| " + " | ".join(cells) + " |")
    heads = ("program", "cards", "pages", "CPU ms", "× time", "peak MB", "× memory", "ours / it", "KB")
    return f"""# Decks of cards

The ready plan's nine cards, fronts and backs on A4, in 10, 100 and 1,000 copies. {len(samples["psoas-pdf", 10])}
rounds, whole processes side by side; Python {platform.python_version()},
{os.cpu_count()} cores, {platform.system()}. Made by `benchmarks/decks.py`; what is compared, and how fair that is,
stands in `benchmarks/README.md`.

| {" | ".join(heads)} |
|{"---|" * len(heads)}
{chr(10).join(rows)}

*CPU ms*: median of the user and system time of the process with all its threads. *× time*, *× memory*: to a tenth of
the cards; the goal is {MOST_TIME:g} and {MOST_MEMORY:g} at most. *ours / it*: ratio of the medians; the goal for 900
cards is {GOAL:g} at most. Milliseconds are those of one machine on one day; rely on the ratios.
"""


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    if rounds < LEAST_ROUNDS:
        raise SystemExit(f"fewer than {LEAST_ROUNDS} rounds say nothing")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # In a process of its own: a child's peak memory counts from that of its parent.
        code = f"import decks, pathlib; decks.write(pathlib.Path({str(folder)!r}))"
        subprocess.run([sys.executable, "-c", code], check=True, cwd=HERE)
        samples = measure(commands(folder), rounds)
        words = folder / "content.json"
        for program in ("psoas-pdf", "typst"):
            check_words(folder / f"{program}-{COPIES[0]}.pdf", words)
        text = report(folder, samples)
    (HERE / "decks.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
