"""Facts: what happened, in the past tense, written once and never changed."""
