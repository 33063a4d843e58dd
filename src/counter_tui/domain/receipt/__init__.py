"""The customer's receipt: what stands on it, and how it is laid out for the width of the paper."""
