"""Calling the lead from any screen, and answering such a call."""
