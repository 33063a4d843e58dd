"""The rules of the counter, pure: no database, no clock, no screen, no file."""
