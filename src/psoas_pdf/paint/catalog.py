"""Pages and the catalog as objects."""

from __future__ import annotations

from collections.abc import Sequence

from psoas_pdf.pages import Page
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


def catalog_object(
    file: File, language: str, structure_root: str, intents: bytes, bookmarks: str | None
) -> bytes:
    """bookmarks: a reference to the outline, where there is one."""
    entries = f"<</Type/Catalog/Pages {file.ref('pages')}/Metadata {file.ref('xmp')}"
    entries += f"/StructTreeRoot {structure_root}"
    if bookmarks:
        entries += f"/PageMode/UseOutlines/Outlines {bookmarks}"
    entries += "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"
    return b"%b/Lang%b/OutputIntents%b>>" % (entries.encode("ascii"), text_string(language), intents)
