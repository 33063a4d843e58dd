"""Flags on a month's ratings, and drawn good ratings to be called about."""
