"""Add the wrap-up time of groups, and who is in wrap-up now."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("groups", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wrap_up_s", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "wrap_ups",
        sa.Column("extension", sa.String(length=16), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_wrap_ups_company_id_companies")),
        sa.PrimaryKeyConstraint("company_id", "extension", name=op.f("pk_wrap_ups")),
    )
    with op.batch_alter_table("wrap_ups", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wrap_ups_company_id"), ["company_id"], unique=False)


def downgrade() -> None:
    op.drop_table("wrap_ups")
    with op.batch_alter_table("groups", schema=None) as batch_op:
        batch_op.drop_column("wrap_up_s")
