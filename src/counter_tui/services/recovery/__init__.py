"""Making bad ratings good."""
