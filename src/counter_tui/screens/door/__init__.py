"""The questions at the door."""
