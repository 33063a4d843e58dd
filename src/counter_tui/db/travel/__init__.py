"""Facts of other PCs, and this one's on their way: streams, branches, what is not understood yet."""
