"""The handout with typst: `peer_typst.typ` compiled to tagged PDF/UA-1 and PDF/A-2a.

python -c "from peer_typst import main; main()" CONTENT OUT.pdf
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import typst

DOCUMENT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peer_typst.typ")


def main() -> None:
    folder, out = sys.argv[1:]
    with open(DOCUMENT, "rb") as file:
        source = file.read()
    compiler = typst.Compiler(
        root=folder, font_paths=[os.path.join(folder, "fonts")], ignore_system_fonts=True
    )
    compiler.compile(source, output=out, format="pdf", pdf_standards=["ua-1", "a-2a"])


def many() -> None:
    """CONTENT OUT COUNT: so many handouts, the words from people/NNNN.json, with one warm compiler."""
    folder, out, count = sys.argv[1:]
    with open(DOCUMENT, encoding="utf-8") as file:
        source = file.read().replace('json("content.json")', "json(bytes(sys.inputs.words))").encode()
    compiler = typst.Compiler(
        root=folder, font_paths=[os.path.join(folder, "fonts")], ignore_system_fonts=True
    )
    for i in range(int(count)):
        words = Path(folder, "people", f"{i:04}.json").read_text(encoding="utf-8")
        compiler.compile(
            source,
            output=os.path.join(out, f"{i:04}.pdf"),
            format="pdf",
            pdf_standards=["ua-1", "a-2a"],
            sys_inputs={"words": words},
        )
