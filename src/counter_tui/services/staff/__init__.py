"""The people of the station, their PINs, and their being away."""
