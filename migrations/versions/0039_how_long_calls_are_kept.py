"""a company says how long calls and recordings are kept, and the person can be taken out of a call"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("companies") as companies:
        companies.add_column(sa.Column("keeps_calls_days", sa.Integer))
        companies.add_column(sa.Column("keeps_recordings_days", sa.Integer))
    with op.batch_alter_table("calls") as calls:
        calls.add_column(sa.Column("erased_at", sa.DateTime(timezone=True)))
    op.create_table(
        "calls_to_mask",
        sa.Column("call", sa.String(80), primary_key=True),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False, index=True),
    )


def downgrade() -> None:
    op.drop_table("calls_to_mask")
    with op.batch_alter_table("calls") as calls:
        calls.drop_column("erased_at")
    with op.batch_alter_table("companies") as companies:
        companies.drop_column("keeps_recordings_days")
        companies.drop_column("keeps_calls_days")
