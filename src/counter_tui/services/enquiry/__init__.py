"""Questions at the counter."""
