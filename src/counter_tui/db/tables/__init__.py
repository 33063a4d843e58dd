"""The tables of the store, a room an area: the ledger, and what is projected from it or kept beside it.

Each class is the row of one table, its fields in the order of the columns; the migrations make the tables and their
indexes. Instants are milliseconds since 1970 in UTC, days are ISO texts, ids and hashes are bytes.
"""
