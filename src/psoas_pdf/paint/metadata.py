"""What a file says of itself: XMP, the Info dictionary, the colour that its numbers mean."""

from __future__ import annotations

import zlib
from functools import cache

from psoas_pdf.pages import Meta
from psoas_pdf.paint import icc
from psoas_pdf.paint.syntax import stream, text_string

PRODUCER = "psoas-pdf"
_DATE = "0000-00-00T00:00:00+00:00"
_NOT_IN_XML = frozenset(map(chr, [*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]))
_CONDITION = b"(sRGB IEC61966-2.1)"

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


def xmp(meta: Meta) -> bytes:
    """The packet, not deflated (PDF/A-2 readers look for it as plain text).

    Raises ValueError for a date of another form or a character that XML can't hold.
    """
    _check(meta)
    return _XMP.format(
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
    return b"<<%b>>" % b"".join([b"/%b%b" % entry for entry in entries])


@cache
def profile() -> bytes:
    """The colour profile as a stream object."""
    return stream(zlib.compress(icc.srgb()), b"/N 3/Alternate/DeviceRGB/Filter/FlateDecode")


def output_intent(profile_number: int) -> bytes:
    name = b"/OutputConditionIdentifier%b/Info%b/RegistryName(http://www.color.org)" % (
        _CONDITION,
        _CONDITION,
    )
    return b"<</Type/OutputIntent/S/GTS_PDFA1%b/DestOutputProfile %d 0 R>>" % (name, profile_number)


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
