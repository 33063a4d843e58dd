"""The Matter screen: everything about one matter, and everything that can be done with it."""
