"""`build --roster --merge`: everybody's documents in one file, each person's own on pages of their own."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pytest

from inspector import (
    Element,
    assert_conforms,
    assert_sound,
    bookmarks,
    links,
    opened,
    outline,
    page_text,
    tag_tree,
)
from paint_samples import sheets, words
from psoas_pdf import inputs
from psoas_pdf.build import Order, Workshop
from psoas_pdf.cli import run
from psoas_pdf.library import Library
from psoas_pdf.pages import Link, Node
from psoas_pdf.paint import Painter
from psoas_pdf.paint.merged import Merged
from psoas_pdf.paint.pieced import Pieced
from psoas_pdf.problems import Problems
from psoas_pdf.ready import default_store
from psoas_pdf.text.fonts import Face

PLAN = """\
title: Week
goal: walk
help: iliopsoas
outputs: [handout]
exercises: [lying-leg-raise, sit-up, bridge]
"""
NAMES = (
    "Anna Sample", "Bertram Sample", "Čeněk Sample", "Dora (Sample)", "Emil Sample", "Freya Sample",
    "Gunnar Sample", "Hanna Sample", "Ivo Sample", "Jana Sample", "Kurt Sample", "Lena Sample",
)  # fmt: skip
COMMAND = ["build", "week.yaml", "--roster", "people.csv", "--merge", "all.pdf"]
Output = pytest.CaptureFixture[str]


def roster(names: tuple[str, ...] = NAMES) -> str:
    rows = [f"{name},{('left', 'right', 'each')[i % 3]},{i + 2}" for i, name in enumerate(names)]
    return "\n".join(["name,side,sit-up.repetitions", *rows, ""])


@pytest.fixture(autouse=True)
def _in_a_folder_with_a_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("week.yaml", PLAN)
    write("people.csv", roster())


def write(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


def merged(*more: str, code: int = 0) -> bytes:
    assert run([*COMMAND, *more]) == code
    return Path("all.pdf").read_bytes()


class Part(NamedTuple):
    """A person's: where it begins, how many pages, and its element."""

    title: str
    start: int
    count: int
    element: Element


def parts(data: bytes) -> list[Part]:
    """By the tree, and by the bookmarks: both have to say the same."""
    tree = tag_tree(data)
    assert tree.role == "Document"
    with opened(data) as pdf:
        titles = [str(kid.T) for kid in pdf.Root.StructTreeRoot.K.K]
        pages = len(pdf.pages)
    tops = [mark for mark in bookmarks(data) if mark.level == 0]
    assert titles == [mark.title for mark in tops]
    ends = [*[mark.page for mark in tops[1:]], pages]
    assert {kid.role for kid in tree.kids} == {"Part"}
    return [
        Part(mark.title, mark.page, end - mark.page, kid)
        for mark, end, kid in zip(tops, ends, tree.kids, strict=True)
    ]


def blank(data: bytes) -> list[int]:
    with opened(data) as pdf:
        return [i for i, page in enumerate(pdf.pages) if "/Contents" not in page.obj]


def alone(person: str, layout: str = "handout") -> bytes:
    command = ["build", "week.yaml", "--roster", "people.csv", "--only", person, "--layout", layout]
    assert run([*command, "-o", "alone.pdf"]) == 0
    return Path("alone.pdf").read_bytes()


def test_a_dozen_people_are_in_one_file(capsys: Output) -> None:
    data = merged()
    found = parts(data)
    with opened(data) as pdf:
        assert capsys.readouterr() == (f"all.pdf: 12 people on {len(pdf.pages)} pages\n", "")
    assert [part.title for part in found] == list(NAMES)
    assert assert_sound(data).out_of_order == ()
    assert not [name for name in os.listdir() if name.endswith(".part")]


