"""Sync: how far this PC and the company's centre agree, and calling the centre now."""
