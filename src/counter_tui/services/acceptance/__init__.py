"""Taking a request down: the form and what it is told, what is kept while one types, and the way out of it."""
