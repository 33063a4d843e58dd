"""The days of the station: meetings, actions, checks, the close."""

DAYS = (
    """
    CREATE TABLE action_item (
        item_id BLOB NOT NULL,
        words TEXT NOT NULL,
        owner TEXT NOT NULL,
        check_words TEXT NOT NULL,
        origin TEXT NOT NULL,
        about TEXT NOT NULL,
        set_by TEXT NOT NULL,
        set_ms INTEGER NOT NULL,
        opened_ms INTEGER NOT NULL,
        first_due TEXT NOT NULL,
        due TEXT NOT NULL,
        state TEXT NOT NULL,
        words_done TEXT NOT NULL,
        reported_ms INTEGER,
        verified_by TEXT NOT NULL,
        verified_ms INTEGER,
        moved INTEGER NOT NULL,
        sent_back INTEGER NOT NULL,
        came_back INTEGER NOT NULL,
        head BLOB NOT NULL,
        facts INTEGER NOT NULL,
        PRIMARY KEY (item_id)
    ) STRICT
    """,
    "CREATE INDEX action_item_carried ON action_item (due) WHERE state <> 'verified'",
    "CREATE INDEX action_item_about ON action_item (about, verified_ms) WHERE about <> ''",
    "CREATE INDEX action_item_opened ON action_item (opened_ms)",
    "CREATE INDEX action_item_verified ON action_item (verified_ms) WHERE verified_ms IS NOT NULL",
    """
    CREATE TABLE check_day (
        check_day BLOB NOT NULL,
        list TEXT NOT NULL,
        day TEXT NOT NULL,
        required TEXT NOT NULL,
        missing TEXT NOT NULL,
        done_ms INTEGER,
        head BLOB NOT NULL,
        facts INTEGER NOT NULL,
        PRIMARY KEY (check_day)
    ) STRICT
    """,
    """
    CREATE TABLE check_answer (
        check_day BLOB NOT NULL,
        ordinal INTEGER NOT NULL,
        item TEXT NOT NULL,
        result TEXT NOT NULL,
        words TEXT NOT NULL,
        answered_by TEXT NOT NULL,
        answered_ms INTEGER NOT NULL,
        PRIMARY KEY (check_day, ordinal)
    ) STRICT
    """,
    "CREATE INDEX check_answer_failed ON check_answer (answered_ms) WHERE result = 'failed'",
    """
    CREATE TABLE check_item (
        check_item BLOB NOT NULL,
        list TEXT NOT NULL,
        item TEXT NOT NULL,
        own INTEGER NOT NULL,
        name TEXT NOT NULL,
        who TEXT NOT NULL,
        failed TEXT NOT NULL,
        required INTEGER NOT NULL,
        added_by TEXT NOT NULL,
        added_ms INTEGER,
        added_order TEXT NOT NULL,
        dropped INTEGER NOT NULL,
        reason TEXT NOT NULL,
        dropped_by TEXT NOT NULL,
        dropped_ms INTEGER,
        head BLOB NOT NULL,
        facts INTEGER NOT NULL,
        PRIMARY KEY (check_item)
    ) STRICT
    """,
    """
    CREATE TABLE day_close (
        close_day BLOB NOT NULL,
        closed_ms INTEGER,
        decided_by TEXT NOT NULL,
        counted_by TEXT NOT NULL,
        explained INTEGER NOT NULL,
        gaps INTEGER NOT NULL,
        epoch BLOB NOT NULL,
        seq INTEGER,
        hash BLOB NOT NULL,
        head BLOB NOT NULL,
        facts INTEGER NOT NULL,
        PRIMARY KEY (close_day)
    ) STRICT
    """,
    """
    CREATE TABLE meeting (
        meeting BLOB NOT NULL,
        day TEXT NOT NULL,
        chair TEXT NOT NULL,
        chair_for TEXT NOT NULL,
        begun_ms INTEGER NOT NULL,
        ended_ms INTEGER,
        seconds INTEGER,
        step TEXT NOT NULL,
        present INTEGER NOT NULL,
        signed INTEGER NOT NULL,
        skipped INTEGER NOT NULL,
        problems INTEGER NOT NULL,
        words TEXT NOT NULL,
        head BLOB NOT NULL,
        facts INTEGER NOT NULL,
        PRIMARY KEY (meeting)
    ) STRICT
    """,
    """
    CREATE TABLE meeting_step (
        meeting BLOB NOT NULL,
        ordinal INTEGER NOT NULL,
        step TEXT NOT NULL,
        required INTEGER NOT NULL,
        state TEXT NOT NULL,
        words TEXT NOT NULL,
        seconds INTEGER NOT NULL,
        settled_ms INTEGER,
        settled_by TEXT NOT NULL,
        PRIMARY KEY (meeting, ordinal)
    ) STRICT
    """,
    """
    CREATE TABLE meeting_person (
        meeting BLOB NOT NULL,
        staff_no TEXT NOT NULL,
        present INTEGER NOT NULL,
        late INTEGER NOT NULL,
        reason TEXT NOT NULL,
        words TEXT NOT NULL,
        post TEXT NOT NULL,
        signed_ms INTEGER,
        PRIMARY KEY (meeting, staff_no)
    ) STRICT
    """,
)
