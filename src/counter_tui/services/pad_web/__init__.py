"""The rating pad as a web page for a tablet of the hall: a process of its own, loaded by ``pad --tablet`` alone."""
