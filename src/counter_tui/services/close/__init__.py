"""The day's close: what has to agree in the evening, and the sheet that says so."""
