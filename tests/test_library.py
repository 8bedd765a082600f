"""Folders laid over each other, names looked up, layouts and themes extended, files kept inside."""

from __future__ import annotations

from pathlib import Path

import pytest

from psoas_pdf.extending import sections_on
from psoas_pdf.library import Library, is_id
from psoas_pdf.problems import Place, Problems
from psoas_pdf.units import MM
from tiny import EXERCISE, library, write

HERE = Place("plan.yaml", 7, 3)


def told(problems: Problems) -> list[str]:
    return [str(problem) for problem in problems]


def test_the_same_id_replaces_and_a_new_id_adds(tmp_path: Path) -> None:
    own = write(tmp_path / "own", {"data/exercises/lift.yaml": EXERCISE.replace("name: Lift", "name: Mine")})
    other = write(tmp_path / "other", {"exercises/new.yaml": EXERCISE.replace("id: lift", "id: new")})
    books = library(tmp_path / "shipped", None, own, other)
    problems = Problems()
    assert books.ids("exercise") == ("both", "far", "lift", "new")
    assert books.get("exercise", "lift", problems, HERE).name == "Mine"
    assert books.get("exercise", "new", problems, HERE).id == "new"
    assert told(problems) == []


def test_only_what_is_asked_for_is_read(tmp_path: Path) -> None:
    books = library(tmp_path, {"data/exercises/both.yaml": "id: [broken"})
    problems = Problems()
    assert books.get("exercise", "lift", problems, HERE) is books.get("exercise", "lift", problems, HERE)
    assert books.ids("exercise") == ("both", "far", "lift")
    assert told(problems) == []


def test_an_unknown_id_is_an_error_where_it_is_named(tmp_path: Path) -> None:
    problems = Problems()
    assert library(tmp_path).get("exercise", "lifft", problems, HERE) is None
    assert told(problems) == ["plan.yaml:7:3: error: there is no exercise 'lifft' (did you mean 'lift'?)"]


@pytest.mark.parametrize("id", ["../lift", "a/b", "", "x" * 81, "CON.", "lift.yaml", "ä", "-x", "a\0b"])
def test_an_id_never_leads_anywhere(tmp_path: Path, id: str) -> None:
    problems = Problems()
    assert not is_id(id)
    assert library(tmp_path).get("exercise", id, problems, HERE) is None
    assert len(told(problems)) == 1


def test_a_failed_record_tells_its_problems_to_everybody_who_asks(tmp_path: Path) -> None:
    books = library(
        tmp_path, {"data/exercises/lift.yaml": EXERCISE.replace("kind: strength", "kind: strenght")}
    )
    for _ in range(2):
        problems = Problems()
        assert books.get("exercise", "lift", problems, HERE) is None
        assert [message.split(": error: ")[1] for message in told(problems)] == [
            "'strenght' is not one of the words allowed (did you mean 'strength'?)"
        ]


def test_the_id_must_be_the_file_name(tmp_path: Path) -> None:
    problems = Problems()
    books = library(tmp_path, {"data/exercises/lift.yaml": EXERCISE.replace("id: lift", "id: left")})
    assert books.get("exercise", "lift", problems, HERE) is None
    assert told(problems)[0].endswith(
        "lift.yaml:1:5: error: the id 'left' is not the file's name (write id: lift)"
    )


def test_a_user_adds_sources(tmp_path: Path) -> None:
    rest = "about: b, title: T, read: full}"
    text = f"sources: {{z-2021: {{short: Z, {rest}, a-2020: {{short: New, {rest}}}"
    books = library(tmp_path / "shipped", None, write(tmp_path / "own", {"data/sources.yaml": text}))
    problems = Problems()
    found = [books.source(id, problems, HERE) for id in ("z-2021", "a-2020", "b-2020")]
    assert [source.short for source in found if source] == ["Z", "New", "B 2020"]
    assert books.source("y-2021", problems, HERE) is None
    assert [message.split(" (")[0] for message in told(problems)] == [
        "plan.yaml:7:3: error: there is no source 'y-2021'"
    ]


def test_folders_that_are_no_library(tmp_path: Path) -> None:
    problems = Problems()
    (tmp_path / "empty").mkdir()
    Library([tmp_path / "none", tmp_path / "empty"]).check_folders(problems)
    assert [message.split("error: ")[1] for message in told(problems)] == [
        "nothing of a library is in this folder (it needs data/ or layouts/)",
        "there is no such folder (--library takes a folder of records)",
    ]


