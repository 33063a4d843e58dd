"""Bad ratings and what follows them: the list, the card of one, the questions about it."""
