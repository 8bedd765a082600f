"""How a figure stands, lies or moves: what an author writes so that the figure engine can draw it.

Angles are clinical: degrees from standing upright with the arms at the sides, hips femur against pelvis.
The drawn figure faces right, so its right side is the near one.
"""

from __future__ import annotations

from dataclasses import field

from psoas_pdf.problems import NOWHERE, Place
from psoas_pdf.record import key, record
from psoas_pdf.words import Words

CAMERAS = ("side", "front", "front34", "back", "back34", "lying34", "top34")
GRIPS = ("flat", "relaxed", "cup", "clasp", "fist", "point")
PROPS = ("mat", "floor", "bench", "chair", "cushion", "step", "wall", "ball", "strap", "band")
ARROWS = ("move", "hold", "tuck", "turn")
STATES = ("shorter", "same", "longer")


@record
class Limbs:
    """One side of the body, in degrees.  What is left out is as it was at the start, or as in standing."""

    hip: float | None = key(
        "Hip flexion, femur against pelvis; extension is negative.", default=None, example="45"
    )
    hip_abduction: float | None = key("Thigh out to the side; inwards is negative.", default=None)
    hip_rotation: float | None = key("Thigh turned outwards; inwards is negative.", default=None)
    knee: float | None = key("Knee flexion; straight is 0.", default=None, example="90")
    ankle: float | None = key("Foot drawn up; pointed is negative.", default=None)
    toes: float | None = key("Toes bent up.", default=None)
    shoulder: float | None = key("Arm to the front and up; behind the body is negative.", default=None)
    shoulder_abduction: float | None = key("Arm out to the side.", default=None)
    shoulder_rotation: float | None = key("Arm turned outwards.", default=None)
    elbow: float | None = key("Elbow flexion; straight is 0.", default=None)
    forearm: float | None = key(
        "Palm turned: 0 faces the body, positive turns it back and down.", default=None
    )
    wrist: float | None = key("Hand bent towards the thumb's side.", default=None)
    wrist_flexion: float | None = key("Hand bent towards the palm.", default=None)
    hand: str | None = key("What the hand does.", default=None, choices=GRIPS)
    places: dict[str, Place] = field(default_factory=dict)
    place: Place = NOWHERE


@record
class Pose:
    """A position of the body.  An end says what differs from the start, a fault what differs from the end."""

    pelvis: float | None = key(
        "How far the pelvis is tipped back, in degrees: 0 upright, 90 lying on the back (more: tailbone "
        "tucked), below 0 leaning forwards, -90 lying on the front.",
        default=None,
    )
    roll: float | None = key("The pelvis turned about its own length, towards its left.", default=None)
    tilt: float | None = key("The pelvis tipped to its right.", default=None)
    trunk: float | None = key(
        "Spine bent forwards, lumbar and thoracic together; arched is negative.", default=None
    )
    lean: float | None = key("Spine bent to the right.", default=None)
    twist: float | None = key("Spine turned to the right.", default=None)
    neck: float | None = key("Neck and head bent forwards.", default=None)
    turn: float | None = key("Head turned to the right.", default=None)
    nod: float | None = key("Head bent to the right.", default=None)
    right: Limbs = key("The right side, which is near in the picture.", default=Limbs())
    left: Limbs = key("The left side.", default=Limbs())
    both: Limbs = key("Both sides; `right` and `left` come after it.", default=Limbs())
    contacts: dict[str, Words] | None = key(
        "What rests where, by part: back, front, side, seat, head, right-foot, left-knee, right-leg, left-arm, "
        "right-forearm, right-hand, and pairs such as hands or feet.  What carries the body comes first.  A foot, "
        "knee or hand stays where it was at the start unless it is `free` or `sliding`.  Arm angles that are written "
        "with a hand's contact are kept as well as can be.",
        default=None,
        example="{back: on mat, left-foot: on mat, hands: clasp left-shin}",
    )
    props: dict[str, tuple[float, float]] | None = key(
        "Where the middle of a prop is in this picture, x and y in cm, when nobody holds it.", default=None
    )
    places: dict[str, Place] = field(default_factory=dict)
    place: Place = NOWHERE


