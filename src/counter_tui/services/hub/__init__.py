"""The hub of a station: a log that takes what the PCs write while the outside line is down, and brings it on."""
