"""The device's side of sync: what it tells the centre, what it takes from it, and when."""
