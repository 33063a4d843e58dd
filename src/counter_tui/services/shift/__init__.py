"""The shift: who is on duty, who leads, what happens to both."""
