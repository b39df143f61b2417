"""no wrap-ups of now beside the history of presence, which has them"""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("wrap_ups")


def downgrade() -> None:
    op.create_table(
        "wrap_ups",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("extension", sa.String(length=16), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_wrap_ups_company_id_companies")),
        sa.PrimaryKeyConstraint("company_id", "extension", name=op.f("pk_wrap_ups")),
    )
    op.create_index(op.f("ix_wrap_ups_company_id"), "wrap_ups", ["company_id"])
