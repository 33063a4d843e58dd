"""What services ask of the store, each by an index."""