def test_each_part_is_the_document_of_that_person() -> None:
    data = merged()
    found = parts(data)
    own = bookmarks(data)
    for part in found:
        single = alone(part.title)
        with opened(single) as pdf:
            count = len(pdf.pages)
        assert part.count == count + count % 2
        for page in range(count):
            assert page_text(data, part.start + page) == page_text(single, page)
            told = {name for name in NAMES if name in page_text(data, part.start + page)}
            assert told <= {part.title}
        assert [outline(kid) for kid in part.element.kids] == [outline(kid) for kid in tag_tree(single).kids]
        at = own.index((0, part.title, part.start, own[0].y)) + 1
        below = bookmarks(single)
        assert own[at : at + len(below)] == [
            mark._replace(level=mark.level + 1, page=part.start + mark.page) for mark in below
        ]


def test_marks_stay_within_the_own_pages() -> None:
    for part in parts(merged()):
        mine = set(range(part.start, part.start + part.count))
        assert {page for element in part.element.walk() for page, _ in element.marks} <= mine


@pytest.mark.parametrize("layout", ["fridge", "booklet", "cards", "menu", "team-sheet-athlete"])
def test_every_document_begins_on_a_new_sheet(layout: str) -> None:
    data = merged("--layout", layout, "--only", NAMES[0], "--only", NAMES[2], "--only", NAMES[4])
    single = alone(NAMES[2], layout)
    with opened(single) as pdf:
        count = len(pdf.pages)
    second = parts(data)[1]
    assert (second.start % 2, second.count) == (0, count + count % 2)
    assert [i for i in blank(data) if i in range(second.start, second.start + second.count)] == (
        [second.start + count] if count % 2 else []
    )
    assert [outline(kid) for kid in second.element.kids] == [outline(kid) for kid in tag_tree(single).kids]
    assert_sound(data)


def test_a_blank_page_has_nothing_on_it_and_the_size_of_the_one_before() -> None:
    data = merged("--layout", "fridge", "--edition", "print")
    assert blank(data) == list(range(1, 24, 2))
    with opened(data) as pdf:
        for before, page in zip(pdf.pages[::2], pdf.pages[1::2], strict=True):
            assert set(page.obj.keys()) == {
                "/Type", "/Parent", "/MediaBox", "/TrimBox", "/BleedBox", "/Resources",
            }  # fmt: skip
            assert not page.obj.Resources.keys()
            for box in ("/MediaBox", "/TrimBox", "/BleedBox"):
                assert list(page.obj[box]) == list(before.obj[box])
    assert_conforms(data)


def test_the_file_says_nothing_of_anybody() -> None:
    with opened(merged()) as pdf:
        about = {key: str(value) for key, value in pdf.docinfo.items()}
        packet = pdf.Root.Metadata.read_bytes().decode("utf-8")
    assert (about["/Title"], about["/Subject"], about["/Author"]) == ("Week", "walk", "psoas-pdf")
    assert not [name for name in NAMES if name in packet or any(name in value for value in about.values())]


