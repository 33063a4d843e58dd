"""The key of the store: where it is kept, and how it is found again."""
