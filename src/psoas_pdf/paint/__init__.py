"""Finished sheets to PDF bytes: PDF 1.7 that claims PDF/UA-1 and PDF/A-2a.

What a screen build needs is written here as bytes: a small dictionary costs reportlab twenty microseconds and
an f-string half of one, and loading reportlab would double the time of a short run.  reportlab does what it
is good at: it reads font files (`text/fonts.py`) and decodes pictures (`pictures.py`), and is loaded when one
of them is new.
"""

from psoas_pdf.paint.painter import Painter

__all__ = ["Painter"]
