"""Customers as the station knows them: on file, how they are reached, how they are served."""
