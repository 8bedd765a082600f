"""Pictures that users give: what is refused before anything tries to decode it."""

from __future__ import annotations

import io
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
