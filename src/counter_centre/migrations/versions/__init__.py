"""The steps of the centre's database."""
