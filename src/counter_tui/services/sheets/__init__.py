"""Daily and weekly sheets, and the tables spreadsheets open."""
