"""Papers for customers: receipts, letters, and how each is printed and proved."""
