"""Sections of the shirt, the pelvis and each leg of the shorts."""

from __future__ import annotations

from math import cos, pi, sin, sqrt

from psoas_pdf.figure.camera import Camera
from psoas_pdf.figure.curves import smooth
from psoas_pdf.figure.limbs import arm_section
from psoas_pdf.figure.posture import SIDES, SIGN, Side, Skeleton
from psoas_pdf.figure.tables import Look, number
from psoas_pdf.figure.tube import Tube
from psoas_pdf.figure.vectors import Vec, at, between

HEM = 25.0
"""Length of the shorts below the hip joint, in cm."""
WAIST = 11.4
"""The waistband's upper edge above the hip joints, in cm."""
SHIRT = 0.55
"""Cloth over the skin, in cm."""
SHORTS = 0.6
CAP = (-4.4, -2.4, 0.0, 3.0)
"""Where along the upper arm the rounding of the shoulder is; cm."""
UNDER_SLEEVE = 0.25
"""Cloth over the skin there: less than the sleeve has, so that no corner stands out of it."""
BUTTOCK = 9.0
"""So far below the hip joint (cm) the far buttock belongs to the pelvis when it is seen from the side."""
GROIN, CREASE = 0.3, 0.24
"""How much thinner that buttock's piece ends in front and behind, as a share."""
LAP_POINTS, LAP_SAGS = 6, 1.4
"""Of the shirt over a lap: points on each side, cm below the waist in the middle."""
ROUND = 6.0
"""In a picture a deeply bent hip turns over so much more (cm), so that the buttock stays round."""
SEAT = (-4.4, -6.2, -8.0)
"""Between bent thighs the pelvis goes on so far down, in cm along the trunk."""
SPREAD, SPREAD_BENT = 12.0, 40.0
"""A thigh that is led out more and bent less (degrees) folds at its outer side."""
OVER_FOLD = (-8.0, 9.0)
"""From where to where the shorts run over that fold; cm below the hip joint."""
CROTCH = 0.55
"""How much narrower the pelvis ends between the legs than beside them, as a share."""


def collar(body: Skeleton, look: Look, grow: float = 1.0) -> list[Vec]:
    """The shirt's neck opening: higher behind than in front."""
    width = 6.1 * (1 - (1 - look.neck) * 0.68) * grow
    out = []
    for i in range(14):
        a = 2 * pi * i / 14
        x = cos(a) * 6.2 * grow
        dip = 0.33 * x + (0.10 * x * x / 6.2 if x > 0 else 0.0)
        out.append(body.on_trunk(51.9 - dip, -1.4 + x, sin(a) * width))
    return out


def shirt(body: Skeleton, look: Look, camera: Camera) -> Tube:
    tube = Tube(body.posture.support)
    s = 7.6
    while s <= 47.6:
        centre, frame = body.trunk(s)
        side = look.trunk_side(s) + SHIRT
        front = look.trunk_front(s) + SHIRT * (1 if s < 44 else 0.5)
        tube.section(centre, frame, front, look.trunk_back(s) + SHIRT, side, side, s, 16, camera)
        s += 2.9 if s < 40 else 1.9
    tube.points(collar(body, look, 1.04), 52)
    for name in SIDES:
        _shoulder(tube, body, look, camera, name)
    return tube


def _shoulder(tube: Tube, body: Skeleton, look: Look, camera: Camera, side: Side) -> None:
    """The slope from the neck to the shoulder, and the folds in front of and behind the armpit."""
    g, joint = SIGN[side], body.shoulder(side)
    frame, arm = body.trunk(47)[1], body.upper_arm(side)
    cap = 4.9 - 3.3 * (1 - look.neck)
    slope = [
        (body.on_trunk(50.2, -3.4, g * 4.2), 3.6),
        (between(body.on_trunk(49.2, -2.2, g * 9.4), joint, 0.12), 4.0),
        (at(joint, frame, 0, -0.2, -g * 1.0), cap),
    ]
    tube.balls(slope, camera, 50)
    # Cloth runs from the neck to the cap of the arm in one line, however the arm turns.
    depths = len(tube.discs)
    for s in CAP:
        tube.balls(slope[1:2], camera, 50)
        arm_section(tube, body, look, side, s, camera, UNDER_SLEEVE, 14)
    # It lies over the arm: what is before or behind the trunk is not settled by it.
    del tube.discs[depths:]
    armpit = [
        (at(joint, arm, 0, -3.0), 4.0),
        (at(joint, frame, 0, -3, -g * 2.5), 4.4),
        (body.on_trunk(37, 0, g * (look.trunk_side(37) - 4.6)), 4.4),
        (body.on_trunk(32, 0, g * (look.trunk_side(32) - 4.2)), 4.0),
    ]
    tube.balls(armpit, camera, 40)


def pelvis(
    body: Skeleton, look: Look, camera: Camera, beyond: Side | None = None, seat: bool = False
) -> Tube:
    """The shorts from the waistband to the crotch.

    beyond: the side that is hidden in a view from the side; its buttock then makes one mass with the pelvis.
    seat: whether one looks between bent thighs at what the body sits on.
    """
    tube = Tube(body.posture.support)
    for s in (WAIST, 9.6, 7.6, 5.4, 3.8, 2.2, 0.6, -1.0, -2.6, *(SEAT if seat else ())):
        centre, frame = body.trunk(s)
        k = 1 - 0.17 * smooth((5.5 - s) / 8)
        # Round between the legs: a flat end would hang out like a tab when they part.
        side = (look.trunk_side(s) + SHORTS) * k * (1 - CROTCH * smooth((1.5 - s) / 4))
        front, back = (look.trunk_front(s) + SHORTS) * k, (look.trunk_back(s) + SHORTS) * k
        tube.section(centre, frame, front, back, side, side, -s, 18, camera)
    if beyond:
        tube.chains += shorts_leg(body, look, beyond, camera, BUTTOCK)[0].chains
    return tube


