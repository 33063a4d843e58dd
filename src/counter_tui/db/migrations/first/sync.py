"""What the calls to the centre leave here: receipts, what is parked, releases."""

SYNC = (
    """
    CREATE TABLE peer (
        k INTEGER NOT NULL,
        address TEXT NOT NULL,
        key BLOB NOT NULL,
        centre BLOB NOT NULL,
        sealing BLOB NOT NULL,
        incarnation TEXT NOT NULL,
        fingerprint BLOB NOT NULL,
        feed_pos INTEGER NOT NULL,
        feed_hash BLOB NOT NULL,
        order_no INTEGER NOT NULL,
        called_ms INTEGER NOT NULL,
        answered_ms INTEGER NOT NULL,
        problem TEXT NOT NULL,
        bytes_up INTEGER NOT NULL,
        bytes_down INTEGER NOT NULL,
        month TEXT NOT NULL,
        failures INTEGER NOT NULL,
        not_before_ms INTEGER NOT NULL,
        policy TEXT NOT NULL,
        authority TEXT NOT NULL,
        asked BLOB NOT NULL,
        doubted INTEGER NOT NULL,
        enrol_again INTEGER NOT NULL,
        log TEXT NOT NULL,
        seal INTEGER NOT NULL,
        PRIMARY KEY (k)
    ) STRICT
    """,
    """
    CREATE TABLE receipt (
        epoch BLOB NOT NULL,
        seq INTEGER NOT NULL,
        archived INTEGER NOT NULL,
        at_ms INTEGER NOT NULL,
        content TEXT NOT NULL,
        signature BLOB NOT NULL,
        seal INTEGER NOT NULL,
        PRIMARY KEY (epoch, seq)
    ) STRICT
    """,
    """
    CREATE TABLE parked (
        fact_id BLOB NOT NULL,
        reason TEXT NOT NULL,
        seal INTEGER NOT NULL,
        PRIMARY KEY (fact_id)
    ) STRICT
    """,
    "CREATE INDEX parked_by_reason ON parked (reason, fact_id)",
    """
    CREATE TABLE release (
        kind TEXT NOT NULL,
        number INTEGER NOT NULL,
        state TEXT NOT NULL,
        reason TEXT NOT NULL,
        program TEXT NOT NULL,
        taken_ms INTEGER NOT NULL,
        left_out INTEGER NOT NULL,
        content TEXT NOT NULL,
        signature BLOB NOT NULL,
        seal INTEGER NOT NULL,
        PRIMARY KEY (kind, number)
    ) STRICT
    """,
    """
    CREATE TABLE release_part (
        kind TEXT NOT NULL,
        number INTEGER NOT NULL,
        part INTEGER NOT NULL,
        content BLOB NOT NULL,
        seal INTEGER NOT NULL,
        PRIMARY KEY (kind, number, part)
    ) STRICT
    """,
    """
    CREATE TABLE retold (
        epoch BLOB NOT NULL,
        seq INTEGER NOT NULL,
        fact_id BLOB NOT NULL,
        hash BLOB NOT NULL,
        PRIMARY KEY (epoch, seq)
    ) STRICT, WITHOUT ROWID
    """,
    "INSERT INTO note_tally VALUES ('customer_switched', 0, 0)",
    "INSERT INTO note_tally VALUES ('peer', 0, 0)",
    "INSERT INTO note_tally VALUES ('receipt', 0, 0)",
    "INSERT INTO note_tally VALUES ('parked', 0, 0)",
    "INSERT INTO note_tally VALUES ('release', 0, 0)",
    "INSERT INTO note_tally VALUES ('release_part', 0, 0)",
)
