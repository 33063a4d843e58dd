"""Tables that spreadsheets open."""
