"""What a clerk puts before the lead."""
