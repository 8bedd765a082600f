"""What a file says of itself, and the fonts that it carries."""

from __future__ import annotations

from collections.abc import Iterable

from psoas_pdf.verify.contents import About
from psoas_pdf.verify.findings import Findings
from psoas_pdf.verify.fonts import Font


def check_about(about: About, tagged: bool, findings: Findings) -> None:
    again = "make the file again with psoas-pdf"
    if not tagged:
        findings.error(0, "the file has no tags: a screen reader has nothing to go by", again)
    elif not about.marked:
        findings.error(0, "the catalogue doesn't say that the file is tagged (MarkInfo)", again)
    if not about.language.strip():
        findings.error(
            0, "the file says no language (Lang)", "a screen reader needs to know how to pronounce it"
        )
    if not about.title.strip():
        findings.error(0, "the file has no title (Info, Title)", "give the plan a title")
    if not about.shows_title:
        findings.error(0, "readers show the file's name in place of its title (DisplayDocTitle)", again)


def check_fonts(fonts: Iterable[Font], findings: Findings) -> None:
    for font in sorted({(f.name, f.kind, f.embedded, f.spoken) for f in fonts}):
        name, kind, embedded, spoken = font
        if kind == "Type3":
            findings.error(0, f"the font {name!r} is a Type 3 font", "use a TrueType font")
        elif not embedded:
            findings.error(
                0, f"the font {name!r} is not embedded", "another machine would print other letters"
            )
        if not spoken:
            findings.error(
                0,
                f"the font {name!r} says no words for its letters (ToUnicode)",
                "its text can't be read aloud",
            )
