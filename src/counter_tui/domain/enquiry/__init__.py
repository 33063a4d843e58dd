"""Questions at the counter that need no identity: what may be asked, and what becomes of each."""
