"""Sync by stick on the screen."""
