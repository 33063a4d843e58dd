"""Calling the lead: a report upward with an answer clock, and the quiet call of a conflict."""
