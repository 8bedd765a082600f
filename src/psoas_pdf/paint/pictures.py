"""PNG and JPEG as image XObjects; reportlab decodes them."""

from __future__ import annotations

import io
from typing import Any, NamedTuple

from psoas_pdf.pages import Picture
from psoas_pdf.paint.syntax import stream

_MASK = b"/SMask 0 0 R"


class UnusablePicture(ValueError):
    """Not a PNG or JPEG that a file can hold."""


class Image(NamedTuple):
    """Stream objects of the picture and of its soft mask, if it has one."""

    data: bytes
    mask: bytes | None

    def body(self, mask_number: int) -> bytes:
        return self.data.replace(_MASK, b"/SMask %d 0 R" % mask_number, 1) if self.mask else self.data


def read(picture: Picture) -> Image:
    """Raises UnusablePicture."""
    from reportlab import rl_config
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase.pdfdoc import PDFImageXObject

    ascii85 = rl_config.useA85
    rl_config.useA85 = 0  # binary streams; reportlab looks at it while it reads a picture
    try:
        image = PDFImageXObject("", ImageReader(io.BytesIO(picture.data)), mask="auto")
    except Exception as error:  # Pillow meets broken files with many kinds of error
        raise UnusablePicture(f"not a picture that can be read: {error}") from error
    finally:
        rl_config.useA85 = ascii85
    if image.colorSpace == "DeviceCMYK":
        raise UnusablePicture("a CMYK picture can't stand in a file for screens; save it as RGB")
    # reportlab keeps the mask beside the image and leaves it to its canvas to write both
    soft = getattr(image, "_smask", None)
    return Image(_body(image, _MASK if soft else b""), _body(soft, b"") if soft else None)


def image_object(size: tuple[int, int], space: str, data: bytes, mask: bytes | None) -> Image:
    """Of deflated samples of eight bits, with deflated opacities if there are any."""
    width, height = size

    def body(space: str, samples: bytes, extra: bytes) -> bytes:
        entries = (
            f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/{space}"
            f"/BitsPerComponent 8/Filter/FlateDecode"
        )
        return stream(samples, entries.encode("ascii") + extra)

    return Image(body(space, data, _MASK if mask else b""), body("DeviceGray", mask, b"") if mask else None)


def _body(image: Any, extra: bytes) -> bytes:
    entries = (
        f"/Type/XObject/Subtype/Image/Width {image.width}/Height {image.height}/ColorSpace/{image.colorSpace}"
        f"/BitsPerComponent {image.bitsPerComponent}/Filter/{image._filters[-1]}"
    )
    return stream(image.streamContent, entries.encode("ascii") + extra)
