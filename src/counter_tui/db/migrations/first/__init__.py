"""The first schema, in rooms."""
