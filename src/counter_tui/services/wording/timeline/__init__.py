"""The history of a matter in words, a room an area."""
