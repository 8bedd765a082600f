"""Decks in many copies: every card is there, in order, and the file is sound though its pages share what they have."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import inspector
from card_geometry import layouts_in, made
from psoas_pdf.cli import run

COPIES = "extends: cards\nstock: {stock}\ncopies: {copies}\n{more}"


@pytest.fixture(scope="module", autouse=True)
def _folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    layouts_in(tmp_path_factory.mktemp("layouts"))


def decks(copies: int, stock: str = "poker-9up", more: str = "") -> bytes:
    done = made(COPIES.format(stock=stock, copies=copies, more=more))
    assert not done.problems, done.told
    return done.pdf


def faces(data: bytes) -> list[str]:
    """Words of each face in reading order."""
    return [element.all_text() for element in inspector.tag_tree(data).kids]


@pytest.mark.parametrize(
    ("stock", "sheets"), [("poker-9up", 3), ("poker-8up", 4), ("avery-5388", 9), ("poker", 27)]
)
def test_copies_follow_each_other_without_a_gap(stock: str, sheets: int) -> None:
    """27 cards on sheets of 9, 8, 3 and 1: on all but the first, sheets differ from one to the next."""
    one, three = decks(1, stock), decks(3, stock)
    assert inspector.assert_sound(three).out_of_order == ()
    with inspector.opened(three) as pdf:
        assert len(pdf.pages) == 2 * sheets
    each = {"poker-9up": 9, "poker-8up": 8, "avery-5388": 3, "poker": 1}[stock]
    fronts, backs = [], []
    for data, into in ((one, []), (three, fronts)):
        read = faces(data)
        while read:
            count = min(each, len(read) // 2)
            into += read[:count]
            if data is three:
                backs += read[count : 2 * count]
            del read[: 2 * count]
        if data is one:
            deck = into
    assert fronts == deck * 3
    assert len(backs) == 27
    for front, back in zip(fronts, backs, strict=True):
        if number := re.match(r"\d ", front):
            assert back.startswith(number[0])


def test_a_copy_costs_its_elements_and_no_second_picture() -> None:
    one, many = decks(1), decks(41)
    assert (len(many) - len(one)) / 40 < 0.06 * len(one)
    with inspector.opened(many) as pdf:
        fronts = {page.obj.Contents[0].objgen for page in list(pdf.pages)[::2]}
        backs = {page.obj.Contents[0].objgen for page in list(pdf.pages)[1::2]}
        assert (len(fronts), len(backs)) == (1, 1)
        assert len(pdf.pages) == 82


def test_each_sheet_says_which_it_is() -> None:
    data = decks(3)
    assert [t for p in range(6) for t in re.findall(r"Page \d of \d", inspector.page_text(data, p))] == [
        f"Page {n} of 6" for n in range(1, 7)
    ]


def test_only_the_first_deck_is_in_the_outline() -> None:
    assert [b.title for b in inspector.bookmarks(decks(3))] == [
        b.title for b in inspector.bookmarks(decks(1))
    ]
    assert {b.page for b in inspector.bookmarks(decks(3))} == {0}


@pytest.mark.parametrize(
    "more", ["sides: fold", "sides: fronts", "flip: short-edge", "bleed: 3 mm\nband: accent"]
)
def test_copies_are_sound_however_they_are_printed(more: str) -> None:
    assert inspector.assert_sound(decks(2, "poker-8up", more)).out_of_order == ()


def test_the_same_copies_are_the_same_bytes(tmp_path: Path) -> None:
    file = tmp_path / "many.yaml"
    file.write_text("extends: cards\ncopies: 4\nmarks: guides\n", encoding="utf-8")
    for name in ("one", "two"):
        assert run(["build", "iliopsoas", "--layout", str(file), "-o", str(tmp_path / f"{name}.pdf")]) == 0
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


GROWTH = """
import sys
from psoas_pdf.cli import run
sys.exit(run(["build", "iliopsoas", "--layout", sys.argv[1], "-o", sys.argv[2]]))
"""


def grown(folder: Path, copies: int) -> tuple[float, float, Path]:
    """CPU seconds and peak memory (in the system's unit) of a process that prints so many decks."""
    layout, out = folder / f"decks-{copies}.yaml", folder / f"decks-{copies}.pdf"
    layout.write_text(f"extends: cards\ncopies: {copies}\n", encoding="utf-8")
    watched = (
        "import resource, subprocess, sys\n"
        "subprocess.run([sys.executable, '-c', *sys.argv[1:]], check=True, stdout=subprocess.DEVNULL)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss)"
    )
    command = [sys.executable, "-c", watched, GROWTH, str(layout), str(out)]
    cpu, memory = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(cpu), float(memory), out


@pytest.mark.full
def test_time_and_memory_grow_slowly_to_nine_thousand_cards(tmp_path: Path) -> None:
    grown(tmp_path, 1)  # fills caches
    small, middle, large = (grown(tmp_path, copies) for copies in (10, 100, 1000))
    for less, more in ((small, middle), (middle, large)):
        assert more[0] <= 11 * less[0], "time"
        assert more[1] <= 1.5 * less[1], "memory"
    assert inspector.assert_sound(middle[2].read_bytes()).out_of_order == ()
    with inspector.opened(large[2].read_bytes()) as pdf:
        assert not pdf.check_pdf_syntax()
        assert len(pdf.pages) == 2000
        assert len(pdf.Root.StructTreeRoot.K.K) == 18000