@record
class Prop:
    """A thing in the picture.  Sizes in centimetres; what is left out has its usual size."""

    kind: str | None = key("What it is, when its name doesn't say so.", default=None, choices=PROPS)
    at: float | None = key(
        "Where its middle is, forwards of the start's hips.", default=None, minimum=-500, maximum=500
    )
    across: float = key("Where its middle is, to the figure's right.", default=0.0, minimum=-300, maximum=300)
    length: float | None = key(
        "Its size from back to front of the picture's figure.", default=None, minimum=1, maximum=400
    )
    width: float | None = key("Its size across.", default=None, minimum=1, maximum=300)
    height: float | None = key("Its height.", default=None, minimum=0.5, maximum=300)
    back: float | None = key("Height of a chair's back over its seat; 0 is a stool.", default=None, minimum=0)
    through: tuple[Words, ...] = key(
        "Where a strap or band runs, from part to part: right-hand, left-foot, right-thigh at 0.85, or a prop.",
        default=(),
        example="[right-hand, right-foot, left-hand]",
    )
    loop: bool = key("A strap or band goes round its parts and back to the first.", default=False)
    place: Place = NOWHERE


@record
class Arrow:
    """An arrow that shows the movement, or what is held still."""

    kind: str = key(
        "`move` follows a part from the start to the end; `hold` has two heads and lies along a part that is "
        "kept still, from `follow` to `to-part`; `tuck` curves round the pelvis the way it tips; `turn` lies "
        "over the head the way the trunk turns.",
        default="move",
        choices=ARROWS,
    )
    follow: Words = key(
        "The part whose way it follows: right-ankle, left-knee, head, seat, chest, pelvis, hands, or a prop.",
        default=Words("pelvis"),
        example="right-ankle",
    )
    to_part: Words | None = key("The part that a `hold` arrow ends at.", default=None, example="right-ankle")
    start: float = key("Where on the way it begins, 0 to 1.", default=0.08, minimum=0, maximum=1, name="from")
    end: float = key("Where on the way it ends, 0 to 1.", default=0.92, minimum=0, maximum=1, name="to")
    away: float | None = key(
        "How far outside the way it is drawn, in cm; left out, where it meets neither the body nor another arrow.",
        default=None,
        minimum=-60,
        maximum=60,
    )
    about: Words | None = key("The part that `away` is measured from; else the hips.", default=None)
    shift: tuple[float, float] | None = key("Moved by this much, x and y in cm.", default=None)
    longer: float = key(
        "Made longer by this much at its beginning, in cm.", default=0.0, minimum=0, maximum=80
    )
    both_ends: bool = key("A head at both ends.", default=False)
    place: Place = NOWHERE


@record
class Shown:
    """The muscle in the picture."""

    side: str = key("Which side's muscle.", default="right", choices=("right", "left", "both"))
    state: str = key("What it does at the end.", default="same", choices=STATES)
    place: Place = NOWHERE


@record
class Scene:
    """The pictures of an exercise: camera, props, the start, and the end as changes to it."""

    camera: str = key("Where the viewer stands.", default="side", choices=CAMERAS)
    props: dict[str, Prop] | None = key(
        "Things in the picture, by name.", default=None, example="{mat: {length: 190, at: 0}}"
    )
    start: Pose = key("The start.")
    end: Pose = key("What differs from the start at the end.")
    fault: Pose | None = key("What differs from the end when it is done wrongly.", default=None)
    arrows: tuple[Arrow, ...] = key("Arrows in the end picture.", default=())
    muscle: Shown | None = key("The muscle in the end picture.", default=None)
    place: Place = NOWHERE
