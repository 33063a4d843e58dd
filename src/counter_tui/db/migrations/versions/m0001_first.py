"""The first schema: the ledger, the station, its people, its customers, and what is projected from the facts."""

from alembic import op

revision = "0001"
down_revision = None

# Ten years of ended matters lie beside a few hundred running ones: the lists of the day read only these.
RUNNING = "state NOT IN ('closed', 'not_accepted', 'withdrawn')"

TABLES = (
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
    CREATE TABLE note_tally (
        name TEXT NOT NULL,
        count INTEGER NOT NULL,
        total INTEGER NOT NULL,
        PRIMARY KEY (name)
    ) STRICT
    """,
    "INSERT INTO note_tally VALUES ('draft', 0, 0)",
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
    """
    CREATE TABLE staff (
        staff_no TEXT NOT NULL,
        name TEXT NOT NULL,
        initials TEXT NOT NULL,
        role TEXT NOT NULL,
        phone TEXT NOT NULL,
        pin_hash TEXT NOT NULL,
        active INTEGER NOT NULL,
        failures INTEGER NOT NULL,
        wait_until_ms INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        stand_in TEXT NOT NULL,
        absence TEXT NOT NULL,
        away_ms INTEGER,
        away_until TEXT,
        PRIMARY KEY (staff_no)
    ) STRICT
    """,
    """
    CREATE TABLE station (
        k INTEGER NOT NULL,
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        area TEXT NOT NULL,
        profile TEXT NOT NULL,
        demo INTEGER NOT NULL,
        device_id BLOB NOT NULL,
        device_letter TEXT NOT NULL,
        epoch BLOB NOT NULL,
        trusted_ms INTEGER NOT NULL,
        PRIMARY KEY (k)
    ) STRICT
    """,
    """
    CREATE TABLE station_key (
        ordinal INTEGER NOT NULL,
        key BLOB NOT NULL,
        PRIMARY KEY (ordinal)
    ) STRICT
    """,
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

GUARDS = (
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


def upgrade() -> None:
    """Make the tables and the triggers that keep facts as they were written."""
    for statement in (*TABLES, *CUSTOMERS, *SYNC, *GUARDS, *PRICES):
        op.execute(statement)
