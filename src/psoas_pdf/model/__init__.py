"""What authors write: one module a noun.  Records only; nothing here reads files or draws."""
