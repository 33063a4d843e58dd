"""The ratings of a day: one's own, or everybody's for who oversees the station."""
