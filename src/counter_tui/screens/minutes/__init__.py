"""The minutes of the morning meetings."""
