"""A matter: its state as the fold of its facts, and the rules that decide what may happen next."""
