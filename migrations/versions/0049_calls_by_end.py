"""the calls of a company are found by when they ended: those in progress, and those that have just ended"""

from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_calls_company_ended", "calls", ["company_id", "ended_at"])


def downgrade() -> None:
    op.drop_index("ix_calls_company_ended", "calls")
