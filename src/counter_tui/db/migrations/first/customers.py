"""Customers, and the index that finds them."""

CUSTOMERS = (
    """CREATE TABLE customer (
        id INTEGER PRIMARY KEY, account TEXT NOT NULL UNIQUE, name TEXT NOT NULL, id_kind TEXT, id_number TEXT,
        phone1 TEXT, phone2 TEXT, address TEXT, transformer_area TEXT, manager TEXT, use_class TEXT, voltage TEXT,
        capacity_w INTEGER, meter_asset TEXT, updated_on TEXT, source TEXT NOT NULL, release_no INTEGER NOT NULL,
        readings TEXT NOT NULL, identity_mark INTEGER, seal INTEGER NOT NULL) STRICT""",
    """CREATE INDEX customer_identity ON customer (identity_mark) WHERE identity_mark IS NOT NULL""",
    """CREATE TABLE customer_staged (
        id INTEGER PRIMARY KEY, account TEXT NOT NULL UNIQUE, name TEXT NOT NULL, id_kind TEXT, id_number TEXT,
        phone1 TEXT, phone2 TEXT, address TEXT, transformer_area TEXT, manager TEXT, use_class TEXT, voltage TEXT,
        capacity_w INTEGER, meter_asset TEXT, updated_on TEXT, source TEXT NOT NULL, release_no INTEGER NOT NULL,
        readings TEXT NOT NULL, identity_mark INTEGER, seal INTEGER NOT NULL) STRICT""",
    """CREATE INDEX customer_staged_identity ON customer_staged (identity_mark) WHERE identity_mark IS NOT NULL""",
    """CREATE TABLE customer_switched (digest TEXT NOT NULL, seal INTEGER NOT NULL, PRIMARY KEY (digest)) STRICT""",
    """CREATE TABLE customer_part (
        part INTEGER PRIMARY KEY, first INTEGER NOT NULL, length INTEGER NOT NULL, live BLOB NOT NULL,
        fences BLOB NOT NULL) STRICT""",
    """CREATE TABLE customer_terms (
        part INTEGER NOT NULL, first BLOB NOT NULL, lines BLOB NOT NULL, PRIMARY KEY (part, first)
        ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE customer_set (
        part INTEGER NOT NULL, term BLOB NOT NULL, members BLOB NOT NULL, PRIMARY KEY (part, term)
        ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE customer_seal (
        part INTEGER PRIMARY KEY, itself BLOB NOT NULL, terms BLOB NOT NULL, sets BLOB NOT NULL,
        customers INTEGER NOT NULL) STRICT""",
)
