"""Praise with its source and proof: what may be noted, and what counts."""
