"""How the centre is reached: requests of HTTP become questions to the reception, and its answers responses."""
