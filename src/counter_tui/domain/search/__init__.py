"""Finding a customer by what a clerk can type: characters, pinyin, tails of numbers."""
