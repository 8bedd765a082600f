"""The handout with WeasyPrint: HTML, a style sheet, and SVG pictures.  Untagged.

python -c "from peer_weasyprint import main; main()" CONTENT OUT.pdf
"""

from __future__ import annotations

import json
import os
import sys
from html import escape
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

STYLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peer_weasyprint.css")


def marked(text: str) -> str:
    """The words with `**strong**` as HTML."""
    return "".join(f"<b>{p}</b>" if i % 2 else p for i, p in enumerate(escape(text).split("**")))


def picture(figure: dict[str, Any]) -> str:
    return f'<img src="pictures/{figure["name"]}.svg" alt="{escape(figure["alt"])}">'


def note(item: dict[str, Any]) -> str:
    return f"<b>{escape(item['label'])}</b> {marked(item['words'])}"


def opening(c: dict[str, Any]) -> str:
    m, goal = c["masthead"], c["goal"]
    fields = "".join(
        f'<div><p class="soft">{escape(f["label"])}</p><p class="label">{escape(f["value"])}</p></div>'
        for f in c["person"]["fields"]
    )
    return f"""
<div class="masthead"><div class="logo">{escape(m["blank_logo"])}</div>
<div class="blank"><p>{escape(m["blank_clinic"])}</p><p>{escape(m["blank_phone"])}</p></div></div>
<h1>{escape(c["title"]["words"])}</h1>
<p class="goal"><b>{escape(goal["label"])}</b> {marked(goal["words"])}</p>
<p class="goal">{escape(goal["time"])}</p>
<div class="person">{fields}</div>"""


def help_box(block: dict[str, Any]) -> str:
    columns = "".join(
        "<div>"
        + "".join(
            f'<p class="label">{escape(listed["heading"])}</p>'
            f"<ul>{''.join(f'<li>{marked(e)}</li>' for e in listed['entries'])}</ul>"
            for listed in column
        )
        + "</div>"
        for column in (block["first"][:1], [*block["first"][1:], block["last"]])
    )
    return f'<div class="help"><h2>{escape(block["heading"])}</h2><div class="columns">{columns}</div></div>'


def glance(block: dict[str, Any]) -> str:
    entries = "".join(
        f'<div>{picture(e["figure"])}<div><p class="label">{e["number"]}&nbsp; {escape(e["name"])}</p>'
        f"<p>{'<br>'.join(map(escape, [e['dose'], *e['often']]))}</p></div></div>"
        for e in block["entries"]
    )
    heading = f'<h2 class="label" style="margin-top: 4.8mm">{escape(block["heading"])}</h2>'
    return f'{heading}<div class="glance">{entries}</div>'


def exercise(block: dict[str, Any], new: bool) -> str:
    cells = "".join(
        f"<div><span>{escape(c['figure'])}</span><p>{'<br>'.join(map(escape, c['label']))}</p></div>"
        for c in block["cells"]
    )
    steps = "".join(f"<li><i>{i + 1}</i>{marked(s)}</li>" for i, s in enumerate(block["steps"]))
    notes = "".join(f'<p class="note">{note(n)}</p>' for n in block["notes"])
    return f"""
<div class="exercise{" new" if new else ""}">
<div class="head"><h2>{block["number"]}&nbsp; {escape(block["name"])}</h2>
<p class="soft">{escape(block["meta"])}</p></div>
<div class="strip"><div class="cells">{cells}</div><p>{escape(block["sentence"])}</p></div>
<div class="body"><div><div class="pair">
<div><p class="label">{escape(block["start_label"])}</p>{picture(block["start"])}</div>
<div><p class="label">{escape(block["end_label"])}</p>{picture(block["end"])}</div></div>
<p>{note(block["feel"])}</p></div>
<div><ul class="steps">{steps}</ul>{notes}</div></div></div>"""


