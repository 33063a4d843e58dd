"""Copies of the store: which are due, which are kept, and the letters on the recovery sheet."""
