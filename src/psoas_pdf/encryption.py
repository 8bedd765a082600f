"""Finished files under a password, for e-mail: AES-256 (ISO 32000-2, 7.6.4), with the extra `password`.

An encrypted file can't be PDF/A, and no two are the same bytes, since salts and keys are drawn anew.  Its tags stay,
and whoever has the password may do everything with it, have it read aloud too.
"""

from __future__ import annotations

import io
from collections.abc import Callable

LONGEST = 127
"""Bytes of a password that count (ISO 32000-2, 7.6.4.3.3)."""

_ARCHIVE = b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"


class NoCipher(Exception):
    """The extra is not installed."""


def encryptor(password: str) -> Callable[[bytes], bytes]:
    """A function from a finished file to the same under a password.

    Raises NoCipher, and ValueError for a password that no reader would take.
    """
    if not 0 < len(password.encode("utf-8")) <= LONGEST:
        raise ValueError(f"a password has 1 to {LONGEST} bytes")
    try:
        import cryptography.hazmat.primitives.ciphers  # noqa: F401  pypdf looks for it when it is imported
    except ImportError as error:
        raise NoCipher from error
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

    def extension() -> DictionaryObject:
        """That says so in a file of PDF 1.7, which PDF/UA-1 is about."""
        level = {
            NameObject("/BaseVersion"): NameObject("/1.7"),
            NameObject("/ExtensionLevel"): NumberObject(8),
        }
        return DictionaryObject({NameObject("/ADBE"): DictionaryObject(level)})

    def encrypt(data: bytes) -> bytes:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
        writer.pdf_header = "%PDF-1.7"
        root = writer.root_object
        root[NameObject("/Extensions")] = extension()
        packet = root["/Metadata"].get_object()
        assert isinstance(packet, StreamObject)
        packet.set_data(packet.get_data().replace(_ARCHIVE, b""))
        writer.encrypt(password, algorithm="AES-256")
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    return encrypt
