"""Reference data the program ships with, and checks that need nothing else."""
