"""The demo station: invented people and customers, and a month made by the real services.

Everybody and everything in it is invented: resident numbers carry the area 330000, which belongs to a whole province
and never to a person, mobile numbers begin with 154, which no carrier was given, places do not exist.
"""
