"""The daily and the weekly sheet (日报、周报): what a station reports to its deputy and its head."""
