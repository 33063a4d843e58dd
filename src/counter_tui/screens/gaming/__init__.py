"""Flags on a month's ratings, and drawn visits to be called about."""