def layouts(tmp_path: Path, **files: str) -> Library:
    return Library(
        [write(tmp_path, {f"layouts/{name.replace('__', '/')}.yaml": text for name, text in files.items()})]
    )


def test_a_layout_changes_what_it_names(tmp_path: Path) -> None:
    text = (
        "extends: handout\nname: Mine\n"
        "changes: {exercises: {picture-height: 50 mm, least-picture-height: 45 mm}, diary: {page: same}}\n"
    )
    text += "on: {letter: {exercises: {picture-height: 40 mm}}}\n"
    problems = Problems()
    mine = layouts(tmp_path, mine=text).layout("mine", problems)
    ready = Library().layout("handout", problems)
    assert told(problems) == []
    assert mine is not None
    assert ready is not None
    assert mine.sections is not None
    assert ready.sections is not None
    assert (mine.id, mine.name, mine.kind, mine.margins) == ("mine", "Mine", "pages", ready.margins)
    before = {s.section: s for s in ready.sections}
    after = {s.section: s for s in mine.sections}
    assert list(after) == list(before)
    assert after["exercises"].picture_height == pytest.approx(50 * MM)
    assert after["exercises"].blocks_a_page == before["exercises"].blocks_a_page
    assert (before["diary"].page, after["diary"].page) == ("new", "same")
    letter = {s.section: s for s in sections_on(mine, "letter")}
    assert letter["exercises"].picture_height == pytest.approx(40 * MM)
    assert (after["exercises"].least_picture_height or 0) > 40 * MM
    assert letter["exercises"].least_picture_height == letter["exercises"].picture_height
    assert letter["diary"].row_height == next(
        s.row_height for s in sections_on(ready, "letter") if s.section == "diary"
    )


def test_a_layout_drops_a_section_and_keeps_what_the_others_say(tmp_path: Path) -> None:
    text = "extends: handout\nsections: [title, {section: exercises, picture-height: 60 mm}]\n"
    problems = Problems()
    mine = layouts(tmp_path, mine=text).layout("mine", problems)
    assert told(problems) == []
    assert mine is not None
    assert mine.sections is not None
    assert [s.section for s in mine.sections] == ["title", "exercises"]
    assert mine.sections[1].blocks_a_page == 2
    assert mine.sections[1].picture_height == pytest.approx(60 * MM)


def test_a_copy_with_the_same_id_extends_the_shipped_one(tmp_path: Path) -> None:
    problems = Problems()
    mine = layouts(tmp_path, handout="extends: handout\nname: Ours\n").layout("handout", problems)
    assert told(problems) == []
    assert mine is not None
    assert (mine.name, mine.kind) == ("Ours", "pages")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("extends: handuot", "1:10: error: there is no layout 'handuot' (did you mean 'handout'?)"),
        ("extends: mine", "1:10: error: this goes round in a circle: mine → mine (break it somewhere)"),
        ("extends: ../../../mine.yaml", "1:10: error: '../../../mine.yaml' leads out of its folder"),
        ("name: x", "1:1: error: the key 'kind' is missing (write it, or write extends:"),
        (
            "extends: handout\nchanges: {plates: {page: new}}",
            "2:11: error: there is no section 'plates' to change",
        ),
        ("extends: handout\nsections: [plates]", "2:12: error: a layout of pages has no section 'plates'"),
        ("extends: handout\nsections: [title, title]", "2:19: error: the section 'title' stands twice"),
        (
            "extends: handout\nstock: poker-9up",
            "2:8: error: the stock 'poker-9up' is none of the layout's own",
        ),
        ("extends: handout\nstocks: [a4, a9]", "2:14: error: there is no stock 'a9'"),
        (
            "extends: handout\nchanges: {exercises: {picture-height: 1 mm}}",
            "2:39: error: 1 mm is too small (the least is 20 mm)",
        ),
        ("extends: handout\ntheme: gray", "2:8: error: there is no theme 'gray' (did you mean 'grey'?)"),
        ("extends: handout\non: {a6: {title: {page: new}}}", "2:11: error: the layout has no stock 'a6'"),
        (
            "extends: handout\nmargins-on: {a6: {left: 9 mm, right: 9 mm, top: 9 mm, bottom: 9 mm}}",
            "2:18: error: the layout has no stock 'a6'",
        ),
        (
            "extends: handout\nthemes: [standard, large]",
            "2:20: error: there is no theme 'large' (did you mean 'large-print'?)",
        ),
        (
            "extends: handout\ninstead: frige",
            "2:10: error: there is no layout 'frige'",
        ),
        ("changes: {title: {page: new}}", "1:11: error: changes: needs a layout to change"),
    ],
)
def test_what_is_wrong_with_a_layout(tmp_path: Path, text: str, expected: str) -> None:
    problems = Problems()
    assert layouts(tmp_path, mine=text).layout("mine", problems) is None
    assert any(message.partition("mine.yaml:")[2].startswith(expected) for message in told(problems)), told(
        problems
    )


