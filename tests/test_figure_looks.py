"""The people of the library: they differ, they lie and stand on things, and every picture has its colours."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from figure_scenes import figures, scene
from psoas_pdf.art import Art
from psoas_pdf.build import Order, Workshop
from psoas_pdf.colours import luminance
from psoas_pdf.drawing import Clip, Drawing
from psoas_pdf.figure import trunk
from psoas_pdf.figure.camera import camera
from psoas_pdf.figure.colours import palette
from psoas_pdf.figure.fault import FACE
from psoas_pdf.figure.head import Facing, Hair, on_face
from psoas_pdf.figure.painter import Painter
from psoas_pdf.figure.posture import SIDES, Posture, Skeleton
from psoas_pdf.figure.scene import draw, finished, solve
from psoas_pdf.figure.tables import Look, look, looks, table
from psoas_pdf.figure.vectors import dot, minus
from psoas_pdf.geometry import Path as Curves
from psoas_pdf.geometry import Point
from psoas_pdf.library import Library
from psoas_pdf.pages import Use
from psoas_pdf.problems import Problems
from psoas_pdf.ready import ReadyStore, default_store
from test_figure_drawing import sharpest

PEOPLE = [look(name) for name in looks()]
LYING = ("knee-to-chest", "lying-leg-raise", "sit-up", "thomas-stretch")
CAMERAS = ("side", "front", "front34", "back", "back34", "lying34", "top34")


def test_they_differ_as_people_do() -> None:
    assert len(PEOPLE) >= 5
    assert len({p.hair for p in PEOPLE}) >= 5
    skins = [luminance(p.colours["skin"]) for p in PEOPLE]
    assert max(skins) > 3 * min(skins)
    assert len({p.face for p in PEOPLE}) >= 5
    girth = [p.trunk_front(14) for p in PEOPLE]
    assert max(girth) - min(girth) > 5
    assert {p.legs for p in PEOPLE} == {"skin", "leggings"}
    assert {p.arms for p in PEOPLE} == {"skin", "sleeves"}
    assert any(p.face.glasses for p in PEOPLE)
    assert any(p.face.beard for p in PEOPLE)


def test_no_clothes_take_the_muscles_red() -> None:
    for person in PEOPLE:
        for role, colour in person.colours.items():
            r, g, b = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
            assert not (r > 150 and g < 90 and b < 90), (person.id, role)


def lightness(colour: str) -> float:
    """CIE L*, 0 to 100, of a colour that is not near black."""
    return 116 * luminance(colour) ** (1 / 3) - 16


@pytest.mark.parametrize("person", PEOPLE, ids=lambda p: p.id)
def test_the_far_limb_is_a_like_step_from_the_near_one(person: Look) -> None:
    colours = palette(person.id)
    for material in {"skin", "shirt", "shorts", person.legs, person.arms}:
        near, far = lightness(colours[material]), lightness(colours[f"{material}-far"])
        assert 6 < abs(far - near) < 16, (material, near, far)


@pytest.mark.parametrize("exercise", Library().ids("exercise"))
def test_every_body_can_do_it(exercise: str) -> None:
    for person in PEOPLE:
        problems = Problems()
        assert solve(scene(exercise), problems, person.id) is not None, (person.id, list(map(str, problems)))
        assert not problems.failed


@pytest.mark.parametrize("exercise", LYING)
@pytest.mark.parametrize("person", PEOPLE, ids=lambda p: p.id)
def test_a_lying_body_neither_floats_nor_sinks(exercise: str, person: Look) -> None:
    solved = solve(scene(exercise), Problems(), person.id)
    assert solved is not None
    body, view = solved.start.skeleton, camera("side")
    tubes = [trunk.shorts_leg(body, person, side, None)[0] for side in SIDES]
    tubes += [trunk.pelvis(body, person, view), trunk.shirt(body, person, view)]
    assert min(p[1] for tube in tubes for p in tube.all_points()) == pytest.approx(
        solved.start.support, abs=0.3
    )
    bare = Skeleton(Posture(body.posture.angles, body.posture.grips, body.posture.root, body.posture.level))
    hips = min(p[1] for p in trunk.pelvis(bare, person, view).all_points()) - solved.start.support
    assert -4.5 < hips < 1.0, "soft parts give way by a few centimetres"


def test_a_stouter_body_lies_higher() -> None:
    hips = {}
    for name in ("man", "man-large"):
        solved = solve(scene("knee-to-chest"), Problems(), name)
        assert solved is not None
        hips[name] = solved.start.posture.root[1]
    assert hips["man-large"] > hips["man"] + 0.5


@pytest.mark.parametrize("person", PEOPLE, ids=lambda p: p.id)
def test_heads_and_clothes_from_every_side(person: Look) -> None:
    body = Skeleton(Posture({"right-shoulder": 20.0, "left-elbow": 60.0}))
    for name in CAMERAS:
        painter = Painter(body, person, camera(name))
        assert painter.cycles == 0
        drawing = finished(painter.paint())
        assert drawing.roles() <= set(palette(person.id))
        for part in painter.parts.values():
            for line in part.outlines:
                assert sharpest(list(line)) < 120, (name, part.name)


def test_what_covers_a_limb_is_its_own_material() -> None:
    body, view = Skeleton(Posture({})), camera("side")
    covered, bare = (Painter(body, look(name), view) for name in ("woman-headscarf", "woman"))
    for side in SIDES:
        assert covered.parts[f"leg.{side}"].material == "leggings"
        assert covered.parts[f"arm.{side}"].material == "sleeves"
        assert covered.parts[f"hand.{side}"].material == "skin"
        assert bare.parts[f"leg.{side}"].material == bare.parts[f"arm.{side}"].material == "skin"


@pytest.mark.parametrize("name", sorted(table("head")["hair"]))
def test_every_hair_style_is_somebodys(name: str) -> None:
    assert name in {p.hair for p in PEOPLE}


def test_to_vary_takes_everybody_before_anybody_again() -> None:
    art = Art(ReadyStore((), None), "man", looks())
    turn = [art.look_of(number) for number in range(1, 2 * len(PEOPLE) + 1)]
    assert sorted(turn[: len(PEOPLE)]) == sorted(looks())
    assert turn[: len(PEOPLE)] == turn[len(PEOPLE) :]
    order = sorted(looks())
    assert all(abs(order.index(a) - order.index(b)) > 1 for a, b in pairwise(turn[: len(PEOPLE)])), turn
    assert {Art(ReadyStore((), None), "woman").look_of(number) for number in range(1, 9)} == {"woman"}


def test_looks_give_other_drawings() -> None:
    drawn = {draw(scene("sit-up"), look=name).end.digest for name in looks()}
    assert len(drawn) == len(PEOPLE)


@pytest.mark.parametrize(
    ("pelvis", "view", "hidden"), [(0, "front", False), (-45, "front", True), (-45, "side", False)]
)
def test_a_scarf_never_covers_the_face(pelvis: float, view: str, hidden: bool) -> None:
    person, seen = look("woman-headscarf"), camera(view)
    body = Skeleton(Posture({"pelvis": float(pelvis), "neck": -20.0}))
    hair = Hair(body, person, seen, Facing(body, seen))
    assert (hair.drape() is not None) == hidden, "a bowed head lies before what is round the neck"
    face = Hair(Skeleton(Posture({})), look("woman"), seen, Facing(body, seen))
    assert face.drape() is None


def winding(path: Curves, p: Point) -> int:
    """How often a path goes round a point; its curves as straight lines."""
    turns, here = 0, (0.0, 0.0)
    for segment in path:
        if len(segment) < 3:
            continue
        there = (float(segment[-2]), float(segment[-1]))
        if segment[0] != "M" and (here[1] > p[1]) != (there[1] > p[1]):
            x = here[0] + (there[0] - here[0]) * (p[1] - here[1]) / (there[1] - here[1])
            turns += (1 if there[1] > here[1] else -1) if x > p[0] else 0
        here = there
    return turns


@pytest.mark.parametrize("view", ["front", "front34", "side"])
@pytest.mark.parametrize("person", PEOPLE, ids=lambda p: p.id)
def test_nose_mouth_and_an_eye_look_out_of_the_hair(person: Look, view: str) -> None:
    body, seen = Skeleton(Posture({})), camera(view)
    marks = Painter(body, person, seen).paint()
    hair = [m.path for m in marks if isinstance(m, Clip) and m.fill == "hair"]
    skull = next(
        i for i, m in enumerate(marks) if isinstance(m, Clip) and m.fill == "skin" and FACE in fills(m)
    )
    over = [m.path for m in marks[skull:] if isinstance(m, Clip) and m.fill == "hair"]
    assert hair
    assert over or person.hair == "bald"
    for y, z in ((-3.5, 0.5), (-6.4, 0.5), (1.5, 3.2)):
        p = seen(body.on_head(*on_face(y, z, person)))
        assert not any(winding(path, p) for path in over), (y, z)


def fills(mark: Clip) -> set[str | None]:
    return {shape.fill for shape in mark.shapes}


@pytest.mark.parametrize("person", PEOPLE, ids=lambda p: p.id)
def test_a_profile_has_a_mouth_and_an_eye_of_few_strokes(person: Look) -> None:
    """What is left of an eye at print size is a dot under a line; a beard leaves the lips free."""
    marks = Painter(Skeleton(Posture({})), person, camera("side")).paint()
    face = next(m for m in marks if isinstance(m, Clip) and FACE in fills(m))
    assert sum(s.fill == "eye" for s in face.shapes) <= 2
    roles = [s.fill for s in face.shapes]
    if person.face.beard:
        assert roles.index("lips") > max(i for i, role in enumerate(roles) if role == "beard")


def test_hair_has_no_slit_at_the_back() -> None:
    """A hole there would be shaded like an edge."""
    body, seen = Skeleton(Posture({})), camera("back")
    for person in PEOPLE:
        hair = Hair(body, person, seen, Facing(body, seen))
        assert len(hair.sides(visible=True).outlines(seen, 1.7, 50)) == 1, person.id


def test_loose_hair_falls_back_from_a_face_that_looks_up() -> None:
    seen, person = camera("side"), look("older-woman")
    lowest = []
    for pelvis in (0, 90):
        body = Skeleton(Posture({"pelvis": float(pelvis)}))
        hair = Hair(body, person, seen, Facing(body, seen)).sides(visible=True)
        head = body.neck()[3].front
        ends = [p for chain in hair.chains for points, y in chain for p in points if y < -9]
        lowest.append(max(dot(minus(p, body.on_head(0, 0)), head) for p in ends))
    assert lowest[1] < lowest[0] - 2


@pytest.mark.parametrize("exercise", ["sit-to-stand", "seated-trunk-rotation"])
def test_hands_on_the_chest_lie_over_a_scarf(exercise: str) -> None:
    for _, figure in figures(exercise):
        painter = Painter(figure.skeleton, look("woman-headscarf"), camera(scene(exercise).camera))
        assert painter.cycles == 0
        assert min(painter.place[f"hand.{side}"] for side in SIDES) > painter.place["hair"]


def test_under_a_scarf_no_neck_shows() -> None:
    for person in PEOPLE:
        neck = Painter(Skeleton(Posture({})), person, camera("side")).parts["neck"]
        assert neck.material == ("hair" if person.hair == "scarf" else "skin")


def test_a_plan_that_varies_shows_each_exercise_in_the_colours_of_its_person(tmp_path: Path) -> None:
    problems, library = Problems(), Library()
    text = "title: Week\nlook: vary\nexercises:\n"
    names = library.ids("exercise")[:4]
    (tmp_path / "plan.yaml").write_text(
        text + "".join(f"  - exercise: {name}\n" for name in names), encoding="utf-8"
    )
    plan = library.read("plan", str(tmp_path / "plan.yaml"), problems)
    made = Workshop(library, default_store()).draft(Order(plan, "handout"), problems)
    assert made is not None, list(map(str, problems))
    uses = [
        i for page in made.sheets.pages for block in page.blocks for i in block.items if isinstance(i, Use)
    ]
    shirts = [use.ink.colours["shirt"] for use in uses if use.ink]
    art = Art(default_store(), "man", looks())
    assert list(dict.fromkeys(shirts)) == [palette(art.look_of(number))["shirt"] for number in range(1, 5)]
    for use in uses:
        assert isinstance(use.what, Drawing)
        assert use.ink
        assert use.what.roles() <= set(use.ink.colours)
