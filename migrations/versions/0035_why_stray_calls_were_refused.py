"""refused calls that belong to no company keep the reason"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("stray_calls", sa.Column("why", sa.String(length=16), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("stray_calls", "why")
