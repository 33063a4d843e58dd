"""Power cuts: what the program wrote, what a disk may have of it, and what the station makes of that."""
