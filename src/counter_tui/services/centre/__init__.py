"""This PC and the company's centre: calls, sticks, releases, and being closed down."""
