"""sums of presence by day"""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "figure_duty_days",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("extensions", sa.LargeBinary(), nullable=False),
        sa.Column("states", sa.LargeBinary(), nullable=False),
        sa.Column("lengths", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_figure_duty_days_company_id_companies")
        ),
        sa.PrimaryKeyConstraint("company_id", "day", name=op.f("pk_figure_duty_days")),
    )
    op.create_table(
        "figure_duty_marks",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_figure_duty_marks_company_id_companies")
        ),
        sa.PrimaryKeyConstraint("company_id", name=op.f("pk_figure_duty_marks")),
    )
    op.create_index("ix_presence_company_until", "presence", ["company_id", "until"])


def downgrade() -> None:
    op.drop_index("ix_presence_company_until", "presence")
    op.drop_table("figure_duty_marks")
    op.drop_table("figure_duty_days")
