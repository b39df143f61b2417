"""waits know their place in line and who takes the caller; which groups help others"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("call_waits") as waits:
        waits.add_column(sa.Column("position", sa.Integer(), nullable=True))
        waits.add_column(sa.Column("taken_by", sa.String(16), server_default="", nullable=False))
    op.create_table(
        "queue_help",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("group_name", sa.String(60), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("helpers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name="fk_queue_help_company_id_companies"),
        sa.PrimaryKeyConstraint("company_id", "group_name", name="pk_queue_help"),
    )


def downgrade() -> None:
    op.drop_table("queue_help")
    with op.batch_alter_table("call_waits") as waits:
        waits.drop_column("taken_by")
        waits.drop_column("position")
