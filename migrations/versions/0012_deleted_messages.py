"""Remember which messages were deleted permanently."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deleted_messages",
        sa.Column("message", sa.String(length=120), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_deleted_messages_company_id_companies")
        ),
        sa.PrimaryKeyConstraint("message", name=op.f("pk_deleted_messages")),
    )
    with op.batch_alter_table("deleted_messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deleted_messages_company_id"), ["company_id"], unique=False)


def downgrade() -> None:
    op.drop_table("deleted_messages")