def shorts_leg(
    body: Skeleton, look: Look, side: Side, camera: Camera | None, end: float = HEM
) -> tuple[Tube, list[Vec]]:
    """One leg of the shorts, buttock included, and the points of its hem; only to `end` cm below the hip."""
    tube = Tube(body.posture.support)
    g, flexion = SIGN[side], body.posture.of(side, "hip")
    extended, bent = max(0.0, -flexion) / 30, max(0.0, flexion) / 100
    turn = 8.5 + 4 * min(1.0, extended) + (ROUND * smooth(bent - 0.8) if camera else 0.0)
    thigh, joint, half = body.thigh(side), body.hip(side), number("hip-half-width")

    def ring(s: float) -> None:
        if s < 0:
            centre, frame = body.trunk(-s)
            centre = at(centre, frame, 0, 0, g * half)
        else:
            centre, frame = at(joint, thigh, 0, -s), thigh
        if -turn < s < turn:
            frame = body.thigh(side, smooth((s + turn) / (2 * turn)))
        w = smooth((s + 6) / 12)
        front = look.trunk_front(-s) * (1 - w) + look.leg_front(s) * w
        back = look.trunk_back(-s) * (1 - w) + look.leg_back(s) * w
        back -= 1.3 * min(1.0, bent) * max(0.0, 1 - abs(s) / 9)
        back -= 1.6 * min(1.3, extended) * smooth(1 - abs(s - 1) / 13)
        round_off = 0.7 + 0.3 * smooth((s + 9.5) / 11.5)
        front *= round_off
        if end < HEM:
            # The thigh comes out from under the pelvis without a step.
            front *= 1 - GROIN * smooth((s + 3) / (end + 3))
            back *= 1 - CREASE * smooth((s - 2) / (end - 2))
        cloth = 0.5 + 0.55 * smooth((s - 4) / (HEM - 4))
        v = smooth((s + 4) / 8)
        outer = (look.trunk_side(-s) - half) * (1 - v) + look.leg_outer(s) * v + cloth
        inner = look.leg_inner(s) + (0.9 * smooth((s - 6) / 14) if s > 6 else 0.0) + cloth * 0.5
        left, right = (inner, outer) if g > 0 else (outer, inner)
        tube.section(centre, frame, front + cloth, back + cloth, left, right, s, 14, camera)

    s = -9.5
    while s <= end + 0.01:
        ring(s)
        s += 1.7 if abs(s) < turn else 2.6
    rim = tube.chains[-1][-1][0]
    if body.posture.of(side, "hip-abduction") > SPREAD and flexion < SPREAD_BENT:
        # Cloth runs over the fold beside a thigh that is led out.
        tube.chain()
        for s in OVER_FOLD:
            ring(s)
    return tube, rim


def lap_line(body: Skeleton, look: Look, rise: float) -> list[Vec]:
    """The shirt's lower edge over a lap: it sags between the thighs and is drawn up by `rise` at the flanks."""
    out = []
    for i in range(-LAP_POINTS, LAP_POINTS + 1):
        u = i / LAP_POINTS
        s = WAIST - LAP_SAGS + rise * abs(u) ** 3
        front = (look.trunk_front(s) + SHIRT) * sqrt(1 - u * u)
        out.append(body.on_trunk(s, front, u * (look.trunk_side(s) + SHIRT)))
    return out


def waist_line(body: Skeleton, look: Look, s: float, camera: Camera, half: int) -> list[Vec]:
    """The part of the trunk's girth at s that faces the viewer: 2 half + 1 points of 36 round it."""
    centre, frame = body.trunk(s)
    towards = camera.towards
    ring, facing = [], []
    for i in range(36):
        a = 2 * pi * i / 36
        x, z = cos(a), sin(a)
        radius = (look.trunk_front(s) if x > 0 else look.trunk_back(s)) + SHORTS
        ring.append(at(centre, frame, x * radius, 0, z * (look.trunk_side(s) + SHORTS)))
        f, r = frame.front, frame.right
        facing.append(
            x * (f[0] * towards[0] + f[1] * towards[1] + f[2] * towards[2]) / 1.3
            + z * (r[0] * towards[0] + r[1] * towards[1] + r[2] * towards[2])
        )
    nearest = max(range(36), key=lambda i: facing[i])
    return [ring[(nearest + j) % 36] for j in range(-half, half + 1)]


def waist_ring(body: Skeleton, look: Look, s: float, n: int = 24) -> list[Vec]:
    """The whole girth at s."""
    centre, frame = body.trunk(s)
    out = []
    for i in range(n):
        a = 2 * pi * i / n
        x = cos(a) * ((look.trunk_front(s) if cos(a) > 0 else look.trunk_back(s)) + SHORTS)
        out.append(at(centre, frame, x, 0, sin(a) * (look.trunk_side(s) + SHORTS)))
    return out
