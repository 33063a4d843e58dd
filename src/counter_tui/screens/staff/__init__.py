"""The people of the station, for those who manage them."""
