"""Anonymous comments: typed in by the batch, read and dealt with by leads."""
