"""What is being typed into the questions about a matter or a customer."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.execute(
        """
        CREATE TABLE begun (
            about BLOB NOT NULL,
            staff_no TEXT NOT NULL,
            act TEXT NOT NULL,
            body TEXT NOT NULL,
            saved_ms INTEGER NOT NULL,
            seal INTEGER NOT NULL,
            PRIMARY KEY (about, staff_no, act)
        ) STRICT
        """
    )
    op.execute("INSERT INTO note_tally VALUES ('begun', 0, 0)")
