"""Whether a receipt somebody brings was printed by this station."""
