"""The cash sheet of a day."""
