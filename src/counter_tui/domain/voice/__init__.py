"""One voice: what the station tells its people, and what they tell customers."""
