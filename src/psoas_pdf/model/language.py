"""Every word that the program itself prints."""

from __future__ import annotations

from psoas_pdf.problems import NOWHERE, Place
from psoas_pdf.record import key, record


@record
class Language:
    """`data/languages/<id>.yaml`: the program's own words in one language.

    `words` is a flat table; a text may hold named gaps such as {page}, which are filled in by name and nothing else.
    A word that counts is two entries, `….one` and `….many`.
    """

    id: str = key("The id: a language tag.", example="en")
    name: str = key("The language's own name.", example="English")
    tag: str = key("The tag written into the PDF.", example="en-GB")
    emergency: str = key("The emergency number.", example="999")
    words: dict[str, str] = key("The words.")
    place: Place = NOWHERE
