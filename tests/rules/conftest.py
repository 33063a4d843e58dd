"""What holds for every test here."""

from support.speaking import chinese

__all__ = ["chinese"]
