"""Data that leaves the station."""
