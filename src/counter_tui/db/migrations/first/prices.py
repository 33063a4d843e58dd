"""Price books, and charges that are what the book says."""

# A charge is what the book says for the kind of its matter; nothing of a book is ever changed. What was charged at
# another PC was held to that PC's book, which need not be here.
_IN_BOOK = """
    NEW.quantity > 0 AND NEW.unit_fen > 0 AND NEW.fen = NEW.quantity * NEW.unit_fen AND (EXISTS (
        SELECT 1 FROM price_item JOIN matter ON matter.matter_id = NEW.matter_id
        WHERE price_item.version = NEW.book AND price_item.code = NEW.item AND price_item.fen = NEW.unit_fen
        AND instr(',' || price_item.kinds || ',', ',' || matter.kind || ',') > 0
    ) OR EXISTS (
        SELECT 1 FROM fact WHERE fact.fact_id = NEW.charge_id AND fact.type = 'ChargeTaken'
        AND fact.epoch <> (SELECT epoch FROM station)
    ))"""

PRICES = (
    """
    CREATE TABLE charge (
        charge_id BLOB NOT NULL,
        ordinal INTEGER NOT NULL,
        matter_id BLOB NOT NULL,
        book TEXT NOT NULL,
        item TEXT NOT NULL,
        quantity INTEGER NOT NULL,
        unit_fen INTEGER NOT NULL,
        fen INTEGER NOT NULL,
        paid TEXT NOT NULL,
        taken_by TEXT NOT NULL,
        taken_ms INTEGER NOT NULL,
        voided_by TEXT NOT NULL,
        voided_ms INTEGER,
        invoice TEXT NOT NULL,
        invoice_by TEXT NOT NULL,
        PRIMARY KEY (charge_id, ordinal)
    ) STRICT
    """,
    "CREATE INDEX charge_by_matter ON charge (matter_id)",
    "CREATE INDEX charge_by_taken ON charge (taken_ms)",
    "CREATE INDEX charge_by_voided ON charge (voided_ms) WHERE voided_ms IS NOT NULL",
    """
    CREATE TABLE price_book (
        ordinal INTEGER NOT NULL,
        version TEXT NOT NULL,
        digest TEXT NOT NULL,
        items INTEGER NOT NULL,
        valid_from TEXT NOT NULL,
        taken_by TEXT NOT NULL,
        taken_ms INTEGER NOT NULL,
        PRIMARY KEY (ordinal),
        UNIQUE (version)
    ) STRICT
    """,
    """
    CREATE TABLE price_item (
        version TEXT NOT NULL,
        code TEXT NOT NULL,
        name_zh TEXT NOT NULL,
        name_en TEXT NOT NULL,
        unit_zh TEXT NOT NULL,
        unit_en TEXT NOT NULL,
        fen INTEGER NOT NULL,
        kinds TEXT NOT NULL,
        source TEXT NOT NULL,
        valid_from TEXT NOT NULL,
        valid_to TEXT NOT NULL,
        PRIMARY KEY (version, code)
    ) STRICT, WITHOUT ROWID
    """,
    *(
        f"""
    CREATE TRIGGER charge_of_the_book_{name} BEFORE {act} ON charge WHEN NOT ({_IN_BOOK})
    BEGIN SELECT RAISE(ABORT, 'a charge is what the price book says'); END
    """
        for name, act in (("made", "INSERT"), ("changed", "UPDATE"))
    ),
    """
    CREATE TRIGGER price_book_is_whole BEFORE INSERT ON price_item
    WHEN EXISTS (SELECT 1 FROM price_book WHERE version = NEW.version)
    BEGIN SELECT RAISE(ABORT, 'a price book is taken in whole'); END
    """,
    *(
        f"""
    CREATE TRIGGER {table}_stays_{name} BEFORE {act} ON {table}
    BEGIN SELECT RAISE(ABORT, 'a price book is never changed'); END
    """
        for table in ("price_book", "price_item")
        for name, act in (("there", "DELETE"), ("so", "UPDATE"))
    ),
)
