"""Daily and weekly sheets: who has which, one of them in full, sent and acknowledged."""
