"""How the store of an older program becomes today's, step by step; also how a new one is made."""
