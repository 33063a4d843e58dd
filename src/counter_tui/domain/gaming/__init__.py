"""What the ratings of a month say of how they came about: signs, and flags that explain themselves."""
