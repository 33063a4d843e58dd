"""The questions of the first start, before there is a station."""
