"""What the station tells its people and its customers, and the words it holds back."""
