"""How far the import of a customers' file has come."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.execute(
        """
        CREATE TABLE import_run (
            digest TEXT NOT NULL,
            release_no INTEGER NOT NULL,
            staff_no TEXT NOT NULL,
            last_account TEXT NOT NULL,
            inserted INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            unchanged INTEGER NOT NULL,
            warned INTEGER NOT NULL,
            rejected INTEGER NOT NULL,
            seal INTEGER NOT NULL,
            PRIMARY KEY (digest)
        ) STRICT
        """
    )
    op.execute("INSERT INTO note_tally VALUES ('import_run', 0, 0)")