def test_the_same_bytes_and_nothing_written_where_nothing_changed(
    capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = merged()
    assert inputs.stamp_of("all.pdf")
    when = os.stat("all.pdf").st_mtime_ns
    with monkeypatch.context() as patch:
        patch.delattr(Workshop, "ready")
        assert merged() == first
    assert os.stat("all.pdf").st_mtime_ns == when
    assert capsys.readouterr().out.splitlines()[1].endswith(" pages, unchanged")
    assert merged("--force") == first
    assert os.stat("all.pdf").st_mtime_ns != when
    Path("all.pdf").unlink()
    assert merged() == first


@pytest.mark.parametrize(
    "names",
    [NAMES[:11], (NAMES[1], NAMES[0], *NAMES[2:]), (*NAMES[:11], "Lena Other"), (*NAMES, "Mara Sample")],
)
def test_another_roster_is_merged_again(names: tuple[str, ...]) -> None:
    first = merged()
    write("people.csv", roster(names))
    assert merged() != first
    assert [part.title for part in parts(Path("all.pdf").read_bytes())] == list(names)


def test_a_file_that_was_cut_off_is_made_again() -> None:
    first = merged()
    os.truncate("all.pdf", len(first) // 2)
    assert merged() == first


def test_who_fails_is_left_out_and_told(capsys: Output) -> None:
    write("people.csv", roster().replace("right", "middle", 1))
    for _ in range(2):
        data = merged(code=1)
        told = capsys.readouterr()
        assert "people.csv:3:2: error: there is no such side" in told.err
        assert "1 of 12 people failed: row 3" in told.err
        assert told.out.startswith("all.pdf: 11 people on ")
        assert told.out.endswith(" pages, 1 person failed\n")
        assert "Bertram" not in told.err + told.out
    assert [part.title for part in parts(data)] == [name for name in NAMES if name != NAMES[1]]
    assert inputs.stamp_of("all.pdf") is None
    assert_conforms(data)


def test_nothing_is_written_when_everybody_fails_or_one_and_that_stops_it(capsys: Output) -> None:
    first = merged()
    write("people.csv", roster().replace("right", "middle", 1))
    assert merged("--fail-fast", code=1) == first
    assert capsys.readouterr().out.splitlines()[-1] == "all.pdf: not written, 1 person failed"
    write("people.csv", "name,side\nAnna Sample,middle\n")
    assert merged(code=1) == first


def test_an_anonymous_plan_has_rows_for_names() -> None:
    write("week.yaml", PLAN + "anonymous: true\n")
    data = merged()
    assert [part.title for part in parts(data)] == [f"Row {row}" for row in range(2, 14)]
    assert b"Sample" not in uncompressed(data)
    assert_conforms(data)


def uncompressed(data: bytes) -> bytes:
    out = io.BytesIO()
    with opened(data) as pdf:
        pdf.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
        )
    return out.getvalue()


def test_two_layouts_go_person_by_person() -> None:
    data = merged("--layout", "fridge", "--layout", "cards", *(f"--only={name}" for name in NAMES[:3]))
    found = parts(data)
    for part in found:
        kids = tag_tree(alone(part.title, "fridge")).kids + tag_tree(alone(part.title, "cards")).kids
        assert [outline(kid) for kid in part.element.kids] == [outline(kid) for kid in kids]
    assert [(part.start, part.count) for part in found] == [(0, 4), (4, 4), (8, 4)]
    assert blank(data) == [1, 5, 9]
    assert [mark.page for mark in bookmarks(data) if mark.level == 1][:2] == [0, 2]
    assert_sound(data)


def test_a_sheet_of_everybody_comes_first() -> None:
    data = merged("--layout", "team-sheet", "--layout", "fridge")
    found = parts(data)
    assert [part.title for part in found[1:]] == list(NAMES)
    assert NAMES[4] in page_text(data, 0)
    assert_sound(data)


def test_a_script_is_told_of_the_file(capsys: Output) -> None:
    data = merged("--format", "json")
    told = json.loads(capsys.readouterr().out)
    (file,) = told["files"]
    assert (file["path"], file["people"], file["bytes"]) == ("all.pdf", 12, len(data))
    assert (file["unchanged"], told["failed"]) == (False, [])


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["week.yaml", "--merge", "a.pdf"], "it needs --roster FILE"),
        ([*COMMAND[1:], "-o", "b.pdf"], "leave -o out"),
        ([*COMMAND[1:], "--password"], "leave --password out"),
        (["week.yaml", "--roster", "people.csv", "--merge", "-"], "the name of a file"),
        (["week.yaml", "--roster", "people.csv", "--merge", "folder"], "the name of a file"),
        (["week.yaml", "--roster", "people.csv", "--merge", "week.yaml"], "it would be lost"),
        (["iliopsoas", *COMMAND[1:]], "--merge takes one plan"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(options: list[str], told: str, capsys: Output) -> None:
    assert run(["build", *options]) == 2
    assert told in capsys.readouterr().err
    assert Path("week.yaml").read_text() == PLAN
    assert not Path("all.pdf").exists()


def test_a_place_that_cannot_be_written_is_told(capsys: Output) -> None:
    write("taken", "")
    assert run([*COMMAND[:-1], "taken/all.pdf"]) == 1
    assert "error: can't be written: " in capsys.readouterr().err


# the file itself


def ready(layout: str, count: int) -> Iterator[tuple[Any, Any]]:
    library, problems = Library(()), Problems()
    plan = library.plan("iliopsoas", problems)
    assert plan
    shop = Workshop(library, default_store())
    for _ in range(count):
        made = shop.ready(Order(plan, layout), problems)
        assert made
        yield made.painter, made.sheets


def file_of(documents: list[tuple[Any, Any]]) -> bytes:
    out = io.BytesIO()
    file = Merged(out, documents[0][0], "en-GB")
    for number, document in enumerate(documents):
        file.add(f"{number}", [document])
    file.finish(documents[0][1].meta)
    return out.getvalue()


def test_the_tree_is_the_same_whatever_the_blocks_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks that are set down say what they add to the tree; without that it is found from the whole."""
    documents = list(ready("fridge", 2))
    quick = file_of(documents)
    monkeypatch.setattr(Pieced, "places", lambda self, sheets: None)
    slow = file_of(documents)
    assert outline(tag_tree(quick)) == outline(tag_tree(slow))
    for data in (quick, slow):
        assert_sound(data)


def test_links_lead_to_the_own_pages(faces: Mapping[str, Face]) -> None:
    here, away = Node("Link"), Node("Link")
    items = [words("here", here), words("away", away, y=600)]
    named = (
        Link((50, 698, 90, 712), "#there", "the second page", here),
        Link((50, 598, 90, 612), "https://example.org/", "a place to read", away),
    )
    document = sheets(items, [Node("P", (here,)), Node("P", (away,))], named, pages=3)
    document = replace(document, places={"there": (1, 500.0)})
    data = file_of([(Painter(faces), document)] * 2)
    assert [(link.page, link.target) for link in links(data)] == [
        (0, "#1 500"), (0, "https://example.org/"), (4, "#5 500"), (4, "https://example.org/"),
    ]  # fmt: skip
    assert [kid.links for kid in tag_tree(data).kids[1].walk() if kid.links] == [[(4, 0)], [(4, 1)]]
    assert_sound(data)


def test_a_deck_in_copies_can_be_merged() -> None:
    write("deck.yaml", "extends: cards\nid: deck\nname: Deck\ncopies: 2\n")
    data = merged("--layout", "./deck.yaml", f"--only={NAMES[0]}", f"--only={NAMES[1]}")
    assert [part.title for part in parts(data)] == list(NAMES[:2])
    assert_sound(data)


def test_another_language_is_told_at_its_part() -> None:
    ((painter, pages),) = ready("fridge", 1)
    german = replace(pages, meta=replace(pages.meta, language="de"))
    tree = tag_tree(file_of([(painter, pages), (painter, german)]))
    assert [kid.lang for kid in tree.kids] == [None, "de"]


def test_a_person_is_written_before_the_next_comes() -> None:
    class Counted(io.BytesIO):
        written = 0

        def write(self, data: Any, /) -> int:
            self.written += len(data)
            return len(data)

    ((painter, pages),) = ready("handout", 1)
    out = Counted()
    file = Merged(out, painter, "en-GB")
    sizes = []
    for number in range(4):
        file.add(f"{number}", [(painter, pages)])
        sizes.append(out.written)
    own = [after - before for before, after in pairwise(sizes)]
    assert min(own) > 10_000
    assert max(own) < 60_000


def test_many_people_have_trees_of_pages_and_parents() -> None:
    ((painter, pages),) = ready("fridge", 1)
    data = file_of([(painter, pages)] * 150)
    with opened(data) as pdf:
        assert len(pdf.pages) == 300
        assert len(pdf.Root.Pages.Kids) == 5
        assert len(pdf.Root.StructTreeRoot.ParentTree.Kids) == 3
    assert_sound(data)


def test_nobody_is_no_file() -> None:
    ((painter, pages),) = ready("fridge", 1)
    file = Merged(io.BytesIO(), painter, "en-GB")
    with pytest.raises(ValueError, match="without people"):
        file.finish(pages.meta)
    with pytest.raises(ValueError, match="without pages"):
        file.add("nobody", [])
