"""Looking a store over: nothing here writes, repairs or moves anything."""
