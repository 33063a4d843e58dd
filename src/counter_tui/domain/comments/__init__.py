"""Anonymous comments: typed in by the batch, read by leads alone."""
