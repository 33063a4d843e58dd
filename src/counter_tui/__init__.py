"""The counter of a power-supply station, in a terminal."""

__version__ = "0.1.0"