def week(block: dict[str, Any], name: str) -> str:
    head = "".join(f"<th>{c['number']}</th>" for c in block["columns"])
    rows = ""
    for i, day in enumerate(block["days"]):
        due = "".join(
            f"<td>{'<span class=tick></span>' * c['due'][i] or escape(block['rest_mark'])}</td>"
            for c in block["columns"]
        )
        rows += f"<tr><th>{escape(day)}</th>{due}<td></td></tr>"
    return (
        f'<table class="week"><caption><b>{escape(name)}</b>'
        f"<span>{escape(block['from_'])} ____________</span></caption>"
        f"<thead><tr><th>{escape(block['day'])}</th>{head}<th>{escape(block['pain'])}</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def diary(block: dict[str, Any]) -> str:
    key = " &nbsp; ".join(f"<b>{c['number']}</b> {escape(c['name'])}" for c in block["columns"])
    scale = "".join(f"<td>{n}</td>" for n in block["scale"])
    weeks = "".join(f"<div>{week(block, name)}</div>" for name in block["weeks"])
    return f"""
<h2 class="page-title new">{escape(block["heading"])}</h2><p>{escape(block["how"])}</p><p>{key}</p>
<div class="scale"><p>{escape(block["least"])}</p><table><tr>{scale}</tr></table>
<p class="most">{escape(block["most"])}</p></div>
<div class="weeks">{weeks}</div>"""


def closing(about: dict[str, Any], sources: dict[str, Any]) -> str:
    words = f"<p>{marked(' '.join(about['sentences']))}</p>"
    uses = "".join(f"<tr><td>{escape(name)}</td><td>{marked(use)}</td></tr>" for name, use in about["uses"])
    sheet = "".join(f"<p>{escape(s)}</p>" for s in sources["sheet"])
    return f"""
<div class="closing"><div class="about">{picture(about["figure"])}
<div><h2>{escape(about["heading"])}</h2>{words}</div></div>
<p class="label">{escape(about["uses_heading"])}</p><table class="uses">{uses}</table>
<div class="columns sources"><div><p class="label">{escape(sources["heading"])}</p>
<p>{escape("; ".join(sources["sources"]))}.</p></div>
<div><p class="label">{escape(sources["sheet_heading"])}</p>{sheet}</div></div></div>"""


def html(c: dict[str, Any]) -> str:
    exercises = "".join(exercise(block, i % 2 == 0) for i, block in enumerate(c["exercises"]))
    return f"""<!doctype html><html lang="{c["document"]["language"]}">
<title>{escape(c["document"]["title"])}</title><body>
{opening(c)}{help_box(c["help"])}{glance(c["glance"])}{exercises}{diary(c["diary"])}
{closing(c["about"], c["sources"])}
</body></html>"""


def main() -> None:
    folder, out = sys.argv[1:]
    with open(os.path.join(folder, "content.json"), encoding="utf-8") as file:
        content = json.load(file)
    fonts = FontConfiguration()
    with open(STYLE, encoding="utf-8") as file:
        style = CSS(string=file.read(), base_url=folder + "/", font_config=fonts)
    HTML(string=html(content), base_url=folder + "/").write_pdf(out, stylesheets=[style], font_config=fonts)


def many() -> None:
    """CONTENT OUT COUNT: so many handouts, the words from people/NNNN.json; style, fonts and pictures are kept."""
    folder, out, count = sys.argv[1:]
    fonts, pictures = FontConfiguration(), dict[str, Any]()
    with open(STYLE, encoding="utf-8") as file:
        style = CSS(string=file.read(), base_url=folder + "/", font_config=fonts)
    for i in range(int(count)):
        with open(os.path.join(folder, "people", f"{i:04}.json"), encoding="utf-8") as file:
            content = json.load(file)
        HTML(string=html(content), base_url=folder + "/").write_pdf(
            os.path.join(out, f"{i:04}.pdf"), stylesheets=[style], font_config=fonts, cache=pictures
        )
