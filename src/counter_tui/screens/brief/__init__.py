"""The morning brief on one page, its charts, and the list behind each of its figures."""
