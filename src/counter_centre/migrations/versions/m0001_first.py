"""The first schema: the log, its stations and devices."""

from alembic import op

from counter_centre.tables import METADATA
from counter_tui.streams.tables import METADATA as LOG

revision = "0001"
down_revision = None


def upgrade() -> None:
    LOG.create_all(op.get_bind())
    METADATA.create_all(op.get_bind())
