"""Reference data the program ships with, checks that need nothing else, and what the centre gave in its place."""
