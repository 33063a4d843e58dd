"""What each step of the meeting shows at the right, and what its keys do."""
