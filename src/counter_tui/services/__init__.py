"""The use cases: what the counter does, asked by screens and by the command line."""
