"""What happens in the hall beside the matters: ratings and what follows a bad one, cards, notices, hand-over packs."""

HALL = (
    """
    CREATE TABLE card (
        card BLOB NOT NULL,
        edition INTEGER NOT NULL,
        topics TEXT NOT NULL,
        title_zh TEXT NOT NULL,
        title_en TEXT NOT NULL,
        text_zh TEXT NOT NULL,
        text_en TEXT NOT NULL,
        source TEXT NOT NULL,
        notice TEXT NOT NULL,
        notice_edition INTEGER NOT NULL,
        from_day TEXT NOT NULL,
        until_day TEXT,
        reason TEXT NOT NULL,
        issued_ms INTEGER NOT NULL,
        issued_by TEXT NOT NULL,
        PRIMARY KEY (card, edition)
    ) STRICT
    """,
    """
    CREATE TABLE notice (
        notice BLOB NOT NULL,
        edition INTEGER NOT NULL,
        title TEXT NOT NULL,
        summary TEXT NOT NULL,
        text TEXT NOT NULL,
        audience TEXT NOT NULL,
        from_day TEXT NOT NULL,
        until_day TEXT,
        published_ms INTEGER NOT NULL,
        published_by TEXT NOT NULL,
        over_day TEXT,
        reason TEXT NOT NULL,
        superseded_by TEXT NOT NULL,
        last_day TEXT NOT NULL,
        PRIMARY KEY (notice, edition)
    ) STRICT
    """,
    "CREATE INDEX notice_by_last_day ON notice (last_day)",
    """
    CREATE TABLE notice_read (
        notice BLOB NOT NULL,
        edition INTEGER NOT NULL,
        staff_no TEXT NOT NULL,
        read_ms INTEGER NOT NULL,
        how TEXT NOT NULL,
        PRIMARY KEY (notice, edition, staff_no)
    ) STRICT
    """,
    """
    CREATE TABLE pack (
        pack BLOB NOT NULL,
        giver TEXT NOT NULL,
        receiver TEXT NOT NULL,
        lead INTEGER NOT NULL,
        state TEXT NOT NULL,
        offered_ms INTEGER NOT NULL,
        settled_ms INTEGER,
        lines INTEGER NOT NULL,
        taken INTEGER NOT NULL,
        told INTEGER NOT NULL,
        refused INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        head BLOB NOT NULL,
        facts INTEGER NOT NULL,
        PRIMARY KEY (pack)
    ) STRICT
    """,
    "CREATE INDEX pack_open ON pack (offered_ms) WHERE state = 'offered'",
    "CREATE INDEX pack_by_offered ON pack (offered_ms)",
    """
    CREATE TABLE rating_token (
        visit BLOB NOT NULL,
        matter BLOB NOT NULL,
        clerk TEXT NOT NULL,
        series TEXT NOT NULL,
        follows BLOB NOT NULL,
        epoch BLOB NOT NULL,
        armed_ms INTEGER NOT NULL,
        state TEXT NOT NULL,
        shown_ms INTEGER,
        pad TEXT NOT NULL,
        level INTEGER,
        reason TEXT NOT NULL,
        latency_ms INTEGER NOT NULL,
        decided_ms INTEGER,
        presses_refused INTEGER NOT NULL,
        head BLOB NOT NULL,
        facts INTEGER NOT NULL,
        PRIMARY KEY (visit)
    ) STRICT
    """,
    "CREATE INDEX token_by_clerk ON rating_token (clerk, armed_ms)",
    "CREATE INDEX token_by_follows ON rating_token (follows) WHERE follows != x''",
    "CREATE INDEX token_low ON rating_token (decided_ms, visit) WHERE state = 'rated' AND level <= 2",
    "CREATE INDEX token_by_pc ON rating_token (epoch, armed_ms)",
    "CREATE INDEX token_by_state ON rating_token (state, armed_ms)",
    """
    CREATE TABLE recovery (
        recovery BLOB NOT NULL,
        state TEXT NOT NULL,
        cause TEXT NOT NULL,
        remedy TEXT NOT NULL,
        caller TEXT NOT NULL,
        call_by TEXT,
        correct_by TEXT,
        planned_by TEXT NOT NULL,
        planned_ms INTEGER,
        tries INTEGER NOT NULL,
        tried_ms INTEGER,
        answered_ms INTEGER,
        told INTEGER NOT NULL,
        corrected_by TEXT NOT NULL,
        corrected_ms INTEGER,
        stated_ms INTEGER,
        ground TEXT NOT NULL,
        appealed_by TEXT NOT NULL,
        appealed_ms INTEGER,
        finding TEXT NOT NULL,
        decided_by TEXT NOT NULL,
        decided_ms INTEGER,
        closed_by TEXT NOT NULL,
        closed_ms INTEGER,
        head BLOB NOT NULL,
        facts INTEGER NOT NULL,
        PRIMARY KEY (recovery)
    ) STRICT
    """,
    "CREATE INDEX recovery_closed ON recovery (closed_ms) WHERE closed_ms IS NOT NULL",
    "CREATE INDEX recovery_in_hand ON recovery (caller) WHERE state = 'open'",
    "CREATE INDEX recovery_done ON recovery (recovery) WHERE state = 'closed'",
)
