"""The ledger's mathematics: how facts are encoded, hashed and linked."""
