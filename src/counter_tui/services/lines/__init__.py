"""Stored rows as lines of lists: apart from the services, since the first screen need not load those."""
