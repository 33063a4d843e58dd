"""What two PCs recorded without knowing of each other, for a lead to settle."""
