"""What a maintainer needs to know of this PC."""
