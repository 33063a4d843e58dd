"""The checks of the hall: today's lists, and one of them item by item."""
