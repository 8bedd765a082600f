"""In which order the parts are painted, back to front."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import hypot

from psoas_pdf.figure.camera import Camera
from psoas_pdf.figure.parts import OPEN, Part, into_shoe_seen
from psoas_pdf.figure.posture import SIDES, SIGN, Side, Skeleton, other
from psoas_pdf.figure.vectors import Vec, between, distance, dot, minus
from psoas_pdf.geometry import Point

ARM_BEFORE_TRUNK = 6.0
"""Arms that overlap trunk or head are taken for this much (cm) nearer: cloth and flesh give way to them."""
ON_ARM = 11.0
"""A palm that is so near (cm) to the middle line of the other upper arm lies on it."""
ON_LEG = 12.0
BEYOND = 2.5
"""It may be this much (cm) farther than that line and still show."""
FACES = 0.2
"""A chest that faces the viewer this much shows which forearm lies on the other."""
WRIST = 3.0
"""A wrist that is this much (cm) nearer than a shin's middle line comes from the viewer's side of it."""
UNDER_BACK = (-4.0, -18.0)
"""A palm so far (cm) behind the trunk's middle line is under the back of a body that lies on it."""
BETWEEN = 11.0
"""And at most this far (cm) to its side."""
BESIDE = 19.0
"""An upper arm whose middle is this far (cm) beside the trunk is not hidden by it."""
FOLDED = 75.0
"""Hip flexion from which a trunk that faces away lies on the thighs."""
_TRUNK = frozenset(("torso", "pelvis"))
_HEAD = frozenset(("head", "hair"))
_ARM = frozenset(("arm", "uarm", "farm", "hand"))


