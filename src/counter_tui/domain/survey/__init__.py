"""Yearly surveys of a third party: read, kept and compared, never mixed with the counter's ratings."""
