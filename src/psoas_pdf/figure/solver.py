"""From what an author wrote to a posture: contacts are met, and what can't be met is a problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import atan2, degrees

from psoas_pdf.figure import head, limbs, trunk
from psoas_pdf.figure.camera import Camera
from psoas_pdf.figure.contacts import Contact
from psoas_pdf.figure.hands import place_hand
from psoas_pdf.figure.ik import Bend, bends
from psoas_pdf.figure.limits import beyond, check, clamped, limits
from psoas_pdf.figure.posture import SIDES, SIGN, Posture, Side, Skeleton
from psoas_pdf.figure.props import Thing
from psoas_pdf.figure.solved import Figure
from psoas_pdf.figure.tables import Look, number, table
from psoas_pdf.figure.tube import Tube
from psoas_pdf.figure.vectors import Vec, at, minus
from psoas_pdf.figure.wanted import Wanted, shared
from psoas_pdf.problems import Problems

CARRY = ("back", "front", "side", "seat", "knee", "foot")
"""Parts that can carry the body; the first contact of one of these says where it is."""
SUNK = 1.0
"""A hard part may be this far (cm) under its ground before it is an error: shoes and knees give way."""
SOFT = ("back", "front", "side", "seat")
TOUCHES = 0.5
"""A part this near to a surface (cm) touches it."""
KNEE_SINKS = 0.4
"""So far (cm) a knee goes into what it kneels on."""
KNEE_GIVES = 1.9
"""A knee may be this many degrees from what was written when a foot can't rest otherwise."""
_SIDEWAYS = Camera(90, 0)


def solve_pose(
    goal: Wanted,
    props: Mapping[str, Thing],
    look: Look,
    picture: str,
    before: Figure | None,
    problems: Problems,
) -> Figure:
    """The figure that does what is wanted as well as it can; problems say what it can't."""
    solver = _Solver(goal, props, look, picture, before, problems)
    solver.run()
    return solver.figure()


