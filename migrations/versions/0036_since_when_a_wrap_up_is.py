"""wrap-ups know since when they are; those of before, minutes at most, are forgotten"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM wrap_ups")
    with op.batch_alter_table("wrap_ups") as wrap_ups:
        wrap_ups.add_column(sa.Column("since", sa.DateTime(timezone=True), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("wrap_ups") as wrap_ups:
        wrap_ups.drop_column("since")
