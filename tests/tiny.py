"""A library of the fewest words, for tests of how records are found and put together."""

from __future__ import annotations

from pathlib import Path

from psoas_pdf.library import Library

EXERCISE = """\
id: lift
name: Lift
short: Lift
kind: strength
position: lying
sides: each
counted: {one: lift, many: lifts}
equipment: [{item: mat, need: a mat}]
purpose: Makes you strong.
muscles: {target: [hip], helpers: [thigh]}
start: Lie down.
steps: [Lift., Lower.]
short-steps: [Lie down., Lift.]
feel: the hip.
mistakes: [hurry]
care: pain? Stop.
move-on: When it is easy.
cautions: [{who: pain, words: Ask., sources: [b-2020]}]
dose: {sets: 2, repetitions: 8-12, days-a-week: 3}
guideline: {words: Some., sources: [a-2020]}
alt: A person lifts a leg.
sources: [c-2020]
poses: {start: {}, end: {}}
"""
FACTS = ("what", "origin", "insertion", "nerve", "blood", "action", "neighbours", "worth-knowing")
MUSCLE = "".join(
    f"{line}\n"
    for line in (
        "id: hip",
        "name: Hip",
        "plain-name: hip",
        "clinical-name: Hip",
        *(
            f"{key}: {{words: A., sources: [d-2020]}}"
            for key in (
                "what",
                "origin",
                "insertion",
                "nerve",
                "blood",
                "action",
                "neighbours",
                "worth-knowing",
            )
        ),
        "sources: [a-2020]",
    )
)
FILES = {
    "data/exercises/lift.yaml": EXERCISE,
    "data/exercises/both.yaml": EXERCISE.replace("id: lift", "id: both").replace(
        "sides: each", "sides: both"
    ),
    "data/exercises/far.yaml": EXERCISE.replace("id: lift", "id: far").replace(
        "sides: each", "sides: each\nworking-side: far"
    ),
    "data/muscles/hip.yaml": MUSCLE,
    "data/help/stop.yaml": "id: stop\nhelp: {call: [bad pain], sources: [e-2020]}\n",
    "data/languages/en.yaml": "id: en\nname: English\ntag: en-GB\nemergency: 999\nwords: {sets: Sets}\n",
    "data/languages/de.yaml": "id: de\nname: Deutsch\ntag: de\nemergency: 112\nwords: {sets: Sätze}\n",
    "data/sources.yaml": "sources:\n"
    + "".join(
        f"  {letter}-2020: {{short: {letter.upper()} 2020, about: all, title: T, read: full}}\n"
        for letter in "abcde"
    ),
    "data/plans/week.yaml": "title: Week\nmuscle: hip\nhelp: stop\noutputs: []\n"
    "exercises: [{exercise: lift}]\n",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def library(folder: Path, files: dict[str, str] | None = None, *own: Path) -> Library:
    """The tiny library in a folder, some of its files replaced, with the user's folders laid over it."""
    return Library(own, shipped=str(write(folder, {**FILES, **(files or {})})))
