"""Copies of the store, and bringing it back from one."""
