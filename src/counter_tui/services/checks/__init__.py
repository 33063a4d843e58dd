"""The checks of the hall: what is due, what was found, what is typed of it."""
