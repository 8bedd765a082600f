"""QR codes: the modules that stand in the PDF against the encoder's, their room, and what may not be in a link."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pytest
import segno  # type: ignore[import-untyped]

import inspector
from psoas_pdf.build import Built, Order, Workshop
from psoas_pdf.links import address_of, check_link
from psoas_pdf.model.plan import Person
from psoas_pdf.problems import Place, Problems
from psoas_pdf.ready import default_store
from psoas_pdf.units import MM
from psoas_pdf.verify import verify
from psoas_pdf.words import Words
from ready_plan import library

LINK = "https://example.org/exercises/lying-leg-raise"
AT = Place("plan.yaml", 6, 11)


def build(
    problems: Problems,
    layout: str,
    link: str = LINK,
    theme: str | None = None,
    edition: str = "screen",
    shop: Workshop | None = None,
) -> Built | None:
    plan = library().get("plan", "iliopsoas", problems)
    first = replace(plan.exercises[0], link=Words(link, AT))
    plan = replace(plan, exercises=(first, *plan.exercises[1:]))
    shop = shop or Workshop(library(), default_store())
    return shop.make(Order(plan, layout, theme, None, edition=edition), problems)


@cache
def made(layout: str, theme: str | None = None, edition: str = "screen") -> bytes:
    problems = Problems()
    found = build(problems, layout, theme=theme, edition=edition)
    assert not len(problems), list(map(str, problems))
    assert found
    return found.data


Rect = tuple[float, float, float, float]


def squares(data: bytes) -> tuple[int, list[Rect]]:
    """The page with the one path of many rectangles, and these: left, bottom, right, top."""
    found: list[tuple[int, list[Rect]]] = []
    with inspector.opened(data) as pdf:
        for number, page in enumerate(pdf.pages):
            points: list[list[tuple[float, float]]] = []
            shift, shifts = (0.0, 0.0), []
            for operands, operator in pikepdf.parse_content_stream(page):
                op = str(operator)
                if op == "m":
                    points.append([])
                if op == "q":
                    shifts.append(shift)
                elif op == "Q":
                    shift = shifts.pop()
                elif op == "cm" and [float(v) for v in operands[:4]] == [1, 0, 0, 1]:
                    shift = shift[0] + float(operands[4]), shift[1] + float(operands[5])
                if op in ("m", "l"):
                    points[-1].append((float(operands[0]) + shift[0], float(operands[1]) + shift[1]))
                elif op == "re":
                    x, y, w, h = map(float, operands)
                    x, y = x + shift[0], y + shift[1]
                    points.append([(x, y), (x + w, y + h)])
                elif op in ("f", "S", "B", "n"):
                    if op == "f" and len(points) > 50:
                        xs = [[p[0] for p in one] for one in points]
                        ys = [[p[1] for p in one] for one in points]
                        boxes = [(min(x), min(y), max(x), max(y)) for x, y in zip(xs, ys, strict=True)]
                        found.append((number, boxes))
                    points = []
    assert len(found) == 1, "one code, in one path"
    return found[0]


def read(rects: list[Rect]) -> tuple[float, list[list[int]]]:
    """Width of a module, and the rows of modules that the rectangles cover."""
    left, low = min(r[0] for r in rects), min(r[1] for r in rects)
    right, top = max(r[2] for r in rects), max(r[3] for r in rects)
    step = min(r[3] - r[1] for r in rects)
    count = round((right - left) / step)
    step = (right - left) / count
    assert right - left == pytest.approx(top - low, abs=0.05)
    rows = [[0] * count for _ in range(count)]
    for x0, y0, x1, y1 in rects:
        for row in range(round((top - y1) / step), round((top - y0) / step)):
            for column in range(round((x0 - left) / step), round((x1 - left) / step)):
                assert not rows[row][column], "no module is painted twice"
                rows[row][column] = 1
    return step, rows


@pytest.mark.parametrize("layout", ["handout", "cards-large", "booklet"])
def test_the_modules_in_the_file_are_the_encoders(layout: str) -> None:
    _, rects = squares(made(layout))
    step, rows = read(rects)
    code = segno.make_qr(LINK, error="m", boost_error=False)
    assert code.error == "M"
    assert rows == [list(row) for row in code.matrix]
    assert step >= 0.4 * MM


@pytest.mark.parametrize("layout", ["handout", "cards-large"])
def test_four_modules_round_the_code_are_white(layout: str) -> None:
    data = made(layout)
    page, rects = squares(data)
    step, _ = read(rects)
    scale = 4
    image = inspector.render(data, page, 72 * scale).convert("L")
    left, low = min(r[0] for r in rects), min(r[1] for r in rects)
    right, top = max(r[2] for r in rects), max(r[3] for r in rects)
    quiet = 4 * step
    height = image.height / scale
    outer = (left - quiet, height - top - quiet, right + quiet, height - low + quiet)
    whole = image.crop(tuple(round(v * scale) + (1 if i < 2 else -1) for i, v in enumerate(outer)))
    inside = round(quiet * scale) - 2
    w, h = whole.size
    for strip in (
        (0, 0, w, inside),
        (0, h - inside, w, h),
        (0, 0, inside, h),
        (w - inside, 0, w, h),
    ):
        assert whole.crop(strip).getextrema() == (255, 255)


def test_sizes_on_sheets_and_on_cards() -> None:
    for layout, wanted in (("handout", (20, 30)), ("cards-large", (20, 26))):
        step, rows = read(squares(made(layout))[1])
        size = (len(rows) + 8) * step / MM
        assert wanted[0] - 0.05 <= size <= wanted[1] + 0.05


@pytest.mark.parametrize("theme", [None, "large-print", "ink-saver"])
def test_it_is_read_after_the_notes_with_its_address(theme: str | None) -> None:
    data = made("handout", theme)
    inspector.assert_sound(data)
    tree = inspector.tag_tree(data)
    walked = list(tree.walk())
    figure = next(i for i, e in enumerate(walked) if e.alt and e.alt.startswith("QR code"))
    assert walked[figure].alt == "QR code: link to example.org/exercises/lying-leg-raise"
    before = [e.text for e in walked[:figure] if e.text]
    assert "Ask us first." in before[-1]
    after = walked[figure + 1 : figure + 4]
    assert [e.role for e in after] == ["P", "Span", "Link"]
    assert (after[1].text, after[2].text) == ("Scan for more: ", address_of(LINK))
    (link,) = inspector.links(data)
    assert link.target == LINK
    runs = [r for r in inspector.text_runs(data) if r.page == link.page and r.role == "Link"]
    for run in runs:
        assert link.box[0] - 0.1 <= run.x
        assert link.box[1] <= run.y <= link.box[3]
        assert run.x + run.width <= link.box[2] + 0.1


def test_verify_finds_nothing_in_sheets_with_codes() -> None:
    for layout in ("handout", "cards-large"):
        problems = Problems()
        assert verify(made(layout), "x.pdf", problems, library=library(), standards=False)
        assert not list(map(str, problems))


def test_in_print_it_is_black_ink_alone_and_no_link() -> None:
    data = made("handout", None, "print")
    assert inspector.links(data) == []
    assert read(squares(data)[1])[1] == read(squares(made("handout"))[1])[1]
    assert address_of(LINK) in "".join(e.text for e in inspector.tag_tree(data).walk())


def test_a_small_card_without_room_says_so() -> None:
    problems = Problems()
    built = build(problems, "cards")
    assert built
    (told,) = map(str, problems)
    assert told == (
        "plan.yaml:6:11: warning: the QR code of exercise 1 has no room on its card, and is left out there "
        "(use a larger stock or a shorter link, or write qr: false in the layout's exercises)"
    )
    assert "Scan for more" not in "".join(e.text for e in inspector.tag_tree(built.data).walk())


def test_a_code_too_fine_to_read_is_an_error() -> None:
    problems = Problems()
    assert build(problems, "handout", LINK + "/" + "-leg" * 90) is None
    assert {str(p.place) for p in problems} == {"plan.yaml:6:11"}
    assert any("its squares would be 0.35 mm, and phones need 0.4 mm" in p.message for p in problems)


def test_an_address_wider_than_its_room_is_an_error() -> None:
    problems = Problems()
    assert build(problems, "handout", "https://example.org/" + "x" * 60) is None
    (told,) = {p.message for p in problems}
    assert "is wider than its room at the QR code (85 mm)" in told


def test_a_layout_may_leave_codes_out(tmp_path: Path) -> None:
    for kind in ("handout", "cards"):
        own = tmp_path / f"{kind}-plain.yaml"
        own.write_text(f"extends: {kind}\nchanges: {{exercises: {{qr: false}}}}\n", encoding="utf-8")
        problems = Problems()
        built = build(problems, str(own))
        assert built
        assert not len(problems)
        assert inspector.links(built.data) == []


@pytest.mark.parametrize(
    ("link", "wrong"),
    [
        ("http://example.org/a", "is not a link that begins with https://"),
        ("javascript:alert(1)", "is not a link that begins with https://"),
        ("https://localhost/a", "names no website"),
        ("https://example.org:99999/a", "names a port that there isn't"),
        ("https://example.org:x/a", "names a port that there isn't"),
        ("https://.org/a", "names no website"),
        ("https://me:secret@example.org/a", "holds a user name or a password"),
        ("https://example.org/a b", "holds a character that a link can't have"),
        ("https://exämple.org/a", "holds a character that a link can't have"),
        ("https://example.org/" + "a" * 1000, "has more than 1000 characters"),
        ("https://example.org/sample-patient", "holds the person's name"),
        ("https://example.org/SamplePatient.html", "holds the person's name"),
        ("https://example.org/a#PATIENT", "holds the person's name"),
        ("https://example.org/?for=s%61mple", "holds the person's name"),
        ("https://example.org/X-17", "holds the person's reference"),
        ("https://example.org/plan/x17", "holds the person's reference"),
        ("https://example.org/?q=a@b.org", "holds an e-mail address"),
        ("https://example.org/?client_id=4", "holds 'client_id', which looks personal"),
        ("https://example.org/?v=1&Email=", "holds 'Email', which looks personal"),
    ],
)
def test_links_that_are_refused(link: str, wrong: str) -> None:
    problems = Problems()
    person = Person(name=Words("Sample Patient"), reference=Words("X17"))
    if "X-17" in link:
        person = replace(person, reference=Words("X-17"))
    assert not check_link(Words(link, AT), person, problems)
    (told,) = problems
    assert wrong in told.message
    assert told.place == AT


@pytest.mark.parametrize(
    "link",
    [
        LINK,
        "https://example.org",
        "https://example.org:8443/a/?v=dQw4&t=10s#start",
        "https://video.example.org/@clinic/leg-raise",
        "HTTPS://EXAMPLE.ORG/A",
    ],
)
def test_links_that_are_taken(link: str) -> None:
    problems = Problems()
    assert check_link(Words(link, AT), Person(name=Words("Jo Sample"), reference=Words("7")), problems)
    assert not len(problems)


def test_a_link_in_capitals_is_printed() -> None:
    problems = Problems()
    assert build(problems, "handout", "HTTPS://EXAMPLE.ORG/A") is not None
    assert not len(problems)


def test_the_encoder_is_not_loaded_for_a_plan_without_links() -> None:
    import subprocess
    import sys

    code = (
        "import sys\nfrom psoas_pdf.cli import run\n"
        "run(['build', 'iliopsoas', '-o', '-', '--quiet'])\n"
        "print('segno' in sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr.decode().strip().endswith("False")
