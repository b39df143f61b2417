"""a leg tells when it was dialled and when a phone rang, and a caller who is called back has missed nobody

Of legs of earlier versions it is known that they rang if they were answered. ``flask journal rebuild`` completes them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
PROMISED = "exists (select 1 from call_waits where call_waits.call = calls.id and call_waits.outcome = 'callback')"


def upgrade() -> None:
    with op.batch_alter_table("call_legs") as table:
        table.alter_column("rang_at", new_column_name="dialled_at", existing_type=TIME, existing_nullable=False)
    with op.batch_alter_table("call_legs") as table:
        table.add_column(sa.Column("rang_at", TIME, nullable=True))
    op.execute("update call_legs set rang_at = answered_at")
    op.execute(
        "update call_legs set ended_by = 'exchange' where ended_by = 'callee' and cause in ('unavailable', 'failed')"
    )
    op.execute(f"update calls set outcome = 'callback' where outcome = 'missed' and {PROMISED}")  # noqa: S608 - the words above


def downgrade() -> None:
    op.execute("update calls set outcome = 'missed' where outcome = 'callback'")
    op.execute("update call_legs set ended_by = 'callee' where cause in ('unavailable', 'failed')")
    with op.batch_alter_table("call_legs") as table:
        table.drop_column("rang_at")
    with op.batch_alter_table("call_legs") as table:
        table.alter_column("dialled_at", new_column_name="rang_at", existing_type=TIME, existing_nullable=False)
