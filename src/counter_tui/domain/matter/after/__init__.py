"""What a matter is after a fact: the matter it becomes, or None where the fact does not fit."""
