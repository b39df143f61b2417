"""legs to a number outside know whose calls are forwarded there"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("call_legs") as legs:
        legs.add_column(sa.Column("forwarded_by", sa.String(16), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("call_legs") as legs:
        legs.drop_column("forwarded_by")
