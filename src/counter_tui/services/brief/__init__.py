"""The morning brief: what a day has behind it and before it, compiled from the store."""
