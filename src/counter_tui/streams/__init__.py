"""The log of many devices' streams and the feed of each station, which the centre and a hub both keep."""
