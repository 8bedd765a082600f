"""A few pictures as they look on paper, against pictures that somebody has looked at."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from inspector import render
from psoas_pdf.library import Library
from psoas_pdf.pictures import as_pdf, shown
from psoas_pdf.problems import Problems
from psoas_pdf.ready import ReadyStore

GOLDENS = Path(__file__).parent / "goldens" / "figures"
DPI = 72
MEAN = 2.0
"""Of the differences of all pixels, of 255: edges fall elsewhere in another version of the renderer."""
FAR, FAR_SHARE = 60, 0.012
"""Pixels that differ by more than the first may be no more than this share: a limb elsewhere is more."""
PICTURES = {
    "thomas-stretch": "colour",
    "overhead-ball-throw": "colour",
    "supine-figure-four": "colour",
    "standing-hip-abduction": "line",
    "sit-up": "grey",
}


@cache
def library() -> Library:
    return Library()


def picture(exercise: str, style: str) -> Image.Image:
    problems = Problems()
    found = library().get("exercise", exercise, problems)
    assert found is not None, list(map(str, problems))
    pair = shown(found, ReadyStore((), None), "man", style, "pair", problems)
    assert pair is not None, list(map(str, problems))
    drawn: Image.Image = render(as_pdf(pair, ReadyStore((), None)), dpi=DPI).convert("RGB")
    return drawn


@pytest.mark.parametrize("exercise", PICTURES)
def test_the_picture_looks_as_it_did(exercise: str, request: pytest.FixtureRequest) -> None:
    path = GOLDENS / f"{exercise}.png"
    now = picture(exercise, PICTURES[exercise])
    if request.config.getoption("--accept"):
        path.parent.mkdir(parents=True, exist_ok=True)
        now.quantize(64).save(path, optimize=True)
    assert path.exists(), "look at the picture, then run pytest --accept"
    before = Image.open(path).convert("RGB")
    assert now.size == before.size
    difference = ImageChops.difference(now, before).convert("L")
    assert ImageStat.Stat(difference).mean[0] < MEAN
    far = sum(difference.histogram()[FAR:]) / (now.width * now.height)
    assert far < FAR_SHARE


def test_a_limb_elsewhere_would_be_seen() -> None:
    """The limits are not so wide that anything passes."""
    one, other = (picture("thomas-stretch", "colour"), picture("overhead-ball-throw", "colour"))
    difference = ImageChops.difference(one, other.resize(one.size)).convert("L")
    assert sum(difference.histogram()[FAR:]) / (one.width * one.height) > FAR_SHARE
