"""The handout with typst: `peer_typst.typ` compiled to tagged PDF/UA-1 and PDF/A-2a.

python -c "from peer_typst import main; main()" CONTENT OUT.pdf
"""

from __future__ import annotations

import os
import sys

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
