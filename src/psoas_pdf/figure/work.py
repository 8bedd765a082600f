"""The posture while a pose is being solved, and what every step of solving asks of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import cos, radians, sin

from psoas_pdf.figure.camera import Camera
from psoas_pdf.figure.contacts import Contact
from psoas_pdf.figure.posture import Posture, Side, Skeleton
from psoas_pdf.figure.props import Thing
from psoas_pdf.figure.solved import Figure
from psoas_pdf.figure.tables import Look, number, table
from psoas_pdf.figure.tube import Tube
from psoas_pdf.figure.vectors import Vec, at
from psoas_pdf.figure.wanted import Wanted
from psoas_pdf.problems import Problems

SIDEWAYS = Camera(90, 0)
"""Any camera does where only the lowest point is asked for."""
HALVINGS = 12
NEAR_ENOUGH = 1.0
"""A hand or foot may miss its goal by this much (cm)."""


@dataclass
class Work:
    """What steps of solving share and change: the posture, points that stay, things that are held."""

    goal: Wanted
    props: Mapping[str, Thing]
    look: Look
    picture: str
    before: Figure | None
    problems: Problems
    posture: Posture
    pins: dict[str, Vec] = field(default_factory=dict)
    held: dict[str, Vec] = field(default_factory=dict)
    support: float = 0.0
    carrier: Contact | None = None

    @property
    def body(self) -> Skeleton:
        return Skeleton(self.posture)

    def top(self, contact: Contact) -> float:
        """Height of the face that a contact is on."""
        thing = self.props.get(contact.target)
        return thing.top if thing else 0.0

    def pin(self, contact: Contact) -> Vec | None:
        """Where this contact was in the pose before, when it was the same and does not slide."""
        if self.before is None or contact.name not in self.before.pins or contact.manner == "sliding":
            return None
        earlier = self.before.wanted.contacts.get(contact.name)
        same = earlier and (earlier.manner, earlier.target) == (contact.manner, contact.target)
        return self.before.pins[contact.name] if same else None

    def ball(self, side: Side) -> Vec:
        """The sole under the ball of the foot, the toes bent as they are."""
        x, y = table("skeleton")["ball-of-foot"]
        joint = table("extremities")["shoe"]["toe-joint"][1]
        body, bend = self.body, radians(self.posture.of(side, "toes"))
        under = joint - y
        return at(body.ankle(side), body.foot(side), x + under * sin(bend), joint - under * cos(bend))

    def bisect(
        self, change: Callable[[float], Posture], height: Callable[[], float], low: float, high: float
    ) -> None:
        """Find the change at which the height is 0; the better end of the range when there is none."""
        start = self.posture

        def measured(d: float) -> float:
            self.posture = start
            self.posture = change(d)
            return height()

        at_low, at_high = measured(low), measured(high)
        if (at_low > 0) == (at_high > 0):
            measured(low if abs(at_low) < abs(at_high) else high)
            return
        rising = at_high > 0
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            if (measured(middle) > 0) == rising:
                high = middle
            else:
                low = middle
        measured((low + high) / 2)

    def missing(self, contact: Contact, missing: float, middle: float) -> None:
        if missing > NEAR_ENOUGH:
            joint = "elbow" if contact.part in ("hand", "forearm") else "knee"
            what = contact.target or "the other"
            self.problems.error(
                contact.place,
                f"{self.picture}: the {contact.side} {contact.part} does not reach {what}, "
                f"{missing:.0f} cm are missing with the {joint} straight ({middle:.0f} degrees)",
                "change the angles of trunk and hips, or touch something nearer",
            )


def lowest(*tubes: Tube, since: float = -99.0, until: float = 99.0) -> float:
    """Height of the lowest point of some parts, or of the stretch of them between two tags."""
    return min(
        p[1]
        for tube in tubes
        for chain in tube.chains
        for points, tag in chain
        if since <= tag <= until
        for p in points
    )


def knee_zone() -> tuple[float, float]:
    """The stretch of a leg that kneels, cm below the hip joint."""
    return number("thigh") - 6, number("thigh") + 8