def test_room_that_holds_nothing(tmp_path: Path) -> None:
    margins = "margins: {left: 100 mm, right: 90 mm, top: 0 mm, bottom: 400 mm}"
    problems = Problems()
    books = layouts(
        tmp_path,
        page=f"extends: handout\n{margins}\nstocks: [a4, letter]",
        card="extends: cards\ninside: 25 mm\nstocks: [poker-9up, poker-9up-letter]",
        flat="extends: cards\nstocks: [a4]",
    )
    for name in ("page", "card", "flat"):
        assert books.layout(name, problems) is None
    assert [message.partition("layouts/")[2] for message in told(problems)] == [
        "card.yaml:1:1: error: inside: leaves 14 × 39 mm of the stock 'poker-9up' (leave 25 mm at least each way)",
        "card.yaml:1:1: error: inside: leaves 14 × 39 mm of the stock 'poker-9up-letter' "
        "(leave 25 mm at least each way)",
        "flat.yaml:2:10: error: the stock 'a4' has no cards on it (name a stock with cells: psoas-pdf list stocks)",
        "page.yaml:2:10: error: the margins leave 20 × 0 mm of the stock 'a4' (leave 60 mm at least each way)",
        "page.yaml:2:10: error: the margins leave 26 × 0 mm of the stock 'letter' (leave 60 mm at least each way)",
    ]


def test_a_plan_is_no_layout(tmp_path: Path) -> None:
    path = str(write(tmp_path, {"plan.yaml": "title: W\nexercises: [{exercise: sit-up}]\n"}) / "plan.yaml")
    books, problems = Library(), Problems()
    assert books.read("plan", path, problems) is not None
    assert told(problems) == []
    assert books.layout(path, problems) is None
    assert [message.split(": error: ")[1].split(" (")[0] for message in told(problems)] == [
        "there is no key 'title' here",
        "there is no key 'exercises' here",
    ]


def test_a_circle_of_two(tmp_path: Path) -> None:
    problems = Problems()
    assert layouts(tmp_path, a="extends: b", b="extends: a").layout("a", problems) is None
    assert [message.partition("b.yaml:")[2] for message in told(problems)] == [
        "1:10: error: this goes round in a circle: a → b → a (break it somewhere)"
    ]


def test_a_theme_changes_what_it_names(tmp_path: Path) -> None:
    text = "extends: standard\ncolours: {ink: '#000000', ours: '#123456'}\n"
    text += "styles: {title: {size: 30, leading: 34, colour: ours}}"
    problems = Problems()
    mine = layouts(tmp_path, themes__mine=text).theme("mine", problems)
    ready = Library().theme("standard", problems)
    assert told(problems) == []
    assert mine is not None
    assert ready is not None
    assert mine.colours == {**(ready.colours or {}), "ink": "#000000", "ours": "#123456"}
    assert mine.styles is not None
    assert ready.styles is not None
    assert (mine.styles["title"].size, mine.styles["body"]) == (30, ready.styles["body"])


def test_a_clinics_colour_brings_its_tint(tmp_path: Path) -> None:
    own = layouts(
        tmp_path,
        themes__mine="extends: standard\ncolours: {accent: '#1F4E79'}",
        themes__both="extends: standard\ncolours: {accent: '#1F4E79', tint: '#FFF8F0'}",
        themes__bare="extends: ink-saver\ncolours: {accent: '#1F4E79'}",
    )
    themes = [own.theme(name, Problems()) for name in ("mine", "both", "bare")]
    assert [theme and (theme.colours or {})["tint"] for theme in themes] == ["#E4EAEF", "#FFF8F0", "#FFFFFF"]


