"""Setting a station up, opening it, and what opens it when its PC or its key is lost."""
