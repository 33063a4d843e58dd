"""Roster and shift: who is on duty, who leads, the change of lead, the opening of the hall, who can do what."""
