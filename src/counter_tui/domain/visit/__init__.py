"""A visit to the counter and the customer's rating of it."""