class _Solver:
    """Holds the posture while one contact after the other is met."""

    def __init__(
        self,
        goal: Wanted,
        props: Mapping[str, Thing],
        look: Look,
        picture: str,
        before: Figure | None,
        problems: Problems,
    ) -> None:
        self.goal, self.props, self.look, self.picture = goal, props, look, picture
        self.before, self.problems = before, problems
        root = before.posture.root if before else (0.0, 92.6, 0.0)
        self.posture = Posture(shared(goal.angles), dict(goal.grips), root)
        self.pins: dict[str, Vec] = {}
        self.held: dict[str, Vec] = {}
        self.support = 0.0
        self.carrier: Contact | None = None

    @property
    def body(self) -> Skeleton:
        return Skeleton(self.posture)

    def figure(self) -> Figure:
        return Figure(self.posture, self.goal, self.held, self.pins, self.support)

    def run(self) -> None:
        contacts = list(self.goal.contacts.values())
        self._carry(contacts)
        for contact in contacts:
            if contact.part == "foot" and contact is not self.carrier:
                self._foot(contact)
        for contact in contacts:
            if contact.part == "leg":
                self._lying_leg(contact)
            elif contact.part == "knee" and contact is not self.carrier:
                self._knee(contact)
            elif contact.part == "foot" and contact.manner == "top":
                self._instep(contact)
        for contact in contacts:
            if contact.part == "head":
                self._head(contact)
            elif contact.part == "arm":
                self._lying_arm(contact)
        self._props()
        for contact in contacts:
            if contact.part == "hand":
                self._hand(contact)
        check(self._checked(), self.goal.places, self.goal.place, self.picture, self.problems)
        self._clearance()
        if self.carrier and self.carrier.part in SOFT:
            thing = self.props.get(self.carrier.target)
            ends = (thing.x0, thing.x1) if thing else (-999.0, 999.0)
            self.posture = replace(self.posture, support=(self.support, *ends))

    def _checked(self) -> dict[str, float]:
        """Angles to hold against the table of ranges: as written where the author did, else as solved."""
        solved = {
            k: v for k, v in self.posture.angles.items() if k not in ("lumbar", "thorax", "head", "neck")
        }
        solved["trunk"] = self.goal.angles.get("trunk", 0.0)
        solved["neck"] = self.posture.angle("neck") + self.posture.angle("head")
        for side in self.posture.level:
            solved[f"{side}-ankle"] = self.body.ankle_angle(side)
        return solved

    # What carries the body.

    def _top(self, contact: Contact) -> float:
        thing = self.props.get(contact.target)
        return thing.top if thing else 0.0

    def _lowest(self, *tubes: Tube, since: float = -99.0, until: float = 99.0) -> float:
        return min(
            p[1]
            for tube in tubes
            for chain in tube.chains
            for points, tag in chain
            if since <= tag <= until
            for p in points
        )

    def _carry(self, contacts: Sequence[Contact]) -> None:
        carrier = next((c for c in contacts if c.part in CARRY), None)
        if carrier is None:
            return
        self.carrier = carrier
        top = self.support = self._top(carrier)
        side, body = carrier.side, self.body
        if carrier.part in SOFT:
            give = table("skeleton")["sink"]
            tubes = [trunk.shorts_leg(body, self.look, s, None)[0] for s in SIDES]
            tubes.append(trunk.pelvis(body, self.look, _SIDEWAYS))
            low = self._lowest(*tubes) + give[carrier.part]
            if carrier.part != "seat":
                low = min(
                    low,
                    self._lowest(trunk.shirt(body, self.look, _SIDEWAYS))
                    + give.get(f"{carrier.part}-thorax", give[carrier.part]),
                )
            self.posture = self.posture.moved((0.0, top - low, 0.0))
            return
        assert side
        if carrier.part == "knee":
            tube = limbs.leg(body, self.look, side, number("thigh") - 6, number("thigh") + 8, None)
            pin = body.knee(side)
            rise = top - self._lowest(tube) - KNEE_SINKS
        elif carrier.manner == "toes":
            self._raise_heel(side)
            pin, rise = self._ball(side), top - self._ball(side)[1]
        else:
            self.posture = replace(self.posture, level=self.posture.level | {side})
            pin = body.ankle(side)
            rise = top + number("ankle-height") - pin[1]
        stays = self._pin(carrier)
        if stays is None:
            self.posture = self.posture.moved((0.0, rise, 0.0))
        else:
            self.posture = self.posture.moved((stays[0] - pin[0], rise, stays[2] - pin[2]))
        body = self.body
        self.pins[carrier.name] = (
            self._ball(side)
            if carrier.manner == "toes"
            else (body.knee(side) if carrier.part == "knee" else body.ankle(side))
        )

    def _pin(self, contact: Contact) -> Vec | None:
        """Where this contact was in the pose before, when it was the same."""
        if self.before is None or contact.name not in self.before.pins:
            return None
        earlier = self.before.wanted.contacts.get(contact.name)
        same = earlier and (earlier.manner, earlier.target) == (contact.manner, contact.target)
        return self.before.pins[contact.name] if same else None

    # Feet and legs.

    def _ball(self, side: Side) -> Vec:
        """The ball of the foot."""
        x, y = table("skeleton")["ball-of-foot"]
        return at(self.body.ankle(side), self.body.foot(side), x, y)

    def _raise_heel(self, side: Side) -> None:
        """Bend the toes so that they lie flat while the heel is up."""
        front = self.body.foot(side).front
        rise = -degrees(atan2(front[1], (front[0] ** 2 + front[2] ** 2) ** 0.5))
        if f"{side}-toes" not in self.goal.angles:
            self.posture = self.posture.with_side(side, toes=max(0.0, rise))

    def _foot(self, contact: Contact) -> None:
        side = contact.side
        assert side
        if contact.manner == "top":
            return
        stays, top = self._pin(contact), self._top(contact)
        body = self.body
        if contact.manner == "toes":
            self._raise_heel(side)
            ball = self._ball(side)
            target = stays or (ball[0], top, ball[2])
            for _ in range(3):
                here = self._ball(side)
                ankle = self.body.ankle(side)
                self._plant(
                    contact,
                    (
                        ankle[0] + target[0] - here[0],
                        ankle[1] + target[1] - here[1],
                        ankle[2] + target[2] - here[2],
                    ),
                )
            self._raise_heel(side)
            self.pins[contact.name] = self._ball(side)
            return
        here = body.ankle(side)
        target = stays or (here[0], top + number("ankle-height"), here[2])
        self._plant(contact, target)
        self.posture = replace(self.posture, level=self.posture.level | {side})
        self.pins[contact.name] = target

    def _plant(self, contact: Contact, target: Vec) -> None:
        """Bring the ankle to a point, with the knee where the written angles have it."""
        side = contact.side
        assert side
        body, of = self.body, self.posture.of
        bent = of(side, "knee") > 3
        middle = tuple((a + b) / 2 for a, b in zip(body.hip(side), body.ankle(side), strict=True))
        hint = minus(body.knee(side), middle) if bent else body.thigh(side).front  # type: ignore[arg-type]
        names = ("hip", "hip-abduction", "hip-rotation")

        def cost(b: Bend) -> tuple[float, float]:
            angles = (b.flexion, b.abduction, b.rotation)
            outside = sum(beyond(a, limits(n)[1]) for a, n in zip(angles, names, strict=True))
            return (outside * 4 + abs(b.swivel), b.swivel)

        best = min(
            bends(
                body.pelvis, body.hip(side), target, number("thigh"), number("shank"), hint, SIGN[side], True
            ),
            key=cost,
        )
        self._missing(contact, best.missing, best.middle)
        self.posture = self.posture.with_side(
            side, hip=best.flexion, hip_abduction=best.abduction, hip_rotation=best.rotation, knee=best.middle
        )

    def _missing(self, contact: Contact, missing: float, middle: float) -> None:
        if missing > 1.0:
            joint = "elbow" if contact.part == "hand" else "knee"
            self.problems.error(
                contact.place,
                f"{self.picture}: the {contact.side} {contact.part} does not reach {contact.target}, "
                f"{missing:.0f} cm are missing with the {joint} straight ({middle:.0f} degrees)",
                "change the angles of trunk and hips, or touch something nearer",
            )

    def _bisect(
        self,
        change: Callable[[float], Posture],
        height: Callable[[], float],
        low: float,
        high: float,
        rising: bool,
    ) -> None:
        """Find the change at which the height is 0; at the end of the range when there is none."""
        start = self.posture
        for _ in range(12):
            middle = (low + high) / 2
            self.posture = start
            self.posture = change(middle)
            if (height() > 0) == rising:
                high = middle
            else:
                low = middle
        self.posture = start
        self.posture = change((low + high) / 2)

    def _leg_low(self, side: Side, top: float) -> float:
        tube = limbs.leg(self.body, self.look, side, 40, 84, None)
        return self._lowest(tube, limbs.shoe(self.body, side)[1], since=-9) - top

    def _lying_leg(self, contact: Contact) -> None:
        """Let the leg down until it lies: the knee gives a little when the front is up."""
        side, top = contact.side, self._top(contact) - float(table("skeleton")["sink"]["leg"])
        assert side
        supine = self.body.thigh(side).front[1] > 0
        hip, knee = self.posture.of(side, "hip"), self.posture.of(side, "knee")

        def change(d: float) -> Posture:
            if not supine:
                return self.posture.with_side(side, hip=hip + d)
            return self.posture.with_side(side, hip=hip + d, knee=max(0.0, knee - d) if d < 0 else knee)

        self._bisect(change, lambda: self._leg_low(side, top), -12, 12, supine)

    def _knee(self, contact: Contact) -> None:
        """Bring the knee down by the hip."""
        side, top = contact.side, self._top(contact)
        assert side
        hip = self.posture.of(side, "hip")

        def height() -> float:
            thigh = number("thigh")
            return (
                self._lowest(limbs.leg(self.body, self.look, side, thigh - 6, thigh + 8, None))
                + KNEE_SINKS
                - top
            )

        if abs(height()) > TOUCHES:
            up = self.body.thigh(side).front[1] > 0
            self._bisect(lambda d: self.posture.with_side(side, hip=hip + d), height, -25, 25, up)
        self.pins[contact.name] = self.body.knee(side)

    def _instep(self, contact: Contact) -> None:
        """Let the toes down behind a kneeling body."""
        side, top = contact.side, self._top(contact)
        assert side
        ankle = self.posture.of(side, "ankle")

        def change(d: float) -> Posture:
            return self.posture.with_side(side, ankle=clamped("ankle", ankle + d))

        def height() -> float:
            return self._lowest(*limbs.shoe(self.body, side)) - top

        self._bisect(change, height, -30, 30, False)
        knee = self.posture.of(side, "knee")
        if height() > 0.2:
            self._bisect(lambda d: self.posture.with_side(side, knee=knee + d), height, -KNEE_GIVES, 0, True)

    # Head and arms.

    def _head(self, contact: Contact) -> None:
        top = self._top(contact) - float(table("skeleton")["sink"]["head"])
        start = self.posture.angle("neck")
        face_up = self.body.neck()[3].front[1] > 0

        def change(d: float) -> Posture:
            return self.posture.with_angles(neck=start + d)

        self._bisect(
            change, lambda: self._lowest(head.skull(self.body, self.look, 0.6)) - top, -30, 35, face_up
        )

    def _lying_arm(self, contact: Contact) -> None:
        side, top = contact.side, self._top(contact) - float(table("skeleton")["sink"]["arm"])
        assert side
        shoulder, elbow = self.posture.of(side, "shoulder"), self.posture.of(side, "elbow")
        supine = self.body.trunk(40)[1].front[1] > 0

        def low(start: float, hand: bool) -> Callable[[], float]:
            def height() -> float:
                tube = limbs.arm(self.body, self.look, side, start, 99, None)
                if hand:
                    limbs.hand(tube, self.body, side, None)
                return self._lowest(tube) - top

            return height

        self._bisect(
            lambda d: self.posture.with_side(side, shoulder=shoulder + d), low(28, False), -40, 30, supine
        )
        if supine:
            self._bisect(
                lambda d: self.posture.with_side(side, elbow=max(0.0, elbow + d)),
                low(45, True),
                -elbow,
                20,
                True,
            )

    def _props(self) -> None:
        """Where things are that are held or thrown."""
        body = self.body
        for name, thing in self.props.items():
            holders = [
                c.side for c in self.goal.contacts.values() if c.relation == "hold" and c.target == name
            ]
            if holders:
                palms = [body.palm(side) for side in holders if side]
                middle = tuple(sum(p[i] for p in palms) / len(palms) for i in range(3))
                forwards = body.forearm(holders[0] or "right").up
                ahead = (
                    at((middle[0], middle[1], 0.0), body.forearm("right"), 0, -2.0) if forwards else middle
                )
                self.held[name] = (ahead[0], ahead[1], 0.0 if len(palms) == 2 else middle[2])
            elif name in self.goal.props:
                x, y = self.goal.props[name]
                self.held[name] = (x, y, 0.0)
            elif thing.kind == "ball":
                self.held[name] = (thing.at, thing.height / 2, 0.0)

    def _hand(self, contact: Contact) -> None:
        held = self.held.get(contact.target)
        thing = self.props.get(contact.target)
        self.posture, missing, middle = place_hand(
            self.posture,
            self.look,
            contact,
            held,
            thing,
            self._top(contact),
            self.goal.angles,
        )
        self._missing(contact, missing, middle)

    # Nothing under the floor.

    def _clearance(self) -> None:
        body, floor = self.body, 0.0
        parts: dict[str, Tube] = {"head": head.skull(body, self.look, 0.6)}
        for side in SIDES:
            parts[f"{side} leg"] = limbs.leg(body, self.look, side, 30, 84, None)
            parts[f"{side} foot"] = limbs.shoe(body, side)[1]
            parts[f"{side} arm"] = limbs.arm(body, self.look, side, 9, 99, None)
        parts["trunk"] = trunk.shirt(body, self.look, _SIDEWAYS)
        soft = self.carrier is not None and self.carrier.part in SOFT
        give = float(table("skeleton")["sink"]["back-thorax"]) if soft else 0.0
        for name, tube in parts.items():
            deep = floor - self._lowest(tube)
            if deep > SUNK + (give if name == "trunk" else 0.0):
                self.problems.error(
                    self.goal.place,
                    f"{self.picture}: the {name} is {deep:.0f} cm under the floor",
                    "let it rest by a contact, or change its angles",
                )
