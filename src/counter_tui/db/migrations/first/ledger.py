"""The ledger: its epochs and facts, which stay as they were written; the notes beside it."""

LEDGER = (
    """
    CREATE TABLE draft (
        draft_id BLOB NOT NULL,
        staff_no TEXT NOT NULL,
        body TEXT NOT NULL,
        saved_ms INTEGER NOT NULL,
        seal INTEGER NOT NULL,
        PRIMARY KEY (draft_id)
    ) STRICT
    """,
    "CREATE INDEX ix_draft_staff_no ON draft (staff_no)",
    """
    CREATE TABLE epoch (
        epoch BLOB NOT NULL,
        device_id BLOB NOT NULL,
        device_letter TEXT NOT NULL,
        head_seq INTEGER NOT NULL,
        head_hash BLOB NOT NULL,
        opened_ms INTEGER NOT NULL,
        reason TEXT NOT NULL,
        parent_epoch BLOB,
        parent_seq INTEGER,
        parent_hash BLOB,
        PRIMARY KEY (epoch)
    ) STRICT
    """,
    """
    CREATE TABLE fact (
        epoch BLOB NOT NULL,
        seq INTEGER NOT NULL,
        fact_id BLOB NOT NULL,
        subject_kind TEXT NOT NULL,
        subject_id BLOB NOT NULL,
        type TEXT NOT NULL,
        version INTEGER NOT NULL,
        hlc TEXT NOT NULL,
        wall_ms INTEGER NOT NULL,
        boot_id BLOB NOT NULL,
        mono_ms INTEGER NOT NULL,
        clock_flag TEXT NOT NULL,
        actor TEXT NOT NULL,
        seen BLOB NOT NULL,
        body BLOB,
        body_hash BLOB NOT NULL,
        hash BLOB NOT NULL,
        PRIMARY KEY (epoch, seq),
        UNIQUE (fact_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX fact_by_hlc ON fact (hlc)",
    "CREATE INDEX fact_by_subject ON fact (subject_kind, subject_id, hlc)",
    "CREATE INDEX fact_by_type ON fact (type, hlc)",
    """
    CREATE TABLE note_tally (
        name TEXT NOT NULL,
        count INTEGER NOT NULL,
        total INTEGER NOT NULL,
        PRIMARY KEY (name)
    ) STRICT
    """,
    "INSERT INTO note_tally VALUES ('draft', 0, 0)",
    """
    CREATE TRIGGER fact_stays BEFORE DELETE ON fact
    BEGIN SELECT RAISE(ABORT, 'a fact is never deleted'); END
    """,
    """
    CREATE TRIGGER fact_is_never_changed BEFORE UPDATE ON fact
    WHEN NOT (
        NEW.body IS NULL AND NEW.epoch IS OLD.epoch AND NEW.seq IS OLD.seq AND NEW.fact_id IS OLD.fact_id
        AND NEW.subject_kind IS OLD.subject_kind AND NEW.subject_id IS OLD.subject_id
        AND NEW.type IS OLD.type AND NEW.version IS OLD.version AND NEW.hlc IS OLD.hlc
        AND NEW.wall_ms IS OLD.wall_ms AND NEW.boot_id IS OLD.boot_id AND NEW.mono_ms IS OLD.mono_ms
        AND NEW.clock_flag IS OLD.clock_flag AND NEW.actor IS OLD.actor AND NEW.seen IS OLD.seen
        AND NEW.body_hash IS OLD.body_hash AND NEW.hash IS OLD.hash
    )
    BEGIN SELECT RAISE(ABORT, 'a fact is never changed'); END
    """,
)
