"""The directory of units and outside bodies."""
