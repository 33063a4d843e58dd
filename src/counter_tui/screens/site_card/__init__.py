"""The site card: who answers for the station."""
