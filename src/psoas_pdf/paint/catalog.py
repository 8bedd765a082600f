"""Pages and the catalog as objects."""

from __future__ import annotations

from collections.abc import Sequence

from psoas_pdf.pages import Page, Sheets
from psoas_pdf.paint import navigation
from psoas_pdf.paint.metadata import Separation
from psoas_pdf.paint.syntax import number, numbers, text_string
from psoas_pdf.paint.writer import File


def page_object(
    file: File, index: int, page: Page, separation: Separation, contents: str, links: Sequence[str]
) -> bytes:
    """contents, links: references to its streams and annotations."""
    streams = f"[{contents}]" if contents.count("R") > 1 else contents
    entries = [
        f"<</Type/Page/Parent {file.ref('pages')}/MediaBox[0 0 {number(page.width)} {number(page.height)}]",
        f"/BleedBox[{numbers(page.bleed)}]" if page.bleed else "",
        f"/TrimBox[{numbers(page.trim)}]" if page.trim else "",
        f"/Resources {file.ref('resources')}/Contents {streams}",
        f"/StructParents {index}/Tabs/S",
        f"/Group<</S/Transparency/CS/{separation.space}>>" if separation.press else "",
        f"/Annots[{' '.join(links)}]" if links else "",
    ]
    return "".join([*entries, ">>"]).encode("ascii")


def catalog_object(file: File, sheets: Sheets, structure_root: str, intents: bytes) -> bytes:
    entries = f"<</Type/Catalog/Pages {file.ref('pages')}/Metadata {file.ref('xmp')}"
    entries += f"/StructTreeRoot {structure_root}"
    if sheets.bookmarks:
        entries += f"/PageMode/UseOutlines/Outlines {navigation.outline(file, sheets.bookmarks)}"
    entries += "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"
    language = text_string(sheets.meta.language)
    return b"%b/Lang%b/OutputIntents%b>>" % (entries.encode("ascii"), language, intents)
