"""Rows computed from facts."""
