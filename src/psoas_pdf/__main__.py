"""`python -m psoas_pdf`."""

from psoas_pdf.cli import main

main()
