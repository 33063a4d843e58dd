"""The first screen: what waits for the person at this counter."""
