"""What holds for every test here."""

from support.speaking import chinese
from support.unused import pytest_collection_finish

__all__ = ["chinese", "pytest_collection_finish"]
