"""The station, its people and keys."""

PEOPLE = (
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
)
