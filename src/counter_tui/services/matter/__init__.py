"""Work on matters: acts, what a matter's screen shows, tasks, who answers for it."""
