"""The separations of the print edition: what each colour is in the inks of a press.

What is neutral is printed in black ink alone, so that text and outlines have one edge and no coloured fringe
where plates don't meet.  Pillow, which reportlab brings, has LittleCMS for all other colours.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from psoas_pdf.colours import grey as grey_of
from psoas_pdf.colours import luminance
from psoas_pdf.pages import Picture
from psoas_pdf.paint import icc
from psoas_pdf.paint.metadata import Separation
from psoas_pdf.paint.pictures import Image, UnusablePicture, image_object
from psoas_pdf.paint.profile import BadProfile, Profile
from psoas_pdf.paint.syntax import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image as Pillow

Black = Mapping[str, float | None]
"""'#RRGGBB' of a theme's neutral colours to the share of black ink, 0 to 1, that each is printed with on the page
(drawings have colours of their own); None for as much as is as light.
"""

_STEPS = 100
"""Black ink is given in whole per cent, as shops speak of it."""
_NEUTRAL_MODES = ("1", "L", "I", "I;16")


def in_grey(black: Black) -> Separation:
    """One ink, with a profile of the program's own."""

    @cache
    def operands(colour: str) -> str:
        return number(int(grey_of(colour)[1:3], 16) / 255, 3)

    @cache
    def on_page(colour: str) -> str:
        share = black.get(colour.upper())
        return operands(colour) if share is None else number(1 - share, 3)

    profile = icc.grey()
    return Separation(
        "DeviceGray",
        operands,
        on_page,
        lambda picture: _picture(picture, None),
        lambda: profile,
        icc.GREY,
        _key(profile),
    )


def in_cmyk(profile: Profile, black: Black) -> Separation:
    """Four inks through a shop's profile: relative colorimetric with black point compensation, which keeps white
    paper white and black as dark as it gets.  Raises BadProfile when LittleCMS can't use the profile.
    """
    from PIL import Image as Pillow
    from PIL import ImageCms

    relative, compensated = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
    try:
        press = ImageCms.ImageCmsProfile(io.BytesIO(profile.data))
        screen = ImageCms.ImageCmsProfile(io.BytesIO(icc.srgb()))
        to_inks = ImageCms.buildTransform(screen, press, "RGB", "CMYK", relative, compensated)
        to_lab = ImageCms.buildTransform(press, ImageCms.createProfile("LAB"), "CMYK", "LAB", relative)
    except (ImageCms.PyCMSError, ImportError, OSError) as error:
        raise BadProfile(f"LittleCMS can't use the profile: {error}") from error
    blacks = b"".join([bytes((0, 0, 0, round(255 * step / _STEPS))) for step in range(_STEPS + 1)])
    ramp = Pillow.frombytes("CMYK", (_STEPS + 1, 1), blacks)
    lightness = to_lab.apply(ramp).getchannel(0).tobytes()

    def in_black(colour: str) -> str:
        return f"0 0 0 {number(_black_for(colour, lightness))}"

    @cache
    def operands(colour: str) -> str:
        if colour[1:3] == colour[3:5] == colour[5:7]:
            return in_black(colour)
        pixel = Pillow.new("RGB", (1, 1), colour)
        return " ".join([number(ink / 255) for ink in to_inks.apply(pixel).tobytes()])

    @cache
    def on_page(colour: str) -> str:
        if colour.upper() not in black:
            return operands(colour)
        share = black[colour.upper()]
        return in_black(colour) if share is None else f"0 0 0 {number(share)}"

    return Separation(
        "DeviceCMYK",
        operands,
        on_page,
        lambda picture: _picture(picture, to_inks.apply),
        lambda: profile.data,
        profile.name,
        _key(profile.data),
    )


def _key(profile: bytes) -> str:
    return sha256(profile).hexdigest()[:24]


def _black_for(colour: str, lightness: bytes) -> float:
    """Share of black ink that is as light as a grey, from paper at white to full black at black."""
    y = luminance(colour)
    wanted = (116 * y ** (1 / 3) - 16 if y > 216 / 24389 else y * 24389 / 27) / 100  # CIE L*, 0 to 1
    paper, full = lightness[0], lightness[-1]
    level = full + (paper - full) * wanted
    return min(range(_STEPS + 1), key=lambda step: abs(lightness[step] - level)) / _STEPS


def _picture(picture: Picture, to_inks: Callable[[Pillow.Image], Pillow.Image] | None) -> Image:
    """In inks, or in grey where there are none or the picture has no colour.  Raises UnusablePicture."""
    from PIL import Image as Pillow

    try:
        with Pillow.open(io.BytesIO(picture.data)) as opened:
            opened.load()
            image, alpha = _parted(opened)
    except Exception as error:  # Pillow meets broken files with many kinds of error
        raise UnusablePicture(f"not a picture that can be read: {error}") from error
    if to_inks and image.mode == "RGB":
        inks = to_inks(image)
        return image_object(image.size, "DeviceCMYK", zlib.compress(inks.tobytes()), alpha)
    return image_object(image.size, "DeviceGray", zlib.compress(image.convert("L").tobytes()), alpha)


def _parted(image: Pillow.Image) -> tuple[Pillow.Image, bytes | None]:
    """The picture in RGB, or in grey where it has no colour; and its opacity if it isn't opaque, deflated."""
    from PIL import ImageChops

    if image.mode == "CMYK":
        raise ValueError("it is in CMYK; save it as RGB")
    alpha = None
    if image.has_transparency_data:
        image = image.convert("RGBA")
        opacity = image.getchannel("A")
        alpha = zlib.compress(opacity.tobytes()) if opacity.getextrema() != (255, 255) else None
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda v: v / 256).convert("L")
    elif image.mode not in _NEUTRAL_MODES:
        image = image.convert("RGB")
        red, green, blue = image.split()
        if not any(ImageChops.difference(red, other).getbbox() for other in (green, blue)):
            image = red
    return image, alpha
