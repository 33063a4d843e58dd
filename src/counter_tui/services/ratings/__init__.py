"""What customers say of a visit and of the station, and whether it was they who said it."""
