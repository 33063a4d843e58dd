"""Questions at the counter: one logged in a few keys, and the list of a day."""
