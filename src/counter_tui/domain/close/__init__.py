"""The day's close: what has to agree in the evening, what does not, and the sheet that proves it."""
