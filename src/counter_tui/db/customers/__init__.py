"""Customers on file, and the index by which they are found."""
