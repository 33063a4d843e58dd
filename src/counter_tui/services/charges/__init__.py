"""What customers pay: the price book, charges by it, and their slips."""
