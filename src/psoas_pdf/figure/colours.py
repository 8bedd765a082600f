"""Colours of figures by role, from `data/looks` and `data/body/palette.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from psoas_pdf.colours import mixed
from psoas_pdf.figure.tables import look_colours, table


@cache
def _palette(look: str) -> dict[str, str]:
    entry = table("palette")
    person = _with_tones(look_colours(look), entry["tones"])
    for role, (a, b, share) in entry["mixed"].items():
        if role not in person and a in person and b in person:
            person[role] = mixed(person[a], person[b], share)
    out = {**entry["colours"], **person}
    ghost = entry["ghost"]
    for role, colour in (*person.items(), ("ball", out["ball"]), ("ball-edge", out["ball-edge"])):
        white = ghost["edge-white"] if role.endswith("-edge") else ghost["white"]
        out[f"ghost-{role}"] = mixed(mixed(colour, ghost["toward"], ghost["by"]), "#FFFFFF", white)
    return out


def _with_tones(colours: Mapping[str, str], tones: Mapping[str, float]) -> dict[str, str]:
    """The colours of a look, and the tones that it leaves out: so far from the colour towards its edge."""
    out = dict(colours)
    for role in [role for role in colours if f"{role}-edge" in colours]:
        for tone, share in tones.items():
            out.setdefault(f"{role}-{tone}", mixed(colours[role], colours[f"{role}-edge"], share))
    return out


def palette(look: str) -> dict[str, str]:
    """Role to '#rrggbb', for every role that a figure of this look can use."""
    return dict(_palette(look))
