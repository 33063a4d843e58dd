"""The files of the store among those of the disk, and who uses them now."""
