"""The options of the commands, a room for each kind of them."""
