"""Store how each journal file begins, to notice another file of the same name."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("journal_positions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("begins", sa.String(length=64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("journal_positions", schema=None) as batch_op:
        batch_op.drop_column("begins")
