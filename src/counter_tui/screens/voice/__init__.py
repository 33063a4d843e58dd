"""One voice: reading notices, answer cards, and what the lead sees of both."""
