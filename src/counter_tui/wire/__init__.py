"""What devices, hubs and the centre say to each other: carried facts, signed ranges of them, and messages."""
