"""Finding customers and matters."""
