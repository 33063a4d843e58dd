"""Matters with what hangs on them."""

# Ten years of ended matters lie beside a few hundred running ones: the lists of the day read only these.
RUNNING = "state NOT IN ('closed', 'not_accepted', 'withdrawn')"

MATTERS = (
    """
    CREATE TABLE attention (
        fact_id BLOB NOT NULL,
        matter_id BLOB NOT NULL,
        kind TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        "by" TEXT NOT NULL,
        PRIMARY KEY (fact_id)
    ) STRICT
    """,
    "CREATE INDEX ix_attention_matter_id ON attention (matter_id)",
    """
    CREATE TABLE contact (
        contact BLOB NOT NULL,
        phone TEXT NOT NULL,
        phone2 TEXT NOT NULL,
        phone_back TEXT NOT NULL,
        phone2_back TEXT NOT NULL,
        phone_ms INTEGER,
        phone_by TEXT NOT NULL,
        app TEXT NOT NULL,
        e_bill TEXT NOT NULL,
        asked_ms INTEGER NOT NULL,
        PRIMARY KEY (contact)
    ) STRICT
    """,
    "CREATE INDEX contact_by_phone ON contact (phone) WHERE phone != ''",
    "CREATE INDEX contact_by_phone_back ON contact (phone_back) WHERE phone_back != ''",
    "CREATE INDEX contact_by_phone2_back ON contact (phone2_back) WHERE phone2_back != ''",
    "CREATE INDEX contact_verified ON contact (phone_ms) WHERE phone_ms IS NOT NULL",
    """
    CREATE TABLE deferred_paper (
        matter_id BLOB NOT NULL,
        ordinal INTEGER NOT NULL,
        paper TEXT NOT NULL,
        name_zh TEXT NOT NULL,
        name_en TEXT NOT NULL,
        collector TEXT NOT NULL,
        before_stage TEXT NOT NULL,
        due_day TEXT NOT NULL,
        state TEXT NOT NULL,
        asked_ms INTEGER,
        PRIMARY KEY (matter_id, ordinal)
    ) STRICT
    """,
    "CREATE INDEX deferred_asked ON deferred_paper (asked_ms) WHERE asked_ms IS NOT NULL",
    "CREATE INDEX deferred_by_day ON deferred_paper (state, due_day)",
    """
    CREATE TABLE enquiry (
        enquiry_id BLOB NOT NULL,
        topic TEXT NOT NULL,
        state TEXT NOT NULL,
        first_contact TEXT NOT NULL,
        handler TEXT NOT NULL,
        words TEXT NOT NULL,
        asked_ms INTEGER NOT NULL,
        due_ms INTEGER,
        answered_ms INTEGER,
        seconds INTEGER NOT NULL,
        number TEXT NOT NULL,
        head BLOB NOT NULL,
        facts INTEGER NOT NULL,
        PRIMARY KEY (enquiry_id)
    ) STRICT
    """,
    "CREATE INDEX enquiry_by_asked ON enquiry (asked_ms, topic)",
    "CREATE INDEX enquiry_open ON enquiry (due_ms) WHERE state = 'open'",
    """
    CREATE TABLE given_paper (
        matter_id BLOB NOT NULL,
        ordinal INTEGER NOT NULL,
        paper TEXT NOT NULL,
        number TEXT NOT NULL,
        identity_key TEXT NOT NULL,
        account TEXT NOT NULL,
        address TEXT NOT NULL,
        given_ms INTEGER NOT NULL,
        PRIMARY KEY (matter_id, ordinal)
    ) STRICT
    """,
    "CREATE INDEX given_by_identity ON given_paper (identity_key, paper, given_ms)",
    """
    CREATE TABLE lead_call (
        call_id BLOB NOT NULL,
        kind TEXT NOT NULL,
        caller TEXT NOT NULL,
        lead TEXT NOT NULL,
        screen TEXT NOT NULL,
        field TEXT NOT NULL,
        matter_id BLOB NOT NULL,
        number TEXT NOT NULL,
        words TEXT NOT NULL,
        raised_ms INTEGER NOT NULL,
        due_ms INTEGER,
        answer TEXT NOT NULL,
        answered_by TEXT NOT NULL,
        answered_ms INTEGER,
        seen_ms INTEGER,
        head BLOB NOT NULL,
        facts INTEGER NOT NULL,
        PRIMARY KEY (call_id)
    ) STRICT
    """,
    "CREATE INDEX call_by_caller ON lead_call (caller, kind, raised_ms)",
    "CREATE INDEX call_unseen ON lead_call (caller, answered_ms) WHERE answered_ms IS NOT NULL AND seen_ms IS NULL",
    "CREATE INDEX call_waiting ON lead_call (kind, raised_ms) WHERE answered_ms IS NULL",
    """
    CREATE TABLE matter (
        matter_id BLOB NOT NULL,
        number TEXT NOT NULL,
        kind TEXT NOT NULL,
        state TEXT NOT NULL,
        first_contact TEXT NOT NULL,
        handler TEXT NOT NULL,
        handler_outside TEXT NOT NULL,
        offered_to TEXT NOT NULL,
        offered_by TEXT NOT NULL,
        offered_ms INTEGER,
        for_lead_ms INTEGER,
        ball TEXT NOT NULL,
        ball_with TEXT NOT NULL,
        ball_with_en TEXT NOT NULL,
        customer_class TEXT NOT NULL,
        customer_name TEXT NOT NULL,
        customer_phone TEXT NOT NULL,
        account TEXT NOT NULL,
        identity_key TEXT NOT NULL,
        visit BLOB NOT NULL,
        device_letter TEXT NOT NULL,
        local_day TEXT NOT NULL,
        ordinal INTEGER NOT NULL,
        accepted_ms INTEGER NOT NULL,
        due_ms INTEGER,
        due_day TEXT,
        due_provisional INTEGER NOT NULL,
        amber_ms INTEGER,
        paused INTEGER NOT NULL,
        owed INTEGER NOT NULL,
        owed_day TEXT,
        stage TEXT NOT NULL,
        answered_ms INTEGER,
        informed_ms INTEGER,
        ended_ms INTEGER,
        follow TEXT NOT NULL,
        follow_ms INTEGER,
        touched_ms INTEGER NOT NULL,
        district TEXT NOT NULL,
        word_ms INTEGER,
        head BLOB NOT NULL,
        facts INTEGER NOT NULL,
        PRIMARY KEY (matter_id)
    ) STRICT
    """,
    "CREATE INDEX ix_matter_number ON matter (number)",
    "CREATE INDEX matter_by_accepted ON matter (accepted_ms, matter_id)",
    "CREATE INDEX matter_by_account ON matter (account, accepted_ms)",
    "CREATE INDEX matter_by_day ON matter (device_letter, local_day)",
    "CREATE INDEX matter_by_district ON matter (district, accepted_ms, kind) WHERE district != ''",
    f"CREATE INDEX matter_running_by_due ON matter (due_ms) WHERE {RUNNING}",
    f"CREATE INDEX matter_running_by_account ON matter (account) WHERE {RUNNING}",
    f"CREATE INDEX matter_running_by_first_contact ON matter (first_contact) WHERE {RUNNING}",
    f"CREATE INDEX matter_running_by_handler ON matter (handler) WHERE {RUNNING}",
    f"CREATE INDEX matter_running_by_identity ON matter (identity_key) WHERE {RUNNING}",
    f"CREATE INDEX matter_running_by_phone ON matter (customer_phone) WHERE {RUNNING}",
    "CREATE INDEX matter_by_identity ON matter (identity_key, accepted_ms)",
    "CREATE INDEX matter_by_offer ON matter (offered_to)",
    "CREATE INDEX matter_by_phone ON matter (customer_phone, accepted_ms) WHERE customer_phone != ''",
    "CREATE INDEX matter_running_follow ON matter (first_contact, follow_ms) WHERE follow_ms IS NOT NULL",
    "CREATE INDEX matter_running_for_lead ON matter (for_lead_ms) WHERE for_lead_ms IS NOT NULL",
    "CREATE INDEX matter_running_offered ON matter (offered_ms) WHERE offered_ms IS NOT NULL",
    "CREATE INDEX matter_running_silent ON matter (word_ms) WHERE word_ms IS NOT NULL",
    "CREATE INDEX matter_by_visit ON matter (visit)",
    """
    CREATE TABLE matter_key (
        "key" TEXT NOT NULL,
        matter_id BLOB NOT NULL,
        shared INTEGER NOT NULL,
        accepted_ms INTEGER NOT NULL,
        PRIMARY KEY ("key", matter_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX ix_matter_key_matter_id ON matter_key (matter_id)",
    """
    CREATE TABLE matter_task (
        task_id BLOB NOT NULL,
        matter_id BLOB NOT NULL,
        owner TEXT NOT NULL,
        unit TEXT NOT NULL,
        unit_zh TEXT NOT NULL,
        unit_en TEXT NOT NULL,
        what TEXT NOT NULL,
        due_day TEXT NOT NULL,
        given_by TEXT NOT NULL,
        state TEXT NOT NULL,
        open INTEGER NOT NULL,
        PRIMARY KEY (task_id)
    ) STRICT
    """,
    "CREATE INDEX ix_matter_task_matter_id ON matter_task (matter_id)",
    "CREATE INDEX task_open_by_owner ON matter_task (owner) WHERE open = 1",
    "CREATE INDEX task_open_by_giver ON matter_task (given_by) WHERE open = 1",
    """
    CREATE TABLE matter_link (
        matter_id BLOB NOT NULL,
        earlier BLOB NOT NULL,
        PRIMARY KEY (matter_id, earlier)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX link_by_earlier ON matter_link (earlier)",
    """
    CREATE TABLE outage (
        outage_list BLOB NOT NULL,
        place TEXT NOT NULL,
        source TEXT NOT NULL,
        reference TEXT NOT NULL,
        kind TEXT NOT NULL,
        lines TEXT NOT NULL,
        starts_ms INTEGER NOT NULL,
        ends_ms INTEGER NOT NULL,
        ends_known INTEGER NOT NULL,
        reason TEXT NOT NULL,
        taken_ms INTEGER NOT NULL,
        PRIMARY KEY (outage_list, place, source, reference)
    ) STRICT
    """,
    "CREATE INDEX outage_by_end ON outage (ends_ms)",
    "CREATE INDEX outage_by_place ON outage (place, ends_ms)",
    """
    CREATE TABLE outage_list (
        outage_list BLOB NOT NULL,
        taken_ms INTEGER NOT NULL,
        source TEXT NOT NULL,
        PRIMARY KEY (outage_list)
    ) STRICT
    """,
    """
    CREATE TABLE promise (
        matter_id BLOB NOT NULL,
        ordinal INTEGER NOT NULL,
        code TEXT NOT NULL,
        standing TEXT NOT NULL,
        due_ms INTEGER NOT NULL,
        due_day TEXT,
        provisional INTEGER NOT NULL,
        paused INTEGER NOT NULL,
        met_ms INTEGER,
        kept INTEGER,
        PRIMARY KEY (matter_id, ordinal)
    ) STRICT
    """,
    "CREATE INDEX promise_by_due ON promise (due_ms) WHERE standing = 'public'",
    "CREATE INDEX promise_unkept ON promise (due_ms) WHERE kept IS NOT 1",
    """
    CREATE TABLE telling (
        telling BLOB NOT NULL,
        card TEXT NOT NULL,
        edition INTEGER NOT NULL,
        how TEXT NOT NULL,
        words TEXT NOT NULL,
        matter_id BLOB NOT NULL,
        enquiry TEXT NOT NULL,
        told_ms INTEGER NOT NULL,
        told_by TEXT NOT NULL,
        right_ms INTEGER,
        PRIMARY KEY (telling)
    ) STRICT
    """,
    "CREATE INDEX telling_by_card ON telling (card, told_ms) WHERE right_ms IS NULL",
    "CREATE INDEX telling_by_matter ON telling (matter_id) WHERE right_ms IS NULL",
)
