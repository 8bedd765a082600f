"""What a file says of itself: XMP, the Info dictionary, what the numbers of its colours mean."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from psoas_pdf.pages import IMPRINT, Meta, Picture
from psoas_pdf.paint import icc, pictures
from psoas_pdf.paint.syntax import number, stream, text_string

PRODUCER = "psoas-pdf"
_DATE = "0000-00-00T00:00:00+00:00"
_NOT_IN_XML = frozenset(map(chr, [*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]))
_OPERATORS = {"DeviceRGB": ("rg", "RG"), "DeviceGray": ("g", "G"), "DeviceCMYK": ("k", "K")}
_CHANNELS = {"DeviceRGB": 3, "DeviceGray": 1, "DeviceCMYK": 4}

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" \
xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer><pdf:Keywords>{keywords}</pdf:Keywords>
<pdfuaid:part>1</pdfuaid:part><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas> </rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


_PRESS = (
    (
        'xmlns:pdfaid="',
        """xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" \
xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" """,
    ),
    ("<xmp:CreatorTool>", "<xmp:MetadataDate>{date}</xmp:MetadataDate>\n"),
    (
        "<pdfuaid:part>",
        """<xmpMM:DocumentID>uuid:{identity}</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
""",
    ),
    (
        "</rdf:Bag></pdfaExtension:schemas>",
        """<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/X identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.npes.org/pdfx/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfxid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>GTS_PDFXVersion</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/X version</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li>""",
    ),
)
"""What a file for a press says besides (ISO 15930-7), and before which part of the packet."""


class Separation(NamedTuple):
    """What the numbers of a file's colours mean, and how '#rrggbb' becomes such numbers.

    space: a device space of PDF.  operands: the numbers of '#rrggbb' in drawings.  on_page: of the theme's colours,
    which text and rules have.  picture: of a checked PNG or JPEG, its stream objects.  profile: the ICC profile of
    the output intent.  condition: its name.  key: all that `operands` depend on besides the colour; '' on screen.
    """

    space: str
    operands: Callable[[str], str]
    on_page: Callable[[str], str]
    picture: Callable[[Picture], pictures.Image]
    profile: Callable[[], bytes]
    condition: str
    key: str = ""

    @property
    def press(self) -> bool:
        """Whether the file is for a printing press, with all that PDF/X-4 asks for."""
        return bool(self.key)

    @property
    def fill(self) -> str:
        """The operator that sets the colour of fills."""
        return _OPERATORS[self.space][0]

    @property
    def stroke(self) -> str:
        return _OPERATORS[self.space][1]


def xmp(meta: Meta, identity: str | None = None) -> bytes:
    """The packet, not deflated (PDF/A-2 readers look for it as plain text).

    identity: of a file for a press, the UUID that names its content.  Raises ValueError for a date of another
    form or a character that XML can't hold.
    """
    _check(meta)
    packet = _press_packet() if identity else _XMP
    return packet.format(
        identity=identity,
        title=_escaped(meta.title),
        author=_escaped(meta.author),
        subject=_escaped(meta.subject),
        language=_escaped(meta.language),
        date=meta.date,
        creator=_escaped(meta.creator),
        keywords=_escaped(meta.keywords),
        producer=PRODUCER,
    ).encode("utf-8")


def info(meta: Meta) -> bytes:
    """The Info dictionary; it says the same as the XMP."""
    d = meta.date
    when = f"(D:{d[0:4]}{d[5:7]}{d[8:10]}{d[11:13]}{d[14:16]}{d[17:19]}+00'00')".encode("ascii")
    entries = (
        (b"Title", text_string(meta.title)),
        (b"Author", text_string(meta.author)),
        (b"Subject", text_string(meta.subject)),
        (b"Keywords", text_string(meta.keywords)),
        (b"Creator", text_string(meta.creator)),
        (b"Producer", text_string(PRODUCER)),
        (b"CreationDate", when),
        (b"ModDate", when),
        (b"Trapped", b"/False"),
    )
    own = b"/%b%b" % (IMPRINT.encode("ascii"), text_string(meta.imprint)) if meta.imprint else b""
    return b"<<%b%b>>" % (b"".join([b"/%b%b" % entry for entry in entries]), own)


def output_intents(separation: Separation, profile: str) -> bytes:
    """The array for the catalog; `profile` is the reference to the profile, one object for all intents.

    A condition that stands in no registry is called Custom (ISO 32000-1, 14.11.5).
    """
    name = text_string(separation.condition)
    if separation.press:
        about = b"/OutputConditionIdentifier(Custom)/OutputCondition%b/Info%b" % (name, name)
    else:
        about = b"/OutputConditionIdentifier%b/Info%b/RegistryName(http://www.color.org)" % (name, name)
    intents = [
        b"<</Type/OutputIntent/S/%b%b/DestOutputProfile %b>>" % (kind, about, profile.encode("ascii"))
        for kind in ((b"GTS_PDFX", b"GTS_PDFA1") if separation.press else (b"GTS_PDFA1",))
    ]
    return b"[%b]" % b"".join(intents)


@lru_cache(8)
def profile(separation: Separation) -> bytes:
    """Its colour profile as a stream object."""
    entries = f"/N {_CHANNELS[separation.space]}/Alternate/{separation.space}/Filter/FlateDecode"
    return stream(zlib.compress(separation.profile()), entries.encode("ascii"))


@lru_cache(500)
def _rgb(colour: str) -> str:
    return " ".join([number(int(colour[i : i + 2], 16) / 255, 3) for i in (1, 3, 5)])


SCREEN = Separation("DeviceRGB", _rgb, _rgb, pictures.read, icc.srgb, "sRGB IEC61966-2.1")


@cache
def _press_packet() -> str:
    packet = _XMP
    for before, more in _PRESS:
        packet = packet.replace(before, more + before, 1)
    return packet


def _check(meta: Meta) -> None:
    shape = "".join(["0" if c in "0123456789" else c for c in meta.date[:19]]) + meta.date[19:]
    if shape != _DATE:
        raise ValueError(f"not a date of the form 2026-03-02T00:00:00+00:00: {meta.date!r}")
    for text in (meta.title, meta.author, meta.subject, meta.language, meta.creator, meta.keywords):
        if not set(text).isdisjoint(_NOT_IN_XML):
            raise ValueError(f"a character that can't stand in the description of a file: {text!r}")
    if not meta.title or not meta.language:
        raise ValueError("a file needs a title and a language")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
