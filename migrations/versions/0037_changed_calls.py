"""the calls that changed lately, so that those who keep the day's calls in memory read only these"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "changed_calls",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("call", sa.String(80), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name="fk_changed_calls_company_id_companies"),
        sa.PrimaryKeyConstraint("call", name="pk_changed_calls"),
    )
    op.create_index("ix_changed_calls_company_version", "changed_calls", ["company_id", "version"])


def downgrade() -> None:
    op.drop_table("changed_calls")
