"""The first schema: the ledger, the station, its people, its customers, and what is projected from the facts."""

from alembic import op

from counter_tui.db.migrations.first.customers import CUSTOMERS
from counter_tui.db.migrations.first.days import DAYS
from counter_tui.db.migrations.first.hall import HALL
from counter_tui.db.migrations.first.ledger import LEDGER
from counter_tui.db.migrations.first.matters import MATTERS
from counter_tui.db.migrations.first.people import PEOPLE
from counter_tui.db.migrations.first.prices import PRICES
from counter_tui.db.migrations.first.sync import SYNC

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables and the triggers that keep facts as they were written."""
    for statement in (*LEDGER, *PEOPLE, *MATTERS, *HALL, *DAYS, *PRICES, *CUSTOMERS, *SYNC):
        op.execute(statement)
