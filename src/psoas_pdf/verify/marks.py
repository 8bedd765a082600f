"""Marks against the tag tree: all that is painted has one owner, and the parent tree names the same one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from psoas_pdf.verify.findings import Findings, counted, listed
from psoas_pdf.verify.painted import ARTIFACT, PAGINATION, PagePainted, meets
from psoas_pdf.verify.spoken import Spoken
from psoas_pdf.verify.tags import Element, Place, Tags

HEAD_ZONE = 0.2
"""Of the page's height, at its head and at its foot, where running heads and page numbers stand."""
SAME_PLACE = 1.0
FURNITURE_ZONE = 0.08
LEAST_REPEATED = 3
MOST_OF = 0.5
"""Pages, and share of all pages, with the same words at the same place from which they are a running head."""
AGAIN = "make the file again"


def check_page_marks(page: PagePainted, findings: Findings) -> None:
    loose = [run.text for run in page.runs if run.mark < 0 and run.text.strip()]
    if loose:
        findings.error(
            page.number, f"text outside of all marks: {listed(loose)}", "a screen reader leaves it out"
        )
    others = [what for what in page.unmarked if what != "text"]
    if others:
        findings.error(
            page.number,
            f"painted outside of all marks: {', '.join(others)}",
            "mark it as content or as an artifact",
        )
    keys = Counter(mark.key for mark in page.marks if mark.key is not None and not mark.inner)
    twice = sorted(key[1] for key, count in keys.items() if count > 1)
    if twice:
        findings.error(page.number, f"the mark {twice[0]} stands on the page more than once (MCID)", AGAIN)
    if page.annotations and page.tab_order != "S":
        findings.error(page.number, "links are not reached in reading order (Tabs)", AGAIN)


def check_artifacts(pages: Sequence[PagePainted], spoken: Spoken, imposed: bool, findings: Findings) -> None:
    """Real text that is marked as if it were decoration: no validator sees that.

    imposed: sheets of several pages, whose heads and feet stand in the middle of a sheet too.
    """
    told = {" ".join(word.run.text.split()) for words in spoken.said().values() for word in words}
    for page in pages:
        lost = []
        for run in page.runs:
            mark = page.marks[run.mark] if run.mark >= 0 else None
            text = " ".join(run.text.split())
            sheet = page.sheet
            if mark is None or mark.role != ARTIFACT or not text or not meets(run.box, sheet):
                continue
            height = ((run.box[1] + run.box[3]) / 2 - sheet[1]) / (sheet[3] - sheet[1])
            at_edge = imposed or not HEAD_ZONE < height < 1 - HEAD_ZONE
            if mark.kind != PAGINATION or not (at_edge or text in told or mark.subtype == "Watermark"):
                lost.append(run.text)
        if lost:
            findings.error(
                page.number,
                f"text that is marked as decoration: {listed(lost)}",
                "a screen reader leaves it out; only running heads, page numbers and what is repeated may be",
            )


def check_furniture(pages: Sequence[PagePainted], findings: Findings) -> None:
    """Running heads that are tagged are read out on each page."""
    seen: dict[tuple[str, int, int], list[int]] = {}
    for page in pages:
        sheet = page.sheet
        for run in page.runs:
            if run.mark < 0 or page.marks[run.mark].key is None or not run.text.strip():
                continue
            height = (run.y - sheet[1]) / (sheet[3] - sheet[1])
            if not FURNITURE_ZONE < height < 1 - FURNITURE_ZONE:
                place = run.text, round(run.x / SAME_PLACE), round(run.y / SAME_PLACE)
                seen.setdefault(place, []).append(page.number)
    least = max(LEAST_REPEATED, MOST_OF * len(pages))
    repeated = {text: numbers for (text, _, _), numbers in seen.items() if len(numbers) >= least}
    for text, numbers in repeated.items():
        findings.warning(
            numbers[0],
            f"{listed([text])} stands at the same place on {counted(len(numbers), 'page')} and is read on each",
            "mark a running head as an artifact",
        )


def check_owners(tags: Tags, pages: Sequence[PagePainted], spoken: Spoken, findings: Findings) -> None:
    """Each mark in the tree once, and where the parent tree says."""
    if tags.root is None:
        return
    owners: dict[Place, list[Element]] = {}
    for element in tags.root.walk():
        for kid in element.content:
            if isinstance(kid, tuple):
                owners.setdefault(kid, []).append(element)
        if element.stray:
            findings.error(
                0, f"the tag {element.role} has kids that are not there, or stand elsewhere too", AGAIN
            )
    painted = {(p.number, m.key) for p in pages for m in p.marks if m.key is not None}
    for place, those in owners.items():
        if len(those) > 1:
            what = listed([spoken.text([place])])
            findings.error(
                place[0], f"words with {len(those)} owners in the tag tree are read twice: {what}", AGAIN
            )
    missing = [place for place in owners if place not in painted]
    for page, places in _by_page(missing):
        findings.error(
            page, f"the tag tree points to {counted(len(places), 'mark')} that nothing is painted in", AGAIN
        )
    lost = [place for place in painted if place not in owners]
    for page, places in _by_page(lost):
        texts = [text for text in (spoken.text([p]) for p in places) if text.strip()]
        told = f": {listed(texts)}" if texts else ""
        findings.error(
            page,
            f"{counted(len(places), 'mark')} on the page that no tag owns{told}",
            "a screen reader leaves it out",
        )
    _check_parents(tags, pages, owners, findings)


def _check_parents(
    tags: Tags, pages: Sequence[PagePainted], owners: dict[Place, list[Element]], findings: Findings
) -> None:
    for page in pages:
        wrong = 0
        for mark in page.marks:
            if mark.key is None or mark.inner:
                continue
            own = owners.get((page.number, mark.key))
            key = page.parents if mark.key[0] == 0 else page.form_parents.get(mark.key[0], -1)
            row = tags.parents.get(key, ())
            named = row[mark.key[1]] if isinstance(row, tuple) and 0 <= mark.key[1] < len(row) else 0
            wrong += bool(own) and (not named or named not in [element.id for element in own or ()])
        if wrong:
            findings.error(
                page.number,
                f"the parent tree names another owner, or none, of {counted(wrong, 'mark')}",
                AGAIN,
            )


def _by_page(places: Iterable[Place]) -> list[tuple[int, list[Place]]]:
    out: dict[int, list[Place]] = {}
    for place in sorted(places):
        out.setdefault(place[0], []).append(place)
    return sorted(out.items())