class Order:
    """A partial order from rules about joints, filled up by votes from depths."""

    def __init__(self, parts: Mapping[str, Part], body: Skeleton, camera: Camera) -> None:
        self.parts, self.body, self.camera = parts, body, camera
        self.behind: dict[str, set[str]] = {name: set() for name in parts}
        self.settled: set[frozenset[str]] = set()
        self.cycles = 0

    def rule(self, first: str, second: str) -> None:
        """`first` is painted before `second`."""
        if first in self.parts and second in self.parts:
            self.behind[second].add(first)
            self.settled.add(frozenset((first, second)))

    def either(self, a: str, b: str, a_first: bool) -> None:
        if a_first:
            self.rule(a, b)
        else:
            self.rule(b, a)

    def leave(self, a: str, b: str) -> None:
        """Depth says nothing about these two; their neighbours settle it."""
        self.settled.add(frozenset((a, b)))

    def override(self, pairs: Iterable[tuple[str, str]]) -> None:
        """(first, second) that hold whatever the rules said."""
        for first, second in pairs:
            if first in self.parts and second in self.parts:
                self.behind[first].discard(second)
                self.rule(first, second)

    def rules(self) -> None:
        v = self.camera.towards
        up_to_viewer = dot(self.body.trunk(20)[1].up, v)
        for side in SIDES:
            self._leg(side)
            self._leg_and_trunk(side, up_to_viewer)
            self._arm(side)
        for side in SIDES:
            self._hand_on_arm(side)
            self._hand_under_back(side)
            for leg in SIDES:
                self._hand_on_leg(side, leg)
        self._crossed_arms()
        pelvis_first = up_to_viewer > 0.6 or "pelvis" in self.behind["torso"]
        self.either("pelvis", "torso", pelvis_first)
        if pelvis_first:
            # A thigh that the pelvis hides is hidden by the trunk that hides the pelvis.
            hidden = [f"shorts.{side}" for side in SIDES if f"shorts.{side}" in self.behind["pelvis"]]
            self.override((shorts, "torso") for shorts in hidden)
        self._head(up_to_viewer)

    def _points(self, up: Vec) -> float:
        """How much a limb's far end points at the viewer."""
        return -dot(up, self.camera.towards)

    def _leg(self, side: Side) -> None:
        body, v = self.body, self.camera.towards
        thigh, shank = self._points(body.thigh(side).up), self._points(body.shank(side).up)
        for kind in ("leg", "thigh"):
            self.either(f"shorts.{side}", f"{kind}.{side}", thigh > OPEN)
        # A thigh that points at the viewer ends in the knee, and the shank comes out of that.
        self.either(f"thigh.{side}", f"shank.{side}", shank > -0.02 or (thigh > 0.5 and shank > -0.5))
        from_above = dot(body.foot(side).up, v)
        into_shoe = into_shoe_seen(body, self.camera, side)
        self.either(f"sock.{side}", f"shoe.{side}", not into_shoe)
        for kind in ("leg", "shank"):
            self.either(f"{kind}.{side}", f"sock.{side}", not into_shoe)
        self.either(f"sole.{side}", f"shoe.{side}", from_above > 0.2)
        for kind in ("shoe", "sole", "sock"):
            for above in ("thigh", "shank", "leg", "shorts"):
                self.leave(f"{kind}.{side}", f"{above}.{side}")

    def _leg_and_trunk(self, side: Side, up_to_viewer: float) -> None:
        body, v = self.body, self.camera.towards
        thigh = self._points(body.thigh(side).up)
        flexion = body.posture.of(side, "hip")
        across = dot(body.pelvis.right, v)
        shorts = f"shorts.{side}"
        folded = flexion > FOLDED and dot(body.trunk(22)[1].front, v) < -0.25
        sideways = abs(across) > 0.6
        if folded:
            self.rule(shorts, "torso")
            self.rule("pelvis", "torso")
            self.either("pelvis", shorts, thigh > -0.35)
            for kind in ("thigh", "leg"):
                self.rule(f"{kind}.{side}", "torso")
        elif abs(across) > 0.8 and SIGN[side] * across < 0:
            self.rule(shorts, "torso")
            self.rule(shorts, "pelvis")
        elif thigh < -0.35:
            self.either(shorts, "pelvis", flexion > 30)
        else:
            self.rule("pelvis", shorts)
        if not folded and (not sideways or SIGN[side] * across > 0):
            self.either(shorts, "torso", up_to_viewer > 0.6 and thigh < 0.5)

    def _arm(self, side: Side) -> None:
        body, camera = self.body, self.camera
        upper = self._points(body.upper_arm(side).up)
        middle = between(body.shoulder(side), body.elbow(side), 0.45)
        ahead = camera.depth(middle) - camera.depth(body.on_trunk(42))
        beside = abs(dot(minus(middle, body.on_trunk(42)), body.trunk(42)[1].right))
        faces = abs(dot(body.trunk(42)[1].front, camera.towards))
        self.either("torso", f"sleeve.{side}", ahead > -5 or (beside > BESIDE and faces > 0.5))
        for kind in ("arm", "uarm"):
            self.either(f"sleeve.{side}", f"{kind}.{side}", upper > OPEN)
        self.either(f"uarm.{side}", f"farm.{side}", self._points(body.forearm(side).up) > -0.02)
        self.leave(f"sleeve.{side}", f"farm.{side}")
        for kind in ("arm", "farm"):
            self.rule(f"{kind}.{side}", f"hand.{side}")

    def _hand_on_arm(self, side: Side) -> None:
        """A hand on the other arm or shoulder lies over that sleeve, and its forearm with it."""
        body, far = self.body, other(side)
        if not self._lies_on(body.palm(side), body.shoulder(far), body.elbow(far), ON_ARM):
            return
        for kind in ("arm", "farm", "hand"):
            self.rule(f"sleeve.{far}", f"{kind}.{side}")

    def _crossed_arms(self) -> None:
        """Of forearms that cross before the chest the one farther from it lies on top, however the trunk leans."""
        body, (a, b) = self.body, SIDES
        frame = body.trunk(40)[1]
        lines = {s: (self.camera(body.elbow(s)), self.camera(body.palm(s))) for s in SIDES}
        if dot(frame.front, self.camera.towards) < FACES or not _cross(lines[a], lines[b]):
            return
        ahead = {s: dot(between(body.elbow(s), body.wrist(s), 0.75), frame.front) for s in SIDES}
        low, high = (a, b) if ahead[b] > ahead[a] else (b, a)
        for under in ("arm", "farm", "hand"):
            for over in ("arm", "farm", "hand"):
                self.rule(f"{under}.{low}", f"{over}.{high}")

    def _hand_under_back(self, side: Side) -> None:
        """A hand between the back and the ground goes out of sight with its forearm; the elbow stays in it."""
        body, palm = self.body, self.body.palm(side)
        s = min(range(0, 46, 3), key=lambda k: distance(body.on_trunk(k, UNDER_BACK[0]), palm))
        off, frame = minus(palm, body.on_trunk(s)), body.trunk(s)[1]
        near = UNDER_BACK[1] < dot(off, frame.front) < UNDER_BACK[0] and abs(dot(off, frame.right)) < BETWEEN
        if near and dot(frame.front, self.camera.towards) > -0.2:
            for part in (f"farm.{side}", f"hand.{side}"):
                self.rule(part, "torso")
                self.rule(part, "pelvis")
            if "torso" in self.behind[f"sleeve.{side}"]:
                self.override([(f"farm.{side}", f"uarm.{side}")])

    def _hand_on_leg(self, side: Side, leg: Side) -> None:
        """A hand that holds a leg near its knee lies over thigh and shank, never between the two.

        A forearm that comes to a shin from the viewer's side lies over it as well.
        """
        body, palm = self.body, self.body.palm(side)
        segments = ((body.hip(leg), body.knee(leg)), (body.knee(leg), body.ankle(leg)))
        if any(self._lies_on(palm, top, low, ON_LEG) for top, low in segments):
            for kind in ("thigh", "shank", "leg"):
                self.rule(f"{kind}.{leg}", f"hand.{side}")
        shin = segments[1]
        if self._lies_on(palm, *shin, ON_LEG) and self._lies_on(body.wrist(side), *shin, ON_LEG, -WRIST):
            for kind in ("shank", "leg"):
                self.rule(f"{kind}.{leg}", f"farm.{side}")
                self.rule(f"{kind}.{leg}", f"arm.{side}")

    def _lies_on(self, palm: Vec, top: Vec, low: Vec, within: float, beyond: float = BEYOND) -> bool:
        """Whether a palm is near a limb's middle line, on the viewer's side of it."""
        along = minus(low, top)
        t = max(0.0, min(1.0, dot(minus(palm, top), along) / dot(along, along)))
        axis = between(top, low, t)
        off = minus(palm, axis)
        return dot(off, off) < within**2 and self.camera.depth(palm) > self.camera.depth(axis) - beyond

    def _head(self, up_to_viewer: float) -> None:
        v = self.camera.towards
        head = self.body.neck()[3]
        self.rule("head", "hair")
        if dot(head.front, v) < -0.6 and collar_opening(self.body, self.camera) < 0.03:
            self.rule("head", "neck")
            self.rule("neck", "torso")
            self.either("torso", "hair", up_to_viewer > -0.5)
        else:
            opening = collar_opening(self.body, self.camera) > 0.03
            self.either("torso", "neck", opening)
            self.rule("neck", "head")
            self.either("torso", "head", opening or up_to_viewer > -0.5)

    def votes(self) -> None:
        """Pairs that overlap are ordered by depth, the clearest first, unless that closes a circle."""
        names = list(self.parts)
        found: list[tuple[float, str, str]] = []
        for i, a in enumerate(names):
            for b in names[:i]:
                if frozenset((a, b)) in self.settled or not self.parts[a].box.meets(self.parts[b].box):
                    continue
                vote = self._vote(self.parts[a], self.parts[b])
                if vote:
                    found.append((vote, a, b))
        found.sort(key=lambda item: (-abs(item[0]), item[1], item[2]))
        for vote, a, b in found:
            high, low = (a, b) if vote > 0 else (b, a)
            if not self._reaches(low, high):
                self.behind[high].add(low)

    def _vote(self, a: Part, b: Part) -> float:
        """Positive when `a` is nearer."""
        total = 0.0
        for p, z, r in a.discs:
            for q, y, s in b.discs:
                overlap = r + s - hypot(p[0] - q[0], p[1] - q[1])
                if overlap > 0:
                    least = min(r, s) * 2
                    total += (z - y) * (min(overlap, least) / least) ** 2
        for one, two, sign in ((a, b, 1), (b, a, -1)):
            # An arm beyond the head stays there: hair does not give way as cloth does.
            if one.kind in _ARM and (two.kind in _TRUNK or (two.kind in _HEAD and not one.far)):
                total += sign * ARM_BEFORE_TRUNK
        return total

    def _reaches(self, name: str, wanted: str) -> bool:
        """Whether `wanted` is painted before `name` already."""
        seen, stack = {name}, [name]
        while stack:
            here = stack.pop()
            if here == wanted:
                return True
            for before in self.behind[here]:
                if before not in seen:
                    seen.add(before)
                    stack.append(before)
        return False

    def sequence(self) -> list[str]:
        """Names back to front; ties by mean depth, then by name.  A circle is broken where it is thinnest."""
        out: list[str] = []
        left = set(self.parts)
        while left:
            free = [n for n in left if not self.behind[n] & left]
            if not free:
                self.cycles += 1
                free = [min(left, key=lambda n: (len(self.behind[n] & left), n))]
            name = min(free, key=lambda n: (self.parts[n].depth, n))
            out.append(name)
            left.discard(name)
        return out


def _cross(one: tuple[Point, Point], two: tuple[Point, Point]) -> bool:
    """Whether two lines from point to point meet."""

    def left(a: Point, b: Point, c: Point) -> bool:
        return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = one, two
    return left(a, b, c) != left(a, b, d) and left(c, d, a) != left(c, d, b)


def collar_opening(body: Skeleton, camera: Camera) -> float:
    """How much the shirt's neck opening faces the viewer."""
    frame = body.trunk(50)[1]
    up, front = frame.up, frame.front
    tilted = (up[0] * 0.95 + front[0] * 0.31, up[1] * 0.95 + front[1] * 0.31, up[2] * 0.95 + front[2] * 0.31)
    return dot(tilted, camera.towards)


def in_order(
    parts: Mapping[str, Part], body: Skeleton, camera: Camera, override: Iterable[tuple[str, str]] = ()
) -> tuple[list[str], int]:
    """Names of the parts back to front, and how many circles had to be broken (0 for a sound figure)."""
    order = Order(parts, body, camera)
    order.rules()
    order.override(override)
    order.votes()
    return order.sequence(), order.cycles
