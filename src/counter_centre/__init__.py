"""The centre: takes in what the devices of many stations recorded, vouches for it, and gives it back."""
