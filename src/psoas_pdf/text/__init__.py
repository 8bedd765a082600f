"""Text before it is placed: what a font can print, how wide it is, and where its lines break."""