def test_the_shade_that_a_hint_gives_passes(tmp_path: Path) -> None:
    problems = Problems()
    assert (
        layouts(tmp_path, themes__pale="extends: standard\ncolours: {accent: '#6FA8DC'}").theme(
            "pale", problems
        )
        is None
    )
    shade = told(problems)[0].partition("4.5 : 1 (")[2][:7]
    text = f"extends: standard\ncolours: {{accent: '{shade}', tint: '#EEF5FB'}}"
    assert layouts(tmp_path / "dark", themes__dark=text).theme("dark", Problems()) is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "extends: standard\nfigure: {bone: white}",
            "2:16: error: 'white' is not a colour",
        ),
        (
            "extends: standard\ncolours: {ink: black}",
            "2:16: error: 'black' is not a colour (write it as '#1a2b3c')",
        ),
        (
            "extends: standard\ncolours: {inkk: '#000000'}",
            "2:17: error: there is no colour 'inkk' (did you mean 'ink'?)",
        ),
        (
            "extends: standard\nstyles: {boddy: {size: 9, leading: 9}}",
            "2:17: error: there is no style 'boddy' (did",
        ),
        (
            "extends: standard\nstyles: {body: {size: 9, leading: 9, colour: inq}}",
            "2:16: error: there is no colour 'inq'",
        ),
        (
            "extends: standard\nfonts: {regular: /etc/passwd}",
            "2:18: error: '/etc/passwd' leads out of its folder",
        ),
        (
            "extends: standard\ncolours: {accent: '#6FA8DC'}",
            "2:19: error: the colour accent (#6FA8DC) has a contrast of 2.5 : 1 on paper (#FFFFFF), and needs 4.5 : 1 ("
            "#",
        ),
        (
            "extends: standard\ncolours: {tint: '#8899AA'}",
            "2:17: error: the colour ink-soft (#45525E) has a contrast of 2.7 : 1 on tint (#8899AA), and needs",
        ),
        (
            "extends: standard\ncolours: {rule: '#AAAAAA'}",
            "2:17: error: the colour rule (#AAAAAA) has a contrast of 2.3 : 1 on paper",
        ),
        (
            "extends: standard\ncolours: {ours: '#BBBBBB'}\nstyles: {goal: {size: 14, leading: 19, colour: ours}}",
            "2:17: error: the colour ours (#BBBBBB) has a contrast of 1.9 : 1 on paper",
        ),
        ("extends: standard\nfonts: {regular: a.ttf}", "2:18: error: 'a.ttf' isn't there"),
        ("name: x", "1:1: error: the key 'fonts' is missing (write it, or write extends: standard)"),
    ],
)
def test_what_is_wrong_with_a_theme(tmp_path: Path, text: str, expected: str) -> None:
    problems = Problems()
    assert layouts(tmp_path, themes__mine=text).theme("mine", problems) is None
    assert any(message.partition("mine.yaml:")[2].startswith(expected) for message in told(problems)), told(
        problems
    )


def test_one_that_replaces_the_standard_theme_has_all_its_names(tmp_path: Path) -> None:
    shipped = Path(Library().folders[0], "layouts", "themes", "standard.yaml").read_text(encoding="utf-8")
    gone = ("  bullet:", "  psoas-minor:")
    cut = "".join(line for line in shipped.splitlines(True) if not line.startswith(gone))
    assert cut != shipped
    problems = Problems()
    assert layouts(tmp_path, themes__standard=cut).theme("standard", problems) is None
    assert [message.partition(": error: ")[2] for message in told(problems)] == [
        "the figure colour 'psoas-minor' is missing (write it under figure:, or write extends: standard)",
        "the length 'bullet' is missing (write it under lengths:, or write extends: standard)",
    ]
    assert layouts(tmp_path / "whole", themes__standard=shipped).theme("standard", Problems()) is not None


def test_attachments_stay_inside(tmp_path: Path) -> None:
    own = write(
        tmp_path / "own", {"data/plans/p.yaml": "", "logos/ours.png": "", "data/plans/beside.png": ""}
    )
    write(tmp_path, {"secret.png": ""})
    (own / "logos" / "link.png").symlink_to(tmp_path / "secret.png")
    at = Place(str(own / "data/plans/p.yaml"), 3, 9)
    for books in (Library([own]), Library()):
        problems = Problems()
        assert books.attachment("beside.png", at, problems) == str(own / "data/plans/beside.png")
        inside = books.attachment("../../logos/ours.png", at, problems)
        assert (inside is None) == (own.as_posix() not in map(str, books.folders))
    problems = Problems()
    for path in ("../../../secret.png", str(tmp_path / "secret.png"), "../../logos/link.png", "a\0b"):
        assert Library([own]).attachment(path, at, problems) is None
    assert len(problems) == 4
    assert all("leads out of its folder" in message for message in told(problems))


def test_the_shipped_records_are_right() -> None:
    books, problems = Library(), Problems()
    for kind in ("layout", "theme", "stock", "muscle", "help", "language", "plan", "plate"):
        assert books.ids(kind)
        for id in books.ids(kind):
            books.get(kind, id, problems)
    assert told(problems) == []
