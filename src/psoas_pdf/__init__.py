"""psoas-pdf: exercise and anatomy data in YAML to illustrated, print-ready, accessible PDF."""

__version__ = "0.1.0"
