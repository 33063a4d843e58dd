"""Releases of reference data, and who has them."""

from alembic import op

from counter_centre.tables import METADATA

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    # A database that was made a moment ago has them already.
    METADATA.create_all(op.get_bind())
