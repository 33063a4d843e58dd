"""The day's close: what agrees, what does not, and the sheet that proves it."""
