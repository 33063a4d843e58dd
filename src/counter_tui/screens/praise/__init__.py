"""The praise register: who was praised, for what, how it came, what proves it."""
