"""Clinics: where they come from, their colour, their logo, and who works there."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from inspector import assert_conforms, assert_sound, page_text
from psoas_pdf.build import Built, Order, Workshop
from psoas_pdf.check import check_paths
from psoas_pdf.cli import run
from psoas_pdf.colours import mixed
from psoas_pdf.legible import tint_of
from psoas_pdf.library import Asked, Library
from psoas_pdf.model.plan import Plan
from psoas_pdf.pages import Stroke, TextRun, Use
from psoas_pdf.problems import Problems
from psoas_pdf.ready import default_store

PLAN = "title: Week\nexercises: [sit-up]\n"
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><circle cx="15" cy="15" r="12" fill="#7A1FA2"/>'
    '<path d="M40 5h40v20h-40z" fill="none" stroke="#c00" stroke-width="3" opacity=".5"/></svg>'
)
LIBRARY = Library()


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN, encoding="utf-8")


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def plan(clinic: str | None = None) -> tuple[Plan | None, list[str]]:
    problems = Problems()
    found = Library().plan("./plan.yaml", problems, asked=Asked((), clinic))
    return found, [str(problem) for problem in problems]


def named(clinic: str | None = None) -> str:
    found, told = plan(clinic)
    assert told == []
    assert found is not None
    return str(found.clinic.name)


def made(
    theme: str | None = None, edition: str = "screen", layout: str = "handout"
) -> tuple[Built, list[str]]:
    problems = Problems()
    workshop = Workshop(LIBRARY, default_store())
    found = Library().plan("./plan.yaml", problems)
    assert found is not None, list(problems)
    built = workshop.make(Order(found, layout, theme, edition=edition), problems)
    assert built is not None, list(problems)
    return built, [str(problem) for problem in problems]


def test_the_command_line_goes_before_the_plan_and_the_plan_before_what_is_beside() -> None:
    assert named() == ""
    write("clinic.yaml", "name: Beside\n")
    assert named() == "Beside"
    write("plan.yaml", PLAN + "clinic: {name: , phone: }\n")
    assert named() == "Beside"
    write("plan.yaml", PLAN + "clinic: {phone: 01 234}\n")
    assert named() == ""
    write("ours/other.yaml", "name: Other\n")
    write("plan.yaml", PLAN + "clinic: ours/other.yaml\n")
    assert named() == "Other"
    write("asked.yaml", "name: Asked\n")
    assert named("asked.yaml") == "Asked"
    assert named("./asked.yaml") == "Asked"


def test_a_clinic_of_a_library_is_named_by_its_id() -> None:
    write("lib/clinics/north.yaml", "name: North\n")
    problems = Problems()
    library = Library(["lib"])
    found = library.plan("./plan.yaml", problems, asked=Asked((), "north"))
    assert found is not None
    assert found.clinic.name == "North"
    assert library.plan("./plan.yaml", problems, asked=Asked((), "nort")) is None
    assert [str(p) for p in problems] == [
        "--clinic nort: error: there is no clinic 'nort' (did you mean 'north'?)"
    ]


def test_a_clinic_that_is_wrong_is_told_in_its_own_file() -> None:
    write("clinic.yaml", "nmae: A\nphone: 1\n")
    assert plan() == (None, ["clinic.yaml:1:1: error: there is no key 'nmae' here (did you mean 'name'?)"])
    write("clinic.yaml", "- a\n")
    assert plan()[1] == [
        "clinic.yaml:1:1: error: keys and values are needed here (write a clinic, as docs/format.md shows)"
    ]
    assert plan("nothing.yaml")[1] == [
        "nothing.yaml: error: the file isn't there (check the name and the folder)"
    ]


def test_a_clinic_beside_ready_plans_is_no_plan() -> None:
    write("lib/plans/clinic.yaml", "name: A\n")
    write("lib/plans/own.yaml", PLAN)
    library = Library(["lib"])
    assert "clinic" not in library.ids("plan")
    found = library.plan("own", Problems())
    assert found is not None
    assert found.clinic.name == "A"
    problems = Problems()
    assert check_paths(["lib"], [], problems) == 2
    assert list(problems) == []


@pytest.mark.parametrize(
    ("said", "printed"),
    [("sp", "Sample Physiotherapist"), ("SP", "Sample Physiotherapist"), ("Somebody", "Somebody")],
)
def test_a_clinician_by_key_or_by_name(said: str, printed: str) -> None:
    write("clinic.yaml", "name: Sample Clinic\nclinicians: {sp: Sample Physiotherapist}\n")
    write("plan.yaml", PLAN + f"clinician: {said}\n")
    assert printed in " ".join(page_text(made()[0].data, 0).split())


def colours_of(theme: str | None) -> set[str]:
    problems = Problems()
    workshop = Workshop(LIBRARY, default_store())
    found = Library().plan("./plan.yaml", problems)
    assert found is not None
    draft = workshop.draft(Order(found, "handout", theme), problems)
    assert draft is not None, list(problems)
    out: set[str] = set()
    for page in draft.sheets.pages:
        for item in (i for block in page.blocks for i in block.items):
            if isinstance(item, TextRun):
                out.add(item.colour.upper())
            elif isinstance(item, Stroke):
                out |= {c.upper() for c in (item.fill, item.stroke) if c}
            elif isinstance(item, Use) and item.ink and any(r.startswith("logo") for r in item.ink.colours):
                out |= {f"logo {c}" for c in item.ink.colours.values()}
    return out


def test_the_colour_takes_the_place_of_accent_and_tint_alone() -> None:
    before = colours_of(None)
    write("clinic.yaml", "name: A\ncolour: '#7a1fa2'\n")
    after = colours_of(None)
    standard = LIBRARY.theme("standard", Problems())
    assert standard is not None
    ours = standard.colours or {}
    assert before - after == {ours["accent"], ours["tint"]}
    assert after - before == {"#7A1FA2", tint_of("#7A1FA2")}


@pytest.mark.parametrize("theme", ["grey", "ink-saver", "high-contrast"])
def test_themes_without_colour_stay_without(theme: str) -> None:
    before = colours_of(theme)
    write("clinic.yaml", "name: A\ncolour: '#7a1fa2'\n")
    assert colours_of(theme) == before


def test_a_theme_that_asks_for_more_contrast_gets_a_darker_shade() -> None:
    write("strong.yaml", "extends: standard\ntext-contrast: 6\ncolours: {accent: '#06404D'}\n")
    write("clinic.yaml", "name: A\ncolour: '#7A4FA2'\n")
    problems = Problems()
    found = Library().plan("./plan.yaml", problems)
    assert found is not None
    draft = Workshop(LIBRARY, default_store()).draft(Order(found, "handout", "./strong.yaml"), problems)
    assert draft is not None, list(problems)
    accent = (draft.theme.colours or {})["accent"]
    assert accent != "#7A4FA2"
    assert accent in {mixed("#7A4FA2", "#000000", i / 100) for i in range(1, 40)}


def test_a_logo_in_svg_is_vector_in_all_editions_and_grey_where_nothing_has_colour() -> None:
    write("logo.svg", LOGO)
    write("clinic.yaml", "name: Sample Clinic\nlogo: logo.svg\n")
    assert {"logo #7A1FA2", "logo #CC0000"} <= colours_of(None)
    greys = {c for c in colours_of("grey") if c.startswith("logo")}
    assert len(greys) == 2
    assert all(c[6:8] == c[8:10] == c[10:12] for c in greys)
    for edition in ("screen", "print"):
        built, told = made(edition=edition)
        assert told == []
        assert b"/Subtype/Image" not in built.data
        assert_sound(built.data)
    built, _ = made()
    assert_conforms(built.data)
    assert built.data == made()[0].data


def test_a_logo_that_is_wrong_stops_the_sheet(capsys: pytest.CaptureFixture[str]) -> None:
    write("logo.svg", LOGO.replace("<circle", "\n<text>Clinic</text>\n<circle"))
    write("clinic.yaml", "name: A\nlogo: logo.svg\n")
    assert run(["build", "plan.yaml"]) == 1
    assert capsys.readouterr().err == (
        "logo.svg:2:1: error: text can't be printed from an SVG (convert it to paths in the drawing program)\n"
    )
    assert not Path("out").exists()
    assert run(["check", "clinic.yaml"]) == 1


def test_a_picture_of_80_megapixels_is_refused_by_its_header(capsys: pytest.CaptureFixture[str]) -> None:
    head = struct.pack(">IIBBBBB", 10_000, 8_000, 8, 2, 0, 0, 0)
    chunk = len(head).to_bytes(4, "big") + b"IHDR" + head + zlib.crc32(b"IHDR" + head).to_bytes(4, "big")
    Path("logo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunk + bytes(3_000_000))
    write("clinic.yaml", "name: A\nlogo: logo.png\n")
    assert run(["build", "plan.yaml"]) == 1
    assert capsys.readouterr().err == (
        "clinic.yaml:2:7: error: logo.png: the picture has 80 megapixels (at most 25: save it smaller)\n"
    )


def test_the_file_to_begin_with_is_used_by_a_plan(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "clinic", "clinic"]) == 0
    assert "psoas-pdf build PLAN" in capsys.readouterr().out
    assert run(["build", "plan.yaml", "--strict"]) == 0
    assert "Sample Clinic" in page_text(Path("out/plan-handout.pdf").read_bytes(), 0)


@pytest.mark.parametrize(
    ("theme", "stock"),
    [("standard", "a4"), ("standard", "a5"), ("large-print", "a4"), ("large-print-24", "a4")],
)
def test_a_name_without_room_beside_a_wide_logo_stands_under_it(theme: str, stock: str) -> None:
    write("logo.svg", LOGO.replace("0 0 90 30", "0 0 180 30"))
    name = "Physiotherapiepraxis Sample"
    write("clinic.yaml", f"name: {name}\nlogo: logo.svg\naddress: 1 Sample Street\nphone: 01234 567890\n")
    problems = Problems()
    found = LIBRARY.plan("./plan.yaml", problems)
    assert found is not None
    draft = Workshop(LIBRARY, default_store()).draft(Order(found, "handout", theme, stock), problems)
    assert draft is not None
    assert [str(p) for p in problems if p.severity == "error"] == []
    runs = [i for b in draft.sheets.pages[0].blocks for i in b.items if isinstance(i, TextRun)]
    assert name in "".join(run.text for run in runs)
