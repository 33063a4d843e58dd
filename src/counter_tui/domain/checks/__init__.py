"""Checks of the hall: lists as data, what a station adds to them or drops, which are due, what was found."""
