"""What the counter may charge: books of prices by version, what is free by rule, and reading a new book."""
