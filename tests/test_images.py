"""Pictures that users give: what is refused before anything tries to decode it."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from psoas_pdf.images import BadImage, Size, measure


def saved(kind: str, mode: str = "RGB", width: int = 40, height: int = 30, **how: object) -> bytes:
    picture, stream = Image.effect_noise((width, height), 90).convert(mode), io.BytesIO()
    picture.save(stream, kind, **how)
    return stream.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA"])
def test_every_kind_of_png(mode: str) -> None:
    assert measure(saved("PNG", mode)) == Size("png", 40, 30)


def test_both_kinds_of_jpeg() -> None:
    assert measure(saved("JPEG")) == measure(saved("JPEG", progressive=True)) == Size("jpeg", 40, 30)


@pytest.mark.parametrize("share", [0.02, 0.5, 0.99])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_half_a_file(kind: str, share: float) -> None:
    whole = saved(kind)
    with pytest.raises(BadImage, match="cut short"):
        measure(whole[: max(40, int(len(whole) * share))])


def test_one_wrong_byte() -> None:
    data = bytearray(saved("PNG"))
    data[len(data) // 2] ^= 1
    with pytest.raises(BadImage, match="damaged"):
        measure(bytes(data))


def test_pixels_that_are_no_zlib_or_have_no_end() -> None:
    whole = saved("PNG")
    head = whole[:33]
    measure(head + chunk(b"IDAT", zlib.compress(bytes(3630))) + chunk(b"IEND", b""))
    for pixels in (b"nothing", zlib.compress(bytes(3630))[:-5], zlib.compress(bytes(3629)), b""):
        with pytest.raises(BadImage, match="damaged"):
            measure(head + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))


def test_a_few_bytes_that_unpack_to_gigabytes() -> None:
    bomb = zlib.compressobj(9)
    packed = b"".join(bomb.compress(bytes(1 << 20)) for _ in range(300)) + bomb.flush()
    with pytest.raises(BadImage, match="damaged"):
        measure(saved("PNG")[:33] + chunk(b"IDAT", packed) + chunk(b"IEND", b""))


def test_cmyk() -> None:
    with pytest.raises(BadImage, match="CMYK") as refused:
        measure(saved("JPEG", "CMYK"))
    assert "RGB" in refused.value.hint


def test_what_is_no_picture_or_too_large() -> None:
    for data in (b"", b"hello", saved("GIF", "P")):
        with pytest.raises(BadImage, match="neither"):
            measure(data)
    with pytest.raises(BadImage, match="81 megapixels"):
        measure(saved("PNG", "1", 40, 30).replace(b"\0\0\0(\0\0\0\x1e", b"\0\0\x23\x28\0\0\x23\x28", 1))
    with pytest.raises(BadImage, match=r"2\.0 MB"):
        measure(bytes(2_000_001))


def test_pixels_are_counted_before_bytes() -> None:
    """A photograph of 80 megapixels is told as that, from its first bytes."""
    frame = b"\xff\xd8\xff\xff\xc0\0\x11\x08" + struct.pack(">HH", 8000, 10000) + b"\3" + bytes(9)
    with pytest.raises(BadImage, match="80 megapixels"):
        measure(frame + bytes(3_000_000))
    png = saved("PNG")
    with pytest.raises(BadImage, match="80 megapixels"):
        measure(png[:16] + struct.pack(">II", 10000, 8000) + png[24:])


def test_kinds_of_pictures_that_viewers_show_unlike() -> None:
    png = saved("PNG")
    moving = png[:33] + chunk(b"acTL", bytes(8)) + png[33:]
    with pytest.raises(BadImage, match="animated"):
        measure(moving)
    twelve = bytearray(saved("JPEG"))
    at = twelve.index(b"\xff\xc0")
    twelve[at + 4] = 12
    with pytest.raises(BadImage, match="kind of JPEG"):
        measure(bytes(twelve))
    odd = bytearray(png)
    odd[24] = 3  # bits of a channel
    with pytest.raises(BadImage, match="damaged"):
        measure(bytes(odd))


def test_greys_of_sixteen_bits_would_be_clipped_to_white() -> None:
    data = io.BytesIO()
    Image.new("I;16", (40, 30), 40000).save(data, "PNG")
    with pytest.raises(BadImage, match="16 bits"):
        measure(data.getvalue())
