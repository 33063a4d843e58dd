"""A month of ratings: its figures, what small numbers are worth, and the best clerk."""
